internal import Naming

/// The names of constraints that the domain model leaves to their columns: those that PostgreSQL would choose.
enum ConstraintNames {
    static func check(_ table: String, _ column: String) -> String { boundedName("\(table)_\(column)_check") }

    static func foreignKey(_ table: String, _ columns: [String]) -> String {
        boundedName("\(table)_\(columns.joined(separator: "_"))_fkey")
    }
}
