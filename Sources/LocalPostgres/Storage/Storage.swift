internal import Digest
internal import SystemPackage

/// Where clusters are kept. Every folder is private to the account that runs the server.
enum Storage {
    /// A template takes 30 MB, a busy scratch server some hundreds; Docker's default of 64 MB is too little.
    static let neededInMemory: UInt64 = 512 << 20

    /// Memory-backed storage with room, if there is any.
    static func memory(for account: ServerAccount) -> FilePath? {
        let root: FilePath = "/dev/shm"
        guard SystemCall.freeBytes(at: root) >= neededInMemory else { return nil }
        let folder = root.appending("berry-\(account.user)")
        // Somebody else's folder of that name isn't an error: there is another place.
        guard (try? makePrivateFolder(folder, for: account)) != nil else { return nil }
        return folder
    }

    /// A place on disk that the server's account can reach: for root, whose home is closed to others,
    /// `/var/lib/berry`.
    static func disk(for account: ServerAccount) throws -> FilePath {
        let folder: FilePath
        if account.isOther {
            folder = "/var/lib/berry/cache"
        } else if let cache = SystemCall.variable("XDG_CACHE_HOME"), cache.hasPrefix("/") {
            folder = FilePath(cache).appending("berry")
        } else if let home = SystemCall.variable("HOME"), home.hasPrefix("/") {
            folder = FilePath(home).appending(".cache").appending("berry")
        } else {
            folder = FilePath("/tmp").appending("berry-\(account.user)")
        }
        try makeFolders(folder.removingLastComponent())
        try makePrivateFolder(folder, for: account)
        return folder
    }

    /// Makes `folder` with mode 0700 for `account`, or checks that it is just that.
    ///
    /// In `/tmp` and `/dev/shm` anybody could have put a folder, or a link, of the same name there before.
    static func makePrivateFolder(_ folder: FilePath, for account: ServerAccount) throws {
        do {
            let isNew = try SystemCall.makeFolder(folder, mode: 0o700)
            guard let status = SystemCall.status(of: folder), status.isFolder else {
                throw LocalServerError(.storage, "\(folder) isn't a folder")
            }
            // A process that also runs as root may be between making the folder and giving it away.
            if isNew || status.owner == SystemCall.effectiveUser, account.isOther {
                try SystemCall.changeOwner(of: folder, to: account)
            } else if status.owner != account.user {
                throw LocalServerError(
                    .storage, "\(folder) belongs to another user (\(status.owner), not \(account.user))",
                    advice: "Remove it, or run berry as that user.")
            }
            guard status.mode & 0o077 == 0 else {
                throw LocalServerError(
                    .storage, "\(folder) is open to other users", advice: "Run: chmod 700 '\(folder)'")
            }
        } catch let error as Errno {
            throw LocalServerError(.storage, "can't make the folder \(folder): \(error)")
        }
    }

    /// Makes the folder and those above it, as `mkdir -p` does.
    static func makeFolders(_ folder: FilePath) throws {
        guard !folder.isEmpty, SystemCall.status(of: folder) == nil else { return }
        try makeFolders(folder.removingLastComponent())
        do { _ = try SystemCall.makeFolder(folder, mode: 0o755) } catch {
            throw LocalServerError(.storage, "can't make the folder \(folder): \(error)")
        }
    }

    /// Removes what processes left behind that were killed before a watchdog was there to clean up after
    /// them.
    ///
    /// Old alone isn't enough: a server may run for days. What nobody reads the pipe of is no server's.
    static func removeRemains(in base: FilePath, as account: ServerAccount) async {
        for folder in ["", "templates"].map({ $0.isEmpty ? base : base.appending($0) }) {
            for name in SystemCall.names(in: folder)
            where name.hasPrefix("scratch-") || name.hasPrefix("making-") {
                let remains = ServerFolder(root: folder.appending(name))
                guard let age = SystemCall.age(of: remains.root), age > 600, !remains.hasWatchdog else {
                    continue
                }
                _ = try? await account.remove(remains.root)
            }
        }
    }

    /// A name for `path` that fits anywhere and that no other path has.
    static func shortName(of path: FilePath) -> String { String(Digest(of: path.string).hex.prefix(16)) }
}
