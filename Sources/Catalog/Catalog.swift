/// What a database holds, as facts: one for each table, column, constraint, policy, grant, …
///
/// PostgreSQL has normalized every expression in a fact, so two databases that hold the same have equal catalogs,
/// however they came about.
public struct Catalog: Codable, Sendable {
    /// Sorted by kind and name.
    public let facts: [Fact]
    /// What the platform brings by itself, such as the default privileges of Supabase's older projects. It counts for
    /// what new things begin with, and is no part of what the database holds of a project.
    public let platform: [Fact]
    private let index: [Fact.ID: Int]
    /// The tables that others inherit from without being their partitions.
    private let ancestors: Set<String>

    public init(_ facts: [Fact], platform: [Fact] = []) {
        self.platform = platform
        // Sorting numbers is cheaper than sorting facts, which are large.
        let sorted = facts.indices.sorted { facts[$0].id < facts[$1].id }.map { facts[$0] }
        self.facts = sorted
        var index: [Fact.ID: Int] = [:]
        index.reserveCapacity(sorted.count)
        for place in sorted.indices.reversed() { index[sorted[place].id] = place }
        self.index = index
        ancestors = Set(
            sorted.lazy.filter { $0.kind == .inheritance && $0[.bound] == nil }.compactMap { $0[.ancestor] })
    }

    /// What a database holds that holds nothing.
    public static let empty = Catalog([])

    public subscript(id: Fact.ID) -> Fact? { index[id].map { facts[$0] } }

    /// Whether other tables inherit from `table`, apart from its partitions.
    public func hasHeirs(_ table: String) -> Bool { ancestors.contains(table) }

    /// What is left without some things, and all that is a part of them.
    public func without(_ things: Set<Fact.ID>) -> Catalog {
        Catalog(
            facts.filter { fact in
                var next: Fact.ID? = fact.id
                while let id = next {
                    if things.contains(id) { return false }
                    next = self[id]?.parent
                }
                return true
            }, platform: platform)
    }

    public init(from decoder: any Decoder) throws { self.init(try [Fact](from: decoder)) }

    public func encode(to encoder: any Encoder) throws { try facts.encode(to: encoder) }
}

extension Catalog: Equatable {
    /// Whether both hold the same; in which order PostgreSQL lists it is no difference.
    public static func == (left: Self, right: Self) -> Bool {
        left.facts.count == right.facts.count && zip(left.facts, right.facts).allSatisfy { $0.agrees(with: $1) }
    }
}
