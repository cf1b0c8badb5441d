import Foundation
import Postgres
import Testing

/// The module `shareLinks` comes to a database that holds data, follows what it shows, and goes again.
@Suite struct ShareLinkTests {
    @Test func comesAndGoes() async throws {
        try await Project.with(example: "team-tasks") { project in
            let database = try await TestDatabase.make()
            let project = project.with(environment: ["DATABASE_URL": database.address])
            try await project.succeed("db", "setup", "--seed")
            let connection = try await database.connect()

            try project.edit("\"berry\": 1,", "\"berry\": 1,\n  \"modules\": [\"shareLinks\"],")
            let push = try await project.succeed("db", "push", "--message", "links", "--yes")
            #expect(push.everything.contains("share_project"), "\(push.everything)")
            // What the module brings is no finding, neither here nor there.
            try await project.succeed("db", "lint", "--strict")
            try await project.succeed("db", "lint", "--db", "--strict")
            try await project.succeed("db", "drift")

            let found = try await connection.texts(
                """
                select user_id || ' ' || p.id from public.team_members join public.projects as p using (team_id)
                where role = 'owner' order by 1 limit 1
                """)
            let (member, key) = try (#require(found.first).prefix(36), #require(found.first).suffix(36))
            let token = try await Self.share("project('\(key)')", as: String(member), connection)
            let name = "select name from public.projects where id = '\(key)'"
            #expect(
                try await connection.texts("select name from public.shared_projects('\(token)')")
                    == connection.texts(name))

            // What is shown changes, and so do the functions; links stay.
            try project.edit(
                "{\"name\": \"description\", \"type\": \"text\"},",
                "{\"name\": \"summary\", \"type\": \"text\", \"renamedFrom\": \"description\"},\n"
                    + "        {\"name\": \"budget\", \"type\": \"integer\", \"default\": 7},")
            try await project.succeed("db", "push", "--yes", "--allow", "breaks-clients")
            #expect(try await connection.texts("select budget from public.shared_projects('\(token)')") == ["7"])
            try await project.succeed("db", "drift")
            try await project.succeed(
                "db", "migrate", "down", "--yes", "--allow", "data-loss", "--allow", "breaks-clients")
            try await project.succeed("db", "migrate", "up", "--yes")

            try project.edit("\n  \"modules\": [\"shareLinks\"],", "")
            let refused = try await project.berry("db", "push", "--yes")
            #expect(refused.status == 4, "\(refused.everything)")
            #expect(refused.errors.contains("share_links"), "\(refused.errors)")
            try await project.succeed("db", "push", "--yes", "--allow", "data-loss", "--allow", "breaks-clients")
            #expect(try await connection.count("select from pg_proc where proname ~ '^share'") == 0)
            await connection.close()
        }
    }

    private static func share(_ what: String, as account: String, _ connection: Connection) async throws -> String {
        try await connection.execute(
            "begin; select set_config('request.jwt.claims', '{\"sub\":\"\(account)\"}', true); set local role authenticated"
        )
        let token = try await connection.query("select public.share_\(what)").one.text(0)
        try await connection.execute("commit")
        return token
    }

    /// What is generated from the start: rows to develop with, a repository, words.
    @Test func isPartOfWhatIsGenerated() async throws {
        try await Project.with(example: "team-tasks") { project in
            try project.edit("\"berry\": 1,", "\"berry\": 1,\n  \"modules\": [\"shareLinks\"],")
            let setup = try await project.succeed("db", "setup")
            #expect(!setup.everything.contains("has no seed rows"), "\(setup.everything)")
            let functions = try project.read("database/policies/01_entrances.sql")
            #expect(functions.contains("create function public.shared_projects(token text) returns table"))
            let document = try project.read("docs/model.md")
            #expect(document.contains("whoever has a link to the project"), "\(document)")
            #expect(document.contains("can be shared by link"), "\(document)")
            let package = "Packages/TeamTasksData/Sources/TeamTasksData"
            #expect(project.exists("\(package)/ShareLinks/PostgresSharing.swift"))
            #expect(try project.read("\(package)/Repositories/ProjectRepository.swift").contains("list(sharedBy token"))
        }
    }
}
