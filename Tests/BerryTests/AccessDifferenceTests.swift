import Foundation
import Postgres
import Testing

/// Who may do what, as a file, and who gains and who loses what, wherever a change is looked at.
@Suite struct AccessDifferenceTests {
    private static let narrow =
        "{\"who\": {\"memberOf\": \"team\", \"role\": [\"owner\", \"admin\"]}, \"can\": [\"delete\"]}"
    private static let wide = "{\"who\": {\"memberOf\": \"team\"}, \"can\": [\"delete\"]}"

    @Test func aPushSaysWhoGainsWhat() async throws {
        try await Project.with(example: "team-tasks") { project in
            let database = try await TestDatabase.make()
            let project = project.with(environment: ["DATABASE_URL": database.address])
            try await project.succeed("db", "setup")
            #expect(try project.read("docs/access.md").contains("| members of the team | yes | yes | yes | – |"))

            try project.edit(Self.narrow, Self.wide)
            let gain = "Members of the team can now delete projects."
            let dry = try await project.berry("db", "push", "--dry-run")
            #expect(dry.everything.contains(gain), "\(dry.everything)")
            let refused = try await project.berry("db", "push", "--yes")
            #expect(refused.status == 4 && refused.errors.contains(gain), "\(refused.everything)")
            #expect(try Self.heads(project).contains { $0.hasPrefix("-- Hazard access-widened:") && $0.contains(gain) })
            #expect(try project.read("docs/access.md").contains("| members of the team | yes | yes | yes | yes |"))
            try await project.succeed("db", "push", "--yes", "--allow", "access-widened", "--allow", "access-narrowed")

            try project.edit(Self.wide, Self.narrow)
            let taken = try await project.berry("db", "push", "--yes")
            #expect(taken.errors.contains("Members of the team can no longer delete projects."), "\(taken.everything)")
        }
    }

    /// What somebody wrote by hand is asked like everything else.
    @Test func aPolicyWrittenByHandIsSeen() async throws {
        try await Project.with(example: "blog") { project in
            let database = try await TestDatabase.make()
            let project = project.with(environment: ["DATABASE_URL": database.address])
            try await project.succeed("db", "setup")
            let before = try project.read("docs/access.md")
            try project.write(
                "database/sql/extra.sql",
                "create policy mine on public.comments for update to authenticated using (author_id = (select auth.uid()));\n"
            )
            try project.edit("\"berry\": 1,", "\"berry\": 1, \"sql\": [\"database/sql/extra.sql\"],")
            try await project.succeed("generate")
            #expect(try project.read("docs/access.md") != before)
            let gain = "Authors can now change comments."
            let heads = try Self.heads(project)
            #expect(heads.contains { $0.contains(gain) }, "\(heads)")
            let refused = try await project.berry("db", "push", "--yes")
            #expect(refused.status == 4 && refused.errors.contains(gain), "\(refused.everything)")
        }
    }

    /// The comments of all migrations, a line each.
    private static func heads(_ project: Project) throws -> [Substring] {
        let folder = project.path("database/migrations")
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".up.sql") }.flatMap {
            try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8).split(separator: "\n")
                .filter { $0.hasPrefix("--") }
        }
    }
}
