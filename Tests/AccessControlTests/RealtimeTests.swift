import DatabaseTesting
import Migrations
import Postgres
import Testing

/// What Supabase Realtime is told of.
@Suite struct RealtimeTests {
    private static let specification = #"""
        {"berry": 1, "name": "realtime", "target": "supabase", "entities": [
          {"name": "Note", "timestamps": false, "realtime": true, "fields": [{"name": "title", "type": "text"}],
           "access": [{"who": "anyone", "can": ["read"]}]},
          {"name": "Letter", "timestamps": false, "realtime": true, "softDelete": true,
           "fields": [{"name": "title", "type": "text"}, {"name": "secret", "type": "text", "hidden": true}],
           "access": [{"who": "anyone", "can": ["read"]}]},
          {"name": "Page", "timestamps": false, "access": [{"who": "anyone", "can": ["read"]}]}]}
        """#

    @Test(arguments: [World.supabaseExplicit, .supabaseLegacy])
    func publishesWhatIsAskedForAndNothingHidden(world: World) async throws {
        let example = try Example(json: Self.specification)
        try await withDatabase(world) { connection in
            try await connection.execute(example.migration.up)
            func published() async throws -> [String] {
                try await connection.query(
                    """
                    select tablename || ': ' || array_to_string(attnames, ' ') from pg_publication_tables
                    where pubname = 'supabase_realtime' order by 1
                    """
                ).map { try $0.text(0) }
            }
            #expect(try await published() == ["letters: id title", "notes: id title"])
            // A table that tells of its changes can be changed.
            try await connection.execute("insert into letters (title) values ('a'); update letters set title = 'b'")
            try await connection.execute(example.migration.down ?? "")
            #expect(try await published() == [])
        }
    }

    @Test func isSupabasesAlone() {
        let error = #expect(throws: InvalidExample.self) {
            try Example(json: Self.specification.replacing(#""target": "supabase""#, with: #""target": "postgres""#))
        }
        #expect(error?.description.contains("realtime-target") == true)
    }
}
