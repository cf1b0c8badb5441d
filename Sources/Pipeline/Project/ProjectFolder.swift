public import SystemPackage

/// A user's project on disk.
public struct ProjectFolder: Sendable, Hashable {
    public let root: FilePath

    public static let settingsFileName = "berry.json"
    public static let lockFileName = "berry.lock"

    public init(_ root: FilePath) { self.root = root }

    /// The place of a path that is relative to the project.
    public func path(_ relative: String) -> FilePath {
        root.appending(relative)
    }

    /// The place of a specification, whose path may be absolute.
    public func specification(_ path: String) -> FilePath { path.hasPrefix("/") ? FilePath(path) : self.path(path) }

    /// Whether a path that was read from a file stays within the project's folder.
    static func contains(_ relative: String) -> Bool {
        var component: (length: Int, dots: Int) = (0, 0)
        var isInside = true
        func endComponent() {
            // An empty one begins or doubles a slash; "." and ".." lead elsewhere.
            if component.length == component.dots, component.length <= 2 { isInside = false }
            component = (0, 0)
        }
        for byte in relative.utf8 {
            switch byte {
            case 0: return false
            case UInt8(ascii: "/"): endComponent()
            default:
                component.length += 1
                if byte == UInt8(ascii: ".") { component.dots += 1 }
            }
        }
        endComponent()
        return isInside
    }

    /// berry's own folder: checkpoints, locks, the private server. Not in git.
    public var state: FilePath { root.appending(".berry") }
    /// Contents that are about to take their place.
    var pending: FilePath { state.appending("pending") }
    /// The digests of files as they were last seen.
    var index: FilePath { state.appending("index") }
    /// The stage at which the last run stopped.
    var failure: FilePath { state.appending("failure.json") }
    public var server: FilePath { state.appending("server") }
}
