internal import Diagnostics
internal import Migrations
public import SystemPackage

/// A schema as a command line names it: a database's URL, an SQL file, a folder of migrations, or `spec`.
public enum SchemaOperand: Sendable {
    case specification
    /// The project's database.
    case projectDatabase
    case url(String)
    case path(FilePath)

    /// - Parameter folder: what a relative path starts from.
    public init(_ text: String, relativeTo folder: FilePath) {
        if text == "spec" {
            self = .specification
        } else if text.contains("://") || text.hasPrefix("host=") || text.hasPrefix("service=") {
            self = .url(text)
        } else {
            self = .path(folder.pushing(FilePath(text)))
        }
    }

    /// The SQL of a file, or of every migration of a folder in the order of their names.
    static func scripts(at path: FilePath) throws(DiagnosticsError) -> [SourceFile] {
        if let file = try? FileIO.names(in: path), !file.isEmpty {
            let names = file.filter { $0.hasSuffix(".sql") && !$0.hasSuffix(".down.sql") }.sorted()
            guard !names.isEmpty else {
                throw DiagnosticsError(
                    Diagnostic(
                        .error, "no-migrations", "there is no migration in \(path)",
                        fix: "name a folder that holds .sql files"))
            }
            return try names.map { name throws(DiagnosticsError) in try script(path.appending(name)) }
        }
        return [try script(path)]
    }

    private static func script(_ path: FilePath) throws(DiagnosticsError) -> SourceFile {
        if let file = try SourceFile.read(path, called: path.string) { return file }
        throw DiagnosticsError(
            Diagnostic(
                .error, "file-not-found", "there is no file or folder \(path)",
                fix: "name a database's URL, an SQL file, a folder of migrations, or spec"))
    }
}
