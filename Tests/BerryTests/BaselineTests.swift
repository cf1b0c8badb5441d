import CatalogReader
import Foundation
import Postgres
import Testing

/// Databases that other tools built are adopted without touching their tables.
@Suite struct BaselineTests {
    /// A tool, the table in which it notes what it applied, and what is said of it.
    struct Tool: CustomTestStringConvertible, Sendable {
        var name: String
        var history: String
        var sentence: String
        var testDescription: String { name }
    }

    static let tools = [
        Tool(
            name: "Drizzle",
            history: """
                create schema drizzle;
                create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
                insert into drizzle.__drizzle_migrations (hash, created_at) values ('a1', 1), ('b2', 2);
                """, sentence: "Built by Drizzle (2 migrations in drizzle.__drizzle_migrations)."),
        Tool(
            name: "Drizzle in public",
            history: """
                create table __drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
                insert into __drizzle_migrations (hash, created_at) values ('a1', 1);
                """, sentence: "Built by Drizzle (1 migration in public.__drizzle_migrations)."),
        Tool(
            name: "nself",
            history: """
                create table schema_migrations (version varchar(255) primary key, applied_at timestamp default now());
                insert into schema_migrations (version) values ('001'), ('002'), ('003');
                """, sentence: "Built by nself (3 migrations in public.schema_migrations)."),
        Tool(
            name: "Hasura",
            history: """
                create schema hdb_catalog;
                create table hdb_catalog.hdb_version (hasura_uuid uuid primary key, version text, cli_state jsonb);
                insert into hdb_catalog.hdb_version values (gen_random_uuid(), '47',
                  '{"migrations": {"default": {"1620138136207": false, "1620138136208": false}}}');
                """, sentence: "Built by Hasura (2 migrations in hdb_catalog.hdb_version)."),
        Tool(
            name: "golang-migrate",
            history: """
                create table schema_migrations (version bigint primary key, dirty boolean not null);
                insert into schema_migrations values (12, false);
                """, sentence: "Built by golang-migrate (version 12 in public.schema_migrations)."),
        Tool(
            name: "Supabase CLI",
            history: """
                create schema supabase_migrations;
                create table supabase_migrations.schema_migrations
                  (version text primary key, statements text[], name text);
                insert into supabase_migrations.schema_migrations values ('20250101000000', '{}', 'first');
                """,
            sentence: "Built by the Supabase CLI (1 migration in supabase_migrations.schema_migrations)."),
        Tool(name: "nobody", history: "", sentence: "No migration tool has left a history that berry knows."),
    ]

    /// What somebody built: tables with rows, a view, a role of theirs, a type, and the table that the specification
    /// asks for in another shape.
    private static let schema = """
        create type mood as enum ('good', 'bad');
        create table customers (id serial primary key, name text not null unique, mood mood default 'good');
        create table orders (
          id bigint generated always as identity primary key,
          customer_id integer not null references customers on delete cascade,
          total numeric(10, 2) not null check (total >= 0));
        create index orders_customer on orders (customer_id);
        create view totals with (security_invoker = true) as
          select c.name, sum(o.total) as total from customers as c join orders as o on o.customer_id = c.id group by 1;
        insert into customers (name) values ('Ada'), ('Grace');
        insert into orders (customer_id, total) values (1, 10.50), (2, 3);
        """

    /// Runs `body` on a project without a database, and somebody's database.
    private func withDatabase(
        _ history: String, isSupabase: Bool = true, _ body: (Project, Connection) async throws -> Void
    ) async throws {
        let database = try await TestDatabase.make(isSupabase: isSupabase)
        let connection = try await database.connect()
        try await connection.execute(Self.schema)
        if !history.isEmpty { try await connection.execute(history) }
        try await Project.with { project in
            try await body(project.with(environment: ["DATABASE_URL": database.address]), connection)
        }
        await connection.close()
    }

    private static let path = "database/migrations/20260101000000_baseline.up.sql"

    @Test(arguments: tools) func adopts(_ tool: Tool) async throws {
        try await withDatabase(tool.history) { project, connection in
            let before = try await DatabaseSnapshot(connection, project: nil)
            let dry = try await project.succeed("migration", "baseline", "--dry-run")
            #expect(dry.output.contains(tool.sentence), "\(dry.output)")
            #expect(!project.exists(Self.path))
            #expect(try await DatabaseSnapshot(connection, project: nil) == before)

            let run = try await project.succeed("migration", "baseline")
            #expect(run.output.contains(tool.sentence), "\(run.output)")
            let baseline = try project.read(Self.path)
            #expect(baseline.contains("CREATE TABLE public.orders") || baseline.contains("create table public.orders"))
            #expect(!baseline.contains("_migrations"), "\(baseline)")
            #expect(try project.read("database/migrations/berry.sum").contains("_baseline.up.sql sha256:"))
            let after = try await DatabaseSnapshot(connection, project: project.id)
            #expect(after.catalog == before.catalog)
            for (table, rows) in before.rows { #expect(after.rows[table] == rows, "\(table)") }
            try await project.succeed("db", "drift")
            let again = try await project.berry("migration", "baseline")
            #expect(again.status == 1)
            #expect(again.errors.contains("berry knows this database already"), "\(again.errors)")
        }
    }

    /// From there on a push leads to the specification, and loses nothing that nobody allowed.
    @Test(arguments: [true, false]) func leadsToTheSpecification(isSupabase: Bool) async throws {
        try await withDatabase(Self.tools[4].history, isSupabase: isSupabase) { project, connection in
            if !isSupabase { try project.edit("\"name\": \"todo\",", "\"name\": \"todo\", \"target\": \"postgres\",") }
            try await project.succeed("migration", "baseline")
            let refused = try await project.berry("db", "push", "--yes")
            #expect(refused.status == 4, "\(refused.everything)")
            #expect(refused.errors.contains("--allow 'data-loss:orders'"), "\(refused.errors)")
            #expect(refused.errors.contains("(2 rows)"), "\(refused.errors)")
            var arguments = ["db", "push", "--yes"]
            for hazard in [
                "data-loss", "breaks-clients", "access-widened", "access-narrowed", "rewrite", "index-dropped", "lock",
                "rls-gone", "irreversible",
            ] { arguments += ["--allow", hazard] }
            let push = try await project.launch(arguments)
            #expect(push.status == 0, "\(push.everything)")
            #expect(try await connection.count("select from pg_tables where tablename = 'todos'") == 1)
            #expect(try await connection.count("select from public.schema_migrations where not dirty") == 1)
            let again = try await project.succeed("db", "push")
            #expect(again.output.contains("up to date"), "\(again.output)")
            try await project.succeed("db", "drift")
            try await project.succeed("generate", "--check")

            // What the project has by now sets up a new database, too.
            let fresh = try await TestDatabase.make(isSupabase: isSupabase)
            try await project.succeed("db", "setup", environment: ["DATABASE_URL": fresh.address])
        }
    }

    @Test func adoptsASecondDatabaseWithTheSameBaseline() async throws {
        try await withDatabase(Self.tools[4].history) { project, _ in
            try await project.succeed("migration", "baseline")
            let second = try await TestDatabase.make()
            let connection = try await second.connect()
            try await connection.execute(Self.schema)
            let variables = ["DATABASE_URL": second.address]
            let json = try project.json(
                try await project.succeed("migration", "baseline", "--json", environment: variables))
            #expect(json["isNew"] as? Bool == false)
            #expect(json["done"] as? Bool == true)
            try await project.succeed("db", "drift", environment: variables)

            let third = try await TestDatabase.make()
            let other = try await third.connect()
            try await other.execute("create table strange (id integer)")
            let run = try await project.berry("migration", "baseline", environment: ["DATABASE_URL": third.address])
            #expect(run.status == 1)
            #expect(run.errors.contains("the table public.customers is missing there"), "\(run.errors)")
            #expect(try await other.count("select from pg_namespace where nspname = 'berry'") == 0)
        }
    }

    @Test func refusesByName() async throws {
        try await withDatabase("create table schema_migrations (version bigint, dirty boolean)") {
            project, connection in
            try await connection.execute("insert into schema_migrations values (7, true)")
            let dirty = try await project.berry("migration", "baseline")
            #expect(dirty.status == 1)
            #expect(dirty.errors.contains("its migration 7 failed half way"), "\(dirty.errors)")
            let empty = try await TestDatabase.make()
            let nothing = try await project.berry("migration", "baseline", environment: ["DATABASE_URL": empty.address])
            #expect(nothing.errors.contains("holds nothing that could be adopted"), "\(nothing.errors)")
            let mine = try await project.berry("migration", "baseline", environment: ["DATABASE_URL": ""])
            #expect(mine.errors.contains("the project's private server is berry's own"), "\(mine.errors)")
            #expect(try await project.berry("migration", "baseline", "--version", "1").status == 64)
        }
    }
}
