import Postgres
import Testing

/// A history that is so long that a private server keeps what it leads to.
@Suite struct LongHistoryTests {
    @Test func isReplayedOnceAndNeverTakenForAnother() async throws {
        try await Project.withDatabase { project, _, connection in
            for number in 0..<120 {
                let version = "20270101000\(String(1000 + number).dropFirst())"
                try project.write(
                    migration: "\(version)_step",
                    up: """
                        create table public.x\(number) (id int primary key);
                        alter table public.x\(number) enable row level security;
                        revoke all on public.x\(number) from anon, authenticated, service_role;

                        """,
                    down: "drop table public.x\(number);\n")
            }
            try await project.succeed("db", "migrate", "up", "--yes")
            // The first run keeps it, the second begins with it.
            for _ in 0..<2 {
                let drift = try await project.succeed("db", "drift")
                #expect(drift.output.contains("The database is as its migrations left it"), "\(drift.output)")
            }
            try await connection.execute("alter table public.x7 add column hand int")
            let found = try await project.berry("db", "drift")
            #expect(found.status == 5)
            #expect(found.output.contains("public.x7.hand"), "\(found.everything)")
            try await connection.execute("alter table public.x7 drop column hand")

            // One more is run on what is kept, and one that is taken back leads to another history.
            try project.write(
                migration: "20270101000120_step", up: "alter table public.x7 add column id2 int;\n",
                down: "alter table public.x7 drop column id2;\n")
            try await project.succeed("db", "migrate", "up", "--yes")
            try await project.succeed("db", "drift")
            try await project.succeed(
                "db", "migrate", "down", "--steps", "2", "--yes", "--allow", "data-loss", "--allow", "breaks-clients")
            try await project.succeed("db", "drift")
            #expect(try await connection.count("select from pg_tables where tablename = 'x119'") == 0)
        }
    }
}
