import DatabaseTesting
import Migrations
import Postgres
import Testing

/// What triggers and keys add to the policies of a tenancy.
@Suite struct TenancyTests {
    private static let accounts = (0..<2).map { "00000000-0000-0000-0000-0000000000a\($0)" }
    private static let ada = accounts[0]
    private static let bob = accounts[1]

    /// What each statement does, in one transaction of each account in turn.
    private func outcomes(_ requests: [(account: String?, sql: String)]) async throws -> [String] {
        try await withDatabase(.plain) { connection in
            try await connection.execute(try Example("teams").migration.up)
            for (number, account) in Self.accounts.enumerated() {
                try await connection.execute(
                    "insert into auth.users (id, email) values ('\(account)', 'a\(number)@example.com')")
            }
            var outcomes: [String] = []
            for (account, sql) in requests {
                let role = account == nil ? "service_role" : "authenticated"
                let claims = account.map { #"{"sub":"\#($0)"}"# } ?? ""
                try await connection.execute(
                    "begin; select set_config('request.jwt.claims', '\(claims)', true); set local role \(role)")
                do throws(PostgresError) {
                    outcomes.append(String(try await connection.execute(sql).affected))
                    try await connection.execute("commit")
                } catch {
                    outcomes.append(error.sqlState ?? "\(error)")
                    try await connection.execute("rollback")
                }
            }
            return outcomes
        }
    }

    private static func id(_ number: Int) -> String { "20000000-0000-4000-8000-00000000000\(number)" }

    @Test func theCreatorBecomesTheFirstOwner() async throws {
        let outcomes = try await outcomes([
            (Self.ada, "insert into public.teams (id, name) values ('\(Self.id(1))', 'a') returning name"),
            // Several at once, each of which the caller sees.
            (Self.ada, "insert into public.teams (name) values ('b'), ('c') returning id"),
            (Self.ada, "select from public.team_members where role = 'owner' and user_id = '\(Self.ada)'"),
            (Self.bob, "select from public.teams"),
            (nil, "insert into public.teams (id, name) values ('\(Self.id(2))', 'd')"),
            (nil, "select from public.team_members where team_id = '\(Self.id(2))'"),
            (Self.ada, "update public.teams set name = 'e' where id = '\(Self.id(1))'"),
            (Self.ada, "update public.teams set name = 'e' where id = '\(Self.id(2))'"),
        ])
        #expect(outcomes == ["1", "2", "3", "0", "1", "0", "1", "0"])
    }

    @Test func theLastOwnerStays() async throws {
        let team = "insert into public.teams (id, name) values ('\(Self.id(1))', 'a')"
        let outcomes = try await outcomes([
            (Self.ada, team),
            (Self.ada, "delete from public.team_members where user_id = '\(Self.ada)'"),
            (Self.ada, "update public.team_members set role = 'admin' where user_id = '\(Self.ada)'"),
            (nil, "update public.team_members set role = 'admin'"),
            (
                Self.ada,
                "insert into public.team_members (team_id, user_id, role) values ('\(Self.id(1))', '\(Self.bob)', 'owner')"
            ),
            (Self.ada, "update public.team_members set role = 'admin' where user_id = '\(Self.ada)'"),
            // An admin can't take the role back, nor touch an owner.
            (Self.ada, "update public.team_members set role = 'owner' where user_id = '\(Self.ada)'"),
            (Self.ada, "update public.team_members set role = 'member' where user_id = '\(Self.bob)'"),
            (Self.ada, "delete from public.team_members where user_id = '\(Self.bob)'"),
            (Self.ada, "delete from public.team_members where user_id = '\(Self.ada)'"),
            // The team may go, and takes its last owner along.
            (Self.bob, "delete from public.teams"),
            (nil, "select from public.team_members"),
        ])
        #expect(
            outcomes == ["1", "23001", "23001", "23001", "1", "1", "42501", "0", "0", "1", "1", "0"])
    }

    @Test func referencesStayInsideATenant() async throws {
        let outcomes = try await outcomes([
            (Self.ada, "insert into public.teams (id) values ('\(Self.id(1))'), ('\(Self.id(2))')"),
            (
                Self.ada,
                """
                insert into public.projects (id, team_id) values
                  ('\(Self.id(3))', '\(Self.id(1))'), ('\(Self.id(4))', '\(Self.id(2))')
                """
            ),
            (
                Self.ada,
                "insert into public.labels (team_id, project_id) values ('\(Self.id(1))', '\(Self.id(3))')"
            ),
            (
                Self.ada,
                "insert into public.labels (team_id, project_id) values ('\(Self.id(1))', '\(Self.id(4))')"
            ),
            (nil, "update public.labels set team_id = '\(Self.id(2))'"),
            (Self.ada, "update public.labels set team_id = '\(Self.id(2))'"),
            // Clearing the reference leaves the tenant.
            (
                Self.ada,
                """
                insert into public.projects (id, team_id, previous_id)
                values ('\(Self.id(5))', '\(Self.id(2))', '\(Self.id(4))')
                """
            ),
            (Self.ada, "delete from public.projects where id = '\(Self.id(4))'"),
            (Self.ada, "select from public.projects where previous_id is null and team_id = '\(Self.id(2))'"),
        ])
        #expect(outcomes == ["2", "2", "1", "23503", "23503", "42501", "1", "1", "1"])
    }
}
