internal import Diagnostics
public import SystemPackage

/// A file that holds a key. It lies outside of the project, whose files are handed around.
public struct KeyFile {
    private let path: FilePath

    /// - Parameter path: absolute.
    public init(_ path: FilePath) { self.path = path }

    /// - Throws: `DiagnosticsError` where it lies in the project, or can't be read.
    public func text(for project: ProjectFolder) throws -> String {
        guard !FileIO.resolved(path).starts(with: FileIO.resolved(project.root)) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "model-key", "\(path) lies in the project, where a key would be handed on with it",
                    fix: "keep the file elsewhere, such as in your home folder"))
        }
        guard FileIO.size(of: path) <= 1 << 16, let bytes = try FileIO.read(path) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "model-key", "there is no file \(path) that could hold a key",
                    fix: "give BERRY_API_KEY_FILE the path of a file with nothing but the key"))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
