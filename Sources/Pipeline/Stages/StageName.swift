internal import Migrations
internal import Reviewing

/// The stages, in the order in which a value passes through them.
public enum StageName: String, Codable, Sendable, CaseIterable {
    case specification, model, schema, access, seeds, swift, documents, describe, matrix, migration

    /// What the stage does, for `berry stages`.
    public var summary: String {
        switch self {
        case .specification: "read and validate the specification"
        case .model: "decide every default and resolve every name"
        case .schema: "tables, constraints and indexes"
        case .access: "row level security and privileges"
        case .seeds: "rows for development"
        case .swift: "the Swift package of repositories"
        case .documents: "the data dictionary, access and decisions"
        case .describe: "load the schema into a private server and read it back"
        case .matrix: "who may do what, as the database answers"
        case .migration: "the migration files"
        }
    }

    /// What the paths of the stage's files begin with, apart from those in `.berry`.
    var places: [String] {
        switch self {
        case .specification, .model, .describe: []
        case .schema: ["database/schema/", "database/anonymize.sql"]
        case .access: ["database/policies/"]
        case .seeds: ["database/seeds/"]
        case .swift: ["Packages/"]
        case .documents: ["docs/model.md"]
        case .matrix: [AccessDocument.path, AccessDocument.dataPath]
        case .migration: MigrationLayout.places
        }
    }

    /// Whether the stage, or one that it follows, asks a PostgreSQL server.
    public var needsServer: Bool { self == .describe || self == .matrix || self == .migration }
}

extension StageName: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.position < right.position }

    private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
