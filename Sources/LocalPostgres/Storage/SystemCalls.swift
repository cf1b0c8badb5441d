internal import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The calls that swift-system doesn't wrap, with their errors as `Errno`.
enum SystemCall {
    struct FileStatus {
        let isFolder: Bool
        let isPipe: Bool
        let owner: UInt32
        /// Permission bits.
        let mode: UInt32
    }

    static var effectiveUser: UInt32 { geteuid() }
    static var processID: Int32 { getpid() }

    /// The user and group of an account, nil when there is none of that name.
    static func account(named name: String) -> (user: UInt32, group: UInt32)? {
        getpwnam(name).map { ($0.pointee.pw_uid, $0.pointee.pw_gid) }
    }

    static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Describes the file itself, not what a link leads to; nil when there is none.
    static func status(of path: FilePath) -> FileStatus? {
        var buffer = stat()
        guard path.withPlatformString({ lstat($0, &buffer) }) == 0 else { return nil }
        let kind = UInt32(buffer.st_mode) & UInt32(S_IFMT)
        return FileStatus(
            isFolder: kind == UInt32(S_IFDIR), isPipe: kind == UInt32(S_IFIFO), owner: buffer.st_uid,
            mode: UInt32(buffer.st_mode) & 0o7777)
    }

    /// Seconds since something in the folder changed.
    static func age(of folder: FilePath) -> Int? {
        var buffer = stat()
        guard folder.withPlatformString({ lstat($0, &buffer) }) == 0 else { return nil }
        #if canImport(Darwin)
            return time(nil) - buffer.st_mtimespec.tv_sec
        #else
            return time(nil) - buffer.st_mtim.tv_sec
        #endif
    }

    /// Makes `path` as young as a new one, if it is there.
    static func touch(_ path: FilePath) { _ = path.withPlatformString { utimes($0, nil) } }

    /// False when something of that name was there already.
    static func makeFolder(_ path: FilePath, mode: UInt32) throws(Errno) -> Bool {
        if path.withPlatformString({ mkdir($0, mode_t(mode)) }) == 0 { return true }
        let error = Errno(rawValue: errno)
        if error == .fileExists { return false }
        throw error
    }

    static func makePipe(_ path: FilePath) throws(Errno) {
        try check(path.withPlatformString { mkfifo($0, 0o600) })
    }

    /// A new folder of mode 0700 with six random characters after `prefix`.
    static func makeTemporaryFolder(_ prefix: String) throws(Errno) -> FilePath {
        var name = Array((prefix + "XXXXXX").utf8CString)
        guard mkdtemp(&name) != nil else { throw Errno(rawValue: errno) }
        return FilePath(String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    static func changeOwner(of path: FilePath, to account: ServerAccount) throws(Errno) {
        try check(path.withPlatformString { lchown($0, account.user, account.group) })
    }

    static func rename(_ old: FilePath, to new: FilePath) throws(Errno) {
        let result = old.withPlatformString { old in
            new.withPlatformString { new in
                #if canImport(Glibc)
                    Glibc.rename(old, new)
                #elseif canImport(Musl)
                    Musl.rename(old, new)
                #else
                    Darwin.rename(old, new)
                #endif
            }
        }
        try check(result)
    }

    static func removeFile(_ path: FilePath) { _ = path.withPlatformString { unlink($0) } }

    /// Bytes that an ordinary user may still write to the file system of `path`.
    static func freeBytes(at path: FilePath) -> UInt64 {
        var buffer = statvfs()
        guard path.withPlatformString({ statvfs($0, &buffer) }) == 0 else { return 0 }
        return UInt64(buffer.f_bavail) * UInt64(buffer.f_frsize)
    }

    /// Takes the lock unless another process holds it.
    static func tryLock(_ descriptor: FileDescriptor) -> Bool {
        flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0
    }

    static func isAlive(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno == EPERM }

    static func signal(_ process: Int32, _ signal: Int32) { _ = kill(process, signal) }

    /// True when nobody reads from the pipe any more.
    static func hasNoReader(_ pipe: FileDescriptor) -> Bool {
        var descriptor = pollfd(fd: pipe.rawValue, events: 0, revents: 0)
        return poll(&descriptor, 1, 0) > 0 && descriptor.revents & Int16(POLLERR | POLLHUP) != 0
    }

    /// Where a symbolic link leads.
    static func destination(of link: FilePath) -> FilePath? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = link.withPlatformString { readlink($0, &buffer, buffer.count) }
        guard count > 0 else { return nil }
        return FilePath(String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    /// The path without links, dots and doubled slashes.
    static func resolved(_ path: FilePath) -> FilePath? {
        path.withPlatformString { path in
            guard let resolved = realpath(path, nil) else { return nil }
            defer { free(resolved) }
            return FilePath(String(cString: resolved))
        }
    }

    static var workingFolder: FilePath {
        guard let folder = getcwd(nil, 0) else { return "/" }
        defer { free(folder) }
        return FilePath(String(cString: folder))
    }

    /// The names in a folder, sorted; none when it can't be read.
    static func names(in folder: FilePath) -> [String] {
        guard let stream = folder.withPlatformString({ opendir($0) }) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func check(_ result: Int32) throws(Errno) {
        guard result == 0 else { throw Errno(rawValue: errno) }
    }
}

/// The text of a small file; nil when it can't be read.
func contents(of path: FilePath, limit: Int = 1 << 16) -> String? {
    guard let file = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .noFollow]) else {
        return nil
    }
    defer { try? file.close() }
    var bytes = [UInt8](repeating: 0, count: limit)
    var count = 0
    while count < limit {
        let read = try? bytes.withUnsafeMutableBytes {
            try file.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
        }
        guard let read, read > 0 else { break }
        count += read
    }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
}
