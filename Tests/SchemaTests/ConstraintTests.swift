import DatabaseTesting
import Migrations
import Postgres
import Specification
import Testing

/// Rows that the generated constraints take and refuse.
@Suite struct ConstraintTests {
    @Test func samples() async throws {
        try await withDatabase(.supabaseExplicit) { connection in
            try await connection.execute(try Example("everything", target: .supabase).migration.up)
            for (columns, values, state) in Self.samples {
                let sql = "insert into public.samples (title\(columns)) values ('Title'\(values))"
                #expect(try await Self.state(of: sql, connection) == state, "\(sql)")
            }
        }
    }

    private static let samples: [(columns: String, values: String, state: String?)] = [
        ("", "", nil), (", count", ", 6", "23514"), (", count", ", -5", nil), (", size", ", 'huge'", "23514"),
        (", mood", ", null", nil), (", contact", ", 'Ada@example.com'", "23514"),
        (", contact", ", 'a@example.com'", nil),
        (", contact", ", E'a@example.com\\n'", "23514"), (", website", ", 'ftp://x'", "23514"),
        (", handle", ", 'ab'", "23514"), (", handle", ", 'a--b'", "23514"), (", handle", ", 'a-b'", nil),
        (", paint", ", '#12345'", "23514"), (", telephone", ", '+49 30 123'", nil),
        (", zone", ", 'Not a zone'", "23514"),
        (", scores", ", '{1,11}'", "23514"), (", scores", ", '{}'", nil), (", moods", ", '{good,awful}'", "23514"),
        (", contacts", ", '{a@b.c,x}'", "23514"), (", contacts", ", '{a@b.c,d@e.f}'", nil),
        (", contacts", ", '{}'", nil),
        (", lasts", ", '1 second'", "23514"), (", labels", ", null", "23502"),
    ]

    /// A reference to a composite key is there or not: half of one would escape the foreign key.
    @Test func halfAReferenceIsNone() async throws {
        try await withDatabase(.supabaseExplicit) { connection in
            try await connection.execute(try Example("everything", target: .supabase).migration.up)
            try await connection.execute(
                """
                insert into auth.users (id) values ('00000000-0000-0000-0000-00000000000a');
                insert into public.rooms values ('A', 1, 10);
                insert into public.people (name) values ('Ada');
                """)
            for (building, number, state) in [
                ("null", "null", nil), ("'A'", "1", nil), ("'A'", "null", "23503"), ("'B'", "1", "23503"),
            ] {
                let sql = """
                    insert into public.meetings
                      (title, room_building, room_number, spare_room_building, spare_room_number, host_id, owner_id)
                    select 'm', 'A', 1, \(building), \(number), id, '00000000-0000-0000-0000-00000000000a' from public.people
                    """
                #expect(try await Self.state(of: sql, connection) == state, "\(building) \(number)")
            }
        }
    }

    /// An index that nobody asked for doesn't limit how long a text may be.
    @Test func longTextsThatARuleReads() async throws {
        try await withDatabase(.supabaseExplicit) { connection in
            try await connection.execute(try Example("hostile").migration.up)
            let sql = """
                insert into auth.users (id) values ('00000000-0000-0000-0000-00000000000a');
                insert into public."order" (owner_id, "SELECT")
                  select '00000000-0000-0000-0000-00000000000a', string_agg(md5(i::text), '')
                  from generate_series(1, 2000) as i
                """
            #expect(try await Self.state(of: sql, connection) == nil)
        }
    }

    /// The SQLSTATE with which `sql` is refused; nothing of it stays.
    private static func state(of sql: String, _ connection: Connection) async throws -> String? {
        try await connection.execute("begin")
        var state: String?
        do {
            try await connection.execute(sql)
        } catch {
            state = error.sqlState ?? "none: \(error)"
        }
        try await connection.execute("rollback")
        return state
    }
}
