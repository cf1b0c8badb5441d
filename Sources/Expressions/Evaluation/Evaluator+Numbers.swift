extension Evaluator {
    /// Functions of a number, neither it nor the rest being null.
    func numberFunction(_ name: String, _ number: Value, _ rest: [Value]) -> Value {
        // Which of its types a number has decides how it is rounded, and what comes out.
        if number.isOfUnknownType { return name == "abs" ? absolute(number) : .unknown }
        switch name {
        case "abs": return absolute(number)
        case "sign": return sign(number)
        case "ceil", "ceiling": return rounded(number, .up)
        case "floor": return rounded(number, .down)
        case "round":
            return rest.isEmpty ? rounded(number, nil) : places(number, rest, .toNearestOrAwayFromZero)
        case "trunc": return rest.isEmpty ? rounded(number, .towardZero) : places(number, rest, .towardZero)
        case "mod": return rest.first.map { Arithmetic.value(.remainder, number, $0) } ?? .unknown
        case "sqrt":
            // An integer becomes a double; the root of a decimal is rounded to a scale that isn't kept.
            guard number.exact == nil || number.count != nil, let double = number.double, double >= 0 else {
                return .unknown
            }
            return .float(double.squareRoot())
        default: return .unknown
        }
    }

    private func absolute(_ number: Value) -> Value {
        switch number {
        case .integer(let value): value < 0 ? negated(number) : number
        case .decimal(let value): value < ExactNumber(0) ? .decimal(from: value.negated) : number
        case .float(let value): .float(value.magnitude)
        case .number(let value): value < ExactNumber(0) ? negated(number) : number
        default: .unknown
        }
    }

    private func sign(_ number: Value) -> Value {
        if case .float(let value) = number { return .float(value > 0 ? 1 : value < 0 ? -1 : 0) }
        guard let exact = number.exact else { return .unknown }
        let sign = ExactNumber(exact < ExactNumber(0) ? -1 : exact == ExactNumber(0) ? 0 : 1)
        // The sign of an integer is computed in doubles.
        if case .integer = number { return .float(sign.double) }
        return .decimal(sign)
    }

    /// To a whole number; by `nil` to the nearest, where a float's halves go to even and a decimal's away from zero.
    /// Integers become doubles, as in PostgreSQL, which has none of these functions for them.
    private func rounded(_ number: Value, _ rule: FloatingPointRoundingRule?) -> Value {
        if case .decimal(let value) = number {
            return .decimal(from: value.rounded(to: 0, rule ?? .toNearestOrAwayFromZero))
        }
        guard let double = number.double else { return .unknown }
        return .float(double.rounded(rule ?? .toNearestOrEven))
    }

    private func places(_ number: Value, _ rest: [Value], _ rule: FloatingPointRoundingRule) -> Value {
        guard let exact = number.exact, let places = rest.first?.count, (0...38).contains(places) else {
            return .unknown
        }
        return .decimal(from: exact.rounded(to: places, rule))
    }

    func madeDate(_ parts: [Value]) -> Value {
        let counts = parts.compactMap(\.count)
        guard counts.count == 3 else { return .unknown }
        return CalendarDate(year: counts[0], month: counts[1], day: counts[2]).map { .date($0.days) }
            ?? .unknown
    }

    func madeInterval(_ parts: [Value]) -> Value {
        // Years, months, weeks, days, hours, minutes, seconds.
        let units: [Interval] = [
            Interval(months: 12), Interval(months: 1), Interval(days: 7), Interval(days: 1),
            Interval(microseconds: ClockTime.hour), Interval(microseconds: ClockTime.minute),
            Interval(microseconds: ClockTime.second),
        ]
        var result = Interval()
        for (part, unit) in zip(parts, units) {
            guard let count = part.count, let span = unit.multiplied(by: count), let sum = result.adding(span)
            else {
                return .unknown
            }
            result = sum
        }
        return .interval(result)
    }
}
