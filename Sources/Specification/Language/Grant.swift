internal import Diagnostics

/// One line of an entity's access: a grant, or a floor under all of them.
public enum Grant: SpecificationValue {
    case allow(AllowGrant)
    case require(Requirement)

    public static func read(_ node: Node, _ reading: inout Reading) -> Grant? {
        if node.member("require") != nil { return Requirement.read(node, &reading).map(Grant.require) }
        return AllowGrant.read(node, &reading).map(Grant.allow)
    }

    public func write() -> Node {
        switch self {
        case .allow(let grant): grant.write()
        case .require(let requirement): requirement.write()
        }
    }

    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema {
        .any(of: [AllowGrant.schema(&definitions), Requirement.schema(&definitions)])
    }
}

/// Who may do what with which rows.
public struct AllowGrant: SpecificationObject {
    public static let title = "a grant"
    public static let definition = "grant"
    public var who = Who.service
    public var can: [Operation] = []
    public var when: OneOrMore<Condition>?
    public var becomes: OneOrMore<Condition>?
    public var fields: [String]?
    public var source = Source()
    public init() {}
    public static let keys: [Key<AllowGrant>] = [
        Key(required: "who", \.who, "Who is meant."),
        Key(list: "can", \.can, required: true, "What they may do: read, create, update, delete."),
        Key("when", \.when, "Conditions on the row as it was."),
        Key("becomes", \.becomes, "Conditions on the row as it will be (default: the same as when)."),
        Key("fields", \.fields, "The only fields that may be stated or changed."),
    ]
}

/// What can be done with a row; the raw value is the specification's word.
public enum Operation: String, SpecificationWord { case read, create, update, delete }

/// A floor under all grants of an entity.
public struct Requirement: SpecificationObject {
    public static let title = "a requirement"
    public static let definition = "requirement"
    public var require = Floor()
    public var source = Source()
    public init() {}

    /// What everyone's session needs, whatever else they were given.
    public struct Floor: SpecificationObject {
        public static let title = "a floor"
        public static let definition = "floor"
        public var mfa: Bool?
        public var source = Source()
        public init() {}
        public static let keys: [Key<Floor>] = [Key("mfa", \.mfa, "A second factor in this session.")]
    }

    public static let keys: [Key<Requirement>] = [Key(required: "require", \.require, "What everyone needs.")]
}
