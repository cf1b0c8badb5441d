extension KindChecker {
    mutating func binary(_ symbol: BinaryOperator, _ left: Typed, _ right: Typed, _ range: Range<Int>)
        -> ValueKind
    {
        switch symbol {
        case .and, .or:
            needBoolean([left, right], symbol.rawValue)
            return .boolean
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isDistinctFrom,
            .isNotDistinctFrom:
            unite([left, right], "can't be compared with")
            return .boolean
        case .like, .notLike, .ilike, .notILike, .matches, .matchesIgnoringCase, .doesNotMatch,
            .doesNotMatchIgnoringCase:
            for operand in [left, right] where !operand.kind.converts(to: .text) {
                refuse(
                    "'\(symbol.rawValue)' is about text, and this is \(operand.kind.description)",
                    operand.range)
            }
            return .boolean
        case .concatenate: return concatenation(left, right, range)
        case .contains, .isContainedIn, .overlaps:
            let fits = [left, right].allSatisfy {
                Self.isArray($0.kind) || ($0.kind == .json && symbol != .overlaps)
            }
            if !fits || left.kind.united(with: right.kind) == nil { mismatch(symbol, left, right, range) }
            return .boolean
        case .member, .memberText:
            if !left.kind.converts(to: .json) {
                refuse("'\(symbol.rawValue)' is about json, and this is \(left.kind.description)", left.range)
            }
            if !right.kind.converts(to: .text), right.kind != .number {
                refuse(
                    "a member is named by text or a number, and this is \(right.kind.description)",
                    right.range)
            }
            return symbol == .member ? .json : .text
        case .add, .subtract, .multiply, .divide, .remainder:
            if let kind = Self.arithmetic(symbol, left.kind, right.kind) { return kind }
            mismatch(symbol, left, right, range)
            return .any
        case .atTimeZone:
            switch left.kind {
            case .timestamp: return .localTimestamp
            case .localTimestamp, .date: return .timestamp
            case .time, .any: return left.kind
            default:
                mismatch(symbol, left, right, range)
                return .any
            }
        }
    }

    private mutating func mismatch(
        _ symbol: BinaryOperator, _ left: Typed, _ right: Typed, _ range: Range<Int>
    ) {
        refuse(
            "'\(symbol.rawValue)' can't be used on \(left.kind.description) and \(right.kind.description)",
            range)
    }

    private static func isArray(_ kind: ValueKind) -> Bool {
        switch kind {
        case .array, .any: true
        default: false
        }
    }

    mutating func negation(_ operand: Typed) -> ValueKind {
        if ![.number, .interval, .any].contains(operand.kind) {
            refuse(
                "'-' is about numbers and intervals, and this is \(operand.kind.description)", operand.range)
        }
        return operand.kind
    }

    private mutating func concatenation(_ left: Typed, _ right: Typed, _ range: Range<Int>) -> ValueKind {
        switch (left.kind, right.kind) {
        case (.any, .any): return .any
        case (.array(let element), .array), (.array(let element), .any), (.any, .array(let element)):
            if left.kind.united(with: right.kind) == nil { mismatch(.concatenate, left, right, range) }
            return .array(element)
        case (.array(let element), let other), (let other, .array(let element)):
            if element.united(with: other) == nil { mismatch(.concatenate, left, right, range) }
            return .array(element)
        case (.json, .json), (.json, .any), (.any, .json): return .json
        case (.bytes, .bytes), (.bytes, .any), (.any, .bytes): return .bytes
        // One side of text, or a literal that is read as text, is enough.
        case (.text, _), (_, .text), (.any, _), (_, .any): return .text
        default:
            mismatch(.concatenate, left, right, range)
            return .text
        }
    }

    mutating func quantified(_ left: Typed, _ right: Typed) -> ValueKind {
        switch right.kind {
        case .array(let element): unite([left, (element, right.range)], "can't be compared with")
        case .any: break
        default: refuse("an array is needed here, and this is \(right.kind.description)", right.range)
        }
        return .boolean
    }

    mutating func extracted(_ operand: Typed) -> ValueKind {
        if ![.date, .time, .timestamp, .localTimestamp, .interval, .any].contains(operand.kind) {
            refuse(
                "'extract' is about dates and times, and this is \(operand.kind.description)", operand.range)
        }
        return .number
    }

    /// The result of an arithmetic operator, or nil where PostgreSQL has none.
    ///
    /// Source: <https://www.postgresql.org/docs/current/functions-datetime.html#OPERATORS-DATETIME-TABLE>
    static func arithmetic(_ symbol: BinaryOperator, _ left: ValueKind, _ right: ValueKind) -> ValueKind? {
        switch (left, symbol, right) {
        case (.number, _, .number): return .number
        case (.any, _, .any): return .any
        case (.date, .add, .number), (.number, .add, .date), (.date, .subtract, .number): return .date
        case (.date, .subtract, .date): return .number
        case (.date, .add, .time), (.time, .add, .date), (.date, .add, .interval),
            (.date, .subtract, .interval),
            (.interval, .add, .date):
            return .localTimestamp
        case (.time, .subtract, .time), (.interval, .add, .interval), (.interval, .subtract, .interval),
            (.interval, .multiply, .number), (.number, .multiply, .interval), (.interval, .divide, .number):
            return .interval
        case (.time, .add, .interval), (.time, .subtract, .interval), (.interval, .add, .time): return .time
        case (.timestamp, .add, .interval), (.timestamp, .subtract, .interval), (.interval, .add, .timestamp):
            return .timestamp
        case (.localTimestamp, .add, .interval), (.localTimestamp, .subtract, .interval),
            (.interval, .add, .localTimestamp):
            return .localTimestamp
        case (.timestamp, .subtract, let other) where [.timestamp, .localTimestamp, .date].contains(other),
            (.localTimestamp, .subtract, let other)
        where [.timestamp, .localTimestamp, .date].contains(other),
            (.date, .subtract, let other) where [.timestamp, .localTimestamp].contains(other):
            return .interval
        case (.any, _, .number), (.number, _, .any): return .any
        case (.any, .add, let kind), (let kind, .add, .any), (let kind, .subtract, .any),
            (.any, .subtract, let kind):
            return [.date, .time, .timestamp, .localTimestamp, .interval, .network].contains(kind)
                ? .any : nil
        case (.any, _, .interval), (.interval, _, .any): return symbol == .remainder ? nil : .interval
        case (.network, .add, .number), (.network, .subtract, .number): return .network
        case (.network, .subtract, .network): return .number
        default: return nil
        }
    }
}
