internal import SystemPackage

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#elseif canImport(Darwin)
    private import Darwin
#endif

/// What the file system says of a file, by which a file that changed can be told without reading it.
struct FileStamp: Hashable {
    var inode: UInt64
    /// In bytes.
    var size: Int64
    /// Nanoseconds since 1970 at which the contents last changed, as far as the file system was told.
    var modified: Int64
    /// Nanoseconds since 1970 at which anything last changed: contents, name, permissions. Nobody can set it.
    var changed: Int64

    init(inode: UInt64, size: Int64, modified: Int64, changed: Int64) {
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
    }

    /// The time as stamps count it.
    static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// The stamp of the file at `path`; nil when no ordinary file is there.
    init?(of path: String) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        self.init(status)
    }

    /// The stamp of an open file.
    init?(of descriptor: FileDescriptor) {
        var status = stat()
        guard fstat(descriptor.rawValue, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        func nanoseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec) }
        #if canImport(Darwin)
            let (modification, change) = (status.st_mtimespec, status.st_ctimespec)
        #else
            let (modification, change) = (status.st_mtim, status.st_ctim)
        #endif
        self.init(
            inode: UInt64(status.st_ino), size: Int64(status.st_size), modified: nanoseconds(modification),
            changed: nanoseconds(change))
    }

    /// Whether `other` is the same file with the same contents, perhaps under another name.
    func hasContents(of other: FileStamp) -> Bool {
        inode == other.inode && size == other.size && modified == other.modified
    }
}
