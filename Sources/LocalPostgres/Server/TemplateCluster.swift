internal import Digest
internal import Postgres
internal import SystemPackage

/// A cluster made once by `initdb` and copied for every new server: copying takes a tenth of the time.
struct TemplateCluster {
    let installation: PostgresInstallation
    let account: ServerAccount

    /// Part of the key: raise it when what this file does changes and none of the texts below do.
    private static let format = 1

    /// The names are the manual's. C.UTF-8 sorts by code point everywhere, so that results are the same
    /// everywhere.
    private var arguments: [String] {
        #if os(macOS)
            let locale = "C"
        #else
            let locale = "C.UTF-8"
        #endif
        return [
            "-U", LocalRole.superuser, "-A", "trust", "-E", "UTF8", "--locale=\(locale)", "--wal-segsize=1",
            "--no-sync",
            "--no-instructions",
        ]
    }

    private var key: String {
        let parts =
            ["\(Self.format)", installation.version, installation.binaries.string, ClusterBootstrap.sql]
            + arguments
        return String(Digest(of: parts.joined(separator: "\u{0}")).hex.prefix(24))
    }

    /// The template's data directory; makes it when it isn't there. Any number of processes may ask at once.
    func prepared() async throws -> FilePath {
        let base = try Storage.memory(for: account) ?? Storage.disk(for: account)
        let templates = base.appending("templates")
        try Storage.makePrivateFolder(templates, for: account)
        let finished = templates.appending(key)
        if SystemCall.status(of: finished) != nil { return finished }
        let lock = try await FileLock.acquire(templates.appending("lock"), limit: .seconds(120))
        if SystemCall.status(of: finished) == nil { try await make(finished, in: templates) }
        lock.release()
        return finished
    }

    /// Builds aside and renames into place, so that a template is whole or isn't there.
    private func make(_ finished: FilePath, in templates: FilePath) async throws {
        let folder: ServerFolder
        do {
            folder = ServerFolder(
                root: try SystemCall.makeTemporaryFolder(templates.appending("making-").string))
            if account.isOther { try SystemCall.changeOwner(of: folder.root, to: account) }
        } catch {
            throw LocalServerError(.storage, "can't make a folder in \(templates): \(error)")
        }
        do {
            let initdb = installation.binaries.appending("initdb").string
            try await account.run([initdb, "-D", folder.data.string] + arguments)
            try await fill(folder)
            try SystemCall.rename(folder.data, to: finished)
        } catch {
            _ = try? await account.remove(folder.root)
            throw error
        }
        try await account.remove(folder.root)
    }

    /// Adds the roles, over an ordinary connection, so that a mistake is an error with its SQLSTATE.
    private func fill(_ folder: ServerFolder) async throws {
        // Of kind "project": it is shut down in order, and its folder stays.
        let start = ServerStart(installation: installation, account: account, folder: folder, kind: .project)
        let (pipe, sockets) = try await start.start(keepRunning: false)
        let connection = try await Connection(
            ConnectionSettings(host: sockets.string, user: LocalRole.superuser, database: "template1"))
        try await connection.execute(ClusterBootstrap.roles)
        try await connection.execute(ClusterBootstrap.templateDatabase)
        await connection.close()
        try await RunningServer(folder: folder, account: account).stop()
        _ = consume pipe
    }
}
