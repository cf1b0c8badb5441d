/// How two values that aren't null compare.
enum Comparison {
    case less, equal, greater
    /// Unequal; which is the greater depends on something that isn't known here, such as a collation.
    case different
    case unknown

    init<Number: Comparable>(_ left: Number, _ right: Number) {
        self = left < right ? .less : left == right ? .equal : .greater
    }

    /// What a comparison operator yields; nil if it can't be told.
    func holds(for symbol: BinaryOperator) -> Bool? {
        switch (self, symbol) {
        case (.unknown, _): nil
        case (_, .equal): self == .equal
        case (_, .notEqual): self != .equal
        case (.different, _): nil
        case (_, .less): self == .less
        case (_, .lessOrEqual): self != .greater
        case (_, .greater): self == .greater
        case (_, .greaterOrEqual): self != .less
        default: nil
        }
    }
}

extension Value {
    /// Compares two values, neither of them null. A text beside another type is a literal of that type.
    func compared(with other: Value) -> Comparison {
        switch (self, other) {
        case (.text(let a), .text(let b)):
            // Scalar by scalar: PostgreSQL knows no canonical equivalence.
            return a.unicodeScalars.elementsEqual(b.unicodeScalars) ? .equal : .different
        case (.text(let text), _):
            guard let type = other.literalType else { return .unknown }
            return Value(text, as: type).compared(with: other)
        case (_, .text(let text)):
            guard let type = literalType else { return .unknown }
            return compared(with: Value(text, as: type))
        case (.boolean(let a), .boolean(let b)): return Comparison(a ? 1 : 0, b ? 1 : 0)
        case (.date(let a), .date(let b)), (.time(let a), .time(let b)),
            (.timestamp(let a), .timestamp(let b)),
            (.localTimestamp(let a), .localTimestamp(let b)):
            return Comparison(a, b)
        case (.interval(let a), .interval(let b)): return Comparison(a.comparisonLength, b.comparisonLength)
        case (.uuid(let a), .uuid(let b)): return Comparison(a, b)
        // Two texts of one JSON value may differ.
        case (.json(let a), .json(let b)): return a == b ? .equal : .unknown
        case (.array(let a), .array(let b)): return Self.compare(a, b)
        default: break
        }
        if let a = exact, let b = other.exact { return Comparison(a, b) }
        if let a = double, let b = other.double { return a.isNaN || b.isNaN ? .unknown : Comparison(a, b) }
        if let a = microseconds, let b = other.microseconds { return Comparison(a, b) }
        return .unknown
    }

    /// Microseconds since 2000-01-01 of what has a place in the calendar, the session's time zone being UTC.
    var microseconds: Int? {
        switch self {
        case .date(let days): checked(days.multipliedReportingOverflow(by: ClockTime.day))
        case .timestamp(let value), .localTimestamp(let value): value
        default: nil
        }
    }

    private static func compare(_ left: [Value], _ right: [Value]) -> Comparison {
        for (a, b) in zip(left, right) {
            // Nulls within arrays compare by rules of their own.
            guard a != .null, b != .null else { return .unknown }
            let comparison = a.compared(with: b)
            if comparison != .equal { return comparison }
        }
        return Comparison(left.count, right.count)
    }
}

/// The logic of SQL: true, false and null, and here a fourth value for what isn't known.
///
/// Source: <https://www.postgresql.org/docs/current/functions-logical.html>
extension Value {
    func and(_ other: Value) -> Value {
        if self == .boolean(false) || other == .boolean(false) { return .boolean(false) }
        if self == .boolean(true) { return other.truth }
        if other == .boolean(true) { return truth }
        return self == .null && other == .null ? .null : .unknown
    }

    func or(_ other: Value) -> Value { negatedTruth.and(other.negatedTruth).negatedTruth }

    /// `not`
    var negatedTruth: Value {
        switch truth {
        case .boolean(let value): .boolean(!value)
        case let other: other
        }
    }

    /// This value as the operand of a logical operator.
    private var truth: Value {
        switch self {
        case .boolean, .null: self
        case .text(let text): Value(text, as: .boolean)
        default: .unknown
        }
    }
}
