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
        return try await prepared(in: base.appending("templates"))
    }

    func prepared(in templates: FilePath) async throws -> FilePath {
        try Storage.makePrivateFolder(templates, for: account)
        let finished = templates.appending(key)
        if let age = SystemCall.age(of: finished), age < Self.day { return finished }
        let lock = try await FileLock.acquire(templates.appending("lock"), limit: .seconds(120))
        if SystemCall.status(of: finished) == nil {
            try await make(finished, in: templates)
        } else {
            SystemCall.touch(finished)
        }
        await removeUnused(in: templates)
        lock.release()
        return finished
    }

    private static let day = 86_400

    /// Removes what other versions left behind and nobody used for 30 days. Only for the holder of the lock.
    ///
    /// A folder's time says when it was last used, to the day: who finds it older than a day renews it under the
    /// lock. So nobody is copying what is 30 days old.
    private func removeUnused(in templates: FilePath) async {
        for name in SystemCall.names(in: templates) where name.utf8.count == key.utf8.count {
            let template = templates.appending(name)
            guard let age = SystemCall.age(of: template), age > 30 * Self.day else { continue }
            // Under this name, half of it is known for remains.
            let removed = templates.appending("making-\(name)")
            guard (try? SystemCall.rename(template, to: removed)) != nil else { continue }
            _ = try? await account.remove(removed)
        }
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
