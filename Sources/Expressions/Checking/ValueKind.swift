/// What an expression yields, as coarse as is needed to find mistakes early. PostgreSQL has the last word.
public indirect enum ValueKind: Sendable, Hashable, Codable {
    case boolean
    /// Every numeric type.
    case number
    case text
    case date
    case time
    /// A moment: `timestamptz`.
    case timestamp
    /// A wall clock's date and time: `timestamp`.
    case localTimestamp
    case interval
    case uuid
    case json
    case bytes
    /// An address or network.
    case network
    case array(ValueKind)
    /// Anything: null and quoted literals, which take the type of their neighbours, and columns of types that aren't
    /// told apart here.
    case any

    /// With its article, for messages: `a number`.
    var description: String {
        switch self {
        case .boolean: "a boolean"
        case .number: "a number"
        case .text: "text"
        case .date: "a date"
        case .time: "a time"
        case .timestamp: "a timestamp"
        case .localTimestamp: "a local timestamp"
        case .interval: "an interval"
        case .uuid: "a uuid"
        case .json: "json"
        case .bytes: "bytes"
        case .network: "a network address"
        case .array: "an array"
        case .any: "a value"
        }
    }

    private var isPointInTime: Bool { [.date, .timestamp, .localTimestamp].contains(self) }

    /// The kind that both have in common where PostgreSQL would resolve them to one type; nil if there is none.
    func united(with other: ValueKind) -> ValueKind? {
        switch (self, other) {
        case (.any, _): return other
        case (_, .any): return self
        case (.array(let a), .array(let b)): return a.united(with: b).map { .array($0) }
        case _ where self == other: return self
        case _ where isPointInTime && other.isPointInTime:
            return self == .timestamp || other == .timestamp ? .timestamp : .localTimestamp
        default: return nil
        }
    }

    /// Whether a value of this kind can stand where `expected` is needed, by an implicit conversion.
    func converts(to expected: ValueKind) -> Bool {
        switch (self, expected) {
        case (.any, _), (_, .any): true
        case (.array(let a), .array(let b)): a.converts(to: b)
        case (.date, .timestamp), (.date, .localTimestamp), (.localTimestamp, .timestamp), (.time, .interval):
            true
        default: self == expected
        }
    }

    /// Whether a column of kind `column` takes a value of this kind, by a conversion on assignment.
    func isAssignable(to column: ValueKind) -> Bool {
        if converts(to: column) { return true }
        switch (self, column) {
        // Every type but an array's elements turns into text when it is stored.
        case (_, .text): return true
        case (.timestamp, .date), (.timestamp, .localTimestamp), (.timestamp, .time),
            (.localTimestamp, .date),
            (.localTimestamp, .time), (.interval, .time):
            return true
        case (.array(let element), .array(let other)): return element.isAssignable(to: other)
        default: return false
        }
    }
}
