public import Catalog

/// The tables of a database that a specification made of it doesn't make exactly.
public struct ImportFaults: Sendable {
    /// Their names as SQL writes them.
    public let tables: Set<String>

    /// - Parameters:
    ///   - source: what the database holds.
    ///   - generated: what the specification makes.
    public init(of source: Catalog, in generated: Catalog) {
        let made = Dictionary(grouping: generated.facts) { Self.table(of: $0, in: generated) }
        let wanted = Dictionary(grouping: source.facts) { Self.table(of: $0, in: source) }
        tables = Set(
            generated.facts.filter { fact in
                guard fact.kind == .table, fact[.schema] != "auth" else { return false }
                guard let other = source[fact.id], !Self.differ(fact, other) else { return true }
                return !Self.agree(made[fact.id] ?? [], wanted[fact.id] ?? [])
            }.map(\.name))
    }

    /// The table that it is a part of, by way of a column perhaps.
    private static func table(of fact: Fact, in catalog: Catalog) -> Fact.ID? {
        var next = fact.parent
        while let id = next, id.kind != .table { next = catalog[id]?.parent }
        return next
    }

    /// Whether SQL can add what is missing: it can't change columns, nor take anything away.
    private static func agree(_ made: [Fact], _ wanted: [Fact]) -> Bool {
        let expected = Dictionary(wanted.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for fact in made where kinds.contains(fact.kind) {
            guard let other = expected[fact.id], !differ(fact, other) else { return false }
        }
        let there = Set(made.map(\.id))
        return wanted.allSatisfy { ![.column, .defaultValue].contains($0.kind) || there.contains($0.id) }
    }

    private static func differ(_ one: Fact, _ other: Fact) -> Bool {
        !one.isSame(as: other)
    }

    private static let kinds: Set<Fact.Kind> = [.column, .defaultValue, .constraint, .index]
}

extension Fact {
    /// Whether an import leaves a thing as it was: row level security and owners are the database's own.
    ///
    /// PostgreSQL prints a list of values compared with a `varchar` in one way, and, having read that, in another: a dump
    /// that is restored has other casts in it. They mean the same.
    public func isSame(as other: Fact) -> Bool {
        let different = differences(from: other).subtracting([.rowSecurity, .forcedRowSecurity, .owner])
        return different.allSatisfy { property in
            guard kind == .constraint || kind == .index || kind == .domainConstraint, property == .definition,
                let one = self[property], let two = other[property]
            else { return false }
            return Self.withoutCasts(one) == Self.withoutCasts(two)
        }
    }

    private static func withoutCasts(_ text: String) -> String {
        text.replacing("::character varying", with: "").replacing("::text[]", with: "").replacing("::text", with: "")
            .filter { !["(", ")", " "].contains($0) }
    }
}
