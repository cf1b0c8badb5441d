/// The type that PostgreSQL gives an expression, as far as it changes a value.
private enum StaticType: Int {
    /// Numbers, in the order in which PostgreSQL prefers them.
    case integer, decimal, float
    /// Points in time, likewise.
    case date, localTimestamp, timestamp
    case time, interval
    /// A literal without a type of its own.
    case untyped
    case unknown

    init(_ value: Value?) {
        self =
            switch value {
            case .integer: .integer
            case .decimal: .decimal
            case .float: .float
            case .date: .date
            case .localTimestamp: .localTimestamp
            case .timestamp: .timestamp
            case .time: .time
            case .interval: .interval
            // A null of a column may be of any type.
            default: .unknown
            }
    }

    init(_ type: PlainType) {
        self =
            switch type {
            case .smallint, .integer, .bigint: .integer
            case .numeric: .decimal
            case .real, .doublePrecision: .float
            case .date: .date
            case .timestamp: .localTimestamp
            case .timestamptz: .timestamp
            case .time: .time
            case .interval: .interval
            default: .unknown
            }
    }

    var isNumber: Bool { rawValue <= Self.float.rawValue }
    var isPointInTime: Bool { (Self.date.rawValue...Self.timestamp.rawValue).contains(rawValue) }

    /// The type that alternatives of these types have in common.
    ///
    /// Source: <https://www.postgresql.org/docs/current/typeconv-union-case.html>
    static func common(_ types: some Sequence<StaticType>) -> StaticType {
        let typed = types.filter { $0 != .untyped }
        if typed.allSatisfy(\.isNumber) || typed.allSatisfy(\.isPointInTime) {
            return typed.max { $0.rawValue < $1.rawValue } ?? .untyped
        }
        return Set(typed).count == 1 ? typed[0] : .unknown
    }
}

extension Evaluator {
    /// `value`, which one of `alternatives` yielded, in the type that they have in common: `coalesce(7, 2.5) / 2` is 3.5.
    func unified(_ value: Value, among alternatives: [Expression]) -> Value {
        let type = StaticType.common(alternatives.map(staticType))
        switch (value, type) {
        case (.integer, .integer), (.decimal, .decimal), (.float, _), (_, .untyped): return value
        case (.integer, .decimal), (.decimal, .integer):
            return cast(value, to: .numeric(precision: nil, scale: nil))
        case (_, .float): return cast(value, to: .doublePrecision)
        case (.integer, _), (.decimal, _): return value.exact.map(Value.number) ?? .unknown
        case (_, .localTimestamp): return cast(value, to: .timestamp)
        case (_, .timestamp): return cast(value, to: .timestamptz)
        // As an interval, a time behaves differently.
        case (.time, _) where type != .time: return .unknown
        default: return value
        }
    }

    private func staticType(of expression: Expression) -> StaticType {
        switch expression {
        case .null, .string: .untyped
        case .number(let literal): Int64(literal.text) == nil ? .decimal : .integer
        case .column(let name): StaticType(row(name))
        case .current(.date): .date
        case .current(.time), .current(.localTime): .time
        case .current(.timestamp): .timestamp
        case .current(.localTimestamp): .localTimestamp
        case .unary(.minus, let operand): staticType(of: operand)
        case .binary(let symbol, let left, let right): staticType(of: symbol, left, right)
        case .choice(_, let branches, let otherwise):
            StaticType.common((branches.map(\.result) + (otherwise.map { [$0] } ?? [])).map(staticType))
        case .call(let function, let arguments): staticType(of: function.name, arguments)
        case .cast(_, let type): StaticType(type)
        case .extract: .decimal
        default: .unknown
        }
    }

    private func staticType(of symbol: BinaryOperator, _ left: Expression, _ right: Expression) -> StaticType {
        guard [.add, .subtract, .multiply, .divide, .remainder].contains(symbol) else { return .unknown }
        let types = [staticType(of: left), staticType(of: right)]
        return types.allSatisfy { $0.isNumber || $0 == .untyped } ? StaticType.common(types) : .unknown
    }

    private func staticType(of function: String, _ arguments: [Expression]) -> StaticType {
        switch function {
        case "coalesce", "greatest", "least", "nullif", "mod", "abs":
            return StaticType.common(arguments.map(staticType))
        case "length", "char_length", "character_length", "octet_length", "strpos", "num_nonnulls",
            "num_nulls",
            "array_length", "cardinality", "array_position", "jsonb_array_length":
            return .integer
        case "now", "transaction_timestamp", "statement_timestamp", "clock_timestamp": return .timestamp
        case "ceil", "ceiling", "floor", "round", "trunc", "sign", "sqrt":
            if arguments.count == 2 { return .decimal }
            // There are none for integers, which become doubles.
            switch arguments.first.map(staticType) {
            case .decimal: return .decimal
            case .integer, .float: return .float
            default: return .unknown
            }
        default: return .unknown
        }
    }
}
