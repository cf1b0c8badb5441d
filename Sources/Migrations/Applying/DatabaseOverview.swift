public import Postgres

/// What a database says about itself: its ledger and its tables.
public struct DatabaseOverview: Sendable {
    public var serverVersion: String
    public var application: String?
    public var migrations: [Ledger.AppliedMigration]
    public var seeds: [String]
    public var tables: Int
    /// Tables without row level security.
    public var unprotected: [String]

    public static func read(_ connection: Connection) async throws -> DatabaseOverview {
        let version = try await connection.query("show server_version").one.text(0)
        let ledger = try await Ledger.read(connection)
        let tables = try await connection.query(
            """
            select format('%I.%I', n.nspname, c.relname), c.relrowsecurity
            from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and n.nspname in ('public', 'private')
              and not exists (select from pg_catalog.pg_depend as d
                where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
            order by 1
            """)
        return DatabaseOverview(
            serverVersion: version, application: ledger?.application, migrations: ledger?.migrations ?? [],
            seeds: ledger?.seeds ?? [], tables: tables.count,
            unprotected: try tables.filter { try !$0.bool(1) }.map { try $0.text(0) })
    }
}
