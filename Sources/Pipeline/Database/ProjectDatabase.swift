internal import Diagnostics
internal import Failpoints
public import LocalPostgres
internal import Migrations
internal import Naming
public import Postgres
public import Specification

/// An open connection to the project's database; for the private server, with the server that has to stay alive.
public struct ProjectDatabase: Sendable {
    public let connection: Connection
    public let source: DatabaseSource
    public let server: LocalServer?
    /// How to reach it from elsewhere on this machine; without a password.
    public let address: String
    /// The same with everything that a client needs; it may hold a password.
    public let settings: ConnectionSettings

    public static func open(
        _ source: DatabaseSource, in project: ProjectFolder, application: String, target: Target,
        onStatement: (@Sendable (String) -> Void)? = nil
    ) async throws -> ProjectDatabase {
        switch source.kind {
        case .url(let settings):
            return ProjectDatabase(
                connection: try await Connection(settings, onStatement: onStatement), source: source, server: nil,
                address: settings.redactedDescription, settings: settings)
        case .privateServer:
            let server = try await LocalServer.project(folder: project.server)
            let name = databaseName(application)
            if try await !server.databaseExists(name) {
                Failpoint.pass("database.before-create")
                try await server.createDatabase(name, from: .platform(of: target))
                Failpoint.pass("database.after-create")
            }
            return try await connect(to: name, on: server, source, onStatement)
        }
    }

    /// Connects to a database of the private server.
    private static func connect(
        to name: String, on server: LocalServer, _ source: DatabaseSource,
        _ onStatement: (@Sendable (String) -> Void)? = nil
    ) async throws -> ProjectDatabase {
        let settings = server.connectionSettings(database: name)
        return ProjectDatabase(
            connection: try await Connection(settings, onStatement: onStatement),
            source: source, server: server, address: "host=\(server.socketFolder) dbname=\(name) user=postgres",
            settings: settings)
    }

    /// Opens a database that is there already; creates nothing.
    public static func openExisting(
        _ source: DatabaseSource, in project: ProjectFolder
    ) async throws -> ProjectDatabase {
        guard case .privateServer = source.kind else {
            return try await open(source, in: project, application: "", target: .postgres)
        }
        let (server, name) = try await existing(in: project)
        return try await connect(to: name, on: server, source)
    }

    /// Removes the project's database from the private server, with every row in it.
    public static func drop(in project: ProjectFolder, onWait: (String) -> Void) async throws {
        let lock = try await RunLock.acquire(in: project, onWait: onWait)
        defer { withExtendedLifetime(lock) {} }
        let (server, name) = try await existing(in: project)
        try await server.dropDatabase(name)
    }

    /// The private server and the name of the project's database on it.
    private static func existing(in project: ProjectFolder) async throws -> (LocalServer, String) {
        let missing = DiagnosticsError(
            Diagnostic(
                .error, "no-database", "this project has no database yet",
                fix: "run 'berry db setup', or name a database with --database-url"))
        guard FileIO.exists(project.server), let settings = try ProjectSettings.read(in: project) else { throw missing }
        let name = try databaseName(settings, in: project)
        let server = try await LocalServer.project(folder: project.server)
        guard try await server.databaseExists(name) else { throw missing }
        return (server, name)
    }

    /// The name of the application's database, from the specification.
    private static func databaseName(
        _ settings: ProjectSettings, in project: ProjectFolder
    ) throws -> String {
        let path = settings.specification
        let document = try Document(SourceFile.specification(project.specification(path), called: path))
        guard case .string(let name)? = document.root.member("name")?.value.value else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "missing-key", "\(path) has no name, after which the database is called",
                    fix: "run 'berry validate'"))
        }
        return databaseName(name)
    }

    /// The servers' own databases, which an application may be called like.
    private static func databaseName(_ application: String) -> String {
        let name = snakeCase(application)
        let isTaken = ["postgres", "template0", "template1"].contains(name) || name.hasPrefix("berry_")
        return boundedName(isTaken ? "app_\(name)" : name)
    }

    public var isPrivate: Bool { server != nil }
}
