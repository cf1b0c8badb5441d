import Foundation
import Postgres
import Testing

/// The module `invitations` comes to a database that holds data, and goes again.
@Suite struct InvitationTests {
    @Test func comesAndGoes() async throws {
        try await Project.with(example: "team-tasks") { project in
            let database = try await TestDatabase.make()
            let project = project.with(environment: ["DATABASE_URL": database.address])
            try await project.succeed("db", "setup", "--seed")
            let connection = try await database.connect()
            let members = try await connection.count("select from public.team_members")

            try project.edit("\"berry\": 1,", "\"berry\": 1,\n  \"modules\": [\"invitations\"],")
            let push = try await project.succeed("db", "push", "--message", "invitations", "--yes")
            #expect(push.everything.contains("create_invitation"), "\(push.everything)")
            // What the module brings is no finding, neither here nor there.
            try await project.succeed("db", "lint", "--strict")
            try await project.succeed("db", "lint", "--db", "--strict")
            try await project.succeed("db", "drift")

            let owner = try await connection.texts(
                "select user_id || ' ' || team_id from public.team_members where role = 'owner' order by 1 limit 1")
            let parts = try #require(owner.first).split(separator: " ")
            let stranger = "90000000-0000-4000-8000-000000000001"
            try await connection.execute("insert into auth.users (id, email) values ('\(stranger)', 'new@example.com')")
            let token = try await Self.answer(
                "select public.create_invitation('\(parts[1])', 'admin')", as: String(parts[0]), connection)
            let joined = try await Self.answer(
                "select public.accept_invitation('\(token)')", as: stranger, connection)
            #expect(joined == parts[1])
            #expect(try await connection.count("select from public.team_members") == members + 1)

            try project.edit("\n  \"modules\": [\"invitations\"],", "")
            let refused = try await project.berry("db", "push", "--yes")
            #expect(refused.status == 4, "\(refused.everything)")
            #expect(refused.errors.contains("invitations"), "\(refused.errors)")
            try await project.succeed("db", "push", "--yes", "--allow", "data-loss", "--allow", "breaks-clients")
            #expect(try await connection.count("select from pg_proc where proname ~ 'invitation'") == 0)
            // Whoever was let in stays.
            #expect(try await connection.count("select from public.team_members") == members + 1)
            await connection.close()
        }
    }

    /// The first value that a statement answers to an account; what it does stays.
    private static func answer(_ sql: String, as account: String, _ connection: Connection) async throws -> String {
        try await connection.execute(
            "begin; select set_config('request.jwt.claims', '{\"sub\":\"\(account)\"}', true); set local role authenticated"
        )
        let answer = try await connection.query(sql).one.text(0)
        try await connection.execute("commit")
        return answer
    }

    /// What is generated from the start: rows to develop with, a repository, words.
    @Test func isPartOfWhatIsGenerated() async throws {
        try await Project.with(example: "team-tasks") { project in
            try project.edit("\"berry\": 1,", "\"berry\": 1,\n  \"modules\": [\"invitations\"],")
            try await project.succeed("db", "setup")
            let files = "database/policies/01_entrances.sql"
            #expect(try project.read(files).contains("create function public.accept_invitation(token text)"))
            let document = try project.read("docs/model.md")
            #expect(document.contains("admins of the team, as admin or member"), "\(document)")
            #expect(document.contains("whoever has the token of an invitation"), "\(document)")
            #expect(
                project.exists("Packages/TeamTasksData/Sources/TeamTasksData/Repositories/InvitationRepository.swift"))
            #expect(
                project.exists("Packages/TeamTasksData/Sources/TeamTasksData/Invitations/PostgresInvitations.swift"))
        }
    }
}
