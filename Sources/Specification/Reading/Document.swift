public import Diagnostics

/// A specification's text, parsed but not yet understood.
public struct Document: Sendable {
    public let file: SourceFile
    public let root: Node
    public let format: Format

    /// What the text was read as.
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

    private static func tooLarge(_ name: String) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "file-too-large", "\(name) is larger than \(largestFile >> 20) MB",
                fix: "split it with 'include', or remove generated data from it"))
    }
}
