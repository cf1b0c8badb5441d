import Postgres
import Testing

/// `db push --dry-run --on-target`: the database itself says whether a change would run.
@Suite struct TrialTests {
    private static let file = "database/migrations/20260101000001_due.up.sql"
    private static let second = "database/migrations/20260101000002_due_2.up.sql"

    @Test func rollsEverythingBack() async throws {
        try await Project.withDatabase { project, _, connection in
            try project.add(field: "{\"name\": \"dueDate\", \"type\": \"date\", \"indexed\": true}")
            let run = try await project.succeed("db", "push", "--dry-run", "--on-target", "--message", "due")
            #expect(run.output.contains("Ran \(Self.file) in "), "\(run.output)")
            #expect(
                run.output.contains("Not tried from \(Self.second) on: it runs outside"), "\(run.output)")
            #expect(run.output.contains("All of it was rolled back"), "\(run.output)")
            #expect(try await connection.count("select from berry.migrations") == 1)
            #expect(try await connection.count("select from pg_attribute where attname = 'due_date'") == 0)
            try await project.succeed("db", "push", "--yes")
            #expect(try await connection.count("select from pg_attribute where attname = 'due_date'") > 0)
        }
    }

    /// What only the live rows refuse is found, and where it is.
    @Test func pointsAtTheStatementThatTheRowsRefuse() async throws {
        try await Project.withDatabase { project, _, connection in
            try project.write(
                migration: "20270101000000_strict",
                up: """
                    select 1;
                    select 2;
                    update public.todos set title = title where 1 / (length(title) - length(title)) = 1;

                    """)
            let run = try await project.berry("db", "push", "--dry-run", "--on-target")
            #expect(run.status == 1)
            #expect(run.errors.contains("20270101000000_strict.up.sql:3:"), "\(run.errors)")
            #expect(run.errors.contains("division by zero"), "\(run.errors)")
            #expect(try await connection.count("select from berry.migrations") == 1)
        }
    }

    @Test func waitsNoLongerThanAPush() async throws {
        try await Project.withDatabase { project, database, connection in
            try project.add(field: "{\"name\": \"dueDate\", \"type\": \"date\"}")
            try await project.succeed("generate", "--message", "due")
            try await connection.execute("begin; lock table public.todos in access share mode")
            let run = try await project.berry("db", "push", "--dry-run", "--on-target")
            try await connection.execute("commit")
            #expect(run.status == 1)
            #expect(run.errors.contains("lock timeout"), "\(run.errors)")
        }
    }

    @Test func goesWithADryRun() async throws {
        try await Project.with { project in
            let run = try await project.berry("db", "push", "--on-target")
            #expect(run.status == 64)
            #expect(run.errors.contains("--on-target goes with --dry-run"), "\(run.errors)")
        }
    }
}
