/// Something that a specification can hold: read from a node, written to one, described by a JSON Schema.
public protocol SpecificationValue: Sendable, Hashable {
    /// Reads `node`; reports to `reading` and answers nil when it has another shape.
    static func read(_ node: Node, _ reading: inout Reading) -> Self?
    func write() -> Node
    static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema
}

extension String: SpecificationValue {
    public static func read(_ node: Node, _ reading: inout Reading) -> String? {
        guard case .string(let text) = node.value else { return reading.expected("a string", node) }
        return text
    }
    public func write() -> Node { Node(.string(self)) }
    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema { .type("string") }
}

extension Bool: SpecificationValue {
    public static func read(_ node: Node, _ reading: inout Reading) -> Bool? {
        guard case .boolean(let value) = node.value else { return reading.expected("true or false", node) }
        return value
    }
    public func write() -> Node { Node(.boolean(self)) }
    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema { .type("boolean") }
}

extension Int: SpecificationValue {
    public static func read(_ node: Node, _ reading: inout Reading) -> Int? {
        // JSON knows one kind of number: 1.0 and 1e2 are whole.
        guard case .number(let text) = node.value, let value = Int(text) ?? Double(text).flatMap(Int.init(exactly:))
        else { return reading.expected("a whole number", node) }
        return value
    }
    public func write() -> Node { Node(.number(String(self))) }
    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema { .type("integer") }
}

extension Array: SpecificationValue where Element: SpecificationValue {
    public static func read(_ node: Node, _ reading: inout Reading) -> [Element]? {
        guard case .array(let elements) = node.value else { return reading.expected("a list", node) }
        // What is wrong was reported; the rest is kept, so that later steps find what else there is to say.
        return elements.compactMap { Element.read($0, &reading) }
    }
    public func write() -> Node { Node(.array(map { $0.write() })) }
    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema {
        .array(of: Element.schema(&definitions))
    }
}

/// One word out of a closed list.
public protocol SpecificationWord: SpecificationValue, CaseIterable, RawRepresentable, Codable
where RawValue == String {}

extension SpecificationWord {
    public static func read(_ node: Node, _ reading: inout Reading) -> Self? {
        let words = allCases.map(\.rawValue)
        guard case .string(let text) = node.value else {
            return reading.expected("one of \(words.joined(separator: ", "))", node)
        }
        guard let value = Self(rawValue: text) else { return reading.unknownWord(text, words, node) }
        return value
    }
    public func write() -> Node { Node(.string(rawValue)) }
    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema {
        .oneOf(words: allCases.map(\.rawValue))
    }
}

/// A number as the user spelt it, so that no digit is lost.
public struct Number: SpecificationValue, Codable, CustomStringConvertible {
    public let text: String

    public init(_ text: String) { self.text = text }

    public static func read(_ node: Node, _ reading: inout Reading) -> Number? {
        guard case .number(let text) = node.value else { return reading.expected("a number", node) }
        return Number(text)
    }
    public func write() -> Node { Node(.number(text)) }
    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema { .type("number") }
    public var description: String { text }
    /// Nearest double, for comparisons.
    public var approximate: Double { Double(text) ?? .nan }
}

/// One value, or a list of them.
public struct OneOrMore<Element: SpecificationValue>: SpecificationValue {
    public var elements: [Element]

    public init(_ elements: [Element]) { self.elements = elements }

    public static func read(_ node: Node, _ reading: inout Reading) -> Self? {
        if case .array = node.value { return [Element].read(node, &reading).map(Self.init) }
        return Element.read(node, &reading).map { Self([$0]) }
    }
    public func write() -> Node { elements.count == 1 ? elements[0].write() : elements.write() }
    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema {
        let element = Element.schema(&definitions)
        return .any(of: [element, .array(of: element)])
    }
}
