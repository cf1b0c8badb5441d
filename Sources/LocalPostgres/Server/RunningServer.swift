internal import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What is known from outside about the server that may be running in a folder.
struct RunningServer {
    let folder: ServerFolder
    let account: ServerAccount

    static let stopLimit = Duration.seconds(30)

    /// The server's own file, if that server is alive.
    func file() async -> PostmasterFile? {
        guard let file = PostmasterFile(folder), await file.isServer(of: folder, as: account) else {
            return nil
        }
        return file
    }

    /// Removes what a server that was killed left behind. Nobody else may be starting one meanwhile.
    func removeRemains() {
        SystemCall.removeFile(folder.data.appending("postmaster.pid"))
        SystemCall.removeFile(folder.pipe)
        for name in SystemCall.names(in: folder.root) where name.hasPrefix("answer-") {
            SystemCall.removeFile(folder.root.appending(name))
        }
    }

    /// Ends the server, whoever uses it, and waits for its end. Does nothing when none is running.
    func stop(_ kind: ServerKind = .project) async throws {
        guard let file = await file() else { return }
        // At once when the data is thrown away, else in order (PostgreSQL manual, "Shutting Down the
        // Server").
        SystemCall.signal(file.process, kind == .scratch ? SIGQUIT : SIGINT)
        try await waitForEnd(of: file)
    }

    /// Waits until the server and its watchdog's cleaning up are over.
    func waitForEnd(of file: PostmasterFile) async throws {
        let ended = try await poll(every: .milliseconds(2), limit: Self.stopLimit) { () -> Bool? in
            let isGone = !SystemCall.isAlive(file.process) || PostmasterFile(folder)?.process != file.process
            return isGone ? true : nil
        }
        guard ended == nil else { return }
        throw LocalServerError(
            .timedOut, "the private server didn't stop within \(Self.stopLimit)", output: folder.logTail,
            advice: "Its process is \(file.process).")
    }
}
