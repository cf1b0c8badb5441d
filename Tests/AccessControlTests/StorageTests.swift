import AccessControl
import DatabaseTesting
import DomainModel
import Migrations
import Postgres
import SQL
import Specification
import Testing

/// Who may do what with the files in Supabase's storage, on a project as it is at birth.
@Suite struct StorageTests {
    private static let specification = #"""
        {"berry": 1, "name": "storage", "roles": ["admin", "editor"], "entities": [
          {"name": "Place", "timestamps": false,
           "fields": [{"name": "photo", "type": "image"}, {"name": "open", "type": "boolean", "required": true},
             {"name": "secret", "type": "file", "hidden": true}],
           "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}],
           "access": [{"who": "owner", "can": ["read", "create", "update"]},
             {"who": "anyone", "can": ["read"], "when": {"field": "open", "is": true}},
             {"who": {"role": "editor"}, "can": ["update"], "fields": ["open"]},
             {"who": {"role": "admin"}, "can": ["read"]}, {"who": {"role": "admin"}, "can": ["update"], "fields": ["photo"]}]},
          {"name": "Page", "timestamps": false, "key": ["place", "number"],
           "fields": [{"name": "number", "type": "integer"}, {"name": "scan", "type": "file"}],
           "relations": [{"name": "place", "kind": "belongsTo", "entity": "Place"}],
           "access": [{"who": {"through": "place"}, "can": ["read", "create", "update"]}]}]}
        """#

    private static let open = "00000000-0000-4000-8000-000000000001"
    private static let closed = "00000000-0000-4000-8000-000000000002"
    /// Bob's, which everybody reads.
    private static let bobs = "00000000-0000-4000-8000-000000000003"

    /// For each statement, what anon, Ada (whose the places are), Bob, Carol (an admin), Dora (an editor), a guest,
    /// nobody, Mallory and the service achieve.
    private static let expected: [(sql: String, outcomes: String)] = [
        ("select from storage.objects where bucket_id = 'places_photo'", "1 3 1 3 1 1 1 1 4"),
        ("select from storage.objects where bucket_id = 'pages_scan'", "1 2 1 2 1 1 1 1 2"),
        ("select from storage.objects where bucket_id = 'places_secret'", "0 0 0 0 0 0 0 0 1"),
        (
            "insert into storage.objects (bucket_id, name) values ('places_photo', '\(open)/new.jpg')",
            "42501 1 42501 1 42501 42501 42501 42501 1"
        ),
        (
            "insert into storage.objects (bucket_id, name) values ('places_photo', 'new.jpg')",
            "42501 42501 42501 42501 42501 42501 42501 42501 1"
        ),
        (
            "insert into storage.objects (bucket_id, name) values ('pages_scan', '\(closed)/1/new.pdf')",
            "42501 1 42501 1 1 42501 42501 42501 1"
        ),
        (
            "insert into storage.objects (bucket_id, name) values ('pages_scan', '\(closed)/9/new.pdf')",
            "42501 42501 42501 42501 42501 42501 42501 42501 1"
        ),
        ("update storage.objects set name = '\(open)/b.jpg' where name = '\(open)/a.jpg'", "0 1 0 1 0 0 0 0 1"),
        ("update storage.objects set name = '\(closed)/b.jpg' where name = '\(closed)/a.jpg'", "0 1 0 1 0 0 0 0 1"),
        (
            "update storage.objects set name = 'nowhere/a.jpg' where name = '\(closed)/a.jpg'",
            "0 42501 0 42501 0 0 0 0 1"
        ),
        ("update storage.objects set name = '\(open)/1/b.pdf' where name = '\(open)/1/a.pdf'", "0 1 0 1 1 0 0 0 1"),
        (
            "update storage.objects set name = 'nowhere/1/b.pdf' where name = '\(open)/1/a.pdf'",
            "0 42501 0 42501 42501 0 0 0 1"
        ),
        (
            "update storage.objects set name = '\(bobs)/a.jpg' where name = '\(closed)/a.jpg'", "0 42501 0 1 0 0 0 0 1"
        ),
        (
            "update storage.objects set name = '\(bobs)/1/b.pdf' where name = '\(open)/1/a.pdf'",
            "0 42501 0 1 1 0 0 0 1"
        ),
        ("delete from storage.objects where bucket_id = 'places_photo'", "0 3 0 3 0 0 0 0 4"),
        ("delete from storage.objects where bucket_id = 'pages_scan'", "0 2 0 2 1 0 0 0 2"),
    ]

    private static let rows = Actor.filled(
        """
        insert into auth.users (id) values (:ada), (:bob);
        insert into places (id, owner_id, open, photo) values
          ('\(open)', :ada, true, '\(open)/a.jpg'), ('\(closed)', :ada, false, null), ('\(bobs)', :bob, true, null);
        insert into pages (place_id, number) values ('\(open)', 1), ('\(closed)', 1), ('\(bobs)', 1);
        insert into storage.buckets (id, name) values ('places_secret', 'places_secret');
        insert into storage.objects (bucket_id, name) values
          ('places_photo', '\(open)/a.jpg'), ('places_photo', '\(closed)/a.jpg'),
          ('places_photo', '\(closed)/b/c.jpg'), ('places_photo', 'stray.jpg'),
          ('pages_scan', '\(open)/1/a.pdf'), ('pages_scan', '\(closed)/1/a.pdf'),
          ('places_secret', '\(open)/a.pdf');
        """)

    @Test func filesFollowTheirRows() async throws {
        let example = try Example(json: Self.specification)
        try await withDatabase(.supabaseExplicit) { connection in
            try await connection.execute(example.migration.up + Self.rows)
            for (sql, outcomes) in Self.expected {
                let found = try await Self.outcomes(of: sql, connection)
                #expect(found == outcomes, "\(sql)")
            }
        }
    }

    /// Whatever policy is missing, or has no condition but its bucket, somebody's outcome changes.
    @Test func everyPolicyCounts() async throws {
        let example = try Example(json: Self.specification)
        let policies = example.access.storage.compactMap { statement -> CreatePolicy? in
            if case .createPolicy(let policy) = statement { policy } else { nil }
        }
        #expect(policies.count == 8)
        try await withDatabase(.supabaseExplicit) { connection in
            try await connection.execute(example.migration.up + Self.rows)
            for policy in policies {
                let name = "\"\(policy.name)\" on storage.objects"
                var mutants = ["drop policy \(name)"]
                let open = "bucket_id is not null"
                if policy.using != nil { mutants.append("alter policy \(name) using (\(open))") }
                if policy.check != nil { mutants.append("alter policy \(name) with check (\(open))") }
                for mutant in mutants {
                    try await connection.execute(mutant)
                    var isFound = false
                    for (sql, outcomes) in Self.expected where !isFound {
                        isFound = try await Self.outcomes(of: sql, connection) != outcomes
                    }
                    try await connection.execute(
                        "drop policy if exists \(name); \(Statement.createPolicy(policy).sql)")
                    #expect(isFound, "\(mutant)")
                }
            }
        }
    }

    /// On other servers a path is a text, and nobody keeps the files.
    @Test func otherServersHaveNoBuckets() throws {
        let text = Self.specification.replacing(
            #""name": "storage","#, with: #""name": "storage", "target": "postgres","#)
        #expect(try Example(json: text).access.storage.isEmpty)
    }

    private static func outcomes(of sql: String, _ connection: Connection) async throws -> String {
        var outcomes: [String] = []
        for actor in Actor.allCases { outcomes.append(try await actor.outcome(of: sql, connection)) }
        return outcomes.joined(separator: " ")
    }
}
