internal import Postgres

/// The table in which the Supabase CLI notes what it has applied: a version each, with the statements that ran.
struct SupabaseHistory: Sendable {
    /// Version → name, in the order of versions.
    var entries: [(version: String, name: String)]

    private static let table = "supabase_migrations.schema_migrations"

    /// Nil where there is no such table.
    static func read(_ connection: Connection) async throws -> SupabaseHistory? {
        let columns = try await connection.query(
            """
            select a.attname from pg_catalog.pg_attribute as a join pg_catalog.pg_class as c on c.oid = a.attrelid
            join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where n.nspname = 'supabase_migrations' and c.relname = 'schema_migrations' and a.attnum > 0
            """
        ).map { try $0.text(0) }
        guard columns.contains("version") else { return nil }
        // Its first versions had no names.
        let name = columns.contains("name") ? "coalesce(name, '')" : "''"
        let rows = try await connection.query("select version, \(name) from \(table) order by version")
        return SupabaseHistory(entries: try rows.map { (try $0.text(0), try $0.text(1)) })
    }

    /// What the table lacks: all of it where that tool never ran, columns where it was an early version of it.
    private static let creation = """
        create schema if not exists supabase_migrations;
        create table if not exists \(table) (version text not null primary key);
        alter table \(table) add column if not exists statements text[];
        alter table \(table) add column if not exists name text;
        """

    /// Makes the table say that migrations were applied.
    static func add(_ migrations: [Migration], _ connection: isolated Connection) async throws {
        let columns = try await connection.query(
            """
            select a.attname from pg_catalog.pg_attribute as a
            where a.attrelid = to_regclass('\(table)') and a.attname in ('version', 'statements', 'name')
            """)
        if columns.count < 3 { _ = try await connection.execute(creation) }
        for migration in migrations {
            try await connection.query(
                insertion,
                [
                    Parameter(migration.version), Parameter(array: migration.statements(.up)),
                    Parameter(migration.name),
                ])
        }
    }

    /// Makes the table, where there is one, say nothing of some versions any more.
    static func remove(_ versions: [String], _ connection: isolated Connection) async throws {
        guard try await connection.query("select to_regclass('\(table)') is not null").one.bool(0) else { return }
        try await connection.query("delete from \(table) where version = any ($1)", [Parameter(array: versions)])
    }

    /// The statement that adds a migration, with `$1` for the version, `$2` for the statements and `$3` for the name.
    private static let insertion = """
        insert into \(table) (version, statements, name) values ($1, $2, $3) on conflict (version) do nothing
        """
}
