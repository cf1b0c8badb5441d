public import Diagnostics
public import SystemPackage

/// A file that a command makes where a user said, outside of what is generated.
public struct NewFile: Sendable {
    public let path: FilePath
    /// What messages call it.
    public let name: String
    public let text: String

    public init(_ path: FilePath, called name: String, text: String) {
        self.path = path
        self.name = name
        self.text = text
    }

    /// Writes all of the files, or none where one of them exists already and may not be replaced.
    public static func write(_ files: [NewFile], overwriting: Bool) throws(DiagnosticsError) {
        var diagnostics = Diagnostics()
        if !overwriting {
            for file in files where FileIO.exists(file.path) {
                diagnostics.error(
                    "file-exists", "\(file.name) exists already", at: nil,
                    fix: "give another path, or add --overwrite to replace it")
            }
        }
        try diagnostics.throwIfErrors()
        for file in files {
            let path = FileIO.resolved(file.path)
            let folder = path.removingLastComponent()
            if !folder.isEmpty { _ = try FileIO.createDirectory(folder) }
            let temporary = folder.appending(".\(path.lastComponent?.string ?? "").berry-new")
            try FileIO.replace(path, with: Array(file.text.utf8), by: temporary)
        }
    }
}
