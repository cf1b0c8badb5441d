import AccessControl
import DatabaseTesting
import DomainModel
import Postgres
import SQL
import Schema
import Specification

/// Compares what PostgreSQL does with what the oracle says, for many requests of many actors.
struct OracleMatrix {
    let world: OracleWorld
    let actors: [OracleActor]
    /// How many cells of each actor, table and kind of request are tried at most.
    let limit: Int

    /// What came out.
    struct Result: Sendable {
        var cells = 0
        var allowed = 0
        var refused = 0
        /// Nothing was found to change or read.
        var empty = 0
        var mismatches: [String] = []
        /// Cells by actor, table and kind of request.
        var covered: Set<String> = []

        mutating func add(_ other: Result) {
            cells += other.cells
            allowed += other.allowed
            refused += other.refused
            empty += other.empty
            mismatches += other.mismatches
            covered.formUnion(other.covered)
        }
    }

    private struct Cell {
        let kind: String
        let sql: String
        let expected: AccessOracle.Outcome
    }

    /// Runs every cell; with `openPrivileges` after each API role was given every privilege.
    func run(
        openPrivileges: Bool, _ connection: Connection, _ random: inout RandomChoice
    ) async throws -> Result {
        var result = Result()
        let oracle = AccessOracle(
            world.example.model, rows: world.rows, now: world.now, openPrivileges: openPrivileges)
        for actor in actors {
            try await connection.execute("begin")
            if openPrivileges {
                try await connection.execute("grant all on all tables in schema public to anon, authenticated")
                try await connection.execute("grant usage on all sequences in schema public to anon, authenticated")
            }
            try await connection.execute(actor.entering)
            for table in world.tables {
                let cells =
                    reads(table, actor, oracle) + creations(table, actor, oracle, &random)
                    + updates(table, actor, oracle, &random) + deletions(table, actor, oracle, &random)
                    + hidings(table, actor, oracle, &random)
                for cell in cells {
                    let found = try await outcome(of: cell.sql, connection)
                    result.cells += 1
                    result.covered.insert("\(actor.name) \(table.name) \(cell.kind)")
                    switch cell.expected {
                    case .refused: result.refused += 1
                    case .rows(0): result.empty += 1
                    case .rows: result.allowed += 1
                    }
                    if !Self.agree(cell.expected, found) {
                        result.mismatches.append(
                            "\(actor.name)\(openPrivileges ? ", open" : ""): \(cell.sql): oracle \(cell.expected), "
                                + "PostgreSQL \(found)")
                    }
                }
            }
            try await connection.execute("rollback")
        }
        return result
    }

    private func outcome(of sql: String, _ connection: Connection) async throws -> String {
        try await connection.execute("savepoint cell")
        let outcome: String
        do {
            outcome = String(try await connection.execute(sql).affected)
        } catch {
            guard let state = error.sqlState else { throw error }
            outcome = state
        }
        try await connection.execute("rollback to savepoint cell; release savepoint cell")
        return outcome
    }

    /// What rules admit, a constraint may still refuse.
    private static func agree(_ expected: AccessOracle.Outcome, _ found: String) -> Bool {
        switch expected {
        case .refused: found == "42501"
        case .rows(0): found == "0"
        case .rows(let count): found == String(count) || (found.count == 5 && found.hasPrefix("23"))
        }
    }

    // MARK: Cells

    private func reads(
        _ table: OracleWorld.Table, _ actor: OracleActor, _ oracle: AccessOracle
    ) -> [Cell] {
        [
            Cell(
                kind: "read", sql: "select from \(table.schema.name.sql)",
                expected: oracle.read(table.name, by: actor.caller))
        ]
    }

    private func creations(
        _ table: OracleWorld.Table, _ actor: OracleActor, _ oracle: AccessOracle, _ random: inout RandomChoice
    ) -> [Cell] {
        var rows: [AccessOracle.Row] = []
        for base in random.some(3, of: world.rows[table.name] ?? []) {
            var row = base
            for column in table.columns where column.isKey || (column.target == nil && table.key.contains(column.name))
            {
                row[column.name] = world.freshValue(of: column, rows.count, in: table, &random)
            }
            rows.append(row)
            rows += variations(of: row, table, &random, protected: true).map { row.merging($0) { $1 } }
            // What most grants are about: the caller's own.
            if let account = actor.caller.account {
                for column in table.columns where column.target?.table == "" || isProfile(column.target?.table) {
                    row[column.name] = .text(account)
                }
                rows.append(row)
                rows += variations(of: row, table, &random, protected: true).map { row.merging($0) { $1 } }
            }
        }
        var cells: [Cell] = []
        for row in random.some(limit * 2, of: rows) {
            for stated in statements(of: table, &random) {
                var row = row
                for column in table.columns where !stated.contains(column.name) {
                    row[column.name] = defaultValue(of: column, table, actor, &random)
                }
                let columns = table.columns.filter { stated.contains($0.name) }
                let returning = random.chance(30)
                let names = columns.map(\.quoted).joined(separator: ", ")
                let values = columns.map { $0.sql(row[$0.name] ?? .null) }.joined(separator: ", ")
                cells.append(
                    Cell(
                        kind: "create",
                        sql: "insert into \(table.schema.name.sql) (\(names)) values (\(values))"
                            + (returning ? " returning \(table.key.map { "\"\($0)\"" }.joined(separator: ", "))" : ""),
                        expected: oracle.create(
                            row, stating: stated, in: table.name, by: actor.caller, returning: returning)))
            }
        }
        return cells
    }

    private func isProfile(_ entity: String?) -> Bool {
        entity.flatMap { world.example.model.entity(named: $0) }?.isAccount ?? false
    }

    /// The sets of columns that are stated: all but timestamps and made keys, and those that grants name.
    private func statements(of table: OracleWorld.Table, _ random: inout RandomChoice) -> [Set<String>] {
        let isCounted = table.columns.contains { $0.isKey && $0.type == "bigint" }
        let all = Set(table.columns.filter { !$0.isTimestamp && !($0.isKey && isCounted) }.map(\.name))
        let named = table.entity?.rules.filter { $0.can.contains(.create) }.compactMap(\.columns).map(Set.init) ?? []
        var sets = [all] + named
        let optional = table.columns.filter { $0.defaultValue != nil }.map(\.name)
        if !optional.isEmpty { sets.append(all.subtracting(optional)) }
        return random.some(2, of: sets)
    }

    private func defaultValue(
        of column: OracleWorld.Column, _ table: OracleWorld.Table, _ actor: OracleActor, _ random: inout RandomChoice
    ) -> OracleValue {
        if column.isKey { return world.freshValue(of: column, 0, in: table, &random) }
        switch column.defaultValue {
        case .caller: return actor.caller.account.map { .text($0) } ?? .null
        case .literal(.string(let text)): return world.value(text, of: column)
        case .literal(.number(let number)): return column.value(number.text)
        case .literal(.boolean(let value)): return .boolean(value)
        case .literal, .expression, nil: return .null
        }
    }

    private func updates(
        _ table: OracleWorld.Table, _ actor: OracleActor, _ oracle: AccessOracle, _ random: inout RandomChoice
    ) -> [Cell] {
        var cells: [Cell] = []
        func add(_ changes: AccessOracle.Row, _ key: AccessOracle.Row?) {
            let columns = table.columns.filter { changes[$0.name] != nil }
            let set = columns.map { "\($0.quoted) = \($0.sql(changes[$0.name] ?? .null))" }.joined(separator: ", ")
            cells.append(
                Cell(
                    kind: key == nil ? "blind update" : "update",
                    sql: "update \(table.schema.name.sql) set \(set)\(self.condition(key, table))",
                    expected: oracle.update(changes, in: table.name, where: isNamed(key), by: actor.caller)))
        }
        let all = world.rows[table.name] ?? []
        let named = all.flatMap { row in
            variations(of: row, table, &random, protected: true).map { (changes: $0, key: key(of: row, table)) }
                + touches(of: row, table, &random).map { (changes: $0, key: key(of: row, table)) }
        }
        for (changes, key) in random.some(limit * 3, of: named) { add(changes, key) }
        if let row = all.first {
            let blind = variations(of: row, table, &random, protected: false) + touches(of: row, table, &random)
            for changes in random.some(limit, of: blind) { add(changes, nil) }
        }
        return cells
    }

    private func deletions(
        _ table: OracleWorld.Table, _ actor: OracleActor, _ oracle: AccessOracle, _ random: inout RandomChoice
    ) -> [Cell] {
        let keys = random.some(limit, of: world.rows[table.name] ?? []).map { Optional(key(of: $0, table)) } + [nil]
        return keys.map { key in
            Cell(
                kind: key == nil ? "blind delete" : "delete",
                sql: "delete from \(table.schema.name.sql)\(condition(key, table))",
                expected: oracle.delete(in: table.name, where: isNamed(key), by: actor.caller))
        }
    }

    /// Calls of the functions that delete softly and restore.
    private func hidings(
        _ table: OracleWorld.Table, _ actor: OracleActor, _ oracle: AccessOracle, _ random: inout RandomChoice
    ) -> [Cell] {
        guard let entity = table.entity, entity.isSoftDeleted else { return [] }
        let chosen = random.some(limit * 2, of: world.rows[table.name] ?? []).map { key(of: $0, table) }
        return chosen.flatMap { key in
            [(true, entity.deletingFunction), (false, entity.restoringFunction)].map { isHidden, function in
                let arguments = table.key.compactMap { name in
                    table.columns.first { $0.name == name }.map { $0.sql(key[name] ?? .null) }
                }
                return Cell(
                    kind: function,
                    sql:
                        "select from (select public.\(function)(\(arguments.joined(separator: ", "))) as done) as f where done",
                    expected: oracle.hide(
                        isHidden, in: table.name, where: { row in key.allSatisfy { row[$0.key] == $0.value } },
                        by: actor.caller))
            }
        }
    }

    private func key(of row: AccessOracle.Row, _ table: OracleWorld.Table) -> AccessOracle.Row {
        Dictionary(table.key.map { ($0, row[$0] ?? .null) }, uniquingKeysWith: { first, _ in first })
    }

    private func isNamed(_ key: AccessOracle.Row?) -> ((AccessOracle.Row) -> Bool)? {
        key.map { key in { row in key.allSatisfy { row[$0.key] == $0.value } } }
    }

    private func condition(_ key: AccessOracle.Row?, _ table: OracleWorld.Table) -> String {
        guard let key else { return "" }
        let parts = table.columns.compactMap { column in
            key[column.name].map { "\(column.quoted) = \(column.sql($0))" }
        }
        return " where \(parts.joined(separator: " and "))"
    }

    /// Changes to what rules read: to each reference, and to each attribute with few values.
    private func variations(
        of row: AccessOracle.Row, _ table: OracleWorld.Table, _ random: inout RandomChoice, protected: Bool
    ) -> [AccessOracle.Row] {
        var changes: [AccessOracle.Row] = []
        var seen: Set<String> = []
        for column in table.columns where column.target != nil && seen.insert(column.group).inserted {
            let group = table.columns.filter { $0.group == column.group }
            for key in random.some(3, of: world.keys(of: group)) {
                let change = Dictionary(
                    zip(group.map(\.name), key).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
                if change.contains(where: { row[$0.key] != $0.value }) { changes.append(change) }
            }
        }
        for column in table.columns where column.target == nil && !column.isKey && !table.key.contains(column.name) {
            for value in random.some(3, of: column.values).map({ world.value($0, of: column) })
            where row[column.name] != value {
                changes.append([column.name: value])
            }
        }
        if protected, let column = table.columns.first(where: \.isKey) {
            changes.append([column.name: world.freshValue(of: column, 0, in: table, &random)])
        }
        return changes
    }

    /// Changes that leave a row what it was.
    private func touches(
        of row: AccessOracle.Row, _ table: OracleWorld.Table, _ random: inout RandomChoice
    ) -> [AccessOracle.Row] {
        let columns = table.columns.filter { !$0.isTimestamp && !$0.isKey && $0.target == nil }
        return random.some(2, of: columns).map { [$0.name: row[$0.name] ?? .null] }
    }
}
