public import Specification

/// A value of a seed row, as its JSON file states it.
public indirect enum SeedValue: Codable, Hashable, Sendable {
    case null
    case boolean(Bool)
    /// As it is written, so that nothing is rounded on the way.
    case number(String)
    /// Texts, and what PostgreSQL reads from a text: dates, UUIDs, addresses, `\x` and the digits of bytes.
    case text(String)
    /// An array, or a JSON list.
    case list([SeedValue])
    /// A JSON object.
    case object([Member])

    /// A key of a JSON object and its value.
    public struct Member: Codable, Hashable, Sendable {
        public var key: String
        public var value: SeedValue

        public init(_ key: String, _ value: SeedValue) {
            self.key = key
            self.value = value
        }
    }

    /// The value as JSON.
    public var node: Node {
        switch self {
        case .null: Node(.null)
        case .boolean(let value): Node(.boolean(value))
        case .number(let text): Node(.number(text))
        case .text(let text): Node(.string(text))
        case .list(let elements): Node(.array(elements.map(\.node)))
        case .object(let members): Node(.object(members.map { Node.Member($0.key, $0.value.node) }))
        }
    }
}

extension SeedValue {
    init(_ literal: Literal) {
        switch literal {
        case .string(let text): self = .text(text)
        case .number(let number): self = .number(number.text)
        case .boolean(let value): self = .boolean(value)
        case .list(let elements): self = .list(elements.map { SeedValue($0) })
        }
    }
}
