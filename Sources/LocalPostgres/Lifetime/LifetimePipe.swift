internal import SystemPackage

/// The write end of a server's pipe: the server lives as long as anybody holds one.
final class LifetimePipe: Sendable {
    private let descriptor: FileDescriptor

    private init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

    deinit { try? descriptor.close() }

    /// Makes the pipe anew, for a server that is about to start.
    /// - Returns: this process's end, and the end that the watchdog reads; the latter is the caller's to
    ///   close.
    static func make(
        _ path: FilePath, for account: ServerAccount
    ) throws -> (writer: LifetimePipe, reader: FileDescriptor) {
        do {
            SystemCall.removeFile(path)
            try SystemCall.makePipe(path)
            if account.isOther { try SystemCall.changeOwner(of: path, to: account) }
            // Opening either end alone waits for the other; with both at first neither does.
            let both = try open(path, .readWrite)
            defer { try? both.close() }
            let reader = try open(path, .readOnly)
            do { return (LifetimePipe(try open(path, .writeOnly)), reader) } catch {
                try? reader.close()
                throw error
            }
        } catch {
            throw LocalServerError(.storage, "can't make the pipe \(path): \(error)")
        }
    }

    /// Joins a running server; nil when its watchdog has gone or is about to stop it.
    static func join(
        _ folder: ServerFolder, limit: Duration = .seconds(5)
    ) async throws -> LifetimePipe? {
        // Without waiting: the error says that nobody reads.
        guard let writer = try? open(folder.pipe, .writeOnly, .nonBlocking) else { return nil }
        let pipe = LifetimePipe(writer)
        let word = "\(SystemCall.processID)x\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
        let answer = folder.answer(to: word)
        guard pipe.say(word, to: folder.pipe) else { return nil }
        defer { SystemCall.removeFile(answer) }
        let isJoined = try await poll(every: .milliseconds(1), limit: limit) { () -> Bool? in
            if SystemCall.status(of: answer) != nil { return true }
            return SystemCall.hasNoReader(writer) ? false : nil
        }
        return isJoined == true ? pipe : nil
    }

    /// Makes the watchdog hold the pipe itself.
    func keep(_ folder: ServerFolder) { _ = say("keep", to: folder.pipe) }

    /// Writes through a descriptor that also reads: writing to a pipe that nobody reads would raise SIGPIPE.
    private func say(_ word: String, to path: FilePath) -> Bool {
        guard let both = try? Self.open(path, .readWrite, .nonBlocking) else { return false }
        defer { try? both.close() }
        return (try? both.writeAll((word + "\n").utf8)) != nil
    }

    /// Never inherited by children: a child that lives longer would keep the server alive.
    private static func open(
        _ path: FilePath, _ mode: FileDescriptor.AccessMode, _ options: FileDescriptor.OpenOptions = []
    ) throws -> FileDescriptor {
        try FileDescriptor.open(path, mode, options: options.union([.closeOnExec, .noFollow]))
    }
}
