internal import Digest
internal import SystemPackage

/// What somebody made once on a private server and wants to begin with again: kept on disk under a key, and copied for
/// each new server.
///
/// It is whole or isn't there, and holds only what `make` made of it. A key that says everything that the result
/// depends on is its caller's duty; the version of PostgreSQL is added here.
public struct SavedCluster: Sendable {
    /// How many are kept of all that nobody used for a day.
    private static let kept = 4

    let installation: PostgresInstallation
    private let account: ServerAccount
    private let base: FilePath

    public init(_ installation: PostgresInstallation) throws {
        self.installation = installation
        account = try ServerAccount.current()
        base = try Storage.disk(for: account).appending("clusters")
        try Storage.makePrivateFolder(base, for: account)
    }

    /// The keys of `candidates` of which there is a cluster, the first in their order; nil where there is none.
    public func first(of candidates: [String]) -> String? {
        let names = Set(SystemCall.names(in: base))
        return candidates.first { names.contains(name($0)) }
    }

    /// Makes one, unless somebody else has meanwhile.
    ///
    /// - Parameters:
    ///   - origin: the key of one to begin with; nil for an empty server.
    ///   - make: fills the server, which ends when it returns.
    public func save(
        _ key: String, from origin: String?, make: (LocalServer) async throws -> Void
    ) async throws {
        let finished = base.appending(name(key))
        guard SystemCall.status(of: finished) == nil else { return }
        await removeUnused()
        let folder: ServerFolder
        do {
            folder = ServerFolder(root: try SystemCall.makeTemporaryFolder(base.appending("making-").string))
            if account.isOther { try SystemCall.changeOwner(of: folder.root, to: account) }
        } catch {
            throw LocalServerError(.storage, "can't make a folder in \(base): \(error)")
        }
        do {
            // Of kind "project": it is shut down in order, and its folder stays.
            let start = ServerStart(installation: installation, account: account, folder: folder, kind: .project)
            try await start.copy(begin(origin), to: folder.data)
            let (pipe, sockets) = try await start.start(keepRunning: false)
            let server = LocalServer(start, pipe: pipe, sockets: sockets)
            do { try await make(server) } catch {
                try? await server.stop()
                throw error
            }
            try await server.stop()
            // Another process may have been faster; then its result stands.
            try? SystemCall.rename(folder.data, to: finished)
        } catch {
            _ = try? await account.remove(folder.root)
            throw error
        }
        try await account.remove(folder.root)
    }

    /// A server that begins with what was saved.
    public func server(_ key: String) async throws -> LocalServer {
        SystemCall.touch(base.appending(name(key)))
        return try await LocalServer.scratch(installation, from: begin(key))
    }

    /// Removes one, which nobody may be copying.
    package func remove(_ key: String) async throws { try await account.remove(base.appending(name(key))) }

    private func begin(_ key: String?) async throws -> FilePath {
        guard let key else { return try await TemplateCluster(installation: installation, account: account).prepared() }
        return base.appending(name(key))
    }

    private func name(_ key: String) -> String {
        let parts = [key, installation.version, installation.binaries.string, ClusterBootstrap.sql]
        return "saved-\(Digest(of: parts.joined(separator: "\u{0}")).hex.prefix(24))"
    }

    private static let day = 86_400

    /// Removes what was left half made, and what nobody used lately beyond a few.
    private func removeUnused() async {
        await Storage.removeRemains(in: base, as: account)
        let saved = SystemCall.names(in: base).filter { $0.hasPrefix("saved-") }
            .compactMap { name in SystemCall.age(of: base.appending(name)).map { (name: name, age: $0) } }
            .sorted { ($0.age, $0.name) < ($1.age, $1.name) }
        for old in saved.dropFirst(Self.kept) where old.age > Self.day {
            let removed = base.appending("making-\(old.name)")
            guard (try? SystemCall.rename(base.appending(old.name), to: removed)) != nil else { continue }
            _ = try? await account.remove(removed)
        }
    }
}
