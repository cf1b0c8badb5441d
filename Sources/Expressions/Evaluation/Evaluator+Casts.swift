extension Evaluator {
    func cast(_ value: Value, to type: PlainType) -> Value {
        switch (value, type) {
        case (.null, _), (.unknown, _): return value
        case (.text(let text), _): return Value(text, as: type)
        case (_, .text), (_, .varchar(nil)): return text(of: value)
        case (_, .varchar):
            guard case .text(let text) = text(of: value) else { return .unknown }
            return Value(text, as: type)
        case (.boolean, .boolean), (.date, .date), (.time, .time), (.timestamp, .timestamptz),
            (.localTimestamp, .timestamp), (.interval, .interval), (.uuid, .uuid), (.json, .json):
            return value
        case (.boolean(let flag), .integer): return .integer(flag ? 1 : 0)
        case (.integer(let number), .boolean): return .boolean(number != 0)
        case (.date(let days), .timestamp): return .localTimestamp(days * ClockTime.day)
        case (.date(let days), .timestamptz): return .timestamp(days * ClockTime.day)
        case (.timestamp(let moment), .timestamp): return .localTimestamp(moment)
        case (.localTimestamp(let moment), .timestamptz): return .timestamp(moment)
        case (.timestamp(let moment), .date), (.localTimestamp(let moment), .date):
            return ClockTime.split(moment).map { .date($0.date.days) } ?? .unknown
        case (.timestamp(let moment), .time), (.localTimestamp(let moment), .time):
            return ClockTime.split(moment).map { .time($0.time) } ?? .unknown
        case (.array(let elements), .array(let element)):
            let values = elements.map { cast($0, to: element) }
            return values.contains(.unknown) ? .unknown : .array(values)
        default: return number(value, as: type)
        }
    }

    private func number(_ value: Value, as type: PlainType) -> Value {
        switch type {
        case .smallint, .integer, .bigint:
            let bounds: ClosedRange<Int64> =
                type == .smallint
                ? -32768...32767 : type == .integer ? -2_147_483_648...2_147_483_647 : .min ... .max
            // A float rounds halves to even, a decimal away from zero.
            if case .number(let number) = value, number.isHalf { return .unknown }
            let whole: Int64? =
                if case .float(let double) = value {
                    Int64(exactly: double.rounded(.toNearestOrEven))
                } else {
                    value.exact?.rounded()?.integer
                }
            guard let whole, bounds.contains(whole) else { return .unknown }
            return .integer(whole)
        case .numeric(let precision, let scale):
            guard let exact = value.exact else { return .unknown }
            guard let precision else { return .decimal(exact) }
            let scale = scale ?? 0
            guard let rounded = exact.rounded(to: scale), fits(rounded, precision - scale) else {
                return .unknown
            }
            return .decimal(rounded)
        case .doublePrecision: return value.double.map(Value.float) ?? .unknown
        default: return .unknown
        }
    }

    /// Whether a number has at most `digits` digits before its point.
    private func fits(_ number: ExactNumber, _ digits: Int) -> Bool {
        guard digits > 0 else { return number.rounded(to: 0, .towardZero)?.integer == 0 }
        return String(number.rounded(to: 0, .towardZero)?.coefficient.magnitude ?? .max).utf8.count <= digits
    }

    /// As the type's output function writes it; decimals are unknown, since the scale that they are written with isn't
    /// kept.
    private func text(of value: Value) -> Value {
        switch value {
        case .text, .null, .unknown: value
        case .boolean(let flag): .text(flag ? "true" : "false")
        case .integer(let number): .text(String(number))
        case .date(let days): CalendarDate(days: days).map { .text($0.description) } ?? .unknown
        case .time(let time): .text(ClockTime.description(ofTime: time))
        case .localTimestamp(let moment):
            ClockTime.description(ofTimestamp: moment).map(Value.text) ?? .unknown
        case .timestamp(let moment):
            ClockTime.description(ofTimestamp: moment).map { .text($0 + "+00") } ?? .unknown
        case .uuid(let text): .text(text)
        case .decimal, .float, .number, .interval, .json, .array: .unknown
        }
    }
}
