internal import DomainModel
internal import Expressions
internal import SQL
internal import Schema

/// A table as the generator sees it: slots to fill, and the constraints between them.
struct TablePlan: Sendable {
    let name: QualifiedName
    let columns: [String]
    let kinds: [ColumnKind]
    let isNullable: [Bool]
    let positions: [String: Int]
    let slots: [Slot]
    let constraints: [Constraint]
    /// The checks of single columns, by position, which every value made for them meets anyway.
    let ownChecks: [Int: Expression]
    /// What PostgreSQL computes a column from, by its position; nobody states such a column.
    let generated: [Int: Expression]
    /// The positions of the columns that rows state.
    let statedColumns: [Int]

    /// Something that a row may violate.
    struct Constraint: Sendable {
        var name: String
        var kind: Kind
        /// The positions of the slots that it reads.
        var slots: [Int]

        enum Kind: Sendable {
            case check(Expression, readsClock: Bool)
            /// Over these columns, among the rows that meet the condition.
            case unique([Int], Expression?)
            /// These columns together hold the values of one of these rows, unless one of them is null.
            case reference([Int], Set<[SeedValue]>)
            /// Periods that share no moment, among the rows that agree in some columns.
            case exclusion(SeedPeriod)
        }
    }

    /// - Parameter targets: What foreign keys over several columns may hold, by the constraint's name.
    init(_ table: TableSchema, slots: [Slot], targets: [String: Set<[SeedValue]>] = [:]) {
        let definition = table.definition
        name = definition.name
        columns = definition.columns.map(\.name)
        kinds = definition.columns.map { ColumnKind(sqlType: $0.type) }
        isNullable = definition.columns.map { !$0.isNotNull }
        positions = Dictionary(
            definition.columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.slots = slots
        var slotOfColumn: [Int: Int] = [:]
        for (index, slot) in slots.enumerated() {
            for column in slot.columns { slotOfColumn[column] = index }
        }
        statedColumns = definition.columns.indices.filter { slotOfColumn[$0] != nil }
        var generated: [Int: Expression] = [:]
        for (index, column) in definition.columns.enumerated() {
            if case .user(let expression) = column.generated { generated[index] = expression }
        }
        self.generated = generated
        let positions = positions
        func touched(_ names: some Sequence<String>) -> [Int] {
            let read = names.flatMap { name -> [String] in
                guard let position = positions[name], let expression = generated[position] else { return [name] }
                return Array(expression.columns)
            }
            return Set(read.compactMap { positions[$0].flatMap { slotOfColumn[$0] } }).sorted {
                (slots[$0].precedence, $0) < (slots[$1].precedence, $1)
            }
        }
        func unique(_ name: String, _ names: [String], _ condition: Expression?) -> Constraint {
            let read = Set(names).union(condition?.columns ?? [])
            return Constraint(
                name: name, kind: .unique(names.compactMap { positions[$0] }, condition), slots: touched(read)
            )
        }
        var constraints: [Constraint] = []
        var ownChecks: [Int: Expression] = [:]
        for constraint in definition.constraints {
            switch constraint.kind {
            case .foreignKey(let key):
                guard let values = targets[constraint.name] else { break }
                constraints.append(
                    Constraint(
                        name: constraint.name, kind: .reference(key.columns.compactMap { positions[$0] }, values),
                        slots: touched(key.columns)))
            case .exclude(let exclusion):
                guard let from = positions[exclusion.from], let to = positions[exclusion.to] else { break }
                constraints.append(
                    Constraint(
                        name: constraint.name,
                        kind: .exclusion(
                            SeedPeriod(within: exclusion.within.compactMap { positions[$0] }, from: from, to: to)),
                        slots: touched(exclusion.within + [exclusion.from, exclusion.to])))
            case .primaryKey(["id"]): break
            case .primaryKey(let names), .unique(let names):
                constraints.append(unique(constraint.name, names, nil))
            case .check(.user(let condition)):
                constraints.append(
                    Constraint(
                        name: constraint.name, kind: .check(condition, readsClock: condition.readsClock),
                        slots: touched(condition.columns)))
            case .check(let condition):
                guard let computable = condition.computable else { break }
                let read = computable.columns.compactMap { positions[$0] }
                if read.count == 1 { ownChecks[read[0]] = computable }
            }
        }
        for index in table.indexes where index.isUnique {
            constraints.append(unique(index.name, index.columns.map(\.name), index.condition?.computable))
        }
        self.constraints = constraints
        self.ownChecks = ownChecks
    }

    /// What `expression` yields for `row`.
    func value(of expression: Expression, in row: [SeedValue]) -> Value {
        expression.evaluate { name in
            guard let position = positions[name] else { return nil }
            if let computed = generated[position] { return value(of: computed, in: row) }
            return kinds[position].evaluated(row[position])
        }
    }

    /// What the row has in this column; nil where PostgreSQL computes it and nothing here can.
    func stored(_ column: Int, in row: [SeedValue]) -> SeedValue? {
        guard let expression = generated[column] else { return row[column] }
        return kinds[column].stored(value(of: expression, in: row))
    }

    /// Whether a value that wasn't made for the column meets the column's own check.
    func admits(_ value: SeedValue, at column: Int) -> Bool {
        if value == .null { return isNullable[column] }
        guard let check = ownChecks[column] else { return true }
        let kind = kinds[column]
        return check.evaluate { _ in kind.evaluated(value) } == .boolean(true)
    }
}
