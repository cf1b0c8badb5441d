extension Expression {
    /// What PostgreSQL would compute for a row, or `.unknown` where that can't be told exactly.
    ///
    /// Texts that differ have an order only under a collation, so `<` between them is unknown. The session's time
    /// zone is taken to be UTC. A null has no type here, so that `coalesce(a, 7) / 2` is unknown where `a` is null: it
    /// is 3 beside an `integer` and 3.5 beside a `numeric`. Changing case, and matching without case, are known for ASCII only.
    ///
    ///     try Expression(sql: "price > 0 and name <> ''").evaluate { columns[$0] }
    ///
    /// - Parameters:
    ///   - now: The start of the transaction, in microseconds since 2000-01-01 00:00 UTC; without it, what depends on
    ///     it is unknown.
    ///   - row: The value of a column; nil for one of which nothing is known.
    public func evaluate(now: Int? = nil, row: (String) -> Value?) -> Value {
        withoutActuallyEscaping(row) { Evaluator(now: now, row: $0).value(of: self) }
    }
}

/// Computes expressions for one row. Operators, functions and casts are in files of their own.
struct Evaluator {
    let now: Int?
    let row: (String) -> Value?

    func value(of expression: Expression) -> Value {
        switch expression {
        case .null: return .null
        case .boolean(let value): return .boolean(value)
        case .number(let literal):
            return Int64(literal.text).map(Value.integer) ?? .decimal(from: ExactNumber(literal.text))
        case .string(let text): return .text(text)
        case .column(let name): return row(name) ?? .unknown
        case .current(let value): return current(value)
        case .unary(.not, let operand): return value(of: operand).negatedTruth
        case .unary(.minus, let operand): return negated(value(of: operand))
        case .binary(let symbol, let left, let right):
            return binary(symbol, value(of: left), value(of: right))
        case .test(let operand, let test): return tested(value(of: operand), test)
        case .inList(let operand, let elements, let negated):
            let found = quantified(value(of: operand), .equal, .any, elements.map(value(of:)))
            return negated ? found.negatedTruth : found
        case .between(let operand, let lower, let upper, let negated):
            let middle = value(of: operand)
            let inside = compare(.greaterOrEqual, middle, value(of: lower))
                .and(compare(.lessOrEqual, middle, value(of: upper)))
            return negated ? inside.negatedTruth : inside
        case .quantified(let left, let symbol, let quantifier, let right):
            switch value(of: right) {
            case .array(let elements): return quantified(value(of: left), symbol, quantifier, elements)
            case .null: return .null
            default: return .unknown
            }
        case .choice(let operand, let branches, let otherwise):
            return unified(
                choice(operand, branches, otherwise),
                among: branches.map(\.result) + (otherwise.map { [$0] } ?? []))
        case .call(let function, let arguments):
            let result = call(function.name, arguments.map(value(of:)))
            let isAlternative = ["coalesce", "greatest", "least", "nullif"].contains(function.name)
            return isAlternative ? unified(result, among: arguments) : result
        case .cast(let operand, let type): return cast(value(of: operand), to: type)
        case .array(let elements):
            let values = elements.map(value(of:))
            return values.contains(.unknown) ? .unknown : .array(values)
        case .extract(let field, let operand): return extracted(field, value(of: operand))
        }
    }

    private func current(_ value: CurrentValue) -> Value {
        guard let now, let (date, time) = ClockTime.split(now) else { return .unknown }
        switch value {
        case .date: return .date(date.days)
        case .time, .localTime: return .time(time)
        case .timestamp: return .timestamp(now)
        case .localTimestamp: return .localTimestamp(now)
        }
    }

    private func tested(_ value: Value, _ test: Expression.Test) -> Value {
        if value == .unknown { return .unknown }
        switch test {
        case .null, .unknown: return .boolean(value == .null)
        case .notNull, .notUnknown: return .boolean(value != .null)
        case .true: return .boolean(value == .boolean(true))
        case .notTrue: return .boolean(value != .boolean(true))
        case .false: return .boolean(value == .boolean(false))
        case .notFalse: return .boolean(value != .boolean(false))
        }
    }

    private func choice(_ operand: Expression?, _ branches: [Expression.Branch], _ otherwise: Expression?)
        -> Value
    {
        let subject = operand.map(value(of:))
        for branch in branches {
            let condition = value(of: branch.condition)
            switch subject.map({ compare(.equal, $0, condition) }) ?? condition {
            case .boolean(true): return value(of: branch.result)
            case .boolean(false), .null: continue
            // Without knowing which branch is taken, only a result that all share would be known.
            default: return .unknown
            }
        }
        return otherwise.map(value(of:)) ?? .null
    }

    /// `left symbol any (elements)`: true if it is for one of them; null if it might be.
    private func quantified(
        _ left: Value, _ symbol: BinaryOperator, _ quantifier: Expression.Quantifier, _ elements: [Value]
    ) -> Value {
        elements.reduce(.boolean(quantifier == .all)) { result, element in
            let one = compare(symbol, left, element)
            return quantifier == .any ? result.or(one) : result.and(one)
        }
    }
}
