/// The name of a migration's file: `20260131235959_initial_schema.up.sql`.
public struct MigrationFileName: Hashable, Sendable {
    public var version: String
    public var name: String
    public var direction: Direction

    public enum Direction: String, Codable, Sendable { case up, down }

    public var text: String { "\(version)_\(name).\(direction.rawValue).sql" }

    init(_ version: String, _ name: String, _ direction: Direction) {
        self.version = version
        self.name = name
        self.direction = direction
    }

    /// Nil when `fileName` isn't a migration's.
    public init?(_ fileName: String) {
        let parts = fileName.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2] == "sql", let direction = Direction(rawValue: String(parts[1])),
            let underscore = parts[0].firstIndex(of: "_"), Migration.isVersion(String(parts[0][..<underscore]))
        else { return nil }
        version = String(parts[0][..<underscore])
        name = String(parts[0][parts[0].index(after: underscore)...])
        self.direction = direction
    }
}
