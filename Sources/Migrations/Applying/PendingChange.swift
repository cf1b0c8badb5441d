public import Catalog
public import Diagnostics
public import SchemaDiff

/// What a push would do to a database, found out without changing it.
public struct PendingChange: Sendable {
    /// The migrations that the database hasn't run, in order.
    public var migrations: [Migration]
    /// The difference that they make to the database.
    public var plan: SchemaPlan
    /// What is unsafe about that, as far as anything is at stake in this database.
    public var hazards: [MeasuredHazard]
    /// How the database differs from what its own migrations made: somebody changed it by hand.
    public var drift: CatalogDifference
    /// What the database will hold.
    public var desired: Catalog
    var unfinished: UnfinishedMigration?

    public var isEmpty: Bool { migrations.isEmpty && plan.isEmpty }

    /// The differences as diagnostics, at most twenty.
    public var driftDiagnostics: [Diagnostic] {
        let fix = "undo the change, or bring it into the specification; 'berry db diff' prints the way back"
        let lists: [(String, [Fact.ID])] = [
            ("is gone", drift.missing.map(\.id)), ("was added", drift.unexpected.map(\.id)),
            ("was changed", drift.changed.map(\.expected.id)),
        ]
        return lists.flatMap { what, ids in
            ids.map { Diagnostic(.error, "drift", "the \($0) \(what) by hand, outside of any migration", fix: fix) }
        }.prefix(20).map(\.self)
    }
}
