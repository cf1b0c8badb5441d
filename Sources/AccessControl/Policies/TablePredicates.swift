internal import DomainModel
internal import SQL
internal import Schema
internal import Specification

/// What decides about a table's rows.
enum TableRules {
    case entity(DomainModel.Entity)
    case junction(DomainModel.Junction)
}

/// The conditions of a table's policies, before grants and names are made of them.
struct TablePredicates {
    private struct Key: Hashable {
        let operation: Operation
        let role: APIRole
        let version: RowVersion
    }

    private var predicates: [Key: SQLExpression] = [:]

    init(_ rules: TableRules, of table: TableSchema, _ compiler: inout PredicateCompiler) {
        for operation in Operation.allCases {
            for role in APIRole.allCases {
                for version in operation.versions {
                    let formula: RowFormula
                    var entity: DomainModel.Entity?
                    switch rules {
                    case .entity(let own):
                        entity = own
                        formula = compiler.rules.formula(own, operation, role, version)
                    case .junction(let junction): formula = compiler.rules.formula(junction, operation, role)
                    }
                    predicates[Key(operation: operation, role: role, version: version)] = compiler.predicate(
                        formula,
                        at: .init(table: table.name, entity: entity, role: role, isReading: operation == .read))
                }
            }
        }
    }

    /// The rows that `operation` may find (old) or leave behind (new); false where there are none.
    func callAsFunction(_ operation: Operation, _ role: APIRole, _ version: RowVersion) -> SQLExpression {
        predicates[Key(operation: operation, role: role, version: version)] ?? .boolean(false)
    }
}

extension Operation {
    /// The versions of a row that it is about.
    fileprivate var versions: [RowVersion] {
        switch self {
        case .read, .delete: [.old]
        case .create: [.new]
        case .update: [.old, .new]
        }
    }

    /// The version that decides whether it can be done at all.
    var decisiveVersion: RowVersion { self == .create ? .new : .old }
}
