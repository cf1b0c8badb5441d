/// The migrations of a project that the next one builds on, in the order in which databases run them.
public struct MigrationHistory: Sendable {
    public let migrations: [Migration]

    public init(_ migrations: [Migration]) { self.migrations = migrations.sorted { $0.version < $1.version } }

    public var isEmpty: Bool { migrations.isEmpty }
}
