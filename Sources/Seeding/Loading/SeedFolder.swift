public import Diagnostics
internal import Specification
public import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A folder of seed files.
public enum SeedFolder {
    /// The largest file that is read, in bytes.
    public static let largestFile = Document.largestFile

    /// The folders for an environment, in the order in which they are loaded.
    public static func paths(for environment: String) -> [String] {
        ["database/seeds/common", "database/seeds/\(environment)"]
    }

    /// The `*.json` and `*.sql` files of `folders` below `project`, folder by folder and by name; none of a folder
    /// that isn't there. Diagnostics name the files relative to `project`.
    public static func files(in folders: [String], of project: FilePath) throws(DiagnosticsError)
        -> [SourceFile]
    {
        var files: [SourceFile] = []
        for folder in folders {
            for name in try names(in: project.appending(folder), called: folder) {
                guard !name.hasPrefix("."), name.hasSuffix(".json") || name.hasSuffix(".sql") else {
                    continue
                }
                files.append(try read(project.appending(folder).appending(name), called: "\(folder)/\(name)"))
            }
        }
        return files
    }

    private static func names(in folder: FilePath, called name: String) throws(DiagnosticsError) -> [String] {
        guard let stream = folder.withPlatformString({ opendir($0) }) else {
            let error = Errno(rawValue: errno)
            if error == .noSuchFileOrDirectory { return [] }
            throw unreadable(name, error)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func read(_ path: FilePath, called name: String) throws(DiagnosticsError) -> SourceFile {
        do {
            let descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
            let bytes = try descriptor.closeAfter {
                var bytes: [UInt8] = []
                var buffer = [UInt8](repeating: 0, count: 1 << 16)
                while bytes.count <= largestFile {
                    let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
                    if count == 0 { break }
                    bytes.append(contentsOf: buffer[..<count])
                }
                return bytes
            }
            guard bytes.count <= largestFile else {
                throw DiagnosticsError(
                    Diagnostic(.error, "file-too-large", "\(name) is larger than \(largestFile >> 20) MB"))
            }
            return SourceFile(path: name, bytes: bytes)
        } catch let error as DiagnosticsError {
            throw error
        } catch {
            throw unreadable(name, error)
        }
    }

    private static func unreadable(_ name: String, _ error: any Error) -> DiagnosticsError {
        DiagnosticsError(Diagnostic(.error, "file-unreadable", "\(name) can't be read: \(error)"))
    }
}
