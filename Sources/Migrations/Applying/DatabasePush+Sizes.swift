internal import Catalog
internal import Postgres
internal import SchemaDiff

extension DatabasePush {
    /// The tables whose rows pending changes write all at once, and of which the database holds many; by the version of
    /// each change's first migration.
    func largeTables(_ groups: [PendingGroup], to desired: Catalog) async throws -> [String: Set<String>] {
        var large: [String: Set<String>] = [:]
        guard !getsDifference else { return large }
        for group in groups {
            guard let version = group.migrations.first?.version else { continue }
            for table in group.rewrittenTables(to: desired) {
                let name = group.renamedTables.first { $0.new == table }?.old ?? table
                let size = try await connection.query(
                    "select coalesce(pg_catalog.pg_total_relation_size(to_regclass($1)), 0)", [Parameter(name)]
                ).one.int(0)
                if size > settings.smallTable << 20 { large[version, default: []].insert(table) }
            }
        }
        return large
    }
}

extension PendingGroup {
    /// The tables that are written anew, or of which every row gets a value, in one statement.
    fileprivate func rewrittenTables(to desired: Catalog) -> Set<String> {
        let columns = effect.hazards.filter { $0.name == .rewrite }.map(\.subject)
        let filled = written.declared.fills.filter { column, fill in
            !fill.isConstant && !written.declared.batched.contains(column)
        }
        return Set((columns + filled.keys).compactMap { (before[$0] ?? desired[$0])?[.table] })
    }
}
