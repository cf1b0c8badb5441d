internal import Diagnostics
internal import Specification
internal import SystemPackage

extension SourceFile {
    /// Reads a file that a user wrote, which diagnostics call `name`; nil when there is none.
    static func read(_ path: FilePath, called name: String) throws(DiagnosticsError) -> SourceFile? {
        // Asked first, so that nobody's memory is filled.
        guard FileIO.size(of: path) <= Document.largestFile else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "file-too-large", "\(name) is larger than \(Document.largestFile >> 20) MB",
                    fix: "split it, or remove generated data from it"))
        }
        return try FileIO.read(path).map { SourceFile(path: name, bytes: $0) }
    }

    /// Reads a specification.
    static func specification(_ path: FilePath, called name: String) throws(DiagnosticsError) -> SourceFile {
        if let file = try read(path, called: name) { return file }
        throw DiagnosticsError(
            Diagnostic(
                .error, "file-not-found", "there is no file \(name)",
                fix: "give the path of a specification, or begin one with 'berry init'"))
    }
}
