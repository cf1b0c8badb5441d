import Foundation
import Postgres
import Testing

/// `"layout": "supabase"`: the Supabase CLI runs the same files, and its history says the same as berry's ledger.
@Suite struct SupabaseLayoutTests {
    private static let initial = "supabase/migrations/20260101000000_initial_schema.sql"

    private static func withProject(_ body: (Project, Connection) async throws -> Void) async throws {
        let database = try await TestDatabase.make()
        let connection = try await database.connect()
        try await Project.with { project in
            try project.write(
                "berry.json",
                "{\"specification\": \"spec/specification.json\", \"postgresql\": 15, \"layout\": \"supabase\"}")
            try await body(project.with(environment: ["DATABASE_URL": database.address]), connection)
        }
        await connection.close()
    }

    private static let history = "select version from supabase_migrations.schema_migrations order by version"

    @Test func keepsBothHistoriesInStep() async throws {
        try await Self.withProject { project, connection in
            try await project.succeed("db", "setup")
            #expect(project.exists(Self.initial))
            #expect(project.exists("supabase/rollbacks/20260101000000_initial_schema.sql"))
            #expect(!project.exists("database/migrations"))
            let sum = try project.read("supabase/berry.sum")
            #expect(sum.contains("migrations/20260101000000_initial_schema.sql sha256:"), "\(sum)")
            #expect(try await connection.texts(Self.history) == ["20260101000000"])

            try project.add(field: "{\"name\": \"dueDate\", \"type\": \"date\"}")
            try await project.succeed("db", "push", "--message", "due")
            #expect(project.exists("supabase/migrations/20260101000001_due.sql"))
            let rows = try await connection.query(
                "select name, statements[1] from supabase_migrations.schema_migrations order by version desc limit 1")
            #expect(try rows.one.text(0) == "due")
            let statement = try rows.one.text(1)
            #expect(statement.contains("alter table public.todos add column due_date"), "\(statement)")

            try await project.succeed(
                "db", "migrate", "down", "--yes", "--allow", "breaks-clients", "--allow", "data-loss")
            #expect(try await connection.texts(Self.history) == ["20260101000000"])
            try await project.succeed("db", "migrate", "up", "--yes")
            #expect(try await connection.texts(Self.history) == ["20260101000000", "20260101000001"])

            let begun = try await project.succeed("migration", "new", "mine")
            #expect(begun.output == "supabase/migrations/20260101000002_mine.sql\n")
            #expect(project.exists("supabase/rollbacks/20260101000002_mine.sql"))
        }
    }

    /// Somebody changed one of the two by hand.
    @Test func saysWhereTheyDisagree() async throws {
        try await Self.withProject { project, connection in
            try await project.succeed("db", "setup")
            let status = try await project.succeed("db", "status")
            #expect(!status.output.contains("History:"), "\(status.output)")
            try await connection.execute("drop schema supabase_migrations cascade")
            let lacking = try await project.succeed("db", "status")
            #expect(
                lacking.output.contains("History:    the Supabase CLI's history lacks 20260101000000_initial_schema"),
                "\(lacking.output)")
            try await project.succeed("repair", "--db", "--yes")
            #expect(try await connection.texts(Self.history) == ["20260101000000"])
            let mended = try await project.succeed("db", "status")
            #expect(!mended.output.contains("History:"), "\(mended.output)")
        }
    }

    /// What the Supabase CLI built is adopted with its own files, and goes on from there.
    @Test func adoptsWhatTheSupabaseCLIBuilt() async throws {
        try await Self.withProject { project, connection in
            let files = [
                (
                    "20250101000000", "first",
                    """
                    create table public.notes (id bigint generated always as identity primary key);
                    revoke all on public.notes, public.notes_id_seq from anon, authenticated, service_role;

                    """
                ), ("20250102000000", "second", "alter table public.notes enable row level security;\n"),
            ]
            try await connection.execute(
                """
                create schema supabase_migrations;
                create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
                """)
            for (version, name, sql) in files {
                try project.write("supabase/migrations/\(version)_\(name).sql", sql)
                try await connection.execute(sql)
                try await connection.query(
                    "insert into supabase_migrations.schema_migrations values ($1, array[$2::text], $3)",
                    [Parameter(version), Parameter(sql), Parameter(name)])
            }
            let baseline = try await project.succeed("migration", "baseline")
            #expect(baseline.output.contains("Built by the Supabase CLI (2 migrations in"), "\(baseline.output)")
            let status = try await project.succeed("db", "status")
            #expect(status.output.contains("20250101000000 first, applied"), "\(status.output)")
            #expect(!status.output.contains("History:"), "\(status.output)")

            var arguments = ["db", "push", "--yes"]
            for hazard in ["data-loss", "breaks-clients", "access-widened", "access-narrowed", "rls-gone"] {
                arguments += ["--allow", hazard]
            }
            let push = try await project.launch(arguments)
            #expect(push.status == 0, "\(push.everything)")
            #expect(try await connection.count("select from pg_tables where tablename = 'todos'") == 1)
            #expect(
                try await connection.texts(Self.history)
                    == connection.texts("select version from berry.migrations order by version"))
        }
    }

    /// What is sealed in one place isn't looked for in another.
    @Test func refusesAnotherLayoutThanTheSealedOne() async throws {
        try await Self.withProject { project, _ in
            try await project.succeed("db", "setup")
            let settings = try project.read("berry.json")
            #expect(settings.contains("\"layout\": \"supabase\""), "\(settings)")
            try project.write("berry.json", settings.replacing("\"supabase\"", with: "\"berry\""))
            let run = try await project.berry("generate")
            #expect(run.status == 1)
            #expect(
                run.errors.contains("supabase/berry.sum seals migrations of the layout 'supabase'"), "\(run.errors)")
            try project.write("berry.json", settings.replacing("\"supabase\"", with: "\"hasura\""))
            let unknown = try await project.berry("generate")
            #expect(unknown.errors.contains("there is no layout 'hasura'"), "\(unknown.errors)")
        }
    }
}
