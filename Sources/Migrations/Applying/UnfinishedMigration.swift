internal import Catalog

/// A migration outside of any transaction that began, and whose end nobody saw: the client or the server was gone.
struct UnfinishedMigration: Sendable {
    var version: String
    /// Whether all of it is there, and only the ledger doesn't know.
    var isDone: Bool
    /// Indexes that were begun and that no query can use.
    var remains: [String]
    /// What differs besides from how the database was before it began.
    var drift: CatalogDifference

    /// - Parameters:
    ///   - before: what the database holds without the migration, and `after` with it.
    ///   - found: what it holds now.
    init(_ version: String, before: Catalog, after: Catalog, found: Catalog) {
        self.version = version
        isDone = CatalogDifference(expected: after, found: found).isEmpty
        drift = CatalogDifference(expected: before, found: found)
        let isUnusable = { (fact: Fact) in fact.kind == .index && fact[.valid] == nil }
        remains = drift.unexpected.filter { isUnusable($0) && before[$0.id] == nil }.map(\.name)
        drift.unexpected.removeAll(where: isUnusable)
        // One that was about to be dropped is only made unusable at first.
        drift.changed.removeAll { isUnusable($0.found) && $0.expected.differences(from: $0.found) == [.valid] }
        if isDone { drift = CatalogDifference(expected: after, found: after) }
    }
}
