internal import CatalogReader
internal import Diagnostics
internal import Postgres
internal import Schema

/// The tables that neither a platform nor an extension brought, and those of them that nothing protects.
struct RowSecurity {
    /// Without those of berry's ledger.
    var tables: Int
    /// Tables without row level security, the ledger's too.
    var unprotected: [String]

    /// API roles whose attributes make row level security mean something else than the rules say.
    static func unsafeRoles(_ connection: Connection) async throws -> [UnsafeRole] {
        let rows = try await connection.query(
            """
            select rolname, rolsuper, rolbypassrls from pg_catalog.pg_roles where rolname = any ($1) and (
              rolsuper or rolbypassrls <> (rolname = $2)) order by 1
            """, [Parameter(array: APIRole.all), Parameter(APIRole.service)])
        return try rows.map {
            UnsafeRole(name: try $0.text(0), isSuperuser: try $0.bool(1), bypasses: try $0.bool(2))
        }
    }

    /// A role of the API that the rules can't hold, or a service role that they would.
    struct UnsafeRole {
        var name: String
        var isSuperuser: Bool
        var bypasses: Bool

        var diagnostic: Diagnostic {
            let isService = name == APIRole.service
            let problem =
                isSuperuser
                ? "is a superuser, whom nothing restricts"
                : isService ? "doesn't bypass row level security, as backends expect" : "bypasses row level security"
            return Diagnostic(
                .error, "unsafe-role", "the role \(name) of this server \(problem)",
                fix: "let an administrator run: alter role \(name) nosuperuser \(isService ? "" : "no")bypassrls")
        }
    }

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
