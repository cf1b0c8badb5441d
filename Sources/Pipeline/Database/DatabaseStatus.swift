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

    public struct MigrationState: Sendable, Codable {
        public var version: String
        public var name: String
        public var state: State
    }

    public enum State: String, Sendable, Codable {
        case applied
        /// Began, and didn't come to its end.
        case unfinished
        /// Only in the folder.
        case pending
        /// Applied from a file with other contents.
        case changed
        /// Only in the database.
        case unknown
    }

    /// Reads without changing anything.
    public static func read(_ source: DatabaseSource, in project: ProjectFolder) async throws -> DatabaseStatus {
        let database = try await ProjectDatabase.openExisting(source, in: project)
        let overview = try await DatabaseOverview.read(database.connection)
        var states = overview.migrations.map { MigrationState(version: $0.version, name: $0.name, state: .unknown) }
        for fileName in try FileIO.names(in: project.migrations) {
            guard let file = MigrationFileName(fileName), file.direction == .up else { continue }
            let version = file.version
            let contents = try FileIO.read(project.migrations.appending(fileName)) ?? []
            let applied = overview.migrations.first { $0.version == version }
            if let index = states.firstIndex(where: { $0.version == version }) {
                states[index].state =
                    applied?.isFinished == false
                    ? .unfinished : applied?.digest == Migration.digest(of: contents) ? .applied : .changed
            } else {
                states.append(.init(version: version, name: file.name, state: .pending))
            }
        }
        return DatabaseStatus(
            address: database.address, origin: source.origin, serverVersion: overview.serverVersion,
            application: overview.application, migrations: states.sorted { $0.version < $1.version },
            seeds: overview.seeds, tables: overview.tables, unprotected: overview.unprotected)
    }
}
