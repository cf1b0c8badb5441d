import Foundation
import Postgres
import Testing

/// Migrations of the folder run forwards and back by name and number.
@Suite struct MigrateTests {
    private static let due = "{\"name\": \"dueDate\", \"type\": \"date\", \"indexed\": true}"
    private static let versions = "select version from berry.migrations order by version"

    @Test func goesBackAndForwardAgain() async throws {
        try await Project.withDatabase { project, _, connection in
            let before = try await DatabaseSnapshot(connection, project: project.id)
            try project.add(field: Self.due)
            try await project.succeed("db", "push", "--message", "due dates")
            let sum = try project.read("database/migrations/berry.sum")
            try await connection.execute("update public.todos set due_date = '2026-01-01' where completed")
            let values = try await connection.count("select from public.todos where due_date is not null")

            let refused = try await project.berry("db", "migrate", "down", "--steps", "2", "--yes")
            #expect(refused.status == 4, "\(refused.everything)")
            #expect(refused.errors.contains("--allow 'data-loss:todos.due_date'"), "\(refused.errors)")
            #expect(refused.errors.contains("(\(values) values)"), "\(refused.errors)")
            #expect(try await connection.count(Self.versions) == 3)

            let down = try await project.succeed(
                "db", "migrate", "down", "--steps", "2", "--allow", "data-loss:todos.due_date", "--allow",
                "breaks-clients", "--allow", "access-narrowed", "--allow", "index-dropped")
            #expect(down.output.contains("Took 2 migrations back"), "\(down.output)")
            let after = try await DatabaseSnapshot(connection, project: project.id)
            #expect(after.catalog == before.catalog)
            #expect(after.rows["ledger"] == before.rows["ledger"])
            #expect(after.rows["public.todos"]?.count == before.rows["public.todos"]?.count)
            // The files stay, and what they are worth too.
            #expect(try project.read("database/migrations/berry.sum") == sum)
            let history = try await project.succeed("db", "history").output
            #expect(history.split(separator: "\n").count == 5, "\(history)")
            #expect(history.contains(#/due_dates_2 .* taken back in [0-9]+ ms\n[0-9]+ +due_dates /#), "\(history)")

            let one = try await project.succeed("db", "migrate", "up", "--steps", "1")
            #expect(one.output.contains("Applied 1 migration"), "\(one.output)")
            #expect(try await connection.count(Self.versions) == 2)
            try await project.succeed("db", "migrate", "up")
            #expect(try await connection.count(Self.versions) == 3)
            let again = try await project.succeed("db", "migrate", "up")
            #expect(again.output.contains("Nothing is pending"), "\(again.output)")
            try await project.succeed("db", "drift")
            try await project.succeed("generate", "--check")
        }
    }

    @Test func namesMigrationsByPrefixAndNumber() async throws {
        try await Project.withDatabase { project, _, connection in
            try project.write(
                migration: "20270101000000_one", up: "create schema one;\n", down: "drop schema one;\n")
            try project.write(
                migration: "20280101000000_two", up: "create schema two;\n", down: "drop schema two;\n")
            try await project.succeed("db", "migrate", "up", "--to", "2027")
            #expect(try await connection.count(Self.versions) == 2)
            try await project.succeed("db", "migrate:up", "--to", "3")
            #expect(try await connection.count(Self.versions) == 3)
            let ambiguous = try await project.berry("db", "migrate", "down", "--to", "202")
            #expect(ambiguous.status == 1)
            #expect(ambiguous.errors.contains("the beginning of 3 versions"), "\(ambiguous.errors)")
            let unknown = try await project.berry("db", "migrate", "down", "--to", "19")
            #expect(unknown.errors.contains("there is no migration '19'"), "\(unknown.errors)")
            let json = try project.json(
                try await project.succeed("db", "migrate:down", "--to", "1", "--json", "--dry-run"))
            #expect(
                (json["migrations"] as? [[String: Any]])?.map { $0["name"] as? String } == ["two", "one"], "\(json)")
            #expect(json["done"] as? Bool == false)
            try await project.succeed("db", "migrate", "down", "--to", "1", "--allow", "breaks-clients")
            #expect(try await connection.count(Self.versions) == 1)
            let usage = try await project.berry("db", "migrate", "down", "--all", "--steps", "1")
            #expect(usage.status == 64)
        }
    }

    /// Where nothing leads back nothing is done, not even the part that would work.
    @Test func refusesByName() async throws {
        try await Project.withDatabase { project, _, connection in
            try project.write(migration: "20270101000000_none", up: "create schema none;\n")
            try project.write(
                migration: "20270101000001_never", up: "create schema never;\n",
                down: "-- Can't be undone: the letters are sent.\n")
            try project.write(
                migration: "20270101000002_later", up: "create schema later;\n", down: "-- Takes it back.\n")
            try project.write(
                migration: "20270101000003_sloppy", up: "create schema a;\ncreate schema b;\n", down: "drop schema a;\n"
            )
            try project.write(
                migration: "20270101000004_fine", up: "create schema fine;\n", down: "drop schema fine;\n")
            try await project.succeed("db", "migrate", "up")
            let before = try await DatabaseSnapshot(connection, project: project.id)
            let run = try await project.berry("db", "migrate", "down", "--to", "1")
            #expect(run.status == 1)
            for reason in [
                "20270101000000_none can't be taken back: it has no down file",
                "20270101000001_never can't be taken back: database/migrations/20270101000001_never.down.sql says: Can't "
                    + "be undone: the letters are sent.",
                "20270101000002_later can't be taken back: database/migrations/20270101000002_later.down.sql has no "
                    + "statement",
            ] { #expect(run.errors.contains(reason), "\(run.errors)") }
            #expect(!run.errors.contains("fine"))
            let sloppy = try await project.berry("db", "migrate", "down", "--steps", "2")
            #expect(sloppy.status == 1)
            #expect(sloppy.errors.contains("the schema b stays"), "\(sloppy.errors)")
            #expect(try await DatabaseSnapshot(connection, project: project.id) == before)
            try await project.succeed("db", "migrate", "down", "--allow", "breaks-clients")
            #expect(try await connection.count("select from pg_namespace where nspname = 'fine'") == 0)
        }
    }

    /// The initial schema too, with everything in it.
    @Test func takesEverythingBack() async throws {
        try await Project.withDatabase { project, _, connection in
            let run = try await project.berry("db", "migrate", "down", "--all")
            #expect(run.status == 4, "\(run.everything)")
            #expect(run.errors.contains("--allow 'data-loss:todos'"), "\(run.errors)")
            #expect(run.errors.contains("--allow 'irreversible:"), "\(run.errors)")
            try await project.succeed(
                "db", "migrate", "down", "--all", "--allow", "data-loss", "--allow", "irreversible", "--allow",
                "breaks-clients")
            #expect(try await connection.count("select from pg_tables where schemaname = 'public'") == 0)
            #expect(try await connection.count(Self.versions) == 0)
            try await project.succeed("db", "migrate", "up")
            try await project.succeed("db", "drift")
        }
    }

    @Test func stopsAtDrift() async throws {
        try await Project.withDatabase { project, _, connection in
            try await connection.execute("alter table public.todos add column hand int")
            let run = try await project.berry("db", "migrate", "down", "--all", "--allow", "data-loss")
            #expect(run.status == 5)
            #expect(run.errors.contains("the column public.todos.hand was added by hand"), "\(run.errors)")
        }
    }

    @Test func takesSomebodysWord() async throws {
        try await Project.withDatabase { project, _, connection in
            try project.write(
                migration: "20270101000000_one", up: "create schema one;\n", down: "drop schema one;\n")
            try await connection.execute("create schema one")
            #expect(try await project.berry("db", "drift").status == 5)
            let run = try await project.succeed("db", "migrate", "resolve", "2027", "--applied")
            #expect(run.output.contains("20270101000000_one is marked as applied"), "\(run.output)")
            #expect(try await connection.count(Self.versions) == 2)
            try await project.succeed("db", "drift")
            #expect(try project.read("database/migrations/berry.sum").contains("20270101000000_one.up.sql"))

            // A file that was changed after it was applied is accepted by name.
            try project.write(migration: "20270101000000_one", up: "-- one\ncreate schema one;\n")
            #expect(try await project.berry("db", "push").errors.contains("[sealed-migration]"))
            try await project.succeed("db", "migrate", "resolve", "2", "--applied")
            try await project.succeed("db", "push", "--dry-run")
            try await project.succeed("db", "drift")

            try await connection.execute("drop schema one")
            let json = try project.json(
                try await project.succeed("db", "migrate", "resolve", "2", "--undone", "--json"))
            #expect(json["state"] as? String == "undone")
            #expect(json["changed"] as? Bool == true)
            let status = try await project.succeed("db", "status")
            #expect(status.output.contains("20270101000000 one, pending\n"), "\(status.output)")
            let history = try await project.succeed("db", "history").output
            #expect(history.contains("only marked as taken back"), "\(history)")
            #expect(try await project.berry("db", "migrate", "resolve", "2").status == 64)
        }
    }

    /// Statements outside of a transaction stop half way, forwards and back; what has run isn't run again.
    @Test func goesOnFromTheStatementThatFailed() async throws {
        try await Project.withDatabase { project, _, connection in
            let name = "20270101000000_steps"
            let up = """
                -- Runs outside a transaction.
                create table public.counter (id int primary key, n int not null);
                alter table public.counter enable row level security;
                revoke all on public.counter from public, anon, authenticated, service_role;
                insert into public.counter values (1, 1);
                create index concurrently counter_n_idx on public.counter (n);
                update public.counter set n = n + 1 where not exists (select from public.todos where 1 / length(notes) > 1);
                """
            try project.write(
                migration: name, up: up, down: "-- Runs outside a transaction.\ndrop table public.counter;\n")
            try await connection.execute("update public.todos set notes = ''")
            let failed = try await project.berry("db", "migrate", "up", "--allow", "changes-rows")
            #expect(failed.status == 1, "\(failed.everything)")
            #expect(failed.errors.contains("\(name).up.sql:7"), "\(failed.errors)")
            #expect(
                try await connection.texts("select status || step from berry.migrations") == ["applied0", "started5"])
            let status = try await project.succeed("db", "status")
            #expect(status.output.contains("began, and stopped after 5 statements"), "\(status.output)")

            // What has run may not be changed; what hasn't may.
            try project.write(migration: name, up: up.replacing("(1, 1)", with: "(1, 5)"))
            let changed = try await project.berry("db", "migrate", "up")
            #expect(changed.errors.contains("its first 5 statements"), "\(changed.errors)")
            try project.write(migration: name, up: up.replacing("length(notes)", with: "2"))
            try await project.succeed("db", "migrate", "up", "--allow", "changes-rows")
            #expect(try await connection.query("select n from public.counter").one.int(0) == 2)
            #expect(try await connection.texts("select status from berry.migrations") == ["applied", "applied"])
            try await project.succeed("db", "migrate", "down", "--allow", "data-loss", "--allow", "breaks-clients")
            try await project.succeed("db", "drift")
        }
    }
}
