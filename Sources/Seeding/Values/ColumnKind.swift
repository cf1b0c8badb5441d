internal import Expressions

/// What a column holds, as far as expressions over it can be computed.
enum ColumnKind: Hashable, Sendable {
    case text, integer, bigint, float, boolean, json, uuid, date, time, timestamp, localTimestamp, interval
    case decimal(precision: Int, scale: Int)
    indirect case list(ColumnKind)
    /// Its values are opaque here.
    case other

    /// The kind of an SQL type as ``Schema`` writes it. Enum types of their own compare as texts do.
    init(sqlType type: String) {
        if type.hasSuffix("[]") {
            self = .list(ColumnKind(sqlType: String(type.dropLast(2))))
            return
        }
        switch type {
        case "text": self = .text
        case "integer": self = .integer
        case "bigint": self = .bigint
        case "double precision": self = .float
        case "boolean": self = .boolean
        case "jsonb": self = .json
        case "uuid": self = .uuid
        case "date": self = .date
        case "time": self = .time
        case "timestamptz": self = .timestamp
        case "timestamp": self = .localTimestamp
        case "interval": self = .interval
        case _ where type.hasPrefix("numeric("):
            let digits = type.dropFirst("numeric(".count).dropLast().split(separator: ",").compactMap {
                Int($0)
            }
            self = digits.count == 2 ? .decimal(precision: digits[0], scale: digits[1]) : .other
        case _ where type.contains("."): self = .text
        default: self = .other
        }
    }

    /// The type that texts of this kind are read as.
    private var plainType: PlainType? {
        switch self {
        case .uuid: .uuid
        case .date: .date
        case .time: .time
        case .timestamp: .timestamptz
        case .localTimestamp: .timestamp
        case .interval: .interval
        default: nil
        }
    }

    /// What an expression sees in a column that holds `value`.
    func evaluated(_ value: SeedValue) -> Value {
        switch (self, value) {
        case (_, .null): return .null
        case (.list(let element), .list(let elements)):
            let values = elements.map(element.evaluated)
            return values.contains(.unknown) ? .unknown : .array(values)
        case (.json, _): return .unknown
        case (.boolean, .boolean(let flag)): return .boolean(flag)
        case (.integer, .number(let text)), (.bigint, .number(let text)):
            return Int64(text).map(Value.integer) ?? .unknown
        case (.decimal, .number(let text)): return ExactNumber(text).map(Value.decimal) ?? .unknown
        case (.float, .number(let text)): return Double(text).map(Value.float) ?? .unknown
        case (.text, .text(let text)): return .text(text)
        case (_, .text(let text)): return plainType.map { Value(text, as: $0) } ?? .unknown
        default: return .unknown
        }
    }

    /// The seed value that an expression's result is in a column of this kind; nil if it isn't one.
    func stored(_ value: Value) -> SeedValue? {
        switch (self, value) {
        case (_, .unknown): return nil
        case (_, .null): return .null
        case (.list(let element), .array(let elements)):
            let values = elements.compactMap(element.stored)
            return values.count == elements.count ? .list(values) : nil
        case (.boolean, .boolean(let flag)): return .boolean(flag)
        case (.integer, .integer(let number)): return Int32(exactly: number).map { .number(String($0)) }
        case (.bigint, .integer(let number)): return .number(String(number))
        case (.integer, .decimal(let number)), (.bigint, .decimal(let number)):
            return number.integer.flatMap { stored(.integer($0)) }
        case (.decimal, .integer(let number)): return decimal(ExactNumber(number))
        case (.decimal, .decimal(let number)): return decimal(number)
        case (.decimal, .float(let number)): return ExactNumber("\(number)").flatMap(decimal)
        case (.float, .integer(let number)): return .number(String(number))
        case (.float, .decimal(let number)): return .number(number.description)
        case (.float, .float(let number)): return number.isFinite ? .number("\(number)") : nil
        case (.text, .text(let text)): return .text(text)
        case (_, .text(let text)):
            guard let plainType else { return nil }
            let parsed = Value(text, as: plainType)
            return parsed == .unknown ? nil : self == .interval ? .text(text) : stored(parsed)
        case (.uuid, .uuid(let text)): return .text(text)
        default: return time(value)
        }
    }

    /// Whether a `numeric` of this precision and scale holds the number without rounding it.
    private func decimal(_ number: ExactNumber) -> SeedValue? {
        guard case .decimal(let precision, let scale) = self else { return nil }
        let parts = number.description.drop { $0 == "-" }.split(separator: ".")
        let whole = parts[0] == "0" ? 0 : parts[0].utf8.count
        let fraction = parts.count == 2 ? parts[1].utf8.count : 0
        guard whole <= precision - scale, fraction <= scale else { return nil }
        return .number(number.description)
    }

    private func time(_ value: Value) -> SeedValue? {
        switch (self, value) {
        case (.date, .date(let days)): return CalendarDate(days: days).map { .text($0.description) }
        case (.date, .timestamp(let moment)), (.date, .localTimestamp(let moment)):
            return ClockTime.split(moment).map { .text($0.date.description) }
        case (.time, .time(let time)): return .text(ClockTime.description(ofTime: time))
        case (.timestamp, .timestamp(let moment)), (.timestamp, .localTimestamp(let moment)):
            return Self.moment(moment).map { .text($0 + "Z") }
        case (.localTimestamp, .timestamp(let moment)), (.localTimestamp, .localTimestamp(let moment)):
            return Self.moment(moment).map { .text($0) }
        case (.timestamp, .date(let days)), (.localTimestamp, .date(let days)):
            return time(.timestamp(days * ClockTime.day))
        case (.interval, .interval(let span)):
            return .text("\(span.months) months \(span.days) days \(span.microseconds) microseconds")
        default: return nil
        }
    }

    /// As ISO 8601 has it, which every JSON client reads.
    private static func moment(_ microseconds: Int) -> String? {
        guard let (date, time) = ClockTime.split(microseconds) else { return nil }
        return "\(date)T\(ClockTime.description(ofTime: time))"
    }
}
