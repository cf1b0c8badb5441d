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

    /// The statement that adds a migration, with `$1` for the version, `$2` for the statements and `$3` for the name.
    static let insertion = """
        insert into \(table) (version, statements, name) values ($1, $2, $3) on conflict (version) do nothing
        """
}
