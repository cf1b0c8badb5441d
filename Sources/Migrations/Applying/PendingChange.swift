public import Catalog
public import Diagnostics
public import SchemaDiff

/// What a push, or going back, would do to a database, found out without changing it.
public struct PendingChange: Sendable {
    public var direction = MigrationFileName.Direction.up
    /// The migrations that the database hasn't run, or that it takes back, in order, as the changes that they are parts
    /// of.
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
    /// How long a statement waits for a table that somebody holds, in seconds, before it steps back. Nobody who comes
    /// after it waits longer for it.
    public var lockTimeout = LedgerSettings().lockTimeout
    var unfinished: UnfinishedMigration?
    /// Those that stand for others which the database has run: it is only marked.
    public var squashed: [Migration] = []
    /// What is left for later, for people; nil where nothing is.
    public var waits: String?
    /// Large tables of the database whose rows are written all at once by a migration that berry may write anew to write
    /// them a few at a time; by the version of that migration, as SQL writes them.
    public var largeTables: [String: Set<String>] = [:]

    public var migrations: [Migration] { groups.flatMap(\.migrations) }

    public var isEmpty: Bool { groups.isEmpty && plan.isEmpty && squashed.isEmpty }

    /// The differences as diagnostics, at most twenty.
    public var driftDiagnostics: [Diagnostic] { drift.asDrift }
}
