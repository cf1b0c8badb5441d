import DatabaseTesting
import DomainModel
import Migrations
import Postgres
import Testing

/// Which index PostgreSQL searches with, under the policies of different grants: what the warning `index-behind-policy`
/// says.
@Suite struct SearchPlanTests {
    @Test(arguments: [
        (#"{"who": "anyone", "can": ["read"]}"#, "posts_search_vector_idx"),
        (#"{"who": "owner", "can": ["read"]}"#, "posts_owner_id_idx"),
        (#"{"who": "signedIn", "can": ["read"]}"#, nil),
        (#"{"who": "anyone", "can": ["read"], "when": {"field": "open", "is": true}}"#, nil),
        (#"{"who": "owner", "can": ["read"]}, {"who": {"role": "admin"}, "can": ["read"]}"#, nil),
    ])
    func policiesDecideAboutIndexes(access: String, index: String?) async throws {
        let example = try Example(
            json: #"""
                {"berry": 1, "name": "plans", "target": "postgres", "roles": ["admin"], "entities": [
                  {"name": "Post", "timestamps": false, "search": ["title"],
                   "fields": [{"name": "title", "type": "text"}, {"name": "open", "type": "boolean", "required": true}],
                   "relations": [{"name": "owner", "kind": "belongsTo", "entity": "User", "required": true}],
                   "access": [\#(access)]}]}
                """#)
        let plan = try await withDatabase(.plain) { connection in
            try await connection.execute(example.migration.up)
            try await connection.execute(
                """
                begin; set local role authenticated; set local enable_seqscan = off;
                """)
            let plan = try await connection.query(
                "explain select id from posts where search_vector @@ plainto_tsquery('simple', 'mill')")
            return try plan.map { try $0.text(0) }.joined(separator: "\n")
        }
        let used = ["posts_search_vector_idx", "posts_owner_id_idx"].filter(plan.contains)
        #expect(used == [index].compactMap(\.self), "\(plan)")
    }
}
