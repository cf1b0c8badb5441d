internal import Diagnostics
internal import Migrations
internal import Postgres
internal import Specification
internal import SystemPackage

/// What a database has, beside what the project's folder has.
public struct DatabaseStatus: Sendable, Codable {
    public var address: String
    public var origin: String
    public var serverVersion: String
    /// The application that set it up; nil when berry never did.
    public var application: String?
    public var migrations: [MigrationState]
    /// Environments whose seeds were loaded.
    public var seeds: [String]
    public var tables: Int
    /// Tables without row level security.
    public var unprotected: [String]
    /// Pending migrations whose versions come before one that the database has run: two branches both added one.
    public var outOfOrder: [MigrationState] {
        let last = migrations.last { $0.state == .applied || $0.state == .changed }?.version ?? ""
        return migrations.filter { ($0.state == .pending || $0.state == .open) && $0.version < last }
    }
    /// Where berry's ledger and the Supabase CLI's history disagree, in sentences.
    public var disagreements: [String]
    /// What somebody changed by hand, in sentences; nil where nobody asked.
    public var drift: [String]?

    public struct MigrationState: Sendable, Codable {
        public var version: String
        public var name: String
        public var state: State
        /// How many of its statements the database has run, of one that is half way.
        public var step: Int?
    }

    public enum State: String, Sendable, Codable {
        case applied
        /// Began, and didn't come to its end.
        case unfinished
        /// Was being taken back, and that didn't come to its end.
        case halfUndone = "half undone"
        /// Only in the folder.
        case pending
        /// Only in the folder, and berry may still write it anew.
        case open
        /// Applied from a file with other contents.
        case changed
        /// Only in the database.
        case unknown
    }

    /// Reads without changing anything.
    public static func read(_ source: DatabaseSource, in project: ProjectFolder) async throws -> DatabaseStatus {
        let database = try await ProjectDatabase.openExisting(source, in: project)
        let settings = try ProjectSettings.read(in: project) ?? ProjectSettings()
        let standing = try StandingMigrations(in: project)
        let migrations = standing.migrations
        let overview = try await DatabaseOverview.read(database.connection, settings.databases, of: migrations)
        let files = Dictionary(migrations.map { ($0.version, $0) }, uniquingKeysWith: { first, _ in first })
        let known = Set(overview.migrations.map(\.version))
        var states: [MigrationState] = []
        for entry in overview.migrations {
            let file = files[entry.version]
            let state: State =
                switch (entry.status, file) {
                case (.started, _): .unfinished
                case (.undoing, _): .halfUndone
                case (.applied, nil): .unknown
                case (.applied, let file?): file.digest == entry.digest ? .applied : .changed
                }
            states.append(
                .init(
                    version: entry.version, name: entry.name, state: state,
                    step: entry.status == .applied ? nil : entry.step))
        }
        for migration in migrations where !known.contains(migration.version) {
            let isOpen = standing.open.contains { $0.version == migration.version }
            states.append(.init(version: migration.version, name: migration.name, state: isOpen ? .open : .pending))
        }
        return DatabaseStatus(
            address: database.address, origin: source.origin, serverVersion: overview.serverVersion,
            application: overview.application, migrations: states.sorted { $0.version < $1.version },
            seeds: overview.seeds, tables: overview.tables, unprotected: overview.unprotected,
            disagreements: settings.databases.layout == .supabase ? disagreements(overview) : [])
    }

    /// Only where both tools work with the same files.
    private static func disagreements(_ overview: DatabaseOverview) -> [String] {
        let told = Set(overview.supabaseVersions ?? [])
        let finished = overview.migrations.filter(\.isFinished)
        let known = Set(finished.map(\.version))
        let silent = finished.filter { !told.contains($0.version) }
            .map { "the Supabase CLI's history lacks \($0.version)_\($0.name), which berry's ledger has" }
        let foreign = (overview.supabaseVersions ?? []).filter { !known.contains($0) }
            .map { "berry's ledger lacks \($0), which the Supabase CLI's history has" }
        return silent + foreign
    }
}
