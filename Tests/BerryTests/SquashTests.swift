import CatalogReader
import Foundation
import Postgres
import Testing

/// Sealed history becomes one migration; databases that have run it are recognised.
@Suite struct SquashTests {
    /// A project with three sealed migrations and one that follows them.
    private func withHistory(_ body: (Project, TestDatabase, Connection) async throws -> Void) async throws {
        try await Project.withDatabase { project, database, connection in
            try project.add(field: "{\"name\": \"dueDate\", \"type\": \"date\", \"indexed\": true}")
            try await project.succeed("db", "push", "--message", "due dates", "--yes")
            try await body(project, database, connection)
        }
    }

    private static let versions = "select version || '_' || name from berry.migrations order by version"
    private static let path = "database/migrations/20260101000002_baseline.up.sql"

    @Test func marksDatabasesAndStartsNewOnes() async throws {
        try await withHistory { project, _, connection in
            let before = try await DatabaseSnapshot(connection, project: project.id)
            let dry = try await project.succeed("migration", "squash", "--dry-run")
            #expect(dry.output.hasPrefix("Would replace 3 migrations by one: +"), "\(dry.output)")
            #expect(!project.exists(Self.path))

            let run = try await project.succeed("migration", "squash")
            #expect(run.output.contains("- database/migrations/20260101000000_initial_schema.up.sql"), "\(run.output)")
            #expect(run.output.contains("+ \(Self.path)"), "\(run.output)")
            let squash = try project.read(Self.path)
            #expect(squash.contains("-- Squashes 20260101000001_due_dates sha256:"), "\(squash)")
            #expect(!project.exists("database/migrations/20260101000000_initial_schema.up.sql"))
            #expect(try !project.read("database/migrations/berry.sum").contains("initial_schema"))
            try await project.succeed("generate", "--check")

            // Recognised without being marked.
            let status = try await project.succeed("db", "status").output
            #expect(status.contains("20260101000002 baseline, applied\n"), "\(status)")
            #expect(!status.contains("initial_schema"), "\(status)")
            try await project.succeed("db", "drift")
            #expect(try await connection.count(Self.versions) == 3)
            let look = try await project.succeed("db", "push", "--dry-run")
            #expect(
                look.output.contains("in the place of the 3 migrations that it stands for; nothing of it runs"),
                "\(look.output)")
            #expect(try await connection.count(Self.versions) == 3)

            try await project.succeed("db", "push", "--yes")
            #expect(try await connection.texts(Self.versions) == ["20260101000002_baseline"])
            let after = try await DatabaseSnapshot(connection, project: project.id)
            #expect(after.catalog == before.catalog)
            for (table, rows) in before.rows where table != "ledger" { #expect(after.rows[table] == rows, "\(table)") }
            let again = try await project.succeed("db", "push")
            #expect(again.output.contains("up to date"), "\(again.output)")
            let history = try await project.succeed("db", "history").output
            #expect(history.contains("only marked, in the place of those"), "\(history)")

            let fresh = try await TestDatabase.make()
            try await project.succeed("db", "setup", environment: ["DATABASE_URL": fresh.address])
            let second = try await fresh.connect()
            #expect(try await CatalogReader.read(second) == after.catalog)

            // What follows goes to both.
            try project.add(field: "{\"name\": \"place\", \"type\": \"text\"}")
            try await project.succeed("db", "push", "--yes")
            try await project.succeed("db", "push", "--yes", environment: ["DATABASE_URL": fresh.address])
        }
    }

    @Test func needsAllOfWhatItStandsFor() async throws {
        try await withHistory { project, _, connection in
            try await project.succeed("migration", "squash")
            try await connection.execute("delete from berry.migrations where version = '20260101000001'")
            let run = try await project.berry("db", "push", "--yes")
            #expect(run.status == 1)
            #expect(run.errors.contains("has run 2 of the 3 migrations"), "\(run.errors)")
            #expect(run.errors.contains("it lacks 20260101000001_due_dates"), "\(run.errors)")
        }
    }

    @Test func keepsRowsThatTheHistoryMakes() async throws {
        try await withHistory { project, _, _ in
            try project.write(
                migration: "20270101000000_rows",
                up: "create table public.kinds (name text primary key);\n"
                    + "alter table public.kinds enable row level security;\n"
                    + "revoke all on public.kinds from anon, authenticated, service_role;\ninsert into public.kinds values ('a');\n"
            )
            try await project.succeed("db", "migrate", "up", "--allow", "changes-rows")
            let run = try await project.berry("migration", "squash")
            #expect(run.status == 4, "\(run.everything)")
            #expect(run.errors.contains("put rows into public.kinds"), "\(run.errors)")
            let json = try project.json(try await project.succeed("migration", "squash", "--without-rows", "--json"))
            #expect((json["replaced"] as? [String])?.count == 4, "\(json)")
        }
    }

    @Test func hasNothingToDoForOne() async throws {
        try await Project.withDatabase { project, _, _ in
            let run = try await project.succeed("migration", "squash")
            #expect(run.output.contains("There is nothing to squash: only one migration is sealed"), "\(run.output)")
        }
    }
}
