public import SystemPackage

/// A user's project on disk.
public struct ProjectFolder: Sendable, Hashable {
    public let root: FilePath

    public static let settingsFileName = "berry.json"
    public static let lockFileName = "berry.lock"

    public init(_ root: FilePath) { self.root = root }

    /// The place of a path that is relative to the project.
    public func path(_ relative: String) -> FilePath {
        var path = root
        for component in relative.split(separator: "/") { path.append(String(component)) }
        return path
    }

    /// The place of a specification, whose path may be absolute.
    public func specification(_ path: String) -> FilePath { path.hasPrefix("/") ? FilePath(path) : self.path(path) }

    /// Whether a path that was read from a file stays within the project's folder.
    static func contains(_ relative: String) -> Bool {
        !relative.utf8.contains(0)
            && relative.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
                !$0.isEmpty && $0 != "." && $0 != ".."
            }
    }

    /// berry's own folder: checkpoints, locks, the private server. Not in git.
    public var state: FilePath { root.appending(".berry") }
    /// Contents that are about to take their place.
    var pending: FilePath { state.appending("pending") }
    public var server: FilePath { state.appending("server") }
    public var migrations: FilePath { path("database/migrations") }
}
