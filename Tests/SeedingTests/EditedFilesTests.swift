import Diagnostics
import Postgres
import SQL
import Seeding
import Testing

/// Files that somebody wrote by hand: what is right is loaded as it stands, what is wrong is named with its place.
@Suite struct EditedFilesTests {
    private static let application = """
        {"name": "Thing", "timestamps": false,
         "fields": [
           {"name": "name", "type": "text", "required": true, "unique": true},
           {"name": "size", "type": "integer", "min": 0, "required": true, "default": 7},
           {"name": "day", "type": "date"},
           {"name": "data", "type": "json"},
           {"name": "raw", "type": "bytes"},
           {"name": "tags", "type": "text", "list": true},
           {"name": "grid", "type": "json", "list": true}],
         "relations": [{"name": "parent", "kind": "belongsTo", "entity": "Thing"}]},
        {"name": "Part", "timestamps": false,
         "relations": [{"name": "thing", "kind": "belongsTo", "entity": "Thing", "required": true}]}
        """

    private static func id(_ number: Int) -> String { "00000000-0000-4000-8000-00000000000\(number)" }

    private static func file(_ text: String, _ path: String = "seeds/things.json") -> SourceFile {
        SourceFile(path: path, text: text)
    }

    @Test(arguments: [
        "", "'", "\"", "\\", "\\N", "\\.", "a\tb", "a\nb", "a\r\nb", "\u{8}\u{B}\u{C}", "$$", "$body1$",
        "NULL", "null",
        "{}", "{a,\"b\"}", ",", " x ", "👩🏽‍🚀 ü \u{1F9}", "'; drop table things; --", "%s", "\u{FEFF}",
    ])
    func hostileTextsArriveUnchanged(text: String) async throws {
        let application = try TestApplication(entities: Self.application)
        let table = SeedTable(
            .init("public", "things"), columns: ["id", "name", "tags", "data", "grid", "raw"],
            rows: [
                [
                    .text(Self.id(1)), .text(text), .list([.text(text), .null, .text("x")]),
                    .object([.init("key", .text(text)), .init(text, .null)]),
                    .list([.text(text), .list([.number("1")])]),
                    .text(#"\x00ff5c"#),
                ]
            ])
        try await withDatabase(application) { connection in
            let problems = try await problems([Self.file(table.json)], connection)
            #expect(problems == [])
            let row = try await connection.query(
                "select name, tags[1] as first, tags[2] is null as hole, data ->> 'key' as value, data ? $1 as has, "
                    + "grid[1] #>> '{}' as inner, raw, size from things", [Parameter(text)]
            ).one
            for column in ["name", "first", "value", "inner"] { #expect(try row.text(column) == text) }
            #expect(try row.bool("hole"))
            #expect(try row.bool("has"))
            #expect(try row.bytes("raw") == [0x00, 0xFF, 0x5C])
            // A column that no row states takes its default.
            #expect(try row.int("size") == 7)
        }
    }

    @Test func rowsMayStateDifferentColumnsInAnyOrder() async throws {
        let application = try TestApplication(entities: Self.application)
        try await withDatabase(application) { connection in
            let text = """
                [{"name": "child", "id": "\(Self.id(1))", "parent_id": "\(Self.id(2))"},
                 {"id": "\(Self.id(2))", "size": 1, "name": "root"}]
                """
            let report = try await SeedLoader([
                Self.file(#"[{"id": "\#(Self.id(9))", "thing_id": "\#(Self.id(1))"}]"#, "a/parts.json"),
                Self.file(text),
            ]).load(into: connection)
            #expect(report.tables.map(\.name.name) == ["things", "parts"])
            let sizes = try await connection.query(
                "select array_agg(size order by name) as sizes from things")
            #expect(try sizes.one.texts("sizes") == ["7", "1"])
        }
    }

    @Test func circlesAreClosedAtTheEnd() async throws {
        let application = try TestApplication(Example.structures.specification)
        try await withDatabase(application) { connection in
            let files = [
                Self.file(#"[{"id": "\#(Self.id(1))", "name": "P", "favourite_id": 5}]"#, "people.json"),
                Self.file(#"[{"id": 5, "name": "R", "keeper_id": "\#(Self.id(1))"}]"#, "rooms.json"),
            ]
            let problems = try await problems(files, connection)
            #expect(problems == [])
            let row = try await connection.query("select favourite_id, keeper_id from people, rooms").one
            #expect(try row.int("favourite_id") == 5)
            #expect(try row.text("keeper_id") == Self.id(1))
        }
    }

    @Test(arguments: [
        ("[\n  {\"id\": 1,}]", "seeds/things.json:2:11", "json-syntax", "a comma before '}' is not JSON"),
        (
            "{}", "seeds/things.json:1:1", "seed-shape",
            "a seed file holds a list of rows, and this is an object"
        ),
        (
            "[1]", "seeds/things.json:1:2", "seed-shape",
            "a row is an object of columns and values, and this is a number"
        ),
        (
            "[{\"id\": \"ID1\", \"nam\": 1}]", "seeds/things.json:1:49", "seed-unknown-column",
            "'things' has no column 'nam'"
        ),
        (
            "[{\"name\": \"x\"}]", "seeds/things.json:1:2", "seed-key-missing",
            "row 1 doesn't state its primary key 'id'"
        ),
        (
            "[{\"id\": \"ID1\", \"name\": 5}]", "seeds/things.json:1:57", "seed-type",
            "a string is expected here, not a number"
        ),
        (
            "[{\"id\": \"ID1\", \"name\": \"a\", \"tags\": \"b\"}]", "seeds/things.json:1:70", "seed-type",
            "a list is expected here, not a string"
        ),
        (
            "[{\"id\": \"ID1\", \"name\": \"a\\u0000\"}]", "seeds/things.json:1:59", "nul-character",
            "a text can't hold the character U+0000, which PostgreSQL has no place for"
        ),
        (
            "[\n{\"id\": \"ID1\", \"name\": \"a\"},\n{\"id\": \"ID2\", \"name\": \"b\", \"day\": \"2025-02-30\"}]",
            "seeds/things.json:3:68", "seed-value",
            "row 2 of 'things', column 'day' (date) is refused: date/time field value out of range: \"2025-02-30\" "
                + "(SQLSTATE 22008)"
        ),
        (
            "[{\"id\": \"ID1\", \"name\": \"a\", \"size\": 1.5}]", "seeds/things.json:1:70", "seed-value",
            "row 1 of 'things', column 'size' (integer) is refused: invalid input syntax for type integer: \"1.5\" "
                + "(SQLSTATE 22P02)"
        ),
        (
            "[{\"id\": \"ID1\", \"name\": \"a\"},\n{\"id\": \"ID2\", \"name\": \"b\", \"size\": -1}]",
            "seeds/things.json:2:1", "seed-refused",
            "row 2 of 'things' is refused: new row for relation \"things\" violates check constraint "
                + "\"things_size_check\" (SQLSTATE 23514)"
        ),
        (
            "[{\"id\": \"ID1\", \"name\": \"a\"}, {\"id\": \"ID2\", \"name\": \"b\"},\n{\"id\": \"ID3\", \"name\": \"a\"}]",
            "seeds/things.json:2:1", "seed-refused",
            "row 3 of 'things' is refused: duplicate key value violates unique constraint \"things_name_key\" "
                + "(SQLSTATE 23505)"
        ),
        (
            "[{\"id\": \"ID1\", \"name\": null}]", "seeds/things.json:1:57", "seed-refused",
            "row 1 of 'things' is refused: null value in column \"name\" of relation \"things\" violates not-null "
                + "constraint (SQLSTATE 23502)"
        ),
        (
            "[{\"id\": \"ID1\", \"name\": \"a\", \"parent_id\": \"ID2\"},\n{\"id\": \"ID2\", \"name\": \"b\", "
                + "\"parent_id\": \"ID3\"}]",
            "seeds/things.json:2:74", "seed-refused",
            "row 2 of 'things' is refused: insert or update on table \"things\" violates foreign key constraint "
                + "\"things_parent_id_fkey\" (SQLSTATE 23503)"
        ),
        (
            "[{\"id\": \"ID1\", \"name\": \"a\"},\n{\"id\": \"ID1\", \"name\": \"b\"}]",
            "seeds/things.json:2:8",
            "seed-duplicate", "another row of 'things' has this primary key"
        ),
    ])
    func mistakesAreNamedAndNothingIsLoaded(text: String, place: String, code: String, message: String)
        async throws
    {
        let application = try TestApplication(entities: Self.application)
        let text = (1...3).reduce(text) { $0.replacing("ID\($1)", with: Self.id($1)) }
        try await withDatabase(application) { connection in
            let good = Self.file(#"[{"id": "\#(Self.id(8))", "name": "good"}]"#, "first/things.json")
            let problems = try await problems([good, Self.file(text)], connection)
            #expect(problems.map { $0.location?.description } == [place])
            #expect(problems.map(\.code) == [code])
            #expect(problems.map(\.message) == [message])
            if ["seed-value", "seed-refused"].contains(problems.first?.code) {
                #expect(problems.first?.fix != nil)
            }
            #expect(try await connection.query("select count(*) from things").one.int(0) == 0)
        }
    }

    @Test func unknownTablesAreNamed() async throws {
        try await withDatabase(try TestApplication(entities: Self.application)) { connection in
            let problems = try await problems(
                [Self.file("[]", "seeds/thing.json"), Self.file("[]", "x/pg_class.json")], connection)
            #expect(problems.map(\.message) == ["there is no table 'thing'", "there is no table 'pg_class'"])
            #expect(problems.first?.fix == "name the file 'things.json'")
        }
    }

    @Test func scriptsRunAfterTheRows() async throws {
        try await withDatabase(try TestApplication(entities: Self.application)) { connection in
            let files = [
                Self.file(
                    "update things set size = 40;\nupdate things set size = size + 2 -- $$ end", "a/1.sql"),
                Self.file("-- nothing", "a/2.sql"),
                Self.file(#"[{"id": "\#(Self.id(1))", "name": "a"}]"#),
            ]
            let report = try await SeedLoader(files).load(into: connection)
            #expect(report.scripts == ["a/1.sql", "a/2.sql"])
            #expect(try await connection.query("select size from things").one.int(0) == 42)
        }
    }

    @Test(arguments: [
        (
            "select 1;\nselect nothing;", "s.sql:2:8",
            "the script is refused: column \"nothing\" does not exist (SQLSTATE 42703)"
        ),
        (
            "select 1; commit; select 1/0", "s.sql:1:1",
            "the script is refused: EXECUTE of transaction commands is not implemented (SQLSTATE 0A000)"
        ),
        (
            "select 'ü'; selec", "s.sql:1:13",
            "the script is refused: syntax error at or near \"selec\" (SQLSTATE 42601)"
        ),
    ])
    func scriptsThatFailUndoEverything(script: String, place: String, message: String) async throws {
        try await withDatabase(try TestApplication(entities: Self.application)) { connection in
            let good = Self.file(#"[{"id": "\#(Self.id(8))", "name": "good"}]"#)
            let problems = try await problems([good, Self.file(script, "s.sql")], connection)
            #expect(problems.map { $0.location?.description } == [place])
            #expect(problems.map(\.message) == [message])
            #expect(problems.allSatisfy { $0.fix != nil })
            #expect(try await connection.query("select count(*) from things").one.int(0) == 0)
        }
    }
}
