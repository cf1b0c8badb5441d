internal import SystemPackage

/// Starts servers and waits for them.
struct ServerStart {
    let installation: PostgresInstallation
    let account: ServerAccount
    let folder: ServerFolder
    let kind: ServerKind

    static let limit = Duration.seconds(60)

    /// Starts the server and waits until it accepts connections.
    /// - Returns: the pipe that keeps it alive, and the folder of its socket.
    func start(keepRunning: Bool) async throws -> (pipe: LifetimePipe, sockets: FilePath) {
        let sockets = try makeSocketFolder()
        SystemCall.removeFile(folder.failure)
        let (writer, reader) = try LifetimePipe.make(folder.pipe, for: account)
        let signal = kind == .scratch ? "QUIT" : "INT"
        let values = [
            folder.root.string, sockets.string, signal, keepRunning ? "keep" : "leave", kind.rawValue,
        ]
        let command = ServerConfiguration.command(installation, folder: folder, sockets: sockets, kind: kind)
        try await account.launch(script: Watchdog.script, values + command, input: reader)
        try await waitUntilReady(sockets: sockets)
        return (writer, sockets)
    }

    /// Waits for the server that lies in `folder`. `sockets` vanishes when it ends.
    func waitUntilReady(sockets: FilePath) async throws {
        let isReady = try await poll(every: .milliseconds(2), limit: Self.limit) { () -> Bool? in
            // Asked first: a server that is ready after this was asked is seen in the next round.
            let hasEnded =
                SystemCall.status(of: sockets) == nil || SystemCall.status(of: folder.failure) != nil
            if let file = PostmasterFile(folder), file.status == "ready", file.socketFolder == sockets {
                return true
            }
            return hasEnded ? false : nil
        }
        guard isReady != true else { return }
        throw LocalServerError(
            isReady == nil ? .timedOut : .notStarted,
            isReady == nil
                ? "the private server wasn't ready within \(Self.limit)" : "the private server didn't start",
            output: folder.logTail, advice: "The server's folder is \(folder.root).")
    }

    /// A private folder with a short path: a socket's path has at most 107 bytes (103 on macOS).
    private func makeSocketFolder() throws -> FilePath {
        var parents = ["/tmp"]
        if !account.isOther, let runtime = SystemCall.variable("XDG_RUNTIME_DIR"), runtime.hasPrefix("/"),
            runtime.utf8.count < 60
        {
            parents.insert(runtime, at: 0)
        }
        var failure: Errno?
        for parent in parents {
            do {
                let sockets = try SystemCall.makeTemporaryFolder("\(parent)/berry-")
                if account.isOther { try SystemCall.changeOwner(of: sockets, to: account) }
                return sockets
            } catch { failure = error }
        }
        throw LocalServerError(
            .storage, "can't make a folder for the server's socket in \(parents.joined(separator: " or "))",
            output: failure.map { "\($0)" } ?? "")
    }
}
