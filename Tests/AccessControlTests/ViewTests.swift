import DatabaseTesting
import DomainModel
import Migrations
import Postgres
import Specification
import Testing

/// Who sees what through a view, on real rows.
@Suite struct ViewTests {
    private static let specification = #"""
        {"berry": 1, "name": "views", "target": "postgres", "roles": ["admin"], "entities": [
          {"name": "User", "timestamps": false, "access": [{"who": "owner", "can": ["read"]}],
           "fields": [{"name": "email", "type": "email", "from": "auth.email"}]},
          {"name": "Place", "timestamps": false, "softDelete": true,
           "fields": [{"name": "name", "type": "text", "required": true}],
           "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}],
           "access": [{"who": "owner", "can": ["read", "delete"]}]}],
         "views": [
          {"name": "own_places", "sql": "select p.id, p.name, u.email from places as p join users as u on u.id = p.owner_id"},
          {"name": "all_places", "rights": "owner", "access": [{"who": "anyone", "can": ["read"]}],
           "sql": "select p.id, p.name, u.email from places as p join users as u on u.id = p.owner_id where p.deleted_at is null"},
          {"name": "account_places", "rights": "owner", "access": [{"who": "signedIn", "can": ["read"]}],
           "sql": "select id, name from all_places"},
          {"name": "admin_places", "rights": "owner", "access": [{"who": {"role": "admin"}, "can": ["read"]}],
           "sql": "select id, name, deleted_at from places"}]}
        """#

    /// For each view, what anon, Ada, Bob, Carol (an admin), Dora, a guest, nobody, Mallory and the service see of Ada's
    /// two places, one of which was deleted, and of Bob's one. `no` is a refusal with SQLSTATE 42501.
    private static let expected: [(view: String, outcomes: String)] = [
        ("own_places", "no 1 1 0 0 0 0 0 3"), ("all_places", "2 2 2 2 2 2 2 2 2"),
        ("account_places", "no 2 2 2 2 0 0 2 2"), ("admin_places", "no 0 0 3 0 0 0 0 3"),
    ]

    @Test(arguments: World.allCases)
    func everyActorSeesWhatIsSaid(world: World) async throws {
        let example = try Example(json: Self.specification, target: world == .plain ? .postgres : .supabase)
        try await withDatabase(world) { connection in
            try await connection.execute(example.migration.up)
            for actor in Actor.allCases {
                guard let account = actor.account else { continue }
                try await connection.execute(
                    "insert into auth.users (id, email) values ('\(account)', '\(actor)@example.com')")
            }
            try await connection.execute(
                """
                insert into places (name, owner_id, deleted_at) values
                  ('a', '\(Actor.ada.account ?? "")', null), ('b', '\(Actor.ada.account ?? "")', now()),
                  ('c', '\(Actor.bob.account ?? "")', null)
                """)
            for (view, outcomes) in Self.expected {
                let wanted = outcomes.split(separator: " ").map { $0 == "no" ? "42501" : String($0) }
                for (actor, expected) in zip(Actor.allCases, wanted) {
                    let outcome = try await actor.outcome(of: "select id from public.\(view)", connection)
                    #expect(outcome == expected, "\(actor): \(view)")
                }
                let writers = try await connection.query(
                    """
                    select from unnest(array['anon', 'authenticated', 'service_role']) as r (role)
                    where has_table_privilege(role, 'public.\(view)', 'INSERT, UPDATE, DELETE')
                    """)
                #expect(writers.isEmpty, "\(view)")
            }
        }
    }

    /// What the package expects of each column is what PostgreSQL says it is.
    @Test func columnsHaveTheirTypes() async throws {
        let example = try Example(json: Self.specification)
        try await withDatabase(.plain) { connection in
            try await connection.execute(example.migration.up)
            for view in example.model.views {
                let names = try await connection.query(
                    "select attname from pg_attribute where attrelid = 'public.\(view.view)'::regclass order by attnum"
                ).map { try $0.text(0) }
                #expect(names == view.columns.map(\.name))
            }
            try await connection.execute(example.migration.down ?? "")
            #expect(try await connection.query("select from pg_views where schemaname = 'public'").isEmpty)
        }
    }
}
