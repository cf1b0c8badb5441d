import DatabaseTesting
import Diagnostics
import DomainModel
import Migrations
import Postgres
import Specification
import Testing
import TypedSQL

/// Declared queries: typed by PostgreSQL, asked with their callers' rights.
@Suite struct QueryTests {
    private static func specification(_ queries: String) -> String {
        #"""
        {"berry": 1, "name": "queries", "target": "postgres", "entities": [
          {"name": "Place", "timestamps": false, "softDelete": true,
           "fields": [{"name": "name", "type": "text", "required": true}, {"name": "tags", "type": "text", "list": true},
                      {"name": "secret", "type": "text", "hidden": true}],
           "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}],
           "access": [{"who": "owner", "can": ["read", "delete"]}]},
          {"name": "City", "timestamps": false, "fields": [{"name": "name", "type": "text", "required": true}],
           "access": [{"who": "anyone", "can": ["read"]}]}],
         "views": [{"name": "place_names", "rights": "owner", "access": [{"who": "signedIn", "can": ["read"]}],
                    "sql": "select id, name from places"}],
         "queries": [\#(queries)]}
        """#
    }

    private static let queries = #"""
        {"name": "placesCalled", "description": "Places of one name.",
         "sql": "select id, name, tags, name || '!' as loud, char_length(name) as size from places where name = :name"},
        {"name": "placeCount", "one": true, "sql": "select count(*) as total from places where (:like::text is null or name like :like)"},
        {"name": "secrets", "sql": "select secret from places"},
        {"name": "names", "sql": "select name from place_names order by name"},
        {"name": "cities", "sql": "select name from cities"}
        """#

    /// For each call, what anon, Ada, Bob, Carol, Dora, a guest, nobody, Mallory and the service see of Ada's two places,
    /// one of which was deleted, of Bob's one, and of a city. `no` is a refusal with SQLSTATE 42501.
    private static let expected: [(call: String, outcomes: String)] = [
        ("places_called('a')", "no 1 1 0 0 0 0 0 3"), ("place_count(null) where total > 0", "no 1 1 0 0 0 0 0 1"),
        ("secrets()", "no no no no no no no no 3"), ("names()", "no 3 3 3 3 0 0 3 3"),
        ("cities()", "1 1 1 1 1 1 1 1 1"),
    ]

    @Test(arguments: World.allCases)
    func everyCallerSeesTheirOwn(world: World) async throws {
        let example = try await Example(
            json: Self.specification(Self.queries), target: world == .plain ? .postgres : .supabase
        ).askingTypes()
        try await withDatabase(world) { connection in
            try await connection.execute(example.migration.up)
            for actor in Actor.allCases {
                guard let account = actor.account else { continue }
                try await connection.execute("insert into auth.users (id) values ('\(account)')")
            }
            try await connection.execute(
                Actor.filled(
                    """
                    insert into places (name, owner_id, deleted_at) values
                      ('a', :ada, null), ('a', :ada, now()), ('a', :bob, null);
                    insert into cities (name) values ('Rome')
                    """))
            for (call, outcomes) in Self.expected {
                let wanted = outcomes.split(separator: " ").map { $0 == "no" ? "42501" : String($0) }
                for (actor, expected) in zip(Actor.allCases, wanted) {
                    let outcome = try await actor.outcome(of: "select * from public.\(call)", connection)
                    #expect(outcome == expected, "\(actor): \(call)")
                }
            }
            let definers = try await connection.query(
                "select from pg_proc where pronamespace = 'public'::regnamespace and proname = any ($1) and prosecdef",
                [Parameter(array: example.model.queries.map(\.function))])
            #expect(definers.isEmpty)
            try await connection.execute(example.migration.down ?? "")
        }
    }

    @Test func typesArePostgreSQLs() async throws {
        let example = try await Example(json: Self.specification(Self.queries)).askingTypes()
        let places = try #require(example.model.queries.first)
        #expect(places.parameters.map(\.type) == ["text"])
        #expect(places.columns.map(\.type) == ["uuid", "text", "text[]", "text", "integer"])
        #expect(places.columns.map(\.isRequired) == [true, true, false, false, false])
        #expect(places.columns[4].value == .attribute(.integer, isList: false))
        #expect(places.columns[2].value == .attribute(.text, isList: true))
    }

    @Test func whatPostgreSQLRefusesIsSaidAtOnce() async throws {
        let example = try Example(
            json: Self.specification(
                #"""
                {"name": "a", "sql": "select upper(nothing) as x from places"}, {"name": "b", "sql": "select name + 1 as x from places"}
                """#))
        let error = await #expect(throws: DiagnosticsError.self) { _ = try await example.askingTypes() }
        #expect(error?.diagnostics.map(\.code) == ["query-refused", "query-refused"])
        #expect(error?.diagnostics.first?.message.contains("'a'") == true)
    }
}
