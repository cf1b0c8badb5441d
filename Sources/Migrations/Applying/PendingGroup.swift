internal import Catalog
internal import SQL
public import SchemaDiff

/// Pending migrations that were written as one change, and what they do together.
public struct PendingGroup: Sendable {
    public var migrations: [Migration]
    /// The way from the schema before the first to the one after the last.
    public var effect: SchemaPlan
    /// The schema before the first.
    var before: Catalog

    /// Whether `migration` is the next file of the change that `migrations` began.
    static func continues(_ migrations: [Migration], _ migration: Migration) -> Bool {
        guard let first = migrations.first else { return false }
        let number = migrations.count + 1
        return migration.name == "\(first.name)_\(number)" && migration.up.contains("-- File \(number) of ")
    }

    /// What is unsafe: what happens to the schema, and statements that change rows, of which no schema tells.
    var hazards: [Hazard] { effect.remainingHazards + migrations.flatMap { $0.rowHazards(.up) } }

    /// Whether the whole of it is unsafe in the same way about the same thing.
    func hasHazard(like hazard: Hazard) -> Bool {
        effect.hazards.contains { $0.name == hazard.name && $0.subject == hazard.subject }
    }
}

extension Migration {
    /// Statements that change nothing but the schema, by their first word; `select setval` is berry's own.
    private static let schemaWords: Set = [
        "alter", "create", "drop", "comment", "grant", "revoke", "set", "reset", "security", "refresh", "reindex",
        "cluster",
        "analyze", "vacuum", "import", "insert",
    ]

    /// Statements that may change rows, of which no schema tells.
    func rowHazards(_ direction: MigrationFileName.Direction) -> [Hazard] {
        let statements = SQLScript(text(direction)).statements.filter {
            !Self.schemaWords.contains($0.keyword) && !$0.text.hasPrefix("select setval(s, least(")
        }
        guard !statements.isEmpty else { return [] }
        let words = Set(statements.map { $0.keyword.uppercased() }).sorted().joined(separator: ", ")
        return [
            Hazard(
                .changesRows, Fact.ID(.other, "\(version)_\(name)"),
                "The \(direction == .up ? "migration" : "way back of") \(version)_\(name) has statements that may change rows: \(words). Nobody counted which."
            )
        ]
    }

    /// Statements as people read them, without the comments before them.
    public func statements(_ direction: MigrationFileName.Direction) -> [String] {
        SQLScript(text(direction)).statements.map(\.text)
    }
}
