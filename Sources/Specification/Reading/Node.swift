/// A value as it stands in a JSON or YAML text: order kept, with its place.
public struct Node: Sendable, Hashable {
    public var value: Value
    /// UTF-8 offsets in the file, `0..<0` for a node that was never written.
    public var range: Range<Int>

    /// What JSON can say; YAML is read into the same.
    public enum Value: Sendable, Hashable {
        case null
        case boolean(Bool)
        /// A number, as it was spelt.
        case number(String)
        case string(String)
        case array([Node])
        case object([Member])
    }

    /// A key of an object and its value.
    public struct Member: Sendable, Hashable {
        public var key: String
        /// UTF-8 offsets in the file; `0..<0` where it was never written.
        public var keyRange: Range<Int>
        public var value: Node

        public init(_ key: String, _ value: Node, keyRange: Range<Int> = 0..<0) {
            self.key = key
            self.keyRange = keyRange
            self.value = value
        }
    }

    public init(_ value: Value, range: Range<Int> = 0..<0) {
        self.value = value
        self.range = range
    }

    /// The member named `key` of an object.
    public func member(_ key: String) -> Member? {
        guard case .object(let members) = value else { return nil }
        return members.first { $0.key == key }
    }

    /// What kind of value this is, for messages: "a string".
    public var kind: String {
        switch value {
        case .null: "null"
        case .boolean: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
