public import Diagnostics

/// A specification's text, parsed but not yet understood.
public struct Document: Sendable {
    public let file: SourceFile
    public let root: Node
    public let format: Format
    /// The files that it includes, in the order in which they are named.
    public private(set) var parts: [Document] = []

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

    /// The same with the files that it includes, each by the path that stands in "include".
    ///
    /// - Throws: what is wrong with any of them, each in its own file.
    public init(_ file: SourceFile, including files: [String: SourceFile]) throws(DiagnosticsError) {
        try self.init(file)
        var diagnostics = Diagnostics()
        var seen: Set<String> = []
        for (path, place) in includedPaths {
            if let message = Self.refusal(ofIncluded: path) {
                diagnostics.error("include-path", message, at: place, fix: "name a file below the folder of this one")
            } else if !seen.insert(path).inserted {
                diagnostics.error("duplicate-name", "'\(path)' is included twice", at: place, fix: "leave one out")
            } else if let included = files[path] {
                do throws(DiagnosticsError) {
                    parts.append(try Document(included))
                } catch {
                    for diagnostic in error.diagnostics { diagnostics.report(diagnostic) }
                }
            } else {
                diagnostics.error(
                    "file-not-found", "there is no file '\(path)' to include", at: place,
                    fix: "write its path as it is from the folder of this file")
            }
        }
        try diagnostics.throwIfErrors()
    }

    /// The paths in "include", from the folder of this file, and where each stands.
    public var includedPaths: [(path: String, place: SourceLocation?)] {
        guard case .array(let elements)? = root.member("include")?.value.value else { return [] }
        return elements.compactMap { element in
            guard case .string(let path) = element.value else { return nil }
            return (path, file.location(of: element.range))
        }
    }

    /// Why a file of this path is never read; nil where it may be. A specification from elsewhere reaches no further
    /// than its own folder.
    public static func refusal(ofIncluded path: String) -> String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) || path.contains("\\") {
            return "'\(path)' leads out of the folder, or isn't written plainly"
        }
        let endings = [".json", ".yaml", ".yml"]
        return endings.contains(where: path.hasSuffix) ? nil : "an included file ends in .json, .yaml or .yml"
    }

    private static func tooLarge(_ name: String) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "file-too-large", "\(name) is larger than \(largestFile >> 20) MB",
                fix: "split it with 'include', or remove generated data from it"))
    }
}
