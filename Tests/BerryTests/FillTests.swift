import Postgres
import Testing

/// Which statements of a hand-written migration fill a column that becomes required.
@Suite struct FillTests {
    private static func hazards(after update: String) async throws -> String {
        var errors = ""
        try await Project.withDatabase { project, _, connection in
            try await connection.execute("update public.todos set notes = null")
            try project.edit(
                "{\"name\": \"notes\", \"type\": \"text\"}",
                "{\"name\": \"notes\", \"type\": \"text\", \"required\": true, \"default\": \"none\"}")
            try project.write(
                migration: "20270101000000_notes",
                up: "\(update);\nalter table public.todos alter column notes set default 'none';\n"
                    + "alter table public.todos alter column notes set not null;\n")
            errors = try await project.berry("db", "migrate", "up").errors
        }
        return errors
    }

    @Test(arguments: [
        "update public.todos set notes = 'none'", "update public.todos set notes = 'none' where notes is null",
        "update public.todos set title = coalesce(title, ''), notes = 'none' where title is null or notes is null",
    ])
    func reachesEveryRow(update: String) async throws {
        let errors = try await Self.hazards(after: update)
        #expect(!errors.contains("rejects-rows:todos.notes"), "\(errors)")
    }

    @Test(arguments: [
        "update public.todos set notes = 'none' where notes is null and title = 'x'",
        "update public.todos set notes = 'none' where title = ' or notes is null'",
        "update public.todos set notes = 'none', title = title where title is null",
    ])
    func leavesRowsOut(update: String) async throws {
        let errors = try await Self.hazards(after: update)
        #expect(errors.contains("rejects-rows:todos.notes"), "\(errors)")
    }
}
