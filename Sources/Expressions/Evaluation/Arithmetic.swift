/// The arithmetic operators on values, neither of which is null or unknown. What PostgreSQL would round or refuse is
/// unknown.
enum Arithmetic {
    static func value(_ symbol: BinaryOperator, _ left: Value, _ right: Value) -> Value {
        if case .integer(let a) = left, case .integer(let b) = right {
            return integers(symbol, a, b).map(Value.integer) ?? .unknown
        }
        if let a = left.exact, let b = right.exact, left.isOfUnknownType || right.isOfUnknownType {
            return anyNumbers(symbol, a, b)
        }
        if let a = left.exact, let b = right.exact { return .decimal(from: decimals(symbol, a, b)) }
        if let a = left.double, let b = right.double {
            return floats(symbol, a, b).map(Value.float) ?? .unknown
        }
        // A literal takes the type of the number beside it.
        if case .text(let text) = left, right.double != nil, let type = right.literalType {
            return literal(symbol, Value(text, as: type), right)
        }
        if case .text(let text) = right, left.double != nil, let type = left.literalType {
            return literal(symbol, left, Value(text, as: type))
        }
        return times(symbol, left, right)
    }

    private static func literal(_ symbol: BinaryOperator, _ left: Value, _ right: Value) -> Value {
        left == .unknown || right == .unknown ? .unknown : value(symbol, left, right)
    }

    private static func integers(_ symbol: BinaryOperator, _ a: Int64, _ b: Int64) -> Int64? {
        switch symbol {
        case .add: checked(a.addingReportingOverflow(b))
        case .subtract: checked(a.subtractingReportingOverflow(b))
        case .multiply: checked(a.multipliedReportingOverflow(by: b))
        case .divide: checked(a.dividedReportingOverflow(by: b))
        case .remainder: b == -1 ? 0 : checked(a.remainderReportingOverflow(dividingBy: b))
        default: nil
        }
    }

    private static func decimals(_ symbol: BinaryOperator, _ a: ExactNumber, _ b: ExactNumber) -> ExactNumber? {
        switch symbol {
        case .add: a.adding(b)
        case .subtract: b.negated.flatMap(a.adding)
        case .multiply: a.multiplied(by: b)
        case .divide: a.divided(by: b)
        case .remainder: a.remainder(b)
        default: nil
        }
    }

    /// Where integers, decimals and doubles agree: on whole numbers that a double holds exactly.
    private static func anyNumbers(_ symbol: BinaryOperator, _ a: ExactNumber, _ b: ExactNumber) -> Value {
        let result = decimals(symbol, a, b)
        let isShared = [a, b, result].allSatisfy { ($0?.integer?.magnitude ?? .max) <= 1 << 53 }
        return isShared ? result.map(Value.number) ?? .unknown : .unknown
    }

    /// Overflow, underflow and division by zero are errors.
    private static func floats(_ symbol: BinaryOperator, _ a: Double, _ b: Double) -> Double? {
        let result: Double? =
            switch symbol {
            case .add: a + b
            case .subtract: a - b
            case .multiply: a * b
            case .divide: b == 0 ? nil : a / b
            default: nil
            }
        return result.flatMap { $0.isFinite && ($0 != 0 || a == 0 || b == 0 || a == b || a == -b) ? $0 : nil }
    }

    /// Source: <https://www.postgresql.org/docs/current/functions-datetime.html#OPERATORS-DATETIME-TABLE>
    private static func times(_ symbol: BinaryOperator, _ left: Value, _ right: Value) -> Value {
        switch (left, symbol, right) {
        case (.date(let days), .add, .integer(let count)), (.integer(let count), .add, .date(let days)):
            return date(days, Int(count))
        case (.date(let days), .subtract, .integer(let count)):
            return checked(0.subtractingReportingOverflow(Int(count))).map { date(days, $0) } ?? .unknown
        case (.date(let a), .subtract, .date(let b)): return .integer(Int64(a) - Int64(b))
        case (.date(let days), .add, .time(let time)), (.time(let time), .add, .date(let days)):
            return .localTimestamp(days * ClockTime.day + time)
        case (.interval(let a), .add, .interval(let b)): return interval(a.adding(b))
        case (.interval(let a), .subtract, .interval(let b)):
            return interval(b.multiplied(by: -1).flatMap(a.adding))
        case (.interval(let span), .multiply, .integer(let factor)),
            (.integer(let factor), .multiply, .interval(let span)):
            return interval(span.multiplied(by: Int(factor)))
        case (.interval(let span), .add, _): return moved(right, by: span)
        case (_, .add, .interval(let span)): return moved(left, by: span)
        case (_, .subtract, .interval(let span)):
            return span.multiplied(by: -1).map { moved(left, by: $0) } ?? .unknown
        case (.time(let a), .subtract, .time(let b)): return .interval(Interval(microseconds: a - b))
        case (_, .subtract, _): return difference(left, right)
        default: return .unknown
        }
    }

    private static func date(_ days: Int, _ count: Int) -> Value {
        checked(days.addingReportingOverflow(count)).flatMap(CalendarDate.init(days:)).map { .date($0.days) }
            ?? .unknown
    }

    private static func interval(_ value: Interval?) -> Value { value.map(Value.interval) ?? .unknown }

    private static func moved(_ value: Value, by span: Interval) -> Value {
        switch value {
        case .date(let days):
            return checked(days.multipliedReportingOverflow(by: ClockTime.day)).flatMap(span.added(to:))
                .map(Value.localTimestamp) ?? .unknown
        case .timestamp(let moment): return span.added(to: moment).map(Value.timestamp) ?? .unknown
        case .localTimestamp(let moment): return span.added(to: moment).map(Value.localTimestamp) ?? .unknown
        case .time(let time):
            // A clock goes round: only the part below a day moves it.
            let sum = (time % ClockTime.day + span.microseconds % ClockTime.day) % ClockTime.day
            return .time(sum < 0 ? sum + ClockTime.day : sum)
        default: return .unknown
        }
    }

    /// The span between two moments, in days and less; a text is a literal of the other's type.
    private static func difference(_ left: Value, _ right: Value) -> Value {
        if case .text(let text) = left, let type = right.literalType {
            return difference(Value(text, as: type), right)
        }
        if case .text(let text) = right, let type = left.literalType {
            return difference(left, Value(text, as: type))
        }
        if case .date(let a) = left, case .date(let b) = right { return .integer(Int64(a) - Int64(b)) }
        guard let a = left.microseconds, let b = right.microseconds,
            let span = checked(a.subtractingReportingOverflow(b))
        else { return .unknown }
        return .interval(Interval(days: span / ClockTime.day, microseconds: span % ClockTime.day))
    }
}
