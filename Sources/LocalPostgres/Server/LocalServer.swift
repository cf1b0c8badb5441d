internal import Postgres
public import SystemPackage

/// A PostgreSQL server of our own: no port, no password, nothing to install beyond PostgreSQL's programs.
///
/// It lives as long as any process holds a value of this class for it, and ends when the last of them has
/// gone, even when they were killed. What users and strangers wrote is run through connections of the role
/// `postgres`, which is no superuser and can neither read files nor run programs.
///
/// ```swift
/// let server = try await LocalServer.scratch()
/// try await server.createDatabase("shop", from: .bootstrap(SupabasePlatform.bootstrap(.explicit)))
/// let connection = try await Connection(server.connectionSettings(database: "shop"))
/// ```
public final class LocalServer: Sendable {
    public let installation: PostgresInstallation
    /// The folder of the server's files: data, log, pipe.
    public let folder: FilePath
    /// The folder of the server's socket, in which it is called `.s.PGSQL.5432`.
    public let socketFolder: FilePath
    /// The folder that was asked for, when the data can't lie there: the server's account can't reach it.
    public let requestedFolder: FilePath?

    let kind: ServerKind
    let administration: Administration
    private let account: ServerAccount
    private let pipe: LifetimePipe

    init(
        _ start: ServerStart, pipe: LifetimePipe, sockets: FilePath, requestedFolder: FilePath? = nil
    ) {
        installation = start.installation
        folder = start.folder.root
        socketFolder = sockets
        kind = start.kind
        account = start.account
        self.pipe = pipe
        self.requestedFolder = requestedFolder
        administration = Administration(sockets: sockets)
    }

    /// The server's log.
    public var log: FilePath { ServerFolder(root: folder).log }

    /// Ends the server, whoever else uses it, and waits for its end. A scratch server's data is gone then.
    ///
    /// Without this call it ends by itself when nobody holds it any more.
    public func stop() async throws {
        await administration.close()
        try await RunningServer(folder: ServerFolder(root: folder), account: account).stop(kind)
        if kind == .scratch {
            _ = try await poll(every: .milliseconds(2), limit: .seconds(5)) {
                SystemCall.status(of: folder) == nil ? true : nil
            }
        }
    }

    /// Makes the server read its configuration files again, for tests of such settings.
    package func reload() async throws {
        let connection = try await administration.maintenance()
        try await connection.execute("select pg_reload_conf()")
        // The function only sends the signal; the postmaster reads the files when it gets it.
        try await Task.sleep(for: .milliseconds(200))
    }

    /// Leaves the server running when this process ends, until ``stop()``. For project servers.
    public func keepRunning() { if kind == .project { pipe.keep(ServerFolder(root: folder)) } }
}

extension LocalServer {
    /// A new server whose data is thrown away at the end; in memory, where there is room.
    public static func scratch(_ installation: PostgresInstallation? = nil) async throws -> LocalServer {
        let account = try ServerAccount.current()
        let found = try await found(installation, as: account)
        let template = try await TemplateCluster(installation: found, account: account).prepared()
        return try await scratch(found, from: template)
    }

    /// The same with the data of a cluster that isn't running.
    static func scratch(_ found: PostgresInstallation, from template: FilePath) async throws -> LocalServer {
        let account = try ServerAccount.current()
        let base = try Storage.memory(for: account) ?? Storage.disk(for: account)
        await Storage.removeRemains(in: base, as: account)
        let root: FilePath
        do {
            root = try SystemCall.makeTemporaryFolder(base.appending("scratch-").string)
            if account.isOther { try SystemCall.changeOwner(of: root, to: account) }
        } catch {
            throw LocalServerError(.storage, "can't make a folder in \(base): \(error)")
        }
        let folder = ServerFolder(root: root)
        let start = ServerStart(installation: found, account: account, folder: folder, kind: .scratch)
        do {
            try await start.copy(template, to: folder.data)
            let (pipe, sockets) = try await start.start(keepRunning: false)
            return LocalServer(start, pipe: pipe, sockets: sockets)
        } catch {
            _ = try? await account.remove(root)
            throw error
        }
    }

    static func found(
        _ installation: PostgresInstallation?, as account: ServerAccount, major: Int? = nil
    ) async throws -> PostgresInstallation {
        if let installation { return installation }
        return try await PostgresInstallation.find(ProcessVariables.current, major, as: account)
    }
}

extension ServerStart {
    /// Copies a cluster that isn't running.
    func copy(_ template: FilePath, to data: FilePath) async throws {
        #if os(macOS)
            let options = "-cRp"
        #else
            let options = "-a"
        #endif
        do {
            try await account.run(["/bin/cp", options, template.string, data.string])
        } catch let error as LocalServerError {
            // A full disk is said once for each of a thousand files.
            let lines = error.output.split(separator: "\n")
            throw LocalServerError(
                .storage, "can't make a new server's files in \(data)", output: lines.prefix(3).joined(separator: "\n"),
                advice: "About 50 MB are needed there; free some space, or look at the permissions.")
        }
    }
}
