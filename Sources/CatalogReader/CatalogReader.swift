public import Catalog
public import Postgres

/// Fills a catalog from a live database, with one query for each kind of fact.
public enum CatalogReader {
    /// Reads what a project's own statements made.
    ///
    /// PostgreSQL's own schemas, Supabase's, berry's ledger and the members of extensions are left out; triggers on
    /// `auth.users` that call a function of the project are seen.
    ///
    /// - Throws: `PostgresError`.
    public static func read(_ connection: Connection) async throws -> Catalog {
        var facts: [Fact] = []
        // Names are printed in full whatever the caller's search path is.
        try await connection.execute("begin transaction read only; set local search_path = ''")
        do {
            for kind in Fact.Kind.allCases {
                let rows = try await connection.query(kind.query)
                for row in rows {
                    facts.append(Fact(kind, try row.text("identity"), try row.text("content")))
                }
            }
        } catch {
            _ = try? await connection.execute("rollback")
            throw error
        }
        try await connection.execute("commit")
        return Catalog(facts)
    }
}
