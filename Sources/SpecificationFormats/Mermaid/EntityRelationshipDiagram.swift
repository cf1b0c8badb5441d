/// Mermaid's entity-relationship diagram, as GitHub renders it.
public struct EntityRelationshipDiagram: Sendable, Hashable {
    public var entities: [Entity] = []
    public var relationships: [Relationship] = []

    public init() {}

    public struct Entity: Sendable, Hashable {
        public var name: String
        public var attributes: [Attribute]

        public init(_ name: String, _ attributes: [Attribute] = []) {
            self.name = name
            self.attributes = attributes
        }
    }

    public struct Attribute: Sendable, Hashable {
        /// One word.
        public var type: String
        public var name: String
        public var keys: [Key]

        public init(_ type: String, _ name: String, keys: [Key] = []) {
            self.type = type
            self.name = name
            self.keys = keys
        }
    }

    public enum Key: String, Sendable { case primary = "PK", foreign = "FK", unique = "UK" }

    public struct Relationship: Sendable, Hashable {
        public var left: String
        public var leftCount: Count
        public var right: String
        public var rightCount: Count
        public var label: String

        public init(_ left: String, _ leftCount: Count, _ right: String, _ rightCount: Count, label: String) {
            self.left = left
            self.leftCount = leftCount
            self.right = right
            self.rightCount = rightCount
            self.label = label
        }
    }

    /// How many rows stand on one side of a relationship.
    public enum Count: Sendable { case one, oneAtMost, any }

    /// The diagram, ending in a newline.
    public var text: String {
        var text = "erDiagram\n"
        for entity in entities {
            text += "  \(Self.word(entity.name)) {\n"
            for attribute in entity.attributes {
                let keys = attribute.keys.isEmpty ? "" : " " + attribute.keys.map(\.rawValue).joined(separator: ", ")
                text += "    \(attribute.type) \(Self.attribute(attribute.name))\(keys)\n"
            }
            text += "  }\n"
        }
        for relationship in relationships {
            text += "  \(Self.word(relationship.left)) \(relationship.leftCount.onTheLeft)--"
            text += "\(relationship.rightCount.onTheRight) \(Self.word(relationship.right)) : "
            text += Self.word(relationship.label) + "\n"
        }
        return text
    }

    /// Words of Mermaid's own, which stand for themselves only in quotes.
    private static let reserved: Set<String> = [
        "erdiagram", "title", "acctitle", "accdescr", "direction", "style", "class", "classdef", "subgraph", "end",
        "one", "many", "only", "zero", "to", "optionally", "u", "o",
    ]

    private static func word(_ name: String) -> String { reserved.contains(name.lowercased()) ? "\"\(name)\"" : name }

    /// Attributes can't be quoted, and three words mean kinds of keys.
    private static func attribute(_ name: String) -> String {
        ["pk", "fk", "uk"].contains(name.lowercased()) ? name + "_" : name
    }
}

extension EntityRelationshipDiagram.Count {
    fileprivate var onTheLeft: String {
        switch self {
        case .one: "||"
        case .oneAtMost: "|o"
        case .any: "}o"
        }
    }

    fileprivate var onTheRight: String {
        switch self {
        case .one: "||"
        case .oneAtMost: "o|"
        case .any: "o{"
        }
    }
}
