public import Catalog
public import Diagnostics
public import SchemaDiff

/// What a push would do to a database, found out without changing it.
public struct PendingChange: Sendable {
    /// The migrations that the database hasn't run, in order, as the changes that they are parts of.
    public var groups: [PendingGroup]
    /// The difference that all of them make to the database.
    public var plan: SchemaPlan
    /// What is unsafe about that, as far as anything is at stake in this database.
    public var hazards: [MeasuredHazard]
    /// What would be lost if somebody filled it meanwhile.
    var guarded: [MeasuredHazard]
    /// How the database differs from what its own migrations made: somebody changed it by hand.
    public var drift: CatalogDifference
    /// What the database will hold.
    public var desired: Catalog
    /// The migrations that the database has run, as they stand in the folder.
    public var applied: [Migration]
    var unfinished: UnfinishedMigration?

    public var migrations: [Migration] { groups.flatMap(\.migrations) }

    public var isEmpty: Bool { groups.isEmpty && plan.isEmpty }

    /// The differences as diagnostics, at most twenty.
    public var driftDiagnostics: [Diagnostic] { Self.diagnostics(of: drift) }

    static func diagnostics(of drift: CatalogDifference) -> [Diagnostic] {
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
