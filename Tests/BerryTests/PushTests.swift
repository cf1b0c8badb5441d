import Foundation
import Postgres
import SystemPackage
import Testing

/// A database full of data follows its specification.
@Suite struct PushTests {
    private static let addition = (
        "{\"name\": \"notes\", \"type\": \"text\"},",
        "{\"name\": \"notes\", \"type\": \"text\"}, {\"name\": \"dueDate\", \"type\": \"date\", \"indexed\": true},"
    )

    /// A project whose database holds the development seeds.
    private static func withDatabase(_ body: (Project, TestDatabase, Connection) async throws -> Void) async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            let project = project.with(environment: ["DATABASE_URL": database.address])
            try await project.succeed("db", "setup", "--seed")
            let connection = try await database.connect()
            try await body(project, database, connection)
            await connection.close()
        }
    }

    @Test func addsWhatTheSpecificationGained() async throws {
        try await Self.withDatabase { project, _, connection in
            let rows = try await connection.query("select count(*) from public.todos").one.int(0)
            try project.edit(Self.addition.0, Self.addition.1)

            let dry = try await project.succeed("db", "push", "--dry-run")
            #expect(dry.output.contains("Changes: +1 column, +1 index, +1 grant"), "\(dry.output)")
            #expect(dry.output.contains("Nothing was changed."))
            #expect(try await connection.query("select from berry.migrations").count == 1)

            try await project.succeed("db", "push", "--message", "Add due dates")
            let ledger = try await connection.query("select name, status from berry.migrations order by version")
            #expect(try ledger.map { try $0.text(0) } == ["initial_schema", "add_due_dates", "add_due_dates_2"])
            #expect(try ledger.allSatisfy { try $0.text(1) == "applied" })
            #expect(try await connection.query("select count(*) from public.todos").one.int(0) == rows)
            #expect(try await connection.query("select due_date from public.todos").count == rows)
            let sum = try project.read("database/migrations/berry.sum")
            #expect(sum.contains("add_due_dates_2.up.sql sha256:"), "\(sum)")

            let again = try await project.succeed("db", "push")
            #expect(again.output.contains("is up to date"), "\(again.output)")
        }
    }

    /// Nothing that somebody loses is taken without a name.
    @Test func dropsOnlyWhatIsAllowed() async throws {
        try await Self.withDatabase { project, _, connection in
            try await connection.execute("update public.todos set notes = 'mine'")
            try project.edit("{\"name\": \"notes\", \"type\": \"text\"},", "")
            let refused = try await project.berry("db", "push", "--yes")
            #expect(refused.status == 4)
            #expect(refused.errors.contains("--allow 'data-loss:todos.notes'"), "\(refused.errors)")
            #expect(refused.errors.contains(" values)"), "\(refused.errors)")
            #expect(try await connection.query("select notes from public.todos where notes is not null").count > 0)

            let half = try await project.berry("db", "push", "--allow", "data-loss:todos.notes")
            #expect(half.status == 4)
            try await project.succeed("db", "push", "--allow", "data-loss:todos.notes", "--allow", "breaks-clients")
            let columns = try await connection.query(
                "select from information_schema.columns where table_name = 'todos' and column_name = 'notes'")
            #expect(columns.isEmpty)

            let wrong = try await project.berry("db", "push", "--allow", "dataloss")
            #expect(wrong.status == 64)
        }
    }

    /// A database that somebody changed by hand is left alone.
    @Test func stopsAtDrift() async throws {
        try await Self.withDatabase { project, _, connection in
            try await connection.execute("alter table public.todos add column hand int")
            try project.edit(Self.addition.0, Self.addition.1)
            let run = try await project.berry("db", "push")
            #expect(run.status == 5)
            #expect(run.errors.contains("the column public.todos.hand was added by hand"), "\(run.errors)")
            #expect(try await connection.query("select from berry.migrations").count == 1)

            let difference = try await project.succeed("db", "diff")
            #expect(difference.output.contains("alter table public.todos drop column hand;"), "\(difference.output)")
        }
    }

    /// What the live rows don't allow is known before anything runs.
    @Test func countsTheRowsInTheWay() async throws {
        try await Self.withDatabase { project, _, connection in
            try project.edit("\"maxLength\": 200", "\"maxLength\": 2")
            let run = try await project.berry("db", "push")
            #expect(run.status == 4)
            #expect(run.errors.contains("rejects-rows:todos_title_check on todos"), "\(run.errors)")
            #expect(run.errors.contains(" rows)"), "\(run.errors)")
            #expect(try await connection.query("select from berry.migrations").count == 1)
        }
    }

    /// A migration that somebody wrote belongs to the history like any other, and is rehearsed first.
    @Test func runsHandWrittenMigrations() async throws {
        try await Self.withDatabase { project, _, connection in
            let begun = try await project.succeed("migration", "new", "Tidy: up!")
            let file = begun.output.trimmingCharacters(in: .newlines)
            #expect(file == "database/migrations/20260101000001_tidy_up.up.sql")
            #expect(try project.read(file).contains("-- Say here"))
            try project.write(file, "update public.todos set title = trim(title);\nselect 1 / 0;\n")
            let broken = try await project.berry("db", "push")
            #expect(broken.status == 1)
            #expect(broken.errors.contains("\(file):2:1"), "\(broken.errors)")
            #expect(broken.errors.contains("division by zero"), "\(broken.errors)")
            #expect(try await connection.query("select from berry.migrations").count == 1)

            try project.write(file, "update public.todos set title = 'gone';\n/* now */ commit;\n")
            let committed = try await project.berry("db", "push")
            #expect(committed.errors.contains("\(file):2"), "\(committed.errors)")
            #expect(committed.errors.contains("COMMIT would end it"), "\(committed.errors)")

            // What a statement does to rows is in no schema.
            try project.write(file, "update public.todos set title = upper(title);\n")
            let asked = try await project.berry("db", "push")
            #expect(asked.status == 4)
            #expect(asked.errors.contains("changes-rows:todos.title"), "\(asked.errors)")
            try await project.succeed("db", "push", "--allow", "changes-rows")
            #expect(try await connection.query("select from public.todos where title <> upper(title)").isEmpty)
            let history = try await project.succeed("db", "history")
            #expect(history.output.contains("20260101000001  tidy_up  20"), "\(history.output)")
            #expect(history.output.contains(" by postgres, in "), "\(history.output)")
            try project.write(file, "select 2;\n")
            let edited = try await project.berry("db", "push")
            #expect(edited.status == 1)
            #expect(edited.errors.contains("[sealed-migration]"), "\(edited.errors)")
        }
    }

    /// Two people change the specification; the second one gets the first one's migration before his own is pushed.
    @Test func refusesADatabaseThatIsAhead() async throws {
        try await Self.withDatabase { project, _, _ in
            let sum = try project.read("database/migrations/berry.sum")
            try project.edit(Self.addition.0, Self.addition.1)
            try await project.succeed("db", "push", "--message", "due dates")
            // The colleague's clone has neither the specification nor the migration.
            try project.edit(Self.addition.1, Self.addition.0)
            try project.remove("database/migrations/20260101000001_due_dates.up.sql")
            try project.remove("database/migrations/20260101000001_due_dates.down.sql")
            try project.remove("database/migrations/20260101000002_due_dates_2.up.sql")
            try project.remove("database/migrations/20260101000002_due_dates_2.down.sql")
            try project.write("database/migrations/berry.sum", sum)
            let run = try await project.berry("db", "push")
            #expect(run.status == 1)
            #expect(
                run.errors.contains("20260101000001_due_dates, which isn't in database/migrations"), "\(run.errors)")
        }
    }

    /// Many people push at once: one applies, the others find nothing left to do.
    @Test func sixteenAtOnce() async throws {
        try await Self.withDatabase { project, database, connection in
            try project.edit(Self.addition.0, Self.addition.1)
            try await project.succeed("generate", "--message", "due dates")
            let runs = try await withThrowingTaskGroup(of: Project.Run.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        try await Project.with(example: nil) { copy in
                            try FileManager.default.removeItem(atPath: copy.folder.string)
                            try FileManager.default.copyItem(atPath: project.folder.string, toPath: copy.folder.string)
                            return try await copy.berry("db", "push", "--database-url", database.address)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(runs.allSatisfy { $0.status == 0 }, "\(runs.map(\.everything))")
            #expect(try await connection.query("select from berry.migrations where status = 'applied'").count == 3)
        }
    }

    /// Somebody holds the table: the push steps back, so that others don't wait behind it, and gets in later.
    @Test func stepsBackFromALock() async throws {
        try await Self.withDatabase { project, database, connection in
            try project.edit(Self.addition.0, Self.addition.1)
            try await project.succeed("generate")
            try await connection.execute("begin; lock table public.todos in access share mode")
            async let run = project.berry("db", "push", "--verbose")
            // How long the push takes to get there depends on the machine; it waits two seconds for the table.
            let waiting = "select from pg_locks where not granted and relation = 'public.todos'::regclass"
            for _ in 0..<600 {
                if try await connection.count(waiting) > 0 { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            try await Task.sleep(for: .seconds(3))
            try await connection.execute("commit")
            let ended = try await run
            #expect(ended.status == 0, "\(ended.everything)")
            #expect(ended.errors.contains("somebody holds a table that it needs"), "\(ended.errors)")
        }
    }

    @Test func needsASetUp() async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            let run = try await project.berry("db", "push", "--database-url", database.address)
            #expect(run.status == 1)
            #expect(run.errors.contains("berry db setup"), "\(run.errors)")
        }
    }
}
