import Testing

/// `renamedFrom` is for databases that still have the old name.
@Suite struct SpentRenameTests {
    @Test func isSaidWhenNoDatabaseNeedsIt() async throws {
        try await Project.withDatabase { project, _, connection in
            let old = "{\"name\": \"notes\", \"type\": \"text\"}"
            let new = "{\"name\": \"remarks\", \"type\": \"text\", \"renamedFrom\": \"notes\"}"
            try project.edit(old, new)
            let push = try await project.succeed("db", "push", "--yes", "--allow", "breaks-clients")
            #expect(!push.errors.contains("renamed-from-spent"), "\(push.errors)")
            #expect(try await connection.count("select remarks from public.todos") > 0)

            try project.edit(new, "\(new), {\"name\": \"dueDate\", \"type\": \"date\"}")
            let next = try await project.succeed("generate")
            #expect(next.errors.contains("Todo.remarks has been 'remarks' since a migration"), "\(next.errors)")
            #expect(next.errors.contains("[renamed-from-spent]"), "\(next.errors)")
        }
    }
}
