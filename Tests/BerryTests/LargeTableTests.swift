import Foundation
import Postgres
import Testing

/// A table that is large is written a few rows at a time, while everybody goes on working with it.
@Suite struct LargeTableTests {
    /// Every table counts as large.
    private static let settings = "{\"smallTable\": 0}"
    private static let notes = "{\"name\": \"notes\", \"type\": \"text\"},"

    private static func fill(_ connection: Connection, _ count: Int) async throws {
        try await connection.execute(
            """
            insert into public.todos (title, user_id, completed)
            select n::text, (select id from auth.users order by id limit 1), n % 2 = 0
            from generate_series(1, \(count)) as n;
            update public.todos set title = '7' where title !~ '^[0-9]+$';
            update public.todos set notes = title where title::integer % 3 = 0;
            """)
    }

    /// Pushes while one program reads and another one writes as they did before; neither sees a failure.
    private static func pushUnderTraffic(
        _ project: Project, _ database: TestDatabase, _ connection: Connection, _ arguments: [String] = []
    ) async throws {
        let ids = try await connection.texts("select id::text from public.todos order by id limit 500")
        let (reader, writer) = (Program(), Program())
        let (first, second) = try await (database.connect(), database.connect())
        async let read = reader.run(first) { "select * from public.todos where id = '\(ids[$0 % ids.count])'" }
        async let written = writer.run(second) { number in
            number % 5 == 4
                ? "insert into public.todos (title, user_id) select '12', user_id from public.todos limit 1"
                : "update public.todos set completed = not completed where id = '\(ids[number % ids.count])'"
        }
        let push = try await project.launch(["db", "push"] + arguments)
        reader.stop()
        writer.stop()
        let logs = await [read, written]
        #expect(push.status == 0, "\(push.everything)")
        for log in logs {
            #expect(log.failures.isEmpty, "\(log.failures.prefix(3))")
            #expect(log.statements > 10)
        }
        await first.close()
        await second.close()
    }

    @Test func writesNewValuesAFewRowsAtATime() async throws {
        try await Project.withDatabase(settings: Self.settings) { project, database, connection in
            try await Self.fill(connection, 20000)
            try await connection.execute("create table public.before as select id, updated_at from public.todos")
            try await connection.execute("alter table public.before set schema berry")
            try project.edit(
                Self.notes,
                """
                {"name": "notes", "type": "text", "required": true, "backfill": "none", "default": "later"},
                {"name": "token", "type": "uuid", "required": true, "default": {"sql": "gen_random_uuid()"}, "unique": true},
                {"name": "short", "type": "text", "backfill": {"sql": "left(title, 2)"}, "indexed": true},
                """)
            try await Self.pushUnderTraffic(project, database, connection)
            #expect(try project.read("berry.json").contains("\"todos\""))
            let files = try FileManager.default.contentsOfDirectory(atPath: project.path("database/migrations"))
                .filter { $0.hasSuffix(".up.sql") }.map { try project.read("database/migrations/\($0)") }
            #expect(files.filter { $0.contains("do $lots$") && $0.contains("a few at a time") }.count == 1)
            // A program that doesn't know the new column leaves it empty.
            #expect(
                try await connection.count(
                    """
                    select from public.todos as t join berry.before as b using (id)
                    where t.short is distinct from left(t.title, 2) or t.notes is null
                    """) == 0)
            #expect(try await connection.count("select from public.todos where title = '8' and notes = 'none'") == 1)
            #expect(try await connection.count("select from public.todos where title = '9' and notes = '9'") == 1)
            // What a migration writes is nobody's change.
            let touched = try await connection.count(
                "select from public.todos as t join berry.before as b using (id) where t.updated_at <> b.updated_at")
            #expect(touched <= 500)
            #expect(try await connection.count("select from pg_trigger where tgname like 'zz%'") == 0)
            #expect(try await project.berry("db", "drift").status == 0)
            let down = try await project.berry(
                "db", "migrate", "down", "--steps", "\(files.count - 1)", "--yes", "--allow", "data-loss", "--allow",
                "breaks-clients", "--allow", "index-dropped", "--allow", "changes-rows", "--allow", "access-narrowed",
                "--allow", "long-scan", "--allow", "lock")
            #expect(down.status == 0, "\(down.everything)")
            #expect(try await connection.count("select from public.todos where title = '9' and notes = '9'") == 1)
        }
    }

    @Test func givesAColumnAnotherType() async throws {
        try await Project.withDatabase(settings: Self.settings) { project, database, connection in
            try await Self.fill(connection, 20000)
            try project.edit(
                "{\"name\": \"title\", \"type\": \"text\", \"required\": true, \"minLength\": 1, \"maxLength\": 200}",
                "{\"name\": \"title\", \"type\": \"text\", \"required\": true}")
            try project.edit(
                Self.notes, "{\"name\": \"notes\", \"type\": \"integer\", \"indexed\": true, \"min\": 0},")
            try await connection.execute("update public.todos set notes = null where notes !~ '^[0-9]+$'")
            try await project.succeed(
                "db", "push", "--allow", "breaks-clients", "--allow", "rejects-rows", "--allow", "data-loss")
            let before = try await connection.texts("select concat(id, title, notes) from public.todos order by id")

            // Required, unique with another column, indexed, with a check, a default, a comment and a view over it.
            try project.edit(
                "{\"name\": \"notes\", \"type\": \"integer\", \"indexed\": true, \"min\": 0},",
                "{\"name\": \"notes\", \"type\": \"bigint\", \"indexed\": true, \"min\": 0},")
            try await Self.pushUnderTraffic(
                project, database, connection, ["--allow", "breaks-clients"])
            let after = try await connection.texts("select concat(id, title, notes) from public.todos order by id")
            #expect(Set(before).isSubset(of: after))
            #expect(
                try await connection.texts(
                    "select pg_typeof(notes)::text from public.todos limit 1") == ["bigint"])
            let definitions = try await connection.texts(
                "select indexdef from pg_indexes where tablename = 'todos' and indexdef like '%notes%'")
            #expect(definitions == ["CREATE INDEX todos_notes_idx ON public.todos USING btree (notes)"])
            #expect(try await connection.count("select from pg_trigger where tgname like 'zz%'") == 0)
            #expect(try await project.berry("db", "drift").status == 0)
        }
    }

    /// The rows that were written before it was stopped stay written, and the next push goes on.
    @Test func goesOnWhenItWasKilled() async throws {
        try await Project.withDatabase(settings: Self.settings) { project, _, connection in
            try await Self.fill(connection, 20000)
            try project.add(
                field: "{\"name\": \"short\", \"type\": \"text\", \"backfill\": {\"sql\": \"left(title, 2)\"}}")
            let run = try await project.launch(["db", "push"], ["BERRY_FAILPOINT": "push.before-statement"])
            #expect(run.status == -9, "\(run.everything)")
            // As far as some lots go.
            try await connection.execute("update public.todos set short = left(title, 2) where ctid < '(40,0)'::tid")
            #expect(try await connection.count("select from public.todos where short is null") > 0)
            try await project.succeed("db", "push")
            #expect(
                try await connection.count("select from public.todos where short is distinct from left(title, 2)") == 0)
            #expect(try await connection.count("select from pg_trigger where tgname like 'zz%'") == 0)
            #expect(try await project.berry("db", "drift").status == 0)
        }
    }
}
