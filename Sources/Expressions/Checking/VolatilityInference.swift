extension Expression {
    /// How constant the result is, with nothing known about the columns: the worst that it can be.
    public var volatility: Volatility { volatility(columns: [:]) }

    /// How constant the result is, for columns of these kinds.
    ///
    /// `date_trunc('day', created_at)` is stable on a `timestamptz`, whose day depends on the session's time zone,
    /// and immutable on a `timestamp`.
    public func volatility(columns: [String: ValueKind]) -> Volatility { inferred(columns).volatility }

    private func inferred(_ columns: [String: ValueKind]) -> (kind: ValueKind, volatility: Volatility) {
        let operands = children.map { $0.inferred(columns) }
        let worst = operands.map(\.volatility).max() ?? .immutable
        // Kinds that don't fit are the checker's business; here they only mean "not known".
        var checker = KindChecker(columns: columns, ranges: [])
        let kind = checker.kind(of: self, operands.map { ($0.kind, 0..<0) }, 0..<0)
        return (kind, max(worst, ownVolatility(operands.map(\.kind))))
    }

    private func ownVolatility(_ kinds: [ValueKind]) -> Volatility {
        switch self {
        case .current: return .stable
        case .call(let function, _):
            let fitting = function.fittingSignatures(kinds)
            return (fitting.isEmpty ? function.signatures : fitting).map(\.volatility).max() ?? .volatile
        case .cast(let operand, let type): return Self.castVolatility(operand, kinds[0], type.kind)
        case .binary(let symbol, _, _): return Self.binaryVolatility(symbol, kinds[0], kinds[1])
        case .inList, .between: return Self.mixesZones(kinds) ? .stable : .immutable
        case .extract: return [.timestamp, .any].contains(kinds[0]) ? .stable : .immutable
        default: return .immutable
        }
    }

    /// Dates are read and written by the session's `DateStyle`, moments by its time zone. A literal is read once,
    /// when the statement is.
    private static func castVolatility(_ operand: Expression, _ from: ValueKind, _ to: ValueKind)
        -> Volatility
    {
        if case .string = operand { return .immutable }
        let settings: Set<ValueKind> = [.date, .time, .timestamp, .localTimestamp, .interval]
        let (fromSettings, toSettings) = (settings.contains(from), settings.contains(to))
        if from == to { return .immutable }
        if fromSettings, toSettings { return from == .timestamp || to == .timestamp ? .stable : .immutable }
        if from == .any { return toSettings || to == .text ? .stable : .immutable }
        return fromSettings || toSettings ? .stable : .immutable
    }

    private static func binaryVolatility(_ symbol: BinaryOperator, _ left: ValueKind, _ right: ValueKind)
        -> Volatility
    {
        switch symbol {
        case .add, .subtract:
            // A day in a time zone isn't always 24 hours long.
            if [left, right].contains(.timestamp), [left, right].contains(.interval) { return .stable }
            return mixesZones([left, right]) ? .stable : .immutable
        case .concatenate:
            let isText: (ValueKind) -> Bool = { [.text, .any, .json, .bytes].contains($0) }
            if case .array = left { return .immutable }
            if case .array = right { return .immutable }
            return isText(left) && isText(right) ? .immutable : .stable
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isDistinctFrom,
            .isNotDistinctFrom:
            return mixesZones([left, right]) ? .stable : .immutable
        default: return .immutable
        }
    }

    /// Whether a moment meets a wall clock's time, which takes a time zone to compare.
    private static func mixesZones(_ kinds: [ValueKind]) -> Bool {
        kinds.contains(.timestamp) && (kinds.contains(.localTimestamp) || kinds.contains(.date))
    }
}
