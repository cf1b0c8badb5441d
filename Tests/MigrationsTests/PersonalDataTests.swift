import DatabaseTesting
import DomainModel
import Migrations
import Postgres
import SQL
import Schema
import Specification
import Testing

/// What the script for copies makes of personal data.
@Suite struct PersonalDataTests {
    private static let specification = #"""
        {"berry": 1, "name": "people", "entities": [
          {"name": "User", "timestamps": false, "access": [], "fields": [
            {"name": "email", "type": "email", "from": "auth.email", "personal": true, "unique": true},
            {"name": "nickname", "type": "text", "unique": true, "minLength": 3, "maxLength": 8, "personal": true}]},
          {"name": "Visit", "timestamps": false, "appendOnly": true, "access": [], "fields": [
            {"name": "alias", "type": "text", "required": true, "unique": true, "minLength": 3, "maxLength": 8, "personal": true},
            {"name": "guest", "type": "email", "required": true, "unique": true, "personal": true},
            {"name": "phone", "type": "phone", "required": true, "personal": true},
            {"name": "code", "type": "text", "required": true, "pattern": "^[A-Z]{3}-[0-9]+$", "personal": true},
            {"name": "weight", "type": "decimal", "required": true, "min": 20, "personal": true},
            {"name": "born", "type": "date", "required": true, "personal": true},
            {"name": "home", "type": "location", "personal": true},
            {"name": "tags", "type": "text", "list": true, "required": true, "personal": true},
            {"name": "room", "type": "integer", "required": true}]}]}
        """#

    @Test(arguments: [World.plain, .supabaseExplicit]) func aCopySaysNothing(world: World) async throws {
        let example = try Example(json: Self.specification, target: world.target)
        let script = Anonymization(example.schema).statements.script
        try await withDatabase(world) { connection in
            try await connection.execute(example.migration.up)
            try await connection.execute(
                """
                insert into auth.users (id, email) values (gen_random_uuid(), 'ada@example.com'), (gen_random_uuid(), 'bob@example.com');
                update users set nickname = left(email, 3);
                insert into visits (alias, guest, phone, code, weight, born, home_latitude, home_longitude, tags, room) values
                  ('ada', 'ada@example.com', '+43 1 234567', 'ABC-1', 60, '1990-05-17', 48.2, 16.4, '{blue}', 1),
                  ('bob', 'bob@example.com', '+43 1 765432', 'XYZ-9', 80, '1985-02-03', null, null, '{}', 2);
                """)
            do {
                try await connection.execute(script)
                Issue.record("it ran on what nobody called a copy")
            } catch {
                #expect("\(error)".contains("personal data"))
            }
            #expect(try await connection.query("select from visits where guest = 'ada@example.com'").count == 1)
            try await connection.execute("select set_config('berry.copy', current_database(), false)")
            try await connection.execute(script)
            let all = try await connection.query(
                """
                select (to_jsonb(v) - 'id' - 'created_at' - 'updated_at')::text from visits as v
                union all select (to_jsonb(u) - 'id')::text from users as u
                """
            ).map { try $0.text(0) }.joined(separator: "\n")
            for trace in ["example.com", "ada", "bob", "234567", "ABC-1", "XYZ-9", "05-17", "48.2", "blue"] {
                #expect(!all.contains(trace), "\(trace) in \(all)")
            }
            #expect(try await connection.query("select from auth.users where email like '%@example.com'").isEmpty)
            #expect(
                try await connection.query("select from visits where room in (1, 2) and born < '1991-01-01'").count == 2
            )
            // Rows are as closed as before.
            await #expect(throws: PostgresError.self) { try await connection.execute("delete from visits") }
        }
    }

    @Test func nothingPersonalNoScript() throws {
        let text = Self.specification.replacing(#", "personal": true"#, with: "")
            .replacing(#""personal": true, "#, with: "").replacing(#""personal": true"#, with: #""description": "x""#)
        #expect(Anonymization(try Example(json: text).schema).statements.isEmpty)
    }
}
