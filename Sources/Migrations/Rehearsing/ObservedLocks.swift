internal import Postgres

/// The tables that a transaction keeps others from, as PostgreSQL says at its end.
struct ObservedLocks: Sendable {
    /// Which nobody else can read or write; as SQL writes them.
    var exclusive: [String] = []
    /// Which others can read and not write.
    var writing: [String] = []

    /// For people; a long list is cut.
    var text: String {
        let parts = [("against reading and writing", exclusive), ("against writing", writing)]
            .filter { !$0.1.isEmpty }.map { "\(Self.list($0.1)) \($0.0)" }
        return parts.isEmpty
            ? "Locks out neither readers nor writers." : "Locks \(parts.joined(separator: ", ")), until it is through."
    }

    /// Names for people; a long list is cut.
    static func list(_ names: [String]) -> String {
        let short = names.prefix(8).map { $0.hasPrefix("public.") ? String($0.dropFirst("public.".count)) : $0 }
        let rest = names.count - short.count
        return short.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    /// The tables that are there, for ``read(_:of:)``; those that the transaction makes nobody else knows.
    static func tables(_ connection: isolated Connection) async throws -> [Int] {
        try await connection.query(
            "select oid::bigint from pg_catalog.pg_class where relkind in ('r', 'p', 'm', 'f')"
        ).map { try $0.int(0) }
    }

    /// The locks that the connection's transaction holds on `tables` (PostgreSQL manual, "Explicit Locking").
    static func read(_ connection: isolated Connection, of tables: [Int]) async throws -> ObservedLocks {
        var locks = ObservedLocks()
        let rows = try await connection.query(
            """
            select format('%I.%I', n.nspname, c.relname), bool_or(l.mode = 'AccessExclusiveLock')
            from pg_catalog.pg_locks as l
            join pg_catalog.pg_class as c on c.oid = l.relation
            join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where l.pid = pg_catalog.pg_backend_pid() and l.locktype = 'relation' and c.oid::bigint = any ($1::bigint[])
              and n.nspname not like 'pg\\_%'
              and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
            group by 1 order by 1
            """, [Parameter(array: tables.map(String.init))])
        for row in rows {
            let name = try row.text(0)
            if try row.bool(1) { locks.exclusive.append(name) } else { locks.writing.append(name) }
        }
        return locks
    }
}
