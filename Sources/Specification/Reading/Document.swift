public import Diagnostics
public import SystemPackage

/// A specification's text, parsed but not yet understood.
public struct Document: Sendable {
    public let file: SourceFile
    public let root: Node
    public let format: Format

    public enum Format: Sendable { case json, yaml }

    /// The largest file that is read, in bytes.
    public static let largestFile = 32 << 20

    /// Parses `file`; a name that ends in `.yaml` or `.yml` is YAML, everything else JSON.
    public init(_ file: SourceFile) throws(DiagnosticsError) {
        guard file.bytes.count <= Self.largestFile else { throw Self.tooLarge(file.path) }
        self.file = file
        format = file.path.hasSuffix(".yaml") || file.path.hasSuffix(".yml") ? .yaml : .json
        root = try format == .yaml ? YAMLReader.read(file) : JSONReader.read(file)
    }

    /// Reads and parses the file at `path`; diagnostics call it `displayName`.
    public init(contentsOf path: FilePath, displayName: String? = nil) throws(DiagnosticsError) {
        let name = displayName ?? path.string
        let bytes: [UInt8]
        do {
            bytes = try Self.read(path)
        } catch .noSuchFileOrDirectory {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "file-not-found", "there is no file \(name)",
                    fix: "give the path of a specification, or begin one with 'berry init'"))
        } catch {
            throw DiagnosticsError(Diagnostic(.error, "file-unreadable", "\(name) can't be read: \(error)"))
        }
        guard bytes.count <= Self.largestFile else { throw Self.tooLarge(name) }
        try self.init(SourceFile(path: name, bytes: bytes))
    }

    private static func tooLarge(_ name: String) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "file-too-large", "\(name) is larger than \(largestFile >> 20) MB",
                fix: "split it with 'include', or remove generated data from it"))
    }

    /// At most one byte more than ``largestFile``, so that an endless file ends.
    private static func read(_ path: FilePath) throws(Errno) -> [UInt8] {
        do {
            let descriptor = try FileDescriptor.open(path, .readOnly)
            return try descriptor.closeAfter {
                var bytes: [UInt8] = []
                var buffer = [UInt8](repeating: 0, count: 1 << 16)
                while bytes.count <= largestFile {
                    let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
                    if count == 0 { break }
                    bytes.append(contentsOf: buffer[..<count])
                }
                return bytes
            }
        } catch let error as Errno {
            throw error
        } catch {
            throw Errno.ioError
        }
    }
}
