internal import CatalogReader
internal import Postgres

/// What a database holds before `db setup` touches it.
public enum DatabaseState: Hashable, Sendable {
    case empty
    /// Set up by this project before, as far as the ledger says.
    case own(Ledger)
    /// Set up by another project.
    case other(Ledger)
    /// Somebody else's tables, functions and so on; at most twenty are named.
    case occupied([String])

    /// Looks at the database without changing it.
    static func read(
        _ connection: Connection, project: String, _ settings: LedgerSettings
    ) async throws -> DatabaseState {
        if let ledger = try await Ledger.read(connection, settings) {
            return ledger.project.lowercased() == project.lowercased() ? .own(ledger) : .other(ledger)
        }
        let rows = try await connection.query(occupants)
        let names = try rows.map { try $0.text(0) }
        return names.isEmpty ? .empty : .occupied(names)
    }

    /// Whatever isn't PostgreSQL's, the platform's or an extension's, and schemas that berry would have to make.
    private static let occupants = """
        with own as (
          select n.oid, n.nspname from pg_catalog.pg_namespace as n where \(ForeignSchemas.excluded("n"))
        )
        select what from (
          select i.type || ' ' || i.identity as what
          from pg_catalog.pg_depend as d
          join own as o on d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and d.refobjid = o.oid
          cross join lateral pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) as i
          where d.deptype = 'n' and d.classid <> 'pg_catalog.pg_extension'::pg_catalog.regclass and not exists (
            select from pg_catalog.pg_depend as e
            where e.classid = d.classid and e.objid = d.objid and e.deptype = 'e')
          union all
          select 'schema ' || o.nspname from own as o where o.nspname in ('berry', 'private')
        ) as things
        order by what limit 20
        """
}
