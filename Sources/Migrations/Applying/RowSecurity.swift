internal import CatalogReader
internal import Postgres

/// The tables that neither a platform nor an extension brought, and those of them that nothing protects.
struct RowSecurity {
    /// Without those of berry's ledger.
    var tables: Int
    /// Tables without row level security, the ledger's too.
    var unprotected: [String]

    static func read(_ connection: Connection) async throws -> RowSecurity {
        let rows = try await connection.query(
            """
            select format('%I.%I', n.nspname, c.relname), c.relrowsecurity, n.nspname = 'berry'
            from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and \(ForeignSchemas.excluded("n"))
              and not exists (select from pg_catalog.pg_depend as d
                where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'e')
            order by 1
            """)
        return RowSecurity(
            tables: try rows.filter { try !$0.bool(2) }.count,
            unprotected: try rows.filter { try !$0.bool(1) }.map { try $0.text(0) })
    }
}
