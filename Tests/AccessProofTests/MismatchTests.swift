import AccessControl
import AccessProof
import DatabaseTesting
import Diagnostics
import Migrations
import Postgres
import SQL
import Schema
import Testing

/// What a database that is too open, or too closed, looks like.
@Suite struct MismatchTests {
    /// Each line breaks one thing, and the matrix says where.
    @Test(arguments: [
        ("alter table public.notes disable row level security", "notes"),
        ("alter policy \"Owners can read their documents\" on public.documents using (true)", "documents"),
        ("grant truncate on public.notes to anon", "notes"),
        ("grant update (is_handled) on public.messages to authenticated", "messages"),
        ("revoke insert on public.notes from authenticated", "notes"),
    ])
    func isFound(sql: String, table: String) async throws {
        let example = try Example("documents")
        let statement =
            sql.contains("Owners can read")
            ? try #require(
                example.access.tables.first { $0.table.name == table }?.policies.first { $0.command == .select }
                    .map { "alter policy \"\($0.name)\" on public.\(table) using (true)" }) : sql
        let result = try await example.prove(in: .plain, size: .tests, after: ";\n" + statement)
        #expect(Set(result.mismatches.map(\.cell.table)).contains(table))
        let diagnostic = try #require(result.mismatches.first?.diagnostic)
        #expect(
            diagnostic.code == "access-mismatch" && diagnostic.notes.first?.message.contains("set local role") == true)
    }

    /// The pgTAP files say the same without berry; here with functions in the place of pgTAP's.
    @Test func pgTAPFilesRunAlone() async throws {
        let example = try Example("shares")
        let result = try await example.prove(in: .plain, size: .tests)
        let files = PgTAPFile.all(of: result)
        #expect(files.count == example.schema.tables.count)
        for (broken, sql) in [(false, ""), (true, "alter table public.documents disable row level security")] {
            let failures = try await withDatabase(.plain) { connection in
                try await connection.execute(example.migration.up)
                try await connection.execute(
                    """
                    create function public.plan(int) returns text language sql as 'select null';
                    create function public.finish() returns text language sql as 'select null';
                    create table public.failures (what text);
                    create function public."is"(answer text, expected text, what text) returns text language plpgsql as $$
                    begin
                      if answer is distinct from expected then
                        insert into public.failures values (what);
                      end if;
                      return what;
                    end
                    $$;
                    \(sql)
                    """)
                for file in files {
                    #expect(file.text.hasPrefix(PgTAPFile.notice))
                    var text = file.text
                    text.replace("create extension if not exists pgtap;\n", with: "")
                    text.replace("rollback;\n", with: "")
                    try await connection.execute(text)
                    let count = try await connection.query("select count(*) from public.failures").one.int(0)
                    try await connection.execute("rollback")
                    if count > 0 { return count }
                }
                return 0
            }
            #expect((failures > 0) == broken)
        }
    }
}
