import DomainModel
import MarkedSources
import Testing

struct NameTests {
    @Test func derivesDatabaseNames() throws {
        let model = try model(
            application(
                entity(
                    "OrderItem",
                    #""fields": [{"name": "dueDate", "type": "date"}, {"name": "unit_price", "type": "float"}]"#)
                    + "," + entity("Category") + "," + entity("person") + "," + entity("Post", #""table": "articles""#))
        )
        #expect(model.entities.map(\.table) == ["order_items", "categories", "people", "articles"])
        #expect(model.entities.map(\.name) == ["OrderItem", "Category", "Person", "Post"])
        #expect(model.entities[0].attributes.map(\.column) == ["due_date", "unit_price"])
        #expect(model.entities[0].attributes.map(\.name) == ["dueDate", "unitPrice"])
    }

    @Test func refusesNamesThatFoldTogether() {
        expect(
            application(
                entity(
                    "Todo",
                    #""fields": [{"name": "dueDate", "type": "date"}, {"name": 1️⃣"due_date", "type": "date"}], "relations": [{"name": "x", "kind": "belongsTo", "entity": "Todo"}, {"name": 5️⃣"x", "kind": "belongsTo", "entity": "Todo"}]"#
                )
                    + #",{"name": 2️⃣"todo"}, {"name": 3️⃣"ToDo"}, {"name": 0️⃣"A1"}, {"name": 4️⃣"a_1"}"#),
            .at(1, "name-collision", "due_date"), .at(2, "duplicate-name", "apart from its spelling"),
            .at(3, "duplicate-name"), .at(4, "duplicate-name"), .at(5, "duplicate-name", "two relations"),
            .at(0, "nobody-has-access")
        )
    }

    @Test func refusesTablesAndColumnsThatMeet() {
        expect(
            application(
                entity(
                    "Post",
                    #"""
                    "fields": [
                      {"name": "authorId", "type": "uuid"}, {"name": 1️⃣"createdAt", "type": "timestamp"},
                      {"name": 2️⃣"id", "type": "text"}, {"name": 7️⃣"updatedAt", "type": "date", "column": "changed"},
                      {"name": "a", "type": "text", "column": "b"}, {"name": 3️⃣"b", "type": "text"}],
                    "relations": [
                      {"name": 4️⃣"author", "kind": "belongsTo", "entity": "User"},
                      {"name": 5️⃣"a", "kind": "manyToMany", "entity": "Post"}]
                    """#) + "," + #"{"name": 6️⃣"Article", "table": "posts", "access": []}"#),
            .at(1, "name-collision", "the timestamps", fix: "column"), .at(2, "name-collision", "the key"),
            .at(3, "name-collision", "'b'"), .at(4, "name-collision", "author_id"), .at(5, "duplicate-name"),
            .at(6, "duplicate-name", "'posts'"), .at(7, "duplicate-name", "updatedAt"), .at(4, "optional-owner"))
    }

    @Test func refusesNamesThatAreNotASCII() {
        // The "а" of "nаme" is Cyrillic.
        expect(
            #"""
            {"berry": 1, "name": 1️⃣"größe", "target": "postgres", "roles": [2️⃣"ädmin"],
             "enums": [{"name": 3️⃣"Énum", "values": ["ok"]}],
             "entities": [
               {"name": 4️⃣"日本", "access": []},
               {"name": "A", "access": [], "fields": [{"name": 5️⃣"nаme", "type": "text"}, {"name": 6️⃣"", "type": "text"},
                  {"name": 7️⃣"1st", "type": "text"}, {"name": 8️⃣"a b", "type": "text"}, {"name": "c", "type": "text", "column": 9️⃣"ç"}]}]}
            """#, .at(1, "invalid-name", "U+F6"), .at(2, "invalid-name"), .at(3, "invalid-name"),
            .at(4, "invalid-name"),
            .at(5, "invalid-name", "U+430"), .at(6, "invalid-name", "empty"),
            .at(7, "invalid-name", "begins with a letter"),
            .at(8, "invalid-name"), .at(9, "invalid-name"))
    }

    @Test func refusesNamesThatPostgreSQLWouldCut() {
        let long = String(repeating: "x", count: 70)
        expect(
            application(
                "{\"name\": 1️⃣\"\(long)\", \"access\": []}, "
                    + entity(
                        "A",
                        "\"fields\": [{\"name\": 2️⃣\"\(long)\", \"type\": \"text\"}], \"relations\": [{\"name\": 3️⃣\"\(long.dropLast(9))\", \"kind\": \"belongsTo\", \"entity\": \"A\"}]"
                    )),
            .at(1, "name-too-long", "72 bytes"), .at(2, "name-too-long", "70 bytes"),
            .at(3, "name-too-long", "64 bytes"))
    }

    @Test func keepsNamesOfSixtyThreeBytes() throws {
        let long = String(repeating: "x", count: 63)
        let model = try model(
            application(
                entity(
                    "A",
                    "\"table\": \"\(long)\", \"fields\": [{\"name\": \"\(long)\", \"type\": \"text\", \"unique\": true}]"
                )))
        let unique = try #require(model.entities.first?.uniques.first)
        #expect(unique.columns == [long])
        #expect(unique.name.utf8.count == 63)
    }

    @Test func refusesNamesOfSystemColumns() {
        expect(
            application(
                entity(
                    "A",
                    #"""
                    "fields": [{"name": 1️⃣"xmin", "type": "text"}, {"name": "b", "type": "text", "column": 2️⃣"ctid"}],
                    "relations": [{"name": "c", "kind": "belongsTo", "entity": "A", "column": 3️⃣"tableoid"}]
                    """#)), .at(1, "reserved-name"), .at(2, "reserved-name"), .at(3, "reserved-name"))
    }

    @Test func refusesRolesAndFormatsThatMakeNoSense() {
        expect(
            #"{"berry": 1️⃣2, "name": "a", "target": "postgres", "roles": ["x", 2️⃣"x"], "entities": []}"#,
            .at(1, "unknown-format", fix: "\"berry\": 1"), .at(2, "duplicate-name"))
    }

    @Test func saysNothingTwiceAboutOneMistake() {
        expect(
            application(
                #"""
                {"name": 1️⃣"Größe", "access": []},
                {"name": "B", "access": [{"who": "owner", "can": ["read"]}], "unique": [["typo", "size"]], "order": ["typo"],
                 "fields": [{"name": "typo", "type": 2️⃣"txt", "maxLength": 5, "values": ["a"]}],
                 "relations": [{"name": "size", "kind": "belongsTo", "entity": "Größe"},
                               {"name": "owner", "kind": "belongsTo", "entity": 3️⃣"Usr"}]}, 4️⃣{"fields": []}
                """#), .at(1, "invalid-name"), .at(2, "unknown-word"), .at(3, "unknown-entity", fix: "'User'"),
            .at(4, "missing-key"))
    }

    /// Every table brings a type of its name.
    @Test func namesTypesApartFromTables() throws {
        let model = try model(
            application(
                entity("Post", #""fields": [{"name": "status", "type": "enum", "values": ["a"]}]"#) + ","
                    + entity("State", #""table": "post_status""#),
                head: #""defaults": {"enumStorage": "native"},"#))
        #expect(model.enumerations.map(\.nativeType) == ["post_status1"])
        #expect(model.decisions.contains { $0.subject == "PostStatus" && $0.choice.contains("post_status1") })
    }

    /// Files and folders are named after them.
    @Test func refusesNamesThatNoFileCouldHave() {
        let (long, longer) = (String(repeating: "x", count: 64), String(repeating: "y", count: 201))
        expect(
            """
            {"berry": 1, "name": 1️⃣"\(long)", "target": "postgres", "enums": [{"name": 2️⃣"\(longer)", "values": ["a"]}],
             "entities": [{"name": 3️⃣"\(longer)", "table": "short", "access": []}]}
            """, .at(1, "name-too-long", "63"), .at(2, "name-too-long", "200"), .at(3, "name-too-long", "200"))
    }
}
