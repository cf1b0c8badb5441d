internal import Specification

/// A value in a row, as far as rules compare it.
public enum OracleValue: Hashable, Sendable {
    case null
    /// Texts, UUIDs, enums and dates in ISO 8601.
    case text(String)
    case number(Double)
    case boolean(Bool)
    /// Seconds since 1970.
    case moment(Double)

    init(_ literal: Literal) {
        switch literal {
        case .string(let text): self = .text(text)
        case .number(let number): self = .number(Double(number.text) ?? .nan)
        case .boolean(let value): self = .boolean(value)
        case .list: self = .null
        }
    }

    /// SQL's `=`; nil where the answer is unknown.
    func equals(_ other: OracleValue) -> Bool? {
        self == .null || other == .null ? nil : self == other
    }

    /// SQL's `<`; nil where the answer is unknown.
    func isLess(than other: OracleValue) -> Bool? {
        switch (self, other) {
        case (.number(let left), .number(let right)), (.moment(let left), .moment(let right)): left < right
        // Dates in ISO 8601 sort as texts.
        case (.text(let left), .text(let right)): left < right
        case (.boolean(let left), .boolean(let right)): !left && right
        default: nil
        }
    }
}
