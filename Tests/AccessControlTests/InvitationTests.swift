import DatabaseTesting
import Migrations
import Postgres
import Testing

/// What a token opens, and to whom.
@Suite struct InvitationTests {
    private static let team = "20000000-0000-4000-8000-000000000001"
    private static let other = "20000000-0000-4000-8000-000000000002"

    /// Accounts of the test: what each is to the team.
    private enum Person: String, CaseIterable {
        case owner, admin, member, stranger, guest

        var account: String {
            "10000000-0000-4000-8000-00000000000\(Self.allCases.firstIndex(of: self) ?? 0)"
        }
    }

    /// A team with an owner, an admin and a member, and another team of the stranger's.
    private func withTeam(
        json: String? = nil, world: World = .plain, _ body: @Sendable (Connection) async throws -> Void
    ) async throws {
        try await withDatabase(world) { connection in
            let example = try json.map { try Example(json: $0) } ?? Example("invitations", target: world.target)
            try await connection.execute(example.migration.up)
            for person in Person.allCases {
                try await connection.execute(
                    "insert into auth.users (id, email) values ('\(person.account)', '\(person)@example.com')")
            }
            try await connection.execute(
                """
                insert into public.teams (id) values ('\(Self.team)'), ('\(Self.other)');
                insert into public.team_members (team_id, user_id, role) values
                  ('\(Self.team)', '\(Person.owner.account)', 'owner'),
                  ('\(Self.team)', '\(Person.admin.account)', 'admin'),
                  ('\(Self.team)', '\(Person.member.account)', 'member'),
                  ('\(Self.other)', '\(Person.stranger.account)', 'owner');
                """)
            try await body(connection)
        }
    }

    /// The first value that a statement answers, or the SQLSTATE with which it is refused; what it did stays.
    private static func ask(
        _ person: Person?, _ sql: String, _ connection: Connection
    ) async throws -> String {
        var claims = person.map { #""sub":"\#($0.account)""# } ?? ""
        if person == .guest { claims += #","is_anonymous":true"# }
        let role = person == nil ? "anon" : "authenticated"
        try await connection.execute(
            "begin; select set_config('request.jwt.claims', '{\(claims)}', true); set local role \(role)")
        do throws(PostgresError) {
            let rows = try await connection.execute(sql)
            let answer = try rows.isEmpty ? "nothing" : rows[0].optionalText(0) ?? "null"
            try await connection.execute("commit")
            return answer
        } catch {
            try await connection.execute("rollback")
            return error.sqlState ?? "\(error)"
        }
    }

    private static func invite(
        _ person: Person?, as role: String, to team: String = team, _ connection: Connection
    ) async throws -> String {
        try await ask(person, "select public.create_invitation('\(team)', '\(role)')", connection)
    }

    private static func accept(_ person: Person?, _ token: String, _ connection: Connection) async throws -> String {
        try await ask(person, "select public.accept_invitation('\(token)')", connection)
    }

    private static func role(of person: Person, _ connection: Connection) async throws -> String? {
        let rows = try await connection.execute(
            "select role from public.team_members where team_id = '\(team)' and user_id = '\(person.account)'")
        return rows.isEmpty ? nil : try rows[0].text(0)
    }

    @Test(arguments: World.allCases) func aTokenWorksOnce(world: World) async throws {
        try await withTeam(world: world) { connection in
            let token = try await Self.invite(.admin, as: "member", connection)
            #expect(token.count == 64)
            #expect(try await Self.accept(.stranger, token, connection) == Self.team)
            #expect(try await Self.role(of: .stranger, connection) == "member")
            #expect(try await Self.accept(.guest, token, connection) == "42501")
            for person in [Person.stranger, .member] {
                #expect(try await Self.accept(person, token, connection) == "P0002")
            }
        }
    }

    @Test func aStrangerWithoutTheTokenGetsNothing() async throws {
        try await withTeam { connection in
            let token = try await Self.invite(.owner, as: "admin", connection)
            for guess in ["", "x", String(token.dropLast()), token.uppercased() + "0", "null"] {
                #expect(try await Self.accept(.stranger, guess, connection) == "P0002")
            }
            #expect(try await Self.ask(.stranger, "select public.accept_invitation(null)", connection) == "P0002")
            // Nobody who isn't signed in gets as far as that.
            #expect(try await Self.accept(nil, token, connection) == "42501")
            #expect(try await Self.accept(.guest, token, connection) == "42501")
            #expect(try await Self.ask(.stranger, "select id from public.invitations", connection) == "nothing")
            #expect(try await Self.ask(.member, "select id from public.invitations", connection) == "nothing")
            #expect(try await Self.ask(nil, "select id from public.invitations", connection) == "42501")
            #expect(try await Self.accept(.stranger, token, connection) == Self.team)
        }
    }

    /// Neither the token nor its hash can be read, not even by those who invite; only the hash is stored.
    @Test func tokensAreStoredHashed() async throws {
        try await withTeam { connection in
            let token = try await Self.invite(.owner, as: "member", connection)
            let stored = try await connection.query(
                "select token_hash, encode(sha256(convert_to($1, 'UTF8')), 'hex') from public.invitations",
                [Parameter(token)])
            #expect(try stored[0].text(0) == stored[0].text(1))
            let row = try await connection.execute("select i::text from public.invitations as i")
            #expect(try !row[0].text(0).contains(token))
            #expect(try await Self.ask(.owner, "select token_hash from public.invitations", connection) == "42501")
            #expect(try await Self.ask(.owner, "select role from public.invitations", connection) == "member")
            // A hash is no token.
            #expect(try await Self.accept(.stranger, stored[0].text(0), connection) == "P0002")
        }
    }

    @Test func expiredAndRevokedTokensAreOfNoUse() async throws {
        try await withTeam { connection in
            let expired = try await Self.invite(.owner, as: "member", connection)
            try await connection.execute("update public.invitations set expires_at = now()")
            #expect(try await Self.accept(.stranger, expired, connection) == "P0002")
            let revoked = try await Self.invite(.owner, as: "member", connection)
            #expect(
                try await Self.ask(.stranger, "delete from public.invitations returning id", connection) == "nothing")
            #expect(
                try await Self.ask(
                    .admin, "with gone as (delete from public.invitations returning id) select count(*) from gone",
                    connection)
                    == "2")
            #expect(try await Self.accept(.stranger, revoked, connection) == "P0002")
            #expect(try await Self.role(of: .stranger, connection) == nil)
        }
    }

    @Test func nobodyInvitesAsMoreThanTheyAre() async throws {
        try await withTeam { connection in
            var outcomes: [String] = []
            for person in [Person.owner, .admin, .member, .stranger] {
                for role in ["owner", "admin", "member"] {
                    let answer = try await Self.invite(person, as: role, connection)
                    outcomes.append(answer.count == 64 ? "token" : answer)
                }
            }
            #expect(
                outcomes == [
                    "token", "token", "token", "42501", "token", "token", "42501", "42501", "42501", "42501", "42501",
                    "42501",
                ])
            #expect(try await Self.invite(nil, as: "member", connection) == "42501")
            #expect(try await Self.invite(.owner, as: "king", connection) == "23514")
            #expect(try await Self.invite(.owner, as: "member", to: Self.other, connection) == "42501")
            // Nothing else makes one, or changes what it is for.
            let insert =
                "insert into public.invitations (role, team_id, invited_by_id) values ('owner', '\(Self.team)', '\(Person.owner.account)')"
            #expect(try await Self.ask(.owner, insert, connection) == "42501")
            #expect(try await Self.ask(.owner, "update public.invitations set role = 'owner'", connection) == "42501")
        }
    }

    /// What somebody invited as counts for as long as they may still invite as that.
    @Test func aDemotedInvitersTokensAreOfNoUse() async throws {
        try await withTeam { connection in
            let admin = try await Self.invite(.admin, as: "admin", connection)
            let member = try await Self.invite(.admin, as: "member", connection)
            try await connection.execute(
                "update public.team_members set role = 'member' where user_id = '\(Person.admin.account)'")
            #expect(try await Self.accept(.stranger, admin, connection) == "P0002")
            try await connection.execute(
                "update public.team_members set role = 'admin' where user_id = '\(Person.admin.account)'")
            #expect(try await Self.accept(.stranger, member, connection) == Self.team)
            #expect(try await Self.role(of: .stranger, connection) == "member")
        }
    }

    /// Whoever is a member already stays what they are.
    @Test func nobodyIsPromotedByAToken() async throws {
        try await withTeam { connection in
            let token = try await Self.invite(.owner, as: "owner", connection)
            #expect(try await Self.accept(.member, token, connection) == Self.team)
            #expect(try await Self.role(of: .member, connection) == "member")
        }
    }

    /// Of two who come at the same time one becomes a member.
    @Test func twoCantUseATokenAtOnce() async throws {
        try await withTeam { connection in
            let token = try await Self.invite(.owner, as: "member", connection)
            let second = try await Connection(connection.settings)
            let claims = #"{"sub":"\#(Person.stranger.account)"}"#
            try await connection.execute(
                """
                begin; select set_config('request.jwt.claims', '\(claims)', true); set local role authenticated;
                select public.accept_invitation('\(token)')
                """)
            try await second.execute(
                "begin; select set_config('request.jwt.claims', '{\"sub\":\"\(Person.member.account)\"}', true)")
            async let answer: String = { () async -> String in
                do throws(PostgresError) {
                    try await second.execute("select public.accept_invitation('\(token)')")
                    return "accepted"
                } catch {
                    return error.sqlState ?? "\(error)"
                }
            }()
            try await connection.execute("commit")
            #expect(await answer == "P0002")
            await second.close()
        }
    }

    /// A floor under the memberships holds for inviting, too.
    @Test func asksForASecondFactorWhereMembersNeedOne() async throws {
        let json = #"""
            {"berry": 1, "name": "a", "target": "postgres", "modules": ["invitations"],
             "tenancy": {"entity": "Team", "membership": "TeamMember"},
             "entities": [
               {"name": "Team"},
               {"name": "TeamMember", "fields": [{"name": "role", "type": "enum", "values": ["owner", "admin", "member"],
                 "required": true}], "relations": [
                   {"name": "team", "kind": "belongsTo", "entity": "Team", "required": true, "onDelete": "cascade"},
                   {"name": "user", "kind": "belongsTo", "entity": "User", "required": true, "onDelete": "cascade"}],
                "access": [{"require": {"mfa": true}}, {"who": {"memberOf": "team"}, "can": ["read", "create"]}]}]}
            """#
        try await withTeam(json: json) { connection in
            #expect(try await Self.invite(.owner, as: "member", connection) == "42501")
            let claims = #"{"sub":"\#(Person.owner.account)","aal":"aal2"}"#
            try await connection.execute(
                "begin; select set_config('request.jwt.claims', '\(claims)', true); set local role authenticated")
            let rows = try await connection.execute("select public.create_invitation('\(Self.team)', 'member')")
            #expect(try rows[0].text(0).count == 64)
            try await connection.execute("rollback")
        }
    }
}
