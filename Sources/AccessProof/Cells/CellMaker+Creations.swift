internal import AccessControl
internal import DomainModel
internal import Specification

extension CellMaker {
    /// Inserts of rows like those that there are, the caller's own and others', with each thing that rules read changed.
    mutating func creations(_ table: ProofTable, _ actor: ProofActor) -> [ProofCell] {
        var candidates: [AccessOracle.Row] = []
        let isProfile = table.entity?.isAccount == true
        for base in samples(of: table, actor) {
            var row = base
            for column in table.columns {
                if column.isKey {
                    row[column.name] = rows.freshKey(of: column, &random)
                } else if column.target == nil, table.key.contains(column.name), column.choices.isEmpty {
                    row[column.name] = rows.freshPart(of: column, row[column.name], &random)
                }
            }
            candidates.append(row)
            candidates += variations(of: row, table, actor).map { row.merging($0) { $1 } }
            // What most grants are about: the caller's own.
            if let account = actor.caller.account {
                for column in table.columns where rows.namesAccount(column) || (column.isKey && isProfile) {
                    row[column.name] = .text(account)
                }
                candidates.append(row)
                candidates += variations(of: row, table, actor).map { row.merging($0) { $1 } }
            }
        }
        var cells: [(cell: ProofCell, standing: String)] = []
        let statements = statements(of: table)
        guard let all = statements.first else { return [] }
        for (number, row) in random.some(size.candidates, of: candidates).enumerated() {
            // All columns, and in turn one of the other sets.
            let other = statements[number % statements.count]
            for stated in other == all ? [all] : [all, other] {
                guard let cell = creation(of: row, stating: stated, in: table, by: actor) else { continue }
                cells.append(cell)
            }
        }
        return distinct(cells)
    }

    private mutating func creation(
        of row: AccessOracle.Row, stating stated: Set<String>, in table: ProofTable, by actor: ProofActor
    ) -> (cell: ProofCell, standing: String)? {
        var row = row
        for column in table.columns where !stated.contains(column.name) {
            row[column.name] = defaultValue(of: column, actor)
        }
        let columns = table.columns.filter { stated.contains($0.name) }
        let returning = random.chance(25)
        let key = table.columns.filter { table.key.contains($0.name) }.map(\.quoted).joined(separator: ", ")
        let values = columns.map { $0.sql(row[$0.name] ?? .null) }.joined(separator: ", ")
        let stating =
            columns.isEmpty
            ? "default values" : "(\(columns.map(\.quoted).joined(separator: ", "))) values (\(values))"
        let made = cell(
            actor, table, .create,
            "insert into \(table.sql) \(stating)"
                + (returning ? " returning \(key)" : ""),
            oracle.create(row, stating: stated, in: table.name, by: actor.caller, returning: returning))
        // Of a row that lacks what every row has, both the rules and the table say no; either may come first.
        let isIncomplete = table.columns.contains { column in
            column.isRequired && !column.isMadeByDatabase && !column.isKey && column.defaultValue == nil
                && (row[column.name] ?? .null) == .null
        }
        if isIncomplete, made.expected == .refused { return nil }
        return (made, "\(standing(row, table, actor)) \(stated.count) \(returning)")
    }

    /// The sets of columns that are stated: all but timestamps and made keys, those that grants name, and all that
    /// have no default.
    private func statements(of table: ProofTable) -> [Set<String>] {
        let all = Set(
            table.columns.filter { !$0.isMadeByDatabase && !($0.isKey && $0.type == "bigint") }.map(\.name))
        // What rules test has to be known.
        let unknown = Set(
            table.columns.filter { column in
                if case .expression = column.defaultValue { !column.choices.isEmpty } else { false }
            }.map(\.name))
        var sets = [all]
        for rule in table.entity?.rules ?? [] where rule.can.contains(.create) {
            if let columns = rule.columns.map(Set.init), columns.isSuperset(of: unknown), !columns.isEmpty {
                sets.append(columns.subtracting(table.columns.filter(\.isMadeByDatabase).map(\.name)))
            }
        }
        let optional = table.columns.filter { $0.defaultValue != nil }.map(\.name)
        let required = all.subtracting(optional).union(unknown)
        if !required.isEmpty { sets.append(required) }
        // Without a key that clients needn't state.
        let unkeyed = all.subtracting(table.columns.filter(\.isKey).map(\.name))
        if !unkeyed.isEmpty { sets.append(unkeyed) }
        var distinct: [Set<String>] = []
        for set in sets where !distinct.contains(set) { distinct.append(set) }
        return distinct
    }

    private mutating func defaultValue(of column: ProofColumn, _ actor: ProofActor) -> OracleValue {
        if column.isKey { return rows.freshKey(of: column, &random) }
        switch column.defaultValue {
        case .caller: return actor.caller.account.map { .text($0) } ?? .null
        case .literal(.string(let text)): return column.value(text)
        case .literal(.number(let number)): return column.value(number.text)
        case .literal(.boolean(let value)): return .boolean(value)
        case .literal, .expression, nil: return .null
        }
    }
}
