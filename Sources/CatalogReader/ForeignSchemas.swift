/// Schemas that are never a project's own: those of PostgreSQL, of Supabase, of well-known extensions and of other tools.
public enum ForeignSchemas {
    private static let names = [
        "information_schema", "auth", "storage", "realtime", "vault", "extensions", "graphql", "graphql_public",
        "pgbouncer", "pgsodium", "pgsodium_masks", "supabase_functions", "supabase_migrations", "_realtime",
        "_analytics", "cron", "net", "tiger", "tiger_data", "topology", "drizzle", "hdb_catalog",
    ]

    /// The SQL condition that the namespace `alias` is none of them.
    public static func excluded(_ alias: String) -> String {
        """
        \(alias).nspname !~ '^pg_' and \(alias).nspname <> all (array[\(names.map { "'\($0)'" }.joined(separator: ","))])
        """
    }
}
