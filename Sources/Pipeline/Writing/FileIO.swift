internal import Diagnostics
internal import Digest
internal import Failpoints
internal import SystemPackage

#if os(Linux)
    private import CSyncFS
#endif

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#elseif canImport(Darwin)
    private import Darwin
#endif

/// The few operations on files that the pipeline needs, with errors that say what was tried.
enum FileIO {
    /// The whole file, or nil when there is none.
    static func read(_ path: FilePath) throws(DiagnosticsError) -> [UInt8]? {
        do {
            // Opening a named pipe would wait for somebody to write.
            let descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
            return try descriptor.closeAfter {
                var status = stat()
                guard fstat(descriptor.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
                guard isKind(status, S_IFREG) else {
                    throw isKind(status, S_IFDIR) ? Errno.isDirectory : .invalidArgument
                }
                let expected = max(0, Int(status.st_size))
                var bytes: [UInt8] = []
                // One byte more than the size, so that the end of an unchanged file is seen in the first read.
                while true {
                    let capacity = max(expected - bytes.count, 0) + 1
                    let chunk = try [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                        count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
                    }
                    if chunk.isEmpty { return bytes }
                    if bytes.isEmpty, chunk.count < capacity { return chunk }
                    bytes.append(contentsOf: chunk)
                }
            }
        } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
            return nil
        } catch {
            throw failure("read", path, error)
        }
    }

    /// In bytes; zero when there is nothing.
    static func size(of path: FilePath) -> Int {
        var status = stat()
        return path.withPlatformString({ stat($0, &status) }) == 0 ? Int(status.st_size) : 0
    }

    /// What stands at a path; a link isn't followed.
    enum Standing: Equatable {
        case nothing
        /// A file, and its SHA-256.
        case file(String)
        case folder
        case link
        /// A pipe, a device or the like.
        case special

        /// For things that berry never writes: "a folder".
        var obstacle: String? {
            switch self {
            case .nothing, .file: nil
            case .folder: "a folder"
            case .link: "a symbolic link"
            case .special: "no ordinary file"
            }
        }

        var digest: String? { if case .file(let digest) = self { digest } else { nil } }
    }

    static func standing(at path: FilePath) throws(DiagnosticsError) -> Standing {
        var status = stat()
        guard path.withPlatformString({ lstat($0, &status) }) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return .nothing }
            throw failure("read", path, Errno(rawValue: errno))
        }
        if isKind(status, S_IFREG) { return try read(path).map { .file(Digest(of: $0).hex) } ?? .nothing }
        if isKind(status, S_IFLNK) { return .link }
        return isKind(status, S_IFDIR) ? .folder : .special
    }

    private static func isKind(_ status: stat, _ kind: mode_t) -> Bool { status.st_mode & S_IFMT == kind }

    /// Writes a new file, whose directory exists; returns its stamp.
    @discardableResult
    static func write(_ bytes: [UInt8], to path: FilePath) throws(DiagnosticsError) -> FileStamp? {
        do {
            let descriptor = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .truncate, .closeOnExec, .noFollow],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
            return try descriptor.closeAfter {
                try descriptor.writeAll(bytes)
                return FileStamp(of: descriptor)
            }
        } catch {
            throw failure("write", path, error)
        }
    }

    /// Replaces one file, all of it or nothing, by way of `temporary`, which is on the same file system. Who may do
    /// what with the file stays as it is.
    static func replace(
        _ path: FilePath, with bytes: [UInt8], by temporary: FilePath
    ) throws(DiagnosticsError) {
        do throws(DiagnosticsError) {
            Failpoint.pass("replace.before-write")
            try write(bytes, to: temporary)
            var status = stat()
            if path.withPlatformString({ stat($0, &status) }) == 0 {
                _ = temporary.withPlatformString { chmod($0, status.st_mode & 0o7777) }
            }
            try sync([temporary], in: temporary.removingLastComponent())
            Failpoint.pass("replace.before-rename")
            try rename(temporary, to: path)
            Failpoint.pass("replace.after-rename")
        } catch {
            try? remove(temporary)
            throw error
        }
    }

    /// Makes sure that what was written below `directory` survives a crash of the machine.
    static func sync(_ paths: [FilePath], in directory: FilePath) throws(DiagnosticsError) {
        #if os(Linux)
            // One call for many files: a project of a thousand entities has thousands of them.
            if paths.count > 32 {
                try flush(directory) { syncfs($0) }
                return
            }
        #endif
        for path in paths + [directory] { try flush(path) { fsync($0) } }
    }

    private static func flush(_ path: FilePath, _ call: (CInt) -> CInt) throws(DiagnosticsError) {
        do {
            let descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
            try descriptor.closeAfter {
                guard call(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
            }
        } catch {
            throw failure("save", path, error)
        }
    }

    static func rename(_ old: FilePath, to new: FilePath) throws(DiagnosticsError) {
        let status = old.withPlatformString { old in new.withPlatformString { renameFile(old, $0) } }
        if status != 0 { throw failure("write", new, Errno(rawValue: errno)) }
    }

    /// Removes a file; none there is no error.
    static func remove(_ path: FilePath) throws(DiagnosticsError) {
        let status = path.withPlatformString { unlink($0) }
        if status != 0, errno != ENOENT { throw failure("remove", path, Errno(rawValue: errno)) }
    }

    /// Removes directories upward from `directory` while they are empty, up to but not including `root`.
    static func removeEmptyDirectories(from directory: FilePath, upTo root: FilePath) {
        var directory = directory
        while directory != root, directory.starts(with: root) {
            guard directory.withPlatformString({ rmdir($0) }) == 0 else { return }
            directory.removeLastComponent()
        }
    }

    /// Makes a directory and those above it; returns those that weren't there, the outermost first.
    @discardableResult
    static func createDirectory(_ path: FilePath) throws(DiagnosticsError) -> [FilePath] {
        var status = stat()
        if path.withPlatformString({ stat($0, &status) }) == 0 {
            if isKind(status, S_IFDIR) { return [] }
            throw failure("create", path, Errno.notDirectory)
        }
        var created: [FilePath] = []
        let parent = path.removingLastComponent()
        if errno == ENOENT, parent != path, !parent.isEmpty { created = try createDirectory(parent) }
        guard path.withPlatformString({ mkdir($0, 0o777) }) == 0 || errno == EEXIST else {
            let error = failure("create", path, Errno(rawValue: errno))
            removeDirectories(created)
            throw error
        }
        return created + [path]
    }

    /// Removes those directories, the outermost first, that are empty.
    static func removeDirectories(_ directories: [FilePath]) {
        for directory in directories.reversed() { _ = directory.withPlatformString { rmdir($0) } }
    }

    /// Throws unless files can be renamed from `source` into `directory`.
    static func checkRenaming(from source: FilePath, into directory: FilePath) throws(DiagnosticsError) {
        guard directory.withPlatformString({ access($0, W_OK | X_OK) }) == 0 else {
            throw failure("write", directory, Errno(rawValue: errno))
        }
        var (here, there) = (stat(), stat())
        guard source.withPlatformString({ stat($0, &here) }) == 0,
            directory.withPlatformString({ stat($0, &there) }) == 0, here.st_dev == there.st_dev
        else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "file-system", "\(directory) is on another file system than the project's folder",
                    fix: "keep the project on one file system, so that its files can be replaced together"))
        }
    }

    static func exists(_ path: FilePath) -> Bool { path.withPlatformString { access($0, F_OK) } == 0 }

    /// The path without links; as it is, when there is nothing.
    static func resolved(_ path: FilePath) -> FilePath {
        guard let resolved = path.withPlatformString({ realpath($0, nil) }) else { return path }
        defer { free(resolved) }
        return FilePath(platformString: resolved)
    }

    /// The names in a directory, in the order of their bytes; none when it doesn't exist.
    static func names(in directory: FilePath) throws(DiagnosticsError) -> [String] {
        guard let stream = directory.withPlatformString({ opendir($0) }) else {
            let error = Errno(rawValue: errno)
            if error == .noSuchFileOrDirectory { return [] }
            throw failure("read", directory, error)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Throws when `directory`, or as much of it as there is, lies outside of `root` because of a symbolic link.
    ///
    /// Links come with other people's repositories, and what berry writes and removes must stay in the project.
    static func checkInside(_ directory: FilePath, of root: FilePath) throws(DiagnosticsError) {
        var existing = directory
        var status = stat()
        while existing != root, existing.withPlatformString({ lstat($0, &status) }) != 0 {
            existing.removeLastComponent()
        }
        if existing == root { return }
        let place = existing.withPlatformString { realpath($0, nil) }
        defer { free(place) }
        if let place, FilePath(platformString: place).starts(with: resolved(root)) { return }
        throw DiagnosticsError(
            Diagnostic(
                .error, "outside-project",
                "\(existing) is or passes a symbolic link that leads out of the project, and berry writes only within it",
                fix: "put a folder in its place"))
    }

    static func failure(_ verb: String, _ path: FilePath, _ error: any Error) -> DiagnosticsError {
        let code = error as? Errno
        let fix: String? =
            switch code {
            case .noSpace: "free some space and run the same command again; it goes on where it stopped"
            case .readOnlyFileSystem, .permissionDenied: "make \(path.removingLastComponent()) writable for this user"
            case .isDirectory where verb == "read": "give the path of a file"
            case .notDirectory, .isDirectory, .fileExists: "move what is there elsewhere"
            case .invalidArgument: "put an ordinary file there"
            default: nil
            }
        let reason = code == .invalidArgument ? "it is no ordinary file" : "\(error)"
        return DiagnosticsError(
            Diagnostic(.error, "file-\(verb)", "can't \(verb) \(path): \(reason)", fix: fix))
    }
}

/// `rename` of the C library, which the enclosing type's method hides.
private func renameFile(_ old: UnsafePointer<CChar>, _ new: UnsafePointer<CChar>) -> Int32 { rename(old, new) }
