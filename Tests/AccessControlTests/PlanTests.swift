import DatabaseTesting
import Migrations
import Postgres
import Specification
import Testing

/// Policies cost next to nothing: the caller is asked once, and the index on what they read is used.
@Suite struct PlanTests {
    @Test func ownersFindTheirRowsByIndex() async throws {
        try await withDatabase(.supabaseExplicit) { connection in
            try await connection.execute(try Example("rules", target: .supabase).migration.up)
            try await connection.execute(
                """
                insert into auth.users (id, email, raw_user_meta_data)
                  select lpad(i::text, 32, '0')::uuid, format('%s@example.com', i), '{}'
                  from generate_series(1, 200) as i;
                insert into public.notes (text, owner_id)
                  select 'n', lpad((1 + i % 200)::text, 32, '0')::uuid from generate_series(1, 20000) as i;
                analyze public.notes;
                """)
            let plan = try await plan(of: "select text from public.notes", connection)
            #expect(plan.contains("InitPlan"), "\(plan)")
            #expect(plan.contains("notes_owner_id_idx"), "\(plan)")
            #expect(!plan.contains("Seq Scan"), "\(plan)")
            // Links of one's own notes: their keys are gathered once.
            let links = try await self.plan(of: "select note_id from public.note_topics", connection)
            #expect(links.contains("InitPlan") && !links.contains("SubPlan"), "\(links)")
        }
    }

    private func plan(of sql: String, _ connection: Connection) async throws -> String {
        try await connection.execute(
            """
            begin;
            select set_config('request.jwt.claims', '{"sub":"00000000-0000-0000-0000-000000000042"}', true);
            set local role authenticated
            """)
        let lines = try await connection.query("explain (costs off) \(sql)").map { try $0.text(0) }
        try await connection.execute("rollback")
        return lines.joined(separator: "\n")
    }
}
