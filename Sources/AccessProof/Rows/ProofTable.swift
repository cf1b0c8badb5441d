internal import AccessControl
internal import DomainModel
internal import Naming
internal import SQL
internal import Schema
internal import Specification

/// A table as the proof sees it.
struct ProofTable: Sendable {
    /// The entity's or junction's name.
    let name: String
    let schema: TableSchema
    /// Nil for a junction.
    let entity: DomainModel.Entity?
    let columns: [ProofColumn]

    var key: [String] { schema.definition.primaryKey }
    var sql: String { schema.name.sql }

    /// Columns that no two rows share together.
    private var uniques: [[String]] {
        schema.definition.constraints.compactMap { constraint in
            if case .unique(let columns) = constraint.kind { columns } else { nil }
        } + schema.indexes.filter(\.isUnique).map { $0.columns.map(\.name) } + [key]
    }

    /// Whether two of the rows are the same to a unique key when all of them get the same values of these columns.
    func collide(_ rows: [AccessOracle.Row], changing columns: Set<String>) -> Bool {
        uniques.contains { unique in
            let rest = unique.filter { !columns.contains($0) }
            return rest.count < unique.count
                && Set(rows.map { row in rest.map { row[$0] ?? .null } }).count < rows.count
        }
    }

    func column(named name: String) -> ProofColumn? { columns.first { $0.name == name } }

    /// The tables of the subject, in an order in which rows can be inserted.
    static func all(of subject: ProofSubject) -> [ProofTable] {
        let literals = testedLiterals(in: subject.model)
        return subject.schema.tables.map { ProofTable($0, subject.model, literals) }
    }

    private init(_ table: TableSchema, _ model: DomainModel, _ literals: [String: [String]]) {
        schema = table
        name =
            switch table.source {
            case .entity(let name), .junction(let name): name
            }
        let name = name
        entity = model.entity(named: name)
        columns = table.definition.columns.compactMap { column -> ProofColumn? in
            guard let origin = table.origins[column.name], origin != .search else { return nil }
            var choices: [String] = []
            var target: ProofColumn.Target?
            var group = column.name
            var defaultValue: DomainModel.Default?
            func refer(to other: DomainModel.ReferenceTarget, _ position: Int) {
                target = .init(entity: nil, column: "id")
                if case .entity(let name) = other, let entity = model.entity(named: name),
                    entity.keyColumns.indices.contains(position)
                {
                    target = .init(entity: name, column: entity.keyColumns[position])
                }
            }
            switch origin {
            case .attribute(let attribute):
                choices = Self.choices(for: attribute, in: model, literals["\(name).\(column.name)"])
                defaultValue = attribute.defaultValue
            case .reference(let reference, let position):
                refer(to: reference.target, position)
                group = "reference \(reference.name)"
                defaultValue = reference.defaultValue
            case .junctionSide(let side, let position):
                refer(to: side.target, position)
                group = "side \(side.name)"
            // The year 2000; or not deleted.
            case .deletedAt: choices = ["946684800"]
            case .key, .createdAt, .updatedAt, .search: break
            }
            return ProofColumn(
                name: column.name, type: column.type, isRequired: column.isNotNull, choices: choices, target: target,
                group: group, defaultValue: defaultValue, isKey: origin == .key,
                isMadeByDatabase: origin == .createdAt || origin == .updatedAt || column.generated != nil)
        }
    }

    /// The values that conditions compare each column with, by entity and column.
    private static func testedLiterals(in model: DomainModel) -> [String: [String]] {
        var literals: [String: [String]] = [:]
        for entity in model.entities {
            for test in entity.rules.flatMap(\.tests) {
                let values: [Literal] =
                    switch test.test {
                    case .isEqual(let value), .isNot(let value), .atLeast(let value), .atMost(let value): [value]
                    case .isOneOf(let values): values
                    case .isNull, .past, .future: []
                    }
                literals["\(test.steps.last?.entity ?? entity.name).\(test.column)", default: []] += values.map(text)
            }
        }
        return literals
    }

    private static func text(_ literal: Literal) -> String {
        switch literal {
        case .string(let text): text
        case .number(let number): number.text
        case .boolean(let value): String(value)
        case .list: ""
        }
    }

    /// - Parameter literals: what rules compare it with; nil where no rule reads it.
    private static func choices(
        for attribute: DomainModel.Attribute, in model: DomainModel, _ literals: [String]?
    ) -> [String] {
        if attribute.isList || attribute.generated != nil { return [] }
        switch attribute.type {
        case .boolean: return ["true", "false"]
        case .enumeration(let name):
            let values = model.enumeration(named: name)?.values.map(\.name) ?? []
            return (literals ?? []) + values.filter { !(literals ?? []).contains($0) }.prefix(4)
        case .integer, .bigint, .float, .decimal:
            guard let literals else { return [] }
            let numbers = literals.compactMap { Double($0) }
            let near: [Double] = numbers.isEmpty ? [0] : numbers.flatMap { [$0 - 1, $0, $0 + 1] }
            return near.map { number in
                number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
            }
        // Seconds since 1970: the year 2000, and 2999.
        case .timestamp, .localTimestamp: return literals == nil ? [] : ["946684800", "32472144000"]
        case .date: return literals.map { ["2000-01-01", "2999-01-01"] + $0 } ?? []
        default: return literals ?? []
        }
    }
}
