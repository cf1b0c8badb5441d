internal import Expressions

extension TablePlan {
    /// Whether a row meets a check whenever it is loaded; null meets it too.
    ///
    /// The clock is only known to stand somewhere between the seeds' own moment and the year 2100. A comparison of a
    /// fixed value with the present changes its truth once at most, so one that holds at both ends holds between them.
    func isMet(_ check: Expression, by row: [SeedValue]) -> Bool {
        isMet(check, readsClock: check.readsClock, by: row)
    }

    /// The same, where it is known already whether the check depends on the clock.
    func isMet(_ check: Expression, readsClock: Bool, by row: [SeedValue]) -> Bool {
        guard readsClock else { return Self.isMet(value(of: check, in: row)) }
        switch check {
        case .binary(.and, let left, let right): return isMet(left, by: row) && isMet(right, by: row)
        case .binary(.or, let left, let right): return isMet(left, by: row) || isMet(right, by: row)
        case .binary(.less, let left, let right), .binary(.lessOrEqual, let left, let right),
            .binary(.greater, let left, let right), .binary(.greaterOrEqual, let left, let right):
            guard left.isFixedOrPresent, right.isFixedOrPresent, left.readsClock != right.readsClock else {
                return false
            }
            return [SeedClock.moment, SeedClock.latest].allSatisfy { now in
                Self.isMet(
                    check.evaluate(now: now) { name in positions[name].map { kinds[$0].evaluated(row[$0]) } })
            }
        default: return false
        }
    }

    private static func isMet(_ value: Value) -> Bool { value == .boolean(true) || value == .null }
}

extension Expression {
    /// Whether it depends on when it is computed.
    var readsClock: Bool { descendants.contains { $0.isPresent } }

    private var isPresent: Bool {
        switch self {
        case .current: true
        case .call(let function, _): Self.clocks.contains(function.name) || function.name == "clock_timestamp"
        default: false
        }
    }

    /// The start of the transaction or statement, which are one here.
    private static let clocks: Set<String> = ["now", "transaction_timestamp", "statement_timestamp"]

    /// Nothing of the clock, or the present day or moment, or a fixed span before or after it. The time of day isn't
    /// among them: it comes round again.
    fileprivate var isFixedOrPresent: Bool {
        switch self {
        case .current(.date), .current(.timestamp), .current(.localTimestamp): true
        case .call(let function, _) where Self.clocks.contains(function.name): true
        case .binary(.add, let left, let right), .binary(.subtract, let left, let right):
            left.isFixedOrPresent && !right.readsClock
        default: !readsClock
        }
    }
}
