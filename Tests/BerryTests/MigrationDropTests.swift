import Foundation
import Testing

/// The open migration is discarded; what databases have run, or what somebody wrote, stays.
@Suite struct MigrationDropTests {
    private static let due = "{\"name\": \"dueDate\", \"type\": \"date\"}"

    private func files(_ project: Project) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: project.path("database/migrations")).sorted()
    }

    @Test func discardsTheOpenOne() async throws {
        try await Project.withDatabase { project, _, _ in
            let before = try files(project)
            try project.add(field: Self.due)
            try await project.succeed("generate", "--message", "due dates")
            #expect(try files(project).count == before.count + 2)
            let dry = try await project.succeed("migration", "drop", "--dry-run")
            #expect(dry.output.hasPrefix("Would discard 20260101000001_due_dates: "), "\(dry.output)")
            #expect(try files(project).count == before.count + 2)

            let run = try await project.succeed("migration", "drop")
            #expect(run.output.hasPrefix("Discarded 20260101000001_due_dates: +"), "\(run.output)")
            #expect(run.output.contains("  database/migrations/20260101000001_due_dates.down.sql\n"), "\(run.output)")
            #expect(run.output.contains("makes it anew"), "\(run.output)")
            #expect(try files(project) == before)
            #expect(try !project.read("berry.lock").contains("due_dates"))
            let again = try await project.succeed("migration", "drop", "--json")
            #expect(try project.json(again)["done"] as? Bool == false)

            try await project.succeed("generate", "--message", "deadlines")
            #expect(try files(project).contains("20260101000001_deadlines.up.sql"))
            try await project.succeed("generate", "--check")
        }
    }

    @Test func statusSaysHowToReorder() async throws {
        try await Project.withDatabase { project, _, _ in
            try project.write(migration: "20250101000000_early", up: "create schema early;\n")
            let status = try await project.succeed("db", "status").output
            #expect(status.contains("Reorder:    20250101000000 early comes before one"), "\(status)")
            #expect(status.contains("such as 20260101000001_early.up.sql"), "\(status)")
        }
    }

    @Test func keepsWhatIsSealedEditedOrWrittenByHand() async throws {
        try await Project.withDatabase { project, _, _ in
            let sealed = try await project.berry("migration", "drop", "1")
            #expect(sealed.status == 1)
            #expect(
                sealed.errors.contains("20260101000000_initial_schema is sealed: a database has run it"),
                "\(sealed.errors)")
            try await project.succeed("migration", "new", "tidy up")
            let begun = try files(project)
            try await project.succeed("migration", "drop", "2")
            #expect(try files(project) == begun.filter { !$0.contains("tidy_up") })

            try project.write(migration: "20270101000000_mine", up: "create schema mine;\n")
            let mine = try await project.berry("migration", "drop", "2027")
            #expect(mine.status == 1)
            #expect(mine.errors.contains("delete database/migrations/20270101000000_mine.up.sql"), "\(mine.errors)")

            try project.remove("database/migrations/20270101000000_mine.up.sql")
            try project.add(field: Self.due)
            try await project.succeed("generate", "--message", "due dates")
            try project.append("database/migrations/20260101000001_due_dates.up.sql", "-- mine\n")
            let edited = try await project.berry("migration", "drop")
            #expect(edited.status == 1)
            #expect(edited.errors.contains("the edit would be lost"), "\(edited.errors)")
            try await project.succeed("migration", "drop", "--overwrite")
            #expect(try !files(project).contains { $0.contains("due_dates") })
        }
    }
}
