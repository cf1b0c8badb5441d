internal import Foundation
public import Specification

/// A node as a part of a larger JSON document.
public struct EncodedNode: Encodable, Sendable {
    private let node: Node

    public init(_ node: Node) { self.node = node }

    public func encode(to encoder: any Encoder) throws {
        switch node.value {
        case .array(let elements):
            var list = encoder.unkeyedContainer()
            for element in elements { try list.encode(EncodedNode(element)) }
        case .object(let members):
            var object = encoder.container(keyedBy: Name.self)
            for member in members { try object.encode(EncodedNode(member.value), forKey: Name(member.key)) }
        default:
            var single = encoder.singleValueContainer()
            switch node.value {
            case .boolean(let value): try single.encode(value)
            case .number(let text):
                if let integer = Int(text) {
                    try single.encode(integer)
                } else {
                    try single.encode(Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")))
                }
            case .string(let text): try single.encode(text)
            default: try single.encodeNil()
            }
        }
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }
}
