/// A value that a row holds or an expression yields.
public indirect enum Value: Sendable, Hashable {
    /// It can't be told here: an operation that isn't computed exactly, an error that PostgreSQL would raise, or a
    /// column of which nothing is known.
    case unknown
    case null
    case boolean(Bool)
    /// `smallint`, `integer` and `bigint`, which aren't told apart: what overflows an `integer` is an error in
    /// PostgreSQL and none here.
    case integer(Int64)
    /// `numeric`
    case decimal(ExactNumber)
    /// `real` and `double precision`, computed in doubles.
    case float(Double)
    /// A number of which it isn't known which of these types it has: of it, only that is computed in which they agree.
    case number(ExactNumber)
    case text(String)
    /// Days since 2000-01-01.
    case date(Int)
    /// Microseconds since midnight.
    case time(Int)
    /// A moment, in microseconds since 2000-01-01 00:00 UTC.
    case timestamp(Int)
    /// What a calendar and a clock show, in microseconds since 2000-01-01 00:00.
    case localTimestamp(Int)
    case interval(Interval)
    /// In lower case, with hyphens.
    case uuid(String)
    /// Opaque text.
    case json(String)
    case array([Value])

    init(_ truth: Bool?) { self = truth.map(Value.boolean) ?? .unknown }

    static func decimal(from value: ExactNumber?) -> Value { value.map(Value.decimal) ?? .unknown }

    /// A literal of a type, as PostgreSQL's input function reads it; `.unknown` for spellings that aren't read here.
    public init(_ text: String, as type: PlainType) {
        switch type {
        case .boolean: self.init(Self.booleans[text.lowercased()])
        case .smallint, .integer, .bigint: self = Int64(text).map(Value.integer) ?? .unknown
        case .numeric(_, let scale):
            let number = ExactNumber(text)
            self = .decimal(
                from: type == .numeric(precision: nil, scale: nil) ? number : number?.rounded(to: scale ?? 0))
        case .doublePrecision:
            self = ExactNumber(text).flatMap { _ in Double(text) }.map(Value.float) ?? .unknown
        case .text, .varchar(nil): self = .text(text)
        case .varchar(let length?):
            self = .text(String(String.UnicodeScalarView(text.unicodeScalars.prefix(length))))
        case .date: self = CalendarDate(text).map { .date($0.days) } ?? .unknown
        case .time: self = ClockTime.timeOfDay(text).map(Value.time) ?? .unknown
        case .timestamp:
            self = ClockTime.timestamp(text, hasZone: false).map(Value.localTimestamp) ?? .unknown
        case .timestamptz: self = ClockTime.timestamp(text, hasZone: true).map(Value.timestamp) ?? .unknown
        case .interval: self = Interval(text).map(Value.interval) ?? .unknown
        case .uuid: self = Self.parsedUUID(text)
        case .json, .jsonb: self = .json(text)
        case .real, .bytea, .inet, .cidr, .array: self = .unknown
        }
    }

    private static func parsedUUID(_ text: String) -> Value {
        let lowered = Array(text.lowercased().utf8)
        let isUUID =
            lowered.count == 36
            && lowered.enumerated().allSatisfy { index, byte in
                [8, 13, 18, 23].contains(index)
                    ? byte == UInt8(ascii: "-")
                    : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
        return isUUID ? .uuid(String(decoding: lowered, as: UTF8.self)) : .unknown
    }

    private static let booleans: [String: Bool] = [
        "true": true, "t": true, "yes": true, "on": true, "1": true,
        "false": false, "f": false, "no": false, "off": false, "0": false,
    ]

    /// The type that a literal takes beside this value; nil if it stays text.
    var literalType: PlainType? {
        switch self {
        case .boolean: .boolean
        case .integer: .bigint
        case .decimal, .number: .numeric(precision: nil, scale: nil)
        case .float: .doublePrecision
        case .date: .date
        case .time: .time
        case .timestamp: .timestamptz
        case .localTimestamp: .timestamp
        case .interval: .interval
        case .uuid: .uuid
        case .json: .jsonb
        case .unknown, .null, .text, .array: nil
        }
    }

    /// The number, if it is one and no float.
    var exact: ExactNumber? {
        switch self {
        case .integer(let value): ExactNumber(value)
        case .decimal(let value), .number(let value): value
        default: nil
        }
    }

    /// The number as a double, as PostgreSQL takes it beside a float.
    var double: Double? {
        switch self {
        case .float(let value): value
        case .integer(let value): Double(value)
        case .decimal(let value), .number(let value): value.double
        default: nil
        }
    }

    var isOfUnknownType: Bool {
        if case .number = self { true } else { false }
    }

    /// The text, where it is one.
    var string: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// A whole number, as functions take it for a count or position.
    var count: Int? {
        if case .integer(let value) = self { Int(exactly: value) } else { nil }
    }
}
