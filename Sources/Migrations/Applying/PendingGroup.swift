internal import Catalog
internal import SQL
public import SchemaDiff

/// Pending migrations that were written as one change, and what they do together.
public struct PendingGroup: Sendable {
    public var migrations: [Migration]
    /// The way from the schema before the first to the one after the last.
    public var effect: SchemaPlan
    /// The schema before the first, with the names that things have afterwards.
    var before: Catalog
    /// What statements do to rows.
    var written: WrittenChanges
    /// What it gives other names.
    var renames: [DeclaredRename]
    /// The tables that have other names before, or columns that do.
    var renamedTables: [RenamedTable]

    /// Whether `migration` is the next file of the change that `migrations` began.
    static func continues(_ migrations: [Migration], _ migration: Migration) -> Bool {
        guard let first = migrations.first else { return false }
        let number = migrations.count + 1
        return migration.name == "\(first.name)_\(number)" && migration.up.contains("-- File \(number) of ")
    }

    /// What is unsafe: what happens to the schema, and to rows.
    var hazards: [Hazard] { (effect.remainingHazards + written.hazards).sorted() }

    /// Whether the whole of it is unsafe in the same way about the same thing.
    func hasHazard(like hazard: Hazard) -> Bool {
        (effect.hazards + written.hazards).contains { $0.name == hazard.name && $0.subject == hazard.subject }
    }
}

extension Migration {
    /// Statements as people read them, without the comments before them.
    public func statements(_ direction: MigrationFileName.Direction) -> [String] {
        SQLScript(text(direction)).statements.map(\.text)
    }
}
