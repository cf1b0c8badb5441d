internal import Expressions

/// The rows of a table that are there already, and what others need to know of them.
struct FilledTable: Sendable {
    var rows: [[SeedValue]] = []
    /// The primary key of each row.
    var keys: [[SeedValue]] = []
    /// The account that each row belongs to.
    var accounts: [Int?] = []
    private(set) var rowsByAccount: [Int: [Int]] = [:]
    /// The values of each unique constraint that are taken, by the constraint's position.
    private var taken: [Int: Set<[SeedValue]>] = [:]

    mutating func append(_ row: [SeedValue], key: [SeedValue], account: Int?, of plan: TablePlan) {
        if let account { rowsByAccount[account, default: []].append(rows.count) }
        rows.append(row)
        keys.append(key)
        accounts.append(account)
        for (index, constraint) in plan.constraints.enumerated() {
            guard let values = Self.uniqueValues(constraint, row, plan) else { continue }
            taken[index, default: []].insert(values)
        }
    }

    func violates(_ index: Int, _ row: [SeedValue], _ plan: TablePlan) -> Bool {
        if case .exclusion(let period) = plan.constraints[index].kind {
            return rows.contains { period.overlaps(row, $0, plan) }
        }
        guard let taken = taken[index],
            let values = Self.uniqueValues(plan.constraints[index], row, plan)
        else { return false }
        return taken.contains(values)
    }

    /// The values that no two rows may share; nil for a row that the constraint doesn't count: nulls differ from each
    /// other. A condition that can't be computed is taken to hold.
    private static func uniqueValues(
        _ constraint: TablePlan.Constraint, _ row: [SeedValue], _ plan: TablePlan
    ) -> [SeedValue]? {
        guard case .unique(let columns, let condition) = constraint.kind else { return nil }
        var values: [SeedValue] = []
        for column in columns {
            switch plan.stored(column, in: row) {
            case .null, nil: return nil
            // 4.50 and 4.5 are one number.
            case .number(let text): values.append(.number(ExactNumber(text)?.description ?? text))
            case let value?: values.append(value)
            }
        }
        if let condition {
            let holds = plan.value(of: condition, in: row)
            if holds == .boolean(false) || holds == .null { return nil }
        }
        return values
    }
}
