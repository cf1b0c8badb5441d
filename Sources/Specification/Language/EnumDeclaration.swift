internal import Diagnostics

/// A set of values that several fields share.
public struct EnumDeclaration: SpecificationObject {
    public static let title = "an enum"
    public static let definition = "enum"
    public var name = ""
    public var description: String?
    public var renamedFrom: String?
    public var values: [EnumValue] = []
    public var removed: [RemovedValue] = []
    public var source = Source()
    public init() {}
    public static let keys: [Key<EnumDeclaration>] = [
        Key(required: "name", \.name, "The enum's name, PascalCase."),
        Key("description", \.description, "What the values distinguish."),
        Key("renamedFrom", \.renamedFrom, "Its name before it was renamed."),
        Key(list: "values", \.values, required: true, "The values, in order."),
        Key(list: "removed", \.removed, "Values that were removed, and what became of rows that had them."),
    ]
}

/// A value of an enum: written as a string when there is nothing else to say about it.
public struct EnumValue: SpecificationValue {
    public var name = ""
    public var renamedFrom: String?
    public var description: String?
    public var source = Source()

    public init(_ name: String) { self.name = name }

    public static func read(_ node: Node, _ reading: inout Reading) -> EnumValue? {
        if case .object = node.value { return Detailed.read(node, &reading)?.value }
        guard case .string(let name) = node.value else {
            return reading.expected("a string or an object with a name", node)
        }
        var value = EnumValue(name)
        value.source = Source(file: reading.file, node: node)
        return value
    }

    public func write() -> Node {
        renamedFrom == nil && description == nil ? name.write() : Detailed(value: self).write()
    }

    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema {
        .any(of: [.type("string"), Detailed.schema(&definitions)])
    }

    private struct Detailed: SpecificationObject {
        static let title = "an enum value"
        static let definition = "enumValue"
        var value = EnumValue("")
        var source: Source {
            get { value.source }
            set { value.source = newValue }
        }
        static let keys: [Key<Detailed>] = [
            Key(required: "name", \.value.name, "The value."),
            Key("renamedFrom", \.value.renamedFrom, "The value before it was renamed."),
            Key("description", \.value.description, "What it means."),
        ]
        init() {}
        init(value: EnumValue) { self.value = value }
    }
}

/// A value that rows may still have had when it was removed.
public struct RemovedValue: SpecificationObject {
    public static let title = "a removed value"
    public static let definition = "removedValue"
    public var value = ""
    public var becomes = ""
    public var source = Source()
    public init() {}
    public static let keys: [Key<RemovedValue>] = [
        Key(required: "value", \.value, "The value that is gone."),
        Key(required: "becomes", \.becomes, "The value that its rows get."),
    ]
}

/// An app-wide role: written as a string when it includes no other.
public struct RoleDeclaration: SpecificationValue {
    public var name = ""
    public var includes: [String] = []
    public var source = Source()

    public init(_ name: String) { self.name = name }

    public static func read(_ node: Node, _ reading: inout Reading) -> RoleDeclaration? {
        if case .object = node.value { return Detailed.read(node, &reading)?.role }
        guard case .string(let name) = node.value else {
            return reading.expected("a string or an object with a name", node)
        }
        var role = RoleDeclaration(name)
        role.source = Source(file: reading.file, node: node)
        return role
    }

    public func write() -> Node { includes.isEmpty ? name.write() : Detailed(role: self).write() }

    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema {
        .any(of: [.type("string"), Detailed.schema(&definitions)])
    }

    private struct Detailed: SpecificationObject {
        static let title = "a role"
        static let definition = "role"
        var role = RoleDeclaration("")
        var source: Source {
            get { role.source }
            set { role.source = newValue }
        }
        static let keys: [Key<Detailed>] = [
            Key(required: "name", \.role.name, "The role."),
            Key(list: "includes", \.role.includes, "Roles that this one may do everything of."),
        ]
        init() {}
        init(role: RoleDeclaration) { self.role = role }
    }
}
