internal import Diagnostics
public import ModelProviders
internal import Specification
public import SystemPackage

/// Exchanges with a model in a file that a user named.
public struct CassetteFile: Sendable {
    private let path: FilePath
    private let name: String

    /// - Parameter name: what messages call it.
    public init(_ path: FilePath, called name: String) {
        self.path = path
        self.name = name
    }

    public func read() throws -> Cassette {
        if let file = try SourceFile.read(path, called: name) { return try Cassette(file) }
        throw DiagnosticsError(
            Diagnostic(.error, "file-not-found", "there is no file \(name)", fix: "record one with --record \(name)"))
    }

    /// Throws where something else is there; a cassette may be recorded over.
    public func checkWritable() throws {
        guard let file = try SourceFile.read(path, called: name) else { return }
        do {
            _ = try Cassette(file)
        } catch {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "file-exists", "\(name) exists already, and is no cassette", fix: "give another path"))
        }
    }

    public func write(_ cassette: Cassette) throws {
        try NewFile.write([NewFile(path, called: name, text: cassette.text)], overwriting: true)
    }
}
