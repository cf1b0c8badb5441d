import DatabaseTesting
import Migrations
import Postgres
import Testing

/// What hand-written recipes for row level security got wrong, with the outcome that is right.
@Suite struct RecipeTests {
    private static let accounts = (0..<3).map { "00000000-0000-0000-0000-0000000000b\($0)" }
    private static let (ada, bob, eve) = (accounts[0], accounts[1], accounts[2])

    /// The first value that each request of an account answers, or the SQLSTATE with which it is refused.
    private func outcomes(
        _ entities: String, head: String = "", world: World = .supabaseLegacy, before: String = "",
        _ requests: [(account: String?, sql: String)]
    ) async throws -> [String] {
        let json = #"{"berry": 1, "name": "a", "target": "supabase", \#(head) "entities": [\#(entities)]}"#
        let example = try Example(json: json, target: world.target)
        return try await withDatabase(world) { connection in
            try await connection.execute(example.migration.up)
            for account in Self.accounts {
                try await connection.execute("insert into auth.users (id) values ('\(account)')")
            }
            try await connection.execute(before)
            var outcomes: [String] = []
            for (account, sql) in requests {
                let role = account == nil ? "anon" : "authenticated"
                let claims = account.map { #"{"sub":"\#($0)"}"# } ?? ""
                try await connection.execute(
                    "begin; select set_config('request.jwt.claims', '\(claims)', true); set local role \(role)")
                do throws(PostgresError) {
                    let rows = try await connection.execute(sql)
                    outcomes.append(try rows.isEmpty ? "nothing" : rows[0].optionalText(0) ?? "null")
                    try await connection.execute("commit")
                } catch {
                    outcomes.append(error.sqlState ?? "\(error)")
                    try await connection.execute("rollback")
                }
            }
            return outcomes
        }
    }

    private static func belongs(_ name: String, _ entity: String) -> String {
        #"{"name": "\#(name)", "kind": "belongsTo", "entity": "\#(entity)", "required": true, "onDelete": "cascade"}"#
    }

    private static let organisation = #"""
        {"name": "Organisation", "fields": [{"name": "name", "type": "text"}]},
        {"name": "Member", "fields": [{"name": "role", "type": "enum", "values": ["owner", "admin", "member"],
          "required": true}], "relations": [\#(belongs("organisation", "Organisation")), \#(belongs("user", "User"))]}
        """#

    private static let tenancy = #"""
        "tenancy": {"entity": "Organisation", "membership": "Member", "roles": ["owner", "admin", "member"]},
        """#

    /// The policy that lets members add members lets nobody in where there are none yet.
    @Test(arguments: World.allCases) func theCreatorOfAnOrganisationIsItsFirstMember(world: World) async throws {
        let outcomes = try await outcomes(
            Self.organisation, head: Self.tenancy, world: world,
            [
                (Self.ada, "insert into public.organisations (name) values ('ours') returning name"),
                (Self.ada, "select role from public.members where user_id = '\(Self.ada)'"),
                (
                    Self.ada,
                    """
                    insert into public.members (organisation_id, user_id, role)
                    select id, '\(Self.bob)', 'admin' from public.organisations returning role
                    """
                ),
                (Self.bob, "select name from public.organisations"),
                (Self.eve, "select name from public.organisations"),
                (
                    Self.eve,
                    """
                    insert into public.members (organisation_id, user_id, role)
                    select organisation_id, '\(Self.eve)', 'owner' from public.members returning role
                    """
                ),
            ])
        #expect(outcomes == ["ours", "owner", "admin", "ours", "nothing", "nothing"])
    }

    /// A role that is compared with a text that it never equals, or with a type of its own that can't be, opens nothing
    /// or fails.
    @Test(arguments: ["check", "native"]) func rolesCompare(storage: String) async throws {
        let outcomes = try await outcomes(
            Self.organisation + #"""
                , {"name": "Secret", "fields": [{"name": "text", "type": "text"}],
                   "relations": [\#(Self.belongs("organisation", "Organisation"))],
                   "access": [{"who": {"memberOf": "organisation", "role": ["owner", "admin"]}, "can": ["read"]}]}
                """#, head: Self.tenancy + #""defaults": {"enumStorage": "\#(storage)"},"#,
            before: """
                insert into public.organisations (name) values ('ours');
                insert into public.members (organisation_id, user_id, role)
                select id, account::uuid, role::text::\(storage == "check" ? "text" : "public.member_role")
                from public.organisations cross join
                  (values ('\(Self.ada)', 'owner'), ('\(Self.bob)', 'admin'), ('\(Self.eve)', 'member')) as m (account, role);
                insert into public.secrets (organisation_id, text) select id, 'told' from public.organisations;
                """,
            Self.accounts.map { ($0, "select text from public.secrets") })
        #expect(outcomes == ["told", "told", "nothing"])
    }

    /// What berry keeps for itself is nobody's business, also where default privileges give everything away.
    @Test(arguments: World.allCases) func internalsAreClosed(world: World) async throws {
        let example = try Example("teams", target: world.target)
        try await withDatabase(world) { connection in
            try await connection.execute(example.migration.up)
            let open = try await connection.execute(
                """
                select string_agg(role || ' ' || n.nspname, ', ' order by role)
                from pg_namespace as n cross join unnest(array['anon', 'authenticated']) as role
                where n.nspname = 'private' and has_schema_privilege(role, n.oid, 'usage, create')
                """)
            #expect(try open[0].optionalText(0) == nil)
            let written = try await connection.execute(
                """
                select string_agg(role || ' ' || c.relname, ', ')
                from pg_class as c cross join unnest(array['anon', 'authenticated']) as role
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                  and has_table_privilege(role, c.oid, 'truncate, references, trigger')
                """)
            #expect(try written[0].optionalText(0) == nil)
        }
    }

    /// In `where id = id`, a parameter means the column, and every row is the one that is asked for.
    @Test func noParameterShadowsAColumn() async throws {
        let (mine, other) = ("00000000-0000-4000-8000-00000000000c", "00000000-0000-4000-8000-00000000000d")
        let outcomes = try await outcomes(
            #"""
            {"name": "Note", "softDelete": true, "fields": [{"name": "text", "type": "text"}],
             "relations": [\#(Self.belongs("owner", "User"))]}
            """#,
            head: #""modules": ["shareLinks"],"#,
            before: """
                insert into public.notes (id, owner_id, text)
                values ('\(mine)', '\(Self.ada)', 'mine'), ('\(other)', '\(Self.bob)', 'other')
                """,
            [
                (Self.eve, "select public.delete_note('\(other)')"),
                (Self.ada, "select public.delete_note(id => '\(other)')"),
                (Self.ada, "select length(public.share_note(id => '\(other)'))::text"),
                (Self.ada, "select length(public.share_note(id => '\(mine)'))::text"),
                (Self.bob, "select text from public.notes"), (Self.ada, "select public.delete_note('\(mine)')"),
                (Self.bob, "select text from public.notes"), (Self.ada, "select text from public.notes"),
            ])
        #expect(outcomes == ["f", "f", "42501", "64", "other", "t", "other", "nothing"])
    }

    /// An entity of which nobody has said yet who may do what, on a project that gives new tables to everybody.
    @Test(arguments: World.allCases) func aTableOfWhichNothingIsSaidIsClosed(world: World) async throws {
        let statements = [
            "select text from public.laters", "insert into public.laters (text) values ('x')", "truncate public.laters",
        ]
        let outcomes = try await outcomes(
            #"{"name": "Later", "fields": [{"name": "text", "type": "text"}]}"#, world: world,
            before: "insert into public.laters (text) values ('secret')",
            [nil, Self.ada].flatMap { account in statements.map { (account, $0) } })
        #expect(outcomes == Array(repeating: "42501", count: 6))
    }
}
