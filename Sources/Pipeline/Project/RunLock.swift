internal import Diagnostics
internal import SystemPackage

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#elseif canImport(Darwin)
    private import Darwin
#endif

/// Keeps two runs on one project apart. The kernel releases it when the process ends, however it ends.
///
/// It is a record lock (`fcntl`), which tells who holds it without anything being written into the file. Such a lock
/// belongs to the process, so one process holds it once.
final class RunLock {
    private let descriptor: FileDescriptor

    private init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

    deinit { try? descriptor.close() }

    /// Waits up to `patience` for another run to end; `onWait` is told once who holds the lock.
    static func acquire(
        in project: ProjectFolder, patience: Duration = .seconds(60), onWait: (String) -> Void
    ) async throws -> RunLock {
        try FileIO.checkInside(project.state, of: project.root)
        if try !FileIO.createDirectory(project.state).isEmpty {
            // Checkpoints, journals and a whole server: nobody should have to know that they aren't for git.
            try FileIO.write(Array("*\n".utf8), to: project.state.appending(".gitignore"))
        }
        let path = project.state.appending("lock")
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(
                path, .readWrite, options: [.create, .closeOnExec, .noFollow],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        } catch {
            throw FileIO.failure("write", path, error)
        }
        let lock = RunLock(descriptor)
        let deadline = ContinuousClock.now + patience
        var hasToldWho = false
        while true {
            var wanted = lock.wholeFile
            if fcntl(descriptor.rawValue, F_SETLK, &wanted) == 0 { return lock }
            guard errno == EACCES || errno == EAGAIN || errno == EINTR else {
                throw FileIO.failure("lock", path, Errno(rawValue: errno))
            }
            let holder = "another run of berry (process \(lock.holder)) is working on this project"
            if !hasToldWho { onWait(holder) }
            hasToldWho = true
            guard ContinuousClock.now < deadline else {
                throw DiagnosticsError(Diagnostic(.error, "locked", holder, fix: "wait for it, or end it"))
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private var wholeFile: flock {
        var range = flock()
        range.l_type = Int16(F_WRLCK)
        range.l_whence = Int16(SEEK_SET)
        return range
    }

    private var holder: Int32 {
        var range = wholeFile
        return fcntl(descriptor.rawValue, F_GETLK, &range) == 0 ? range.l_pid : 0
    }
}
