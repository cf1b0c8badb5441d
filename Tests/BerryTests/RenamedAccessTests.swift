import Foundation
import Postgres
import Testing

/// Policies and their functions are named after what they are about; a new name gives nobody a right, and takes none.
@Suite struct RenamedAccessTests {
    private static func renameProjects(_ project: Project) throws {
        try project.edit("\"name\": \"Project\",", "\"name\": \"Venture\", \"renamedFrom\": \"Project\",")
        try project.edit("\"entity\": \"Project\"", "\"entity\": \"Venture\"")
    }

    @Test func aRenamedParentAsksForNoApprovalOfAccess() async throws {
        try await Project.with(example: "team-tasks") { project in
            let database = try await TestDatabase.make()
            let project = project.with(environment: ["DATABASE_URL": database.address])
            try await project.succeed("db", "setup", "--seed")
            try Self.renameProjects(project)
            let refused = try await project.berry("db", "push", "--yes")
            #expect(refused.status == 4, "\(refused.everything)")
            #expect(refused.errors.contains("breaks-clients"), "\(refused.errors)")
            #expect(!refused.errors.contains("access-"), "\(refused.errors)")
            try await project.succeed("db", "push", "--yes", "--allow", "breaks-clients")
        }
    }

    /// What changes besides is asked for.
    @Test func aRightThatComesWithANewNameIsAskedFor() async throws {
        try await Project.with(example: "team-tasks") { project in
            let database = try await TestDatabase.make()
            let project = project.with(environment: ["DATABASE_URL": database.address])
            try await project.succeed("db", "setup")
            try Self.renameProjects(project)
            try project.edit(
                "{\"who\": {\"memberOf\": \"team\", \"role\": [\"owner\", \"admin\"]}, \"can\": [\"delete\"]}",
                "{\"who\": {\"memberOf\": \"team\"}, \"can\": [\"delete\"]}")
            let refused = try await project.berry("db", "push", "--yes", "--allow", "breaks-clients")
            #expect(refused.status == 4, "\(refused.everything)")
            #expect(refused.errors.contains("access-widened"), "\(refused.errors)")
            #expect(refused.errors.contains("delete ventures"), "\(refused.errors)")
        }
    }
}
