public import SystemPackage

extension LocalServer {
    /// The server of a project: its data stays in `folder`. Joins the one that is running there, or starts
    /// it.
    ///
    /// Any number of processes may call this at once; they end up with one server.
    /// - Parameters:
    ///   - folder: where the data lies, for instance `.berry/server`; made when it isn't there. Its path may
    ///     have any length.
    ///   - keepRunning: leave the server running when no process uses it, until ``stop()``.
    /// - Throws: ``LocalServerError``; with reason `.unsupportedVersion` when the data is of a version of
    ///   PostgreSQL that isn't installed.
    public static func project(
        folder requested: FilePath, keepRunning: Bool = false, _ installation: PostgresInstallation? = nil
    ) async throws -> LocalServer {
        let account = try ServerAccount.current()
        let place = try await ProjectPlace(requested, for: account)
        let folder = place.folder
        let lock = try await FileLock.acquire(folder.lock, limit: .seconds(120))
        let found = try await found(installation, as: account, major: folder.dataMajor)
        let start = ServerStart(installation: found, account: account, folder: folder, kind: .project)
        let (pipe, sockets) = try await start.joinOrStart(keepRunning: keepRunning)
        lock.release()
        return LocalServer(start, pipe: pipe, sockets: sockets, requestedFolder: place.requested)
    }

    /// Ends the server of a project if one is running, whoever uses it.
    /// - Returns: whether there was one.
    @discardableResult
    public static func stopProject(folder requested: FilePath) async throws -> Bool {
        guard let running = try await running(requested) else { return false }
        guard await running.file() != nil else { return false }
        try await running.stop()
        return true
    }

    /// Whether a project's server is running.
    public static func isRunning(folder requested: FilePath) async throws -> Bool {
        try await running(requested)?.file() != nil
    }

    private static func running(_ requested: FilePath) async throws -> RunningServer? {
        let account = try ServerAccount.current()
        guard let folder = try await ProjectPlace.existing(requested, for: account) else { return nil }
        return RunningServer(folder: folder, account: account)
    }
}

extension ServerStart {
    /// Joins the running server, or starts one. Only for the holder of the folder's lock.
    fileprivate func joinOrStart(keepRunning: Bool) async throws -> (pipe: LifetimePipe, sockets: FilePath) {
        let running = RunningServer(folder: folder, account: account)
        if let file = await running.file() {
            if file.status != "stopping", let pipe = try await LifetimePipe.join(folder) {
                try await waitUntilReady(sockets: file.socketFolder)
                if keepRunning { pipe.keep(folder) }
                return (pipe, file.socketFolder)
            }
            // Its last user has gone, or its watchdog was killed: it ends, and a new one takes its place.
            try await running.stop()
        }
        running.removeRemains()
        if folder.dataMajor == nil {
            let template = try await TemplateCluster(installation: installation, account: account).prepared()
            try await account.remove(folder.unfinishedData)
            try await copy(template, to: folder.unfinishedData)
            do { try SystemCall.rename(folder.unfinishedData, to: folder.data) } catch {
                throw LocalServerError(.storage, "can't put the data into \(folder.data): \(error)")
            }
        }
        return try await start(keepRunning: keepRunning)
    }
}

/// Where a project's data lies.
struct ProjectPlace {
    let folder: ServerFolder
    /// The folder that was asked for, when it is another.
    let requested: FilePath?

    /// Makes the folder, or one under `/var/lib/berry` when the server's account can't get there, as under
    /// `/root`.
    init(_ requested: FilePath, for account: ServerAccount) async throws {
        let requested = Self.absolute(requested)
        try Storage.makeFolders(requested.removingLastComponent())
        let parent =
            SystemCall.resolved(requested.removingLastComponent()) ?? requested.removingLastComponent()
        let place = requested.lastComponent.map { parent.appending($0) } ?? parent
        if await Self.canReach(parent, account) {
            try Storage.makePrivateFolder(place, for: account)
            folder = ServerFolder(root: place)
            self.requested = nil
        } else {
            let substitute = Self.substitute(for: place)
            try Storage.makeFolders(substitute.removingLastComponent())
            try Storage.makePrivateFolder(substitute, for: account)
            folder = ServerFolder(root: substitute)
            self.requested = place
        }
    }

    /// The folder if it is there; makes nothing.
    static func existing(_ requested: FilePath, for account: ServerAccount) async throws -> ServerFolder? {
        let requested = absolute(requested)
        guard let parent = SystemCall.resolved(requested.removingLastComponent()) else { return nil }
        let place = requested.lastComponent.map { parent.appending($0) } ?? parent
        let root = await canReach(parent, account) ? place : substitute(for: place)
        return SystemCall.status(of: root) == nil ? nil : ServerFolder(root: root)
    }

    private static func substitute(for place: FilePath) -> FilePath {
        FilePath("/var/lib/berry").appending(Storage.shortName(of: place))
    }

    private static func absolute(_ path: FilePath) -> FilePath {
        path.isAbsolute
            ? path.lexicallyNormalized() : SystemCall.workingFolder.pushing(path).lexicallyNormalized()
    }

    /// Asked of the system as that account: only it knows about every kind of permission.
    private static func canReach(_ folder: FilePath, _ account: ServerAccount) async -> Bool {
        guard account.isOther else { return true }
        return (try? await account.run(["/bin/sh", "-c", "cd \"$0\"", folder.string])) != nil
    }
}
