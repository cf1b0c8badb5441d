internal import Diagnostics
internal import SystemPackage

/// The folders of seed files in a project.
enum SeedFolder {
    /// The folders for an environment, in the order in which they are loaded.
    static func paths(for environment: String) -> [String] {
        ["database/seeds/common", "database/seeds/\(environment)"]
    }

    /// The `*.json` and `*.sql` files of `folders`, folder by folder and by name; none of a folder that isn't there.
    /// Diagnostics name the files relative to the project.
    static func files(in folders: [String], of project: ProjectFolder) throws(DiagnosticsError) -> [SourceFile] {
        var files: [SourceFile] = []
        for folder in folders {
            for name in try FileIO.names(in: project.path(folder)) {
                guard !name.hasPrefix("."), name.hasSuffix(".json") || name.hasSuffix(".sql") else { continue }
                let path = "\(folder)/\(name)"
                if let file = try SourceFile.read(project.path(path), called: path) { files.append(file) }
            }
        }
        return files
    }
}
