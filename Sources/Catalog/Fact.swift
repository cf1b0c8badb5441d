/// One thing that a database holds, with everything that PostgreSQL says about it.
public struct Fact: Codable, Sendable {
    public var id: ID
    /// What is compared: pieces of SQL, as PostgreSQL prints them. What isn't there is PostgreSQL's default.
    public var properties: [Property: String]
    /// Properties as whoever described the thing wrote them, which reads better than what PostgreSQL makes of them.
    /// Nothing compares them.
    public var wording: [Property: String]?
    /// What it is a part of, and vanishes with.
    public var parent: ID?
    /// What has to exist for it to exist, its parent included; sorted.
    public var dependencies: [ID]
    /// Its place among its siblings where they have an order. The order of columns is no difference between tables.
    public var position: Int
    /// The parent tables that it comes from, where it isn't the table's own. No difference either: ALTER TABLE INHERIT
    /// leaves the table its own columns, and CREATE TABLE doesn't give it any.
    public var inheritedFrom: [String]

    /// What a fact is about, unique in a database.
    public struct ID: Codable, Sendable {
        public var kind: Kind
        /// As SQL writes it: `public.todos.title`, `todos_check on public.todos`, `public.total(integer)`.
        public var name: String

        public init(_ kind: Kind, _ name: String) {
            self.kind = kind
            self.name = name
        }
    }

    public init(
        _ kind: Kind, _ name: String, _ properties: [Property: String] = [:], parent: ID? = nil,
        dependencies: [ID] = [], position: Int = 0, inheritedFrom: [String] = []
    ) {
        id = ID(kind, name)
        self.properties = properties
        self.parent = parent
        self.dependencies = dependencies
        self.position = position
        self.inheritedFrom = inheritedFrom
    }

    public var kind: Kind { id.kind }
    public var name: String { id.name }

    public subscript(property: Property) -> String? { properties[property] }

    /// A property as a statement writes it.
    public func written(_ property: Property) -> String? { wording?[property] ?? properties[property] }

    /// Its name as SQL writes it, without its schema and, for a function, without its parameters.
    public var bareName: String {
        let name = kind == .function ? String(name.prefix { $0 != "(" }) : name
        guard let schema = self[.schema], name.hasPrefix("\(schema).") else { return name }
        return String(name.dropFirst(schema.count + 1))
    }

    /// Whether both say the same of the same thing.
    public func agrees(with other: Fact) -> Bool { id == other.id && differences(from: other).isEmpty }

    /// The properties in which two facts differ.
    public func differences(from other: Fact) -> Set<Property> {
        var different: Set<Property> = []
        for (property, value) in properties where !(other.properties[property]?.utf8.elementsEqual(value.utf8) ?? false)
        {
            different.insert(property)
        }
        for property in other.properties.keys where properties[property] == nil { different.insert(property) }
        return different
    }
}

// Byte by byte, as PostgreSQL compares: to Swift, an é is one whether it is written as one scalar or as two.
extension Fact.ID: Hashable, Comparable, CustomStringConvertible {
    public static func == (left: Self, right: Self) -> Bool {
        left.kind == right.kind && left.name.utf8.elementsEqual(right.name.utf8)
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.kind == right.kind
            ? left.name.utf8.lexicographicallyPrecedes(right.name.utf8) : left.kind < right.kind
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        var name = name
        name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    /// For people: "table public.todos".
    public var description: String { "\(kind.rawValue) \(name)" }
}
