internal import AccessControl
internal import DomainModel
internal import SQL
internal import Schema
internal import Specification

/// Thinks of requests and asks the oracle what comes of them.
struct CellMaker {
    let rows: ProofRows
    let oracle: AccessOracle
    let actors: [ProofActor]
    let size: ProofSize
    let isOpen: Bool
    var random: SeededChoice

    init(_ rows: ProofRows, _ size: ProofSize, isOpen: Bool, seed: Int) {
        self.rows = rows
        self.size = size
        self.isOpen = isOpen
        oracle = rows.oracle(openPrivileges: isOpen)
        actors = ProofActor.all(accounts: rows.accounts, roles: rows.subject.model.roles)
        random = SeededChoice(seed: seed)
    }

    /// The cells of all actors, table by table.
    mutating func cells() -> [ProofCell] {
        var cells: [ProofCell] = []
        for table in rows.tables {
            if !isOpen { cells += privileges(of: table) }
            for actor in actors {
                cells += reads(table, actor)
                cells += creations(table, actor)
                cells += updates(table, actor)
                cells += deletions(table, actor)
                cells += hidings(table, actor)
            }
        }
        return cells
    }

    func cell(
        _ actor: ProofActor, _ table: ProofTable, _ request: ProofCell.Request, _ sql: String,
        _ expected: AccessOracle.Outcome
    ) -> ProofCell {
        ProofCell(
            actor: actor, table: table.schema.name.name, request: request, sql: sql, expected: expected, isOpen: isOpen)
    }

    /// Of those with the same outcome and standing, the first few; the rest would show nothing new.
    func distinct(_ cells: [(cell: ProofCell, standing: String)]) -> [ProofCell] {
        var counts: [String: Int] = [:]
        return cells.compactMap { cell, standing in
            let key = "\(cell.request) \(cell.expected.answer) \(standing)"
            counts[key, default: 0] += 1
            return counts[key, default: 0] <= size.alike ? cell : nil
        }
    }

    func standing(_ row: AccessOracle.Row, _ table: ProofTable, _ actor: ProofActor) -> String {
        oracle.standing(of: row, in: table.name, by: actor.caller).map { $0 ? "1" : "0" }.joined()
    }

    // MARK: Reading and deleting

    private func reads(_ table: ProofTable, _ actor: ProofActor) -> [ProofCell] {
        [
            cell(
                actor, table, .read, "select from \(table.sql)\(rows.condition(for: table))",
                oracle.read(table.name, by: actor.caller))
        ]
    }

    private func deletions(_ table: ProofTable, _ actor: ProofActor) -> [ProofCell] {
        let all = rows.rows[table.name] ?? []
        let named = all.map { row in
            let key = key(of: row, table)
            return (
                cell: cell(
                    actor, table, .delete, "delete from \(table.sql)\(condition(key, table))",
                    oracle.delete(in: table.name, where: isNamed(key), by: actor.caller)),
                standing: standing(row, table, actor)
            )
        }
        var cells = distinct(named)
        if !rows.isShared {
            cells.append(
                cell(
                    actor, table, .blindDelete, "delete from \(table.sql)",
                    oracle.delete(in: table.name, where: nil, by: actor.caller)))
        }
        return cells
    }

    func key(of row: AccessOracle.Row, _ table: ProofTable) -> AccessOracle.Row {
        Dictionary(table.key.map { ($0, row[$0] ?? .null) }, uniquingKeysWith: { first, _ in first })
    }

    func isNamed(_ key: AccessOracle.Row?) -> ((AccessOracle.Row) -> Bool)? {
        key.map { key in { row in key.allSatisfy { row[$0.key] == $0.value } } }
    }

    func condition(_ key: AccessOracle.Row?, _ table: ProofTable) -> String {
        guard let key else { return "" }
        let parts = table.columns.compactMap { column in
            key[column.name].map { "\(column.quoted) = \(column.sql($0))" }
        }
        return " where \(parts.joined(separator: " and "))"
    }

    // MARK: Changes

    /// Rows of each standing, few of those alike.
    func samples(of table: ProofTable, _ actor: ProofActor) -> [AccessOracle.Row] {
        var counts: [String: Int] = [:]
        return (rows.rows[table.name] ?? []).filter { row in
            let standing = standing(row, table, actor)
            counts[standing, default: 0] += 1
            return counts[standing, default: 0] <= size.alike
        }
    }

    /// Changes to what rules read: to each reference, and to each attribute that rules test.
    mutating func variations(of row: AccessOracle.Row, _ table: ProofTable, _ actor: ProofActor) -> [AccessOracle.Row] {
        var changes: [AccessOracle.Row] = []
        var seen: Set<String> = []
        for column in table.columns where column.target != nil && seen.insert(column.group).inserted {
            let group = table.columns.filter { $0.group == column.group }
            var keys = random.some(3, of: rows.keys(of: group))
            // Spoofed, or made the caller's own.
            if let account = actor.caller.account, rows.namesAccount(column) { keys.append([.text(account)]) }
            if !column.isRequired { keys.append(group.map { _ in .null }) }
            for key in keys {
                let change = Dictionary(zip(group.map(\.name), key).map { ($0, $1) }, uniquingKeysWith: { $1 })
                if change.contains(where: { row[$0.key] != $0.value }) { changes.append(change) }
            }
        }
        for column in table.columns where column.target == nil && !column.isKey && !table.key.contains(column.name) {
            for value in random.some(4, of: column.choices).map({ column.value($0) }) where row[column.name] != value {
                changes.append([column.name: value])
            }
        }
        if let column = table.columns.first(where: \.isKey) {
            changes.append([column.name: rows.freshKey(of: column, &random)])
        }
        return changes
    }

    /// Changes that leave a row what it was.
    private mutating func touches(of row: AccessOracle.Row, _ table: ProofTable) -> [AccessOracle.Row] {
        let columns = table.columns.filter { !$0.isMadeByDatabase && !$0.isKey }
        return random.some(3, of: columns).map { [$0.name: row[$0.name] ?? .null] }
    }

    private mutating func updates(_ table: ProofTable, _ actor: ProofActor) -> [ProofCell] {
        let all = rows.rows[table.name] ?? []
        var named: [(changes: AccessOracle.Row, row: AccessOracle.Row)] = []
        for row in samples(of: table, actor) {
            named += touches(of: row, table).map { ($0, row) }
            named += variations(of: row, table, actor).map { ($0, row) }
        }
        var cells: [(cell: ProofCell, standing: String)] = []
        for (changes, row) in random.some(size.candidates, of: named) {
            let key = key(of: row, table)
            let columns = changes.keys.sorted().joined(separator: ",")
            cells.append(
                (
                    update(changes, key, table, actor),
                    [
                        standing(row, table, actor), standing(row.merging(changes) { $1 }, table, actor), columns,
                    ].joined(separator: " ")
                ))
        }
        if !rows.isShared, let row = all.first {
            // Of several rows that get the same value, a unique key might refuse the second before a policy does.
            let isAlone = oracle.update([:], in: table.name, where: nil, by: actor.caller).isOneRowAtMost
            for changes in touches(of: row, table)
                + random.some(size.candidates / 2, of: variations(of: row, table, actor))
            where isAlone || !table.collide(all, changing: Set(changes.keys)) {
                let becoming = Set(all.map { standing($0.merging(changes) { $1 }, table, actor) }).sorted()
                let columns = changes.keys.sorted().joined(separator: ",")
                cells.append((update(changes, nil, table, actor), "\(columns) \(becoming.joined(separator: " "))"))
            }
        }
        return distinct(cells)
    }

    private func update(
        _ changes: AccessOracle.Row, _ key: AccessOracle.Row?, _ table: ProofTable, _ actor: ProofActor
    ) -> ProofCell {
        let columns = table.columns.filter { changes[$0.name] != nil }
        let set = columns.map { "\($0.quoted) = \($0.sql(changes[$0.name] ?? .null))" }.joined(separator: ", ")
        return cell(
            actor, table, key == nil ? .blindUpdate : .update,
            "update \(table.sql) set \(set)\(condition(key, table))",
            oracle.update(changes, in: table.name, where: isNamed(key), by: actor.caller))
    }
}
