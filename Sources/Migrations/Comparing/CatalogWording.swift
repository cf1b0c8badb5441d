internal import Catalog
internal import Naming
internal import SQL

extension Catalog {
    /// The same, with what `statements` make in their own words: a migration then reads like the files of the schema,
    /// whichever server read the catalog.
    func worded(by statements: [Statement]) -> Catalog {
        let wordings = Dictionary(
            statements.flatMap(\.wordings).map { ($0.fact, $0.wording) }, uniquingKeysWith: { first, _ in first })
        return Catalog(
            facts.map { fact in
                var fact = fact
                // What PostgreSQL has no such property of isn't said.
                fact.wording = wordings[fact.id]?.filter { fact[$0.key] != nil }
                return fact
            }, platform: platform)
    }
}

extension Catalog {
    /// The same in the words of `other`, where both say the same of a thing.
    func worded(like other: Catalog) -> Catalog {
        Catalog(
            facts.map { fact in
                guard let twin = other[fact.id], twin.wording != nil, twin.agrees(with: fact) else { return fact }
                var fact = fact
                fact.wording = twin.wording
                return fact
            }, platform: platform)
    }
}

extension Statement {
    fileprivate typealias Wording = (fact: Fact.ID, wording: [Fact.Property: String])

    fileprivate var wordings: [Wording] {
        switch self {
        case .createTable(let table):
            return table.columns.flatMap { Self.wordings(of: $0, in: table.name) }
                + table.constraints.map { Self.wording(of: $0, on: table.name) }
        case .addConstraint(let table, let constraint): return [Self.wording(of: constraint, on: table)]
        case .createIndex(let index):
            let name = QualifiedName(index.table.schema, index.name)
            return [(Fact.ID(.index, name.sql), [.definition: unterminated])]
        case .createFunction(let function):
            let text = "create or replace" + unterminated.dropFirst("create".count)
            return [(Fact.ID(.function, function.signature.printed), [.definition: text])]
        case .createTrigger(let trigger):
            return [(Fact.ID(.trigger, Self.name(trigger.name, on: trigger.table)), [.definition: unterminated])]
        case .createPolicy(let policy):
            var wording: [Fact.Property: String] = [:]
            wording[.using] = policy.usingText
            wording[.check] = policy.checkText
            return [(Fact.ID(.policy, Self.name(policy.name, on: policy.table)), wording)]
        default: return []
        }
    }

    private var unterminated: String { String(sql.dropLast()) }

    private static func name(_ name: String, on table: QualifiedName) -> String {
        "\(quotedIdentifier(name)) on \(table.sql)"
    }

    private static func wording(of constraint: CreateTable.Constraint, on table: QualifiedName) -> Wording {
        (Fact.ID(.constraint, name(constraint.name, on: table)), [.definition: constraint.definition])
    }

    private static func wordings(of column: CreateTable.Column, in table: QualifiedName) -> [Wording] {
        let name = "\(table.sql).\(quotedIdentifier(column.name))"
        var wording: [Fact.Property: String] = [.type: column.type]
        wording[.generated] = column.generated.map { "(\($0.sql)) stored" }
        let value = column.defaultValue.map { (Fact.ID(.defaultValue, name), [Fact.Property.expression: $0.sql]) }
        return [(Fact.ID(.column, name), wording)] + (value.map { [$0] } ?? [])
    }
}
