internal import Expressions

/// The columns of a period that may not overlap with another's, by their positions. Rows that a condition leaves out are
/// kept apart as well: none is the worse for it.
struct SeedPeriod: Sendable {
    var within: [Int]
    var from: Int
    var to: Int

    /// Whether two rows are periods of one thing and share a moment. A bound that is empty lies beyond every other.
    func overlaps(_ row: [SeedValue], _ other: [SeedValue], _ plan: TablePlan) -> Bool {
        for column in within where row[column] == .null || row[column] != other[column] { return false }
        return begins(row, before: other, plan) && begins(other, before: row, plan)
    }

    private func begins(_ row: [SeedValue], before other: [SeedValue], _ plan: TablePlan) -> Bool {
        let (start, end) = (plan.kinds[from].evaluated(row[from]), plan.kinds[to].evaluated(other[to]))
        guard let start = start.moment, let end = end.moment else { return true }
        return start < end
    }
}

extension Value {
    /// A day or a moment as a number.
    fileprivate var moment: Int? {
        switch self {
        case .date(let number), .timestamp(let number), .localTimestamp(let number): number
        default: nil
        }
    }
}
