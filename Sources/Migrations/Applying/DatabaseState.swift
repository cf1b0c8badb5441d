internal import CatalogReader
internal import Postgres

/// What a database holds before `db setup` touches it.
public enum DatabaseState: Hashable, Sendable {
    case empty
    /// Set up by this project before, as far as the ledger says.
    case own(Ledger)
    /// Set up by another project.
    case other(Ledger)
    /// Somebody else's tables and functions; at most twenty are named.
    case occupied([String])

    /// Looks at the database without changing it.
    static func read(_ connection: Connection, project: String) async throws -> DatabaseState {
        if let ledger = try await Ledger.read(connection) {
            return ledger.project.lowercased() == project.lowercased() ? .own(ledger) : .other(ledger)
        }
        let rows = try await connection.query(occupants)
        let names = try rows.map { try $0.text(0) }
        return names.isEmpty ? .empty : .occupied(names)
    }

    /// Whatever isn't PostgreSQL's, the platform's or an extension's.
    private static let occupants = """
        with own as (
          select n.oid, n.nspname from pg_catalog.pg_namespace as n where \(ForeignSchemas.excluded("n"))
        )
        select what from (
          select format('table %I.%I', o.nspname, c.relname) as what, 'pg_class'::regclass as class, c.oid
          from pg_catalog.pg_class as c join own as o on o.oid = c.relnamespace
          where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
          union all
          select format('function %I.%I', o.nspname, p.proname), 'pg_proc'::regclass, p.oid
          from pg_catalog.pg_proc as p join own as o on o.oid = p.pronamespace
          union all
          select format('type %I.%I', o.nspname, t.typname), 'pg_type'::regclass, t.oid
          from pg_catalog.pg_type as t join own as o on o.oid = t.typnamespace
          where t.typtype in ('e', 'd', 'r')
        ) as things
        where not exists (
          select from pg_catalog.pg_depend as d
          where d.classid = things.class and d.objid = things.oid and d.deptype = 'e')
        order by what limit 20
        """
}
