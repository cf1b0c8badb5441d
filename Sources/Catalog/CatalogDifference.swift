/// What distinguishes two catalogs.
public struct CatalogDifference: Sendable {
    /// Expected, and not found.
    public var missing: [Fact] = []
    /// Found, and not expected.
    public var unexpected: [Fact] = []
    public var changed: [Change] = []

    /// The same thing, with what each catalog says about it.
    public struct Change: Sendable {
        public var expected: Fact
        public var found: Fact

        public init(expected: Fact, found: Fact) {
            self.expected = expected
            self.found = found
        }

        /// What each says of the properties in which they differ, sorted.
        public var properties: [(property: String, expected: String?, found: String?)] {
            expected.differences(from: found).map { ($0.rawValue, expected[$0], found[$0]) }.sorted { $0.0 < $1.0 }
        }
    }

    public var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && changed.isEmpty }

    /// One pass over both sorted lists of facts.
    public init(expected: Catalog, found: Catalog) {
        var (left, right) = (expected.facts[...], found.facts[...])
        while let a = left.first, let b = right.first {
            if a.id == b.id {
                if !a.agrees(with: b) { changed.append(.init(expected: a, found: b)) }
                left.removeFirst()
                right.removeFirst()
            } else if a.id < b.id {
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
