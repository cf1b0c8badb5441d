import Foundation
import Postgres
import Testing

/// Nothing that stops a push half way keeps the next one from going on, and nothing is lost on the way.
@Suite struct PushRecoveryTests {
    private static let notes = "{\"name\": \"notes\", \"type\": \"text\"},"

    private static func withDatabase(_ body: (Project, Connection) async throws -> Void) async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            let project = project.with(environment: ["DATABASE_URL": database.address])
            try await project.succeed("db", "setup", "--seed")
            let connection = try await database.connect()
            try await body(project, connection)
            await connection.close()
        }
    }

    /// A column that goes with one migration and comes back with the next: the schema is the same, and the values are
    /// gone.
    @Test func judgesEachChangeByItself() async throws {
        let staging = try await TestDatabase.make()
        try await Self.withDatabase { project, connection in
            try await connection.execute("update public.todos set notes = 'mine'")
            try await project.succeed("db", "setup", "--no-seed", "--database-url", staging.address)
            try project.edit(Self.notes, "")
            try await project.succeed(
                "db", "push", "--database-url", staging.address, "--allow", "breaks-clients", "--allow", "data-loss")
            try project.edit(
                "\"fields\": [\n        {\"name\": \"title\"",
                "\"fields\": [\n        \(Self.notes)\n        {\"name\": \"title\"")
            try await project.succeed("db", "push", "--database-url", staging.address)

            let run = try await project.berry("db", "push")
            #expect(run.status == 4, "\(run.everything)")
            #expect(run.errors.contains("data-loss:todos.notes"), "\(run.errors)")
            #expect(try await connection.query("select from public.todos where notes = 'mine'").count > 0)
        }
    }

    /// Rows that come between the count and the statement are seen when the table is locked.
    @Test func countsAgain() async throws {
        try await Self.withDatabase { project, connection in
            try await connection.execute("update public.todos set notes = null")
            try project.edit(Self.notes, "")
            try await connection.execute("begin; update public.todos set notes = 'late'")
            async let push = project.berry("db", "push", "--allow", "breaks-clients")
            try await Task.sleep(for: .seconds(6))
            try await connection.execute("commit")
            let run = try await push
            #expect(run.status == 4, "\(run.everything)")
            #expect(run.errors.contains("data-loss:todos.notes"), "\(run.errors)")
            #expect(try await connection.query("select from public.todos where notes = 'late'").count > 0)
        }
    }

    /// The rows refuse the second file; the specification takes the change back.
    @Test func goesOnAfterAFileThatFailed() async throws {
        try await Self.withDatabase { project, connection in
            try project.edit("\"maxLength\": 200", "\"maxLength\": 2")
            let failed = try await project.berry("db", "push", "--allow", "rejects-rows", "--allow", "breaks-clients")
            #expect(failed.status == 1)
            #expect(failed.errors.contains("todos_title_check"), "\(failed.errors)")
            try project.edit("\"maxLength\": 2", "\"maxLength\": 200")
            try await project.succeed("db", "push", "--allow", "rejects-rows", "--allow", "breaks-clients")
            let again = try await project.succeed("db", "push")
            #expect(again.output.contains("is up to date"), "\(again.output)")
        }
    }

    @Test func sealsWhatAKilledPushApplied() async throws {
        try await Self.withDatabase { project, _ in
            try project.edit(Self.notes, "\(Self.notes) {\"name\": \"extra\", \"type\": \"text\"},")
            let killed = try await project.launch(
                ["db", "push", "--message", "extra"], ["BERRY_FAILPOINT": "push.after-migration"])
            #expect(killed.status != 0)
            // Until a push knows what became of it, it stays as it is.
            try project.edit("\"extra\"", "\"other\"")
            try await project.succeed("generate")
            #expect(try project.read("database/migrations/20260101000001_extra.up.sql").contains("add column extra"))
            try await project.succeed("db", "push", "--allow", "breaks-clients", "--allow", "data-loss")
            let sum = try project.read("database/migrations/berry.sum")
            #expect(sum.contains("20260101000001_extra.up.sql"), "\(sum)")
            try await project.succeed("generate", "--check")
        }
    }

    /// An index that can't be built leaves one behind that nobody can use.
    @Test func buildsAnIndexAgain() async throws {
        try await Self.withDatabase { project, connection in
            try await connection.execute("update public.todos set title = 'same'")
            try project.edit(
                "\"order\": [\"completed\"", "\"unique\": [[\"user\", \"title\"]],\n      \"order\": [\"completed\"")
            let failed = try await project.berry(
                "db", "push", "--allow", "rejects-rows", "--allow", "breaks-clients", "--allow", "index-dropped")
            #expect(failed.status == 1, "\(failed.everything)")
            #expect(failed.errors.contains("(SQLSTATE 23505)"), "\(failed.errors)")
            #expect(try await connection.query("select from pg_index where not indisvalid").count == 1)

            try await connection.execute("update public.todos set title = id::text")
            try await project.succeed("db", "push", "--allow", "breaks-clients", "--allow", "index-dropped")
            #expect(try await connection.query("select from pg_index where not indisvalid").isEmpty)
            #expect(try await connection.query("select from berry.migrations where status <> 'applied'").isEmpty)
        }
    }

    /// Only a push, which asks, changes a database that is set up.
    @Test func setupChangesNothingLaterOn() async throws {
        try await Self.withDatabase { project, connection in
            try project.write(
                "database/migrations/20270101000000_hand.up.sql",
                "-- Runs outside a transaction.\ndrop table public.todos cascade;\n")
            let run = try await project.berry("db", "setup")
            #expect(run.status == 1)
            #expect(run.errors.contains("berry db push"), "\(run.errors)")
            #expect(try await connection.query("select from public.todos").count > 0)
            let push = try await project.berry("db", "push")
            #expect(push.status == 4)
            #expect(push.errors.contains("data-loss:todos"), "\(push.errors)")
        }
    }

    @Test func refusesTwoOfOneVersion() async throws {
        try await Self.withDatabase { project, _ in
            try project.write("database/migrations/20270101000000_a.up.sql", "create table public.a (id int);")
            try project.write("database/migrations/20270101000000_b.up.sql", "create table public.b (id int);")
            let run = try await project.berry("db", "push")
            #expect(run.status == 1)
            #expect(run.errors.contains("two migrations have the version 20270101000000"), "\(run.errors)")
        }
    }
}
