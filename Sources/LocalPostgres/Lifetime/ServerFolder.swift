internal import SystemPackage

/// The files of one server.
struct ServerFolder: Sendable {
    let root: FilePath

    /// PostgreSQL's data directory.
    var data: FilePath { root.appending("data") }
    /// A data directory that is being filled.
    var unfinishedData: FilePath { root.appending("data.part") }
    var log: FilePath { root.appending("log") }
    var pipe: FilePath { root.appending("pipe") }
    var lock: FilePath { root.appending("lock") }
    /// Made by the watchdog when a scratch server ended with an error.
    var failure: FilePath { root.appending("failed") }
    func answer(to word: String) -> FilePath { root.appending("answer-\(word)") }

    /// Whether somebody reads the pipe.
    var hasWatchdog: Bool {
        let options: FileDescriptor.OpenOptions = [.nonBlocking, .closeOnExec, .noFollow]
        guard let writer = try? FileDescriptor.open(pipe, .writeOnly, options: options) else { return false }
        try? writer.close()
        return true
    }

    /// The major version of the data, if there is any.
    var dataMajor: Int? {
        contents(of: data.appending("PG_VERSION")).flatMap { Int($0.prefix { $0.isNumber }) }
    }

    /// The end of the server's log.
    var logTail: String {
        let lines = (contents(of: log, limit: 1 << 20) ?? "").split(separator: "\n")
        return lines.suffix(15).joined(separator: "\n")
    }
}

/// What a running server writes into `postmaster.pid` (PostgreSQL source, `pidfile.h`).
struct PostmasterFile: Equatable {
    let process: Int32
    let socketFolder: FilePath
    /// `starting`, `ready`, `stopping`, …
    let status: String

    init?(_ folder: ServerFolder) {
        guard let text = contents(of: folder.data.appending("postmaster.pid")) else { return nil }
        self.init(text)
    }

    init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let process = lines.first.flatMap({ Int32($0) }), process > 0 else { return nil }
        self.process = process
        socketFolder = FilePath(lines.count > 4 ? String(lines[4]) : "")
        status = lines.count > 7 ? String(lines[7].prefix { $0 != " " }) : "starting"
    }

    /// Whether that process is alive and really is the server of `folder`: after a crash, or in a restarted
    /// container, another program may have its number.
    func isServer(of folder: ServerFolder, as account: ServerAccount) async -> Bool {
        guard SystemCall.isAlive(process) else { return false }
        // A postmaster works in its data directory.
        let link = FilePath("/proc/\(process)/cwd")
        if SystemCall.status(of: "/proc/self") != nil {
            guard let working = SystemCall.destination(of: link) else { return false }
            return working == SystemCall.resolved(folder.data)
        }
        guard let command = try? await account.run(["/bin/ps", "-p", "\(process)", "-o", "command="]) else {
            return false
        }
        return command.contains("postgres") && command.contains(folder.data.string)
    }
}
