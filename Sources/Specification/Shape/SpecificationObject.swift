/// An object of the language. Its ``keys`` are the one description of it: they read it, write it in canonical
/// order, refuse unknown keys and make its JSON Schema.
public protocol SpecificationObject: SpecificationValue {
    init()
    /// What it is called in messages: "an entity".
    static var title: String { get }
    /// Its name under `$defs` in the JSON Schema.
    static var definition: String { get }
    static var keys: [Key<Self>] { get }
    var source: Source { get set }
}

/// One key of an object, bound to the property that holds it.
public struct Key<Root: Sendable>: Sendable {
    public let name: String
    public let isRequired: Bool
    public let summary: String
    /// Answers whether there was a value of the right shape.
    let read: @Sendable (Node, inout Reading, inout Root) -> Bool
    let write: @Sendable (Root) -> Node?
    /// Gives the second object what the first one has at this key, be it nothing.
    let copy: @Sendable (Root, inout Root) -> Void
    let schema: @Sendable (inout SchemaDefinitions) -> JSONSchema

    /// A key that may be left out.
    public init<Value: SpecificationValue>(
        _ name: String, _ path: any WritableKeyPath<Root, Value?> & Sendable, _ summary: String
    ) {
        self.init(
            name, required: false, summary, Value.self,
            set: { $0[keyPath: path] = $1 }, get: { $0[keyPath: path] },
            copy: { $1[keyPath: path] = $0[keyPath: path] })
    }

    /// A list that may be left out when it is empty.
    public init<Element: SpecificationValue>(
        list name: String, _ path: any WritableKeyPath<Root, [Element]> & Sendable, required: Bool = false,
        _ summary: String
    ) {
        self.init(
            name, required: required, summary, [Element].self,
            set: { $0[keyPath: path] = $1 },
            get: { required || !$0[keyPath: path].isEmpty ? $0[keyPath: path] : nil },
            copy: { $1[keyPath: path] = $0[keyPath: path] })
    }

    /// A key that must be there.
    public init<Value: SpecificationValue>(
        required name: String, _ path: any WritableKeyPath<Root, Value> & Sendable, _ summary: String
    ) {
        self.init(
            name, required: true, summary, Value.self,
            set: { $0[keyPath: path] = $1 }, get: { $0[keyPath: path] },
            copy: { $1[keyPath: path] = $0[keyPath: path] })
    }

    private init<Value: SpecificationValue>(
        _ name: String, required: Bool, _ summary: String, _ type: Value.Type,
        set: @escaping @Sendable (inout Root, Value) -> Void, get: @escaping @Sendable (Root) -> Value?,
        copy: @escaping @Sendable (Root, inout Root) -> Void
    ) {
        self.name = name
        isRequired = required
        self.summary = summary
        read = { node, reading, root in
            guard let value = Value.read(node, &reading) else { return false }
            set(&root, value)
            return true
        }
        write = { get($0)?.write() }
        self.copy = copy
        schema = { Value.schema(&$0) }
    }
}

extension SpecificationObject {
    public static func read(_ node: Node, _ reading: inout Reading) -> Self? {
        guard case .object = node.value else { return reading.expected(title, node) }
        var object = Self()
        object.source = Source(file: reading.file, node: node)
        let unreadable = reading.members(of: node, title, keys, into: &object)
        if !unreadable.isEmpty { object.source.unreadable = unreadable }
        return object
    }

    public func write() -> Node {
        Node(.object(Self.keys.compactMap { key in key.write(self).map { Node.Member(key.name, $0) } }))
    }

    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema {
        definitions.reference(definition) { definitions in
            .object(
                title: title,
                properties: keys.map { key in
                    (key.name, key.schema(&definitions).described(key.summary))
                },
                required: keys.filter(\.isRequired).map(\.name))
        }
    }
}

extension Reading {
    /// Reads the members of `node` into `object`.
    ///
    /// - Parameters:
    ///   - title: What it is called in messages: "an entity".
    ///   - complete: Whether what is required must be there.
    /// - Returns: The keys that are missing though required, or whose value couldn't be read.
    mutating func members<Root>(
        of node: Node, _ title: String, _ keys: [Key<Root>], into object: inout Root, complete: Bool = true
    ) -> [String] {
        guard case .object(let members) = node.value else {
            let _: Root? = expected(title, node)
            return [""]
        }
        var unreadable: [String] = []
        for member in members {
            guard let key = keys.first(where: { $0.name == member.key }) else {
                unknownKey(member, of: title, known: keys.map(\.name))
                continue
            }
            // null is how some writers say "left out".
            if case .null = member.value.value, !key.isRequired { continue }
            if !key.read(member.value, &self, &object) { unreadable.append(key.name) }
        }
        for key in keys where complete && key.isRequired && node.member(key.name) == nil {
            missingKey(key.name, of: title, node)
            unreadable.append(key.name)
        }
        return unreadable
    }
}
