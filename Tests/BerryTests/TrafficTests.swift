import Foundation
import Postgres
import Testing

/// Programs go on with their work while a push changes the tables that they use.
@Suite struct TrafficTests {
    @Test func nobodyFailsOrWaitsLongerThanThePushSays() async throws {
        try await Project.withDatabase { project, database, connection in
            try await connection.execute(
                """
                insert into public.todos (title, user_id)
                select 'todo ' || n, (select id from auth.users order by id limit 1) from generate_series(1, 50000) as n;
                create temporary table ids as select row_number() over () as n, id from public.todos;
                """)
            let ids = try await connection.texts("select id::text from public.todos order by id limit 1000")
            try project.add(
                field: """
                    {"name": "dueDate", "type": "date", "indexed": true},
                    {"name": "priority", "type": "integer", "required": true, "default": 0, "indexed": true},
                    {"name": "place", "type": "text", "maxLength": 100}
                    """)
            try project.edit(
                "{\"name\": \"category\", \"kind\"",
                "{\"name\": \"other\", \"kind\": \"belongsTo\", \"entity\": \"Category\", \"onDelete\": \"setNull\"},\n"
                    + "        {\"name\": \"category\", \"kind\"")
            let dry = try await project.succeed("db", "push", "--dry-run")
            #expect(!dry.output.contains("breaks-clients"), "\(dry.output)")
            #expect(dry.output.contains("waits at most 2 s for a table"), "\(dry.output)")

            let (reader, writer) = (Program(), Program())
            let (first, second) = try await (database.connect(), database.connect())
            async let read = reader.run(first) { number in
                "select * from public.todos where id = '\(ids[number % ids.count])'"
            }
            async let written = writer.run(second) { number in
                number % 10 == 9
                    ? "insert into public.todos (title, user_id) select 'new', user_id from public.todos limit 1"
                    : "update public.todos set completed = not completed where id = '\(ids[number % ids.count])'"
            }
            let push = try await project.berry("db", "push")
            reader.stop()
            writer.stop()
            let logs = await [read, written]
            #expect(push.status == 0, "\(push.everything)")
            for log in logs {
                #expect(log.failures.isEmpty, "\(log.failures.prefix(3))")
                #expect(log.statements > 100)
                // What was said, and what a busy machine needs to notice that it is over.
                #expect(log.longest < .seconds(2) + .seconds(2), "\(log.longest)")
                print("while the push ran: \(log.statements) statements, the longest took \(log.longest)")
            }
            await first.close()
            await second.close()
        }
    }
}
