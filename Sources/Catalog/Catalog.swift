/// What a database holds, as facts: one for each table, column, constraint, policy, grant, …
///
/// PostgreSQL has normalized every expression in a fact's content, so two databases that hold the same have equal
/// catalogs, however they came about.
public struct Catalog: Codable, Hashable, Sendable {
    /// Sorted by kind and identity.
    public let facts: [Fact]

    public init(_ facts: [Fact]) { self.facts = facts.sorted() }
}

/// One thing that a database holds, with everything that PostgreSQL says about it.
public struct Fact: Codable, Hashable, Sendable, Comparable {
    public var kind: Kind
    /// What it is about, unique within its kind: `public.todos.title`.
    public var identity: String
    /// Everything that PostgreSQL says about it.
    public var content: String

    /// What sort of thing it is; its raw value is what sorts facts of different kinds.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case schema, table, column, constraint, index, type, function, trigger, policy, grant, comment
    }

    public init(_ kind: Kind, _ identity: String, _ content: String) {
        self.kind = kind
        self.identity = identity
        self.content = content
    }

    /// Byte by byte, as PostgreSQL compares: to Swift, an é is one whether it is written as one scalar or as two.
    public static func == (left: Self, right: Self) -> Bool {
        left.kind == right.kind && left.identity.utf8.elementsEqual(right.identity.utf8)
            && left.content.utf8.elementsEqual(right.content.utf8)
    }

    public static func < (left: Self, right: Self) -> Bool {
        if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
        return left.identity.utf8.elementsEqual(right.identity.utf8)
            ? left.content.utf8.lexicographicallyPrecedes(right.content.utf8)
            : left.identity.utf8.lexicographicallyPrecedes(right.identity.utf8)
    }

    /// The same thing, whatever each catalog says about it.
    fileprivate var key: Fact { Fact(kind, identity, "") }
}

/// What distinguishes two catalogs.
public struct CatalogDifference: Codable, Hashable, Sendable {
    /// Expected, and not found.
    public var missing: [Fact] = []
    /// Found, and not expected.
    public var unexpected: [Fact] = []
    public var changed: [Change] = []

    /// The same thing, with what each catalog says about it.
    public struct Change: Codable, Hashable, Sendable {
        public var expected: Fact
        public var found: Fact
    }

    public var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && changed.isEmpty }

    /// One pass over both sorted lists of facts.
    public init(expected: Catalog, found: Catalog) {
        var (left, right) = (expected.facts[...], found.facts[...])
        while let a = left.first, let b = right.first {
            if a.key == b.key {
                if a != b { changed.append(.init(expected: a, found: b)) }
                left.removeFirst()
                right.removeFirst()
            } else if a.key < b.key {
                missing.append(a)
                left.removeFirst()
            } else {
                unexpected.append(b)
                right.removeFirst()
            }
        }
        missing += left
        unexpected += right
    }
}
