public import Catalog
public import Postgres

/// Fills a catalog from a live database, with one query for each kind of fact and two for what they depend on.
public enum CatalogReader {
    /// Reads what a project's own statements made.
    ///
    /// PostgreSQL's own schemas, Supabase's, berry's ledger, other tools' histories and the members of extensions are
    /// left out; triggers on `auth.users` that call a function of the project and policies on `storage.objects` are
    /// seen.
    ///
    /// Sees one moment of the database, and leaves it as it is; within a caller's transaction, that transaction's view.
    ///
    /// - Throws: `PostgresError`.
    public static func read(_ connection: Connection) async throws -> Catalog {
        try await readIdentified(connection).catalog
    }

    /// The same, for comparing a database with itself at another time.
    ///
    /// - Throws: `PostgresError`.
    public static func readIdentified(_ connection: Connection) async throws -> IdentifiedCatalog {
        try await connection.transaction("begin isolation level repeatable read read only") { connection in
            // Names are printed in full whatever the search path is; a caller's transaction gets its own back.
            let path = try await connection.query("select current_setting('search_path')").one.text(0)
            try await connection.execute("set local search_path = ''")
            var facts = FactTable()
            for query in FactQuery.all {
                if let required = query.requiredColumn, try await !canRead(required, connection) { continue }
                try facts.add(try await connection.execute(query.sql), of: query)
            }
            try facts.addAliases(try await connection.execute(DependencyQueries.aliases))
            try facts.addDependencies(try await connection.execute(DependencyQueries.dependencies))
            let histories = try await HistoryTable.read(connection).flatMap(\.ids)
            try await connection.query("select set_config('search_path', $1, true)", [Parameter(path)])
            return histories.isEmpty ? facts.catalog : facts.catalog.without(Set(histories))
        }
    }

    private static func canRead(
        _ required: (table: String, column: String), _ connection: isolated Connection
    ) async throws -> Bool {
        try await connection.query(
            """
            select exists (
              select from pg_attribute as a where a.attrelid = to_regclass($1) and a.attname = $2
                and has_column_privilege(a.attrelid, a.attnum, 'select'))
            """, [Parameter(required.table), Parameter(required.column)]
        ).one.bool(0)
    }
}
