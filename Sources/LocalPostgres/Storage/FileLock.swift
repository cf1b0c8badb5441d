internal import SystemPackage

/// An advisory lock on a file, held until `release` or the end of the process, however it ends.
struct FileLock: ~Copyable {
    private let descriptor: FileDescriptor

    private init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

    /// Waits for the lock.
    static func acquire(_ path: FilePath, limit: Duration) async throws -> FileLock {
        let descriptor: FileDescriptor
        do {
            // Neither followed when it is a link, nor inherited by children, which would keep the lock.
            descriptor = try FileDescriptor.open(
                path, .readWrite, options: [.create, .closeOnExec, .noFollow], permissions: [.ownerReadWrite])
        } catch {
            throw LocalServerError(.storage, "can't open the lock \(path): \(error)")
        }
        let lock = FileLock(descriptor)
        let isLocked = try await poll(every: .milliseconds(3), limit: limit) {
            SystemCall.tryLock(descriptor) ? true : nil
        }
        guard isLocked != nil else {
            throw LocalServerError(
                .timedOut, "another process has held \(path) for \(limit)",
                advice: "Look for a berry that hangs and end it.")
        }
        return lock
    }

    /// Gives the lock back.
    consuming func release() {}

    deinit { try? descriptor.close() }
}

/// Asks `answer` until it gives one; nil when the time is up. Throws when the task is cancelled.
func poll<Answer>(
    every interval: Duration, limit: Duration, _ answer: () async throws -> Answer?
) async throws -> Answer? {
    let end = ContinuousClock.now + limit
    while true {
        if let answer = try await answer() { return answer }
        guard ContinuousClock.now < end else { return nil }
        try await Task.sleep(for: interval)
    }
}
