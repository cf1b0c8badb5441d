import Foundation
import Postgres
import Testing

/// What somebody agrees to is written into the head of the migration, and counted again on each database.
@Suite struct ApprovalTests {
    private static let file = "database/migrations/20260101000001_tidy.up.sql"

    private static func dropNotes(_ project: Project) throws {
        try project.edit("{\"name\": \"notes\", \"type\": \"text\"},", "")
    }

    @Test func standsInTheMigrationThatIsPushed() async throws {
        try await Project.withDatabase { project, _, connection in
            try await connection.execute("update public.todos set notes = null")
            try await connection.execute(
                "update public.todos set notes = 'mine' where id in (select id from public.todos order by id limit 3)")
            try Self.dropNotes(project)
            let dry = try await project.succeed(
                "db", "push", "--dry-run", "--message", "tidy", "--allow", "data-loss:todos.notes", "--reason",
                "they are\nin the wiki")
            #expect(dry.output.contains("Nothing was changed."), "\(dry.output)")
            let text = try project.read(Self.file)
            #expect(
                text.contains(
                    """
                    -- Approved: up to 3 values for data-loss:todos.notes
                    -- Reason: they are in the wiki

                    """), "\(text)")

            // Nothing of the file is lost when the stages run again.
            try await project.succeed("generate", "--force")
            #expect(try project.read(Self.file) == text)
            let refused = try await project.berry("db", "push")
            #expect(refused.status == 4)
            #expect(refused.errors.contains("breaks-clients:todos.notes"), "\(refused.errors)")
            #expect(!refused.errors.contains("data-loss:todos.notes"), "\(refused.errors)")

            // More is at stake than somebody agreed to.
            try await connection.execute("update public.todos set notes = 'mine'")
            let more = try await project.berry("db", "push", "--allow", "breaks-clients")
            #expect(more.status == 4)
            #expect(more.errors.contains("data-loss:todos.notes"), "\(more.errors)")
            #expect(more.errors.contains("the migration's head approves up to 3 values"), "\(more.errors)")

            try await connection.execute("update public.todos set notes = null")
            try await connection.execute(
                "update public.todos set notes = 'mine' where id in (select id from public.todos order by id limit 2)")
            try await project.succeed("db", "push", "--allow", "breaks-clients", "--yes")
            let pushed = try project.read(Self.file)
            #expect(pushed.contains("-- Approved: breaks-clients:todos.notes\n"), "\(pushed)")
            let kept = try await connection.query("select up from berry.migrations order by version desc limit 1")
            #expect(try kept.one.text(0) == pushed)
            let status = try await project.succeed("db", "status")
            #expect(status.output.contains("20260101000001 tidy, applied"), "\(status.output)")
            #expect(try await project.succeed("generate", "--check").status == 0)
        }
    }

    /// Somebody who reviews a migration may agree by hand, in one that berry wrote as well as in his own.
    @Test func isWrittenByHand() async throws {
        try await Project.withDatabase { project, _, connection in
            let begun = try await project.succeed("migration", "new", "upper")
            let file = begun.output.trimmingCharacters(in: .newlines)
            let rows = try await connection.query("select count(*) from public.todos").one.int(0)
            let update = "update public.todos set title = upper(title);\n"
            try project.write(file, "-- Approved: up to \(rows - 1) rows for changes-rows:todos.title\n" + update)
            let few = try await project.berry("db", "push")
            #expect(few.status == 4)
            #expect(few.errors.contains("approves up to \(rows - 1) rows"), "\(few.errors)")
            try project.write(file, "-- Approved: up to \(rows) rows for changes-rows:todos.title\n" + update)
            try await project.succeed("db", "push")
            #expect(try await connection.query("select from public.todos where title <> upper(title)").isEmpty)
        }
    }

    /// The head says what a reviewer asks first.
    @Test func theHeadSaysWhatIsLockedAndWhoSeesMore() async throws {
        try await Project.withDatabase { project, _, _ in
            try Self.dropNotes(project)
            try await project.succeed("generate", "--message", "tidy")
            let text = try project.read(Self.file)
            let head = text.split(separator: "\n").prefix { $0.hasPrefix("--") }.joined(separator: "\n")
            #expect(head.contains(", access "), "\(head)")
            #expect(head.contains("-- Can't be undone: what is done to todos.notes."), "\(head)")
            #expect(head.contains("-- Locks todos against reading and writing, until it is through."), "\(head)")
            #expect(head.hasSuffix("-- Runs in one transaction."), "\(head)")
        }
    }
}
