public import Foundation
internal import GeneratedFiles
internal import Migrations
internal import SystemPackage

/// Begins a migration that somebody writes by hand.
public struct HandWrittenMigration: Sendable {
    /// The file that is applied, relative to the project.
    public let path: String

    /// Makes both of its files, after all that are there.
    ///
    /// - Parameter name: words; what can't stand in a file's name becomes an underscore.
    public init(
        _ name: String, in project: ProjectFolder,
        environment: [String: String] = ProcessInfo.processInfo.environment, onWait: (String) -> Void
    ) async throws {
        let lock = try await RunLock.acquire(in: project, onWait: onWait)
        defer { withExtendedLifetime(lock) {} }
        try Journal.recover(in: project)
        let layout = try project.layout
        let versions = try FileIO.names(in: project.path(layout.folder)).compactMap {
            layout.file(named: $0)?.version
        }
        let now = Migration.newVersion(environment: environment)
        let last = versions.max() ?? ""
        let version = last < now ? now : try Migration.version(after: last)
        let migration = Migration(
            version: version, name: Migration.name(of: name), up: Migration.begunText, down: Migration.begunWayBack,
            layout: layout)
        let changes = migration.files.map { Journal.Change(path: $0.path, contents: $0.contents, replaces: nil) }
        _ = try Journal.commit(changes, in: project, label: "migration.new", progress: { _ in })
        path = migration.upPath
    }
}

extension Migration {
    fileprivate static let begunText = """
        -- Say here what this migration changes, and why. It runs in one transaction.
        -- What it makes has to be in the specification too, or 'berry generate' takes it away again.

        """
    fileprivate static let begunWayBack = "-- Takes it back.\n"

    /// Whether nobody has written anything into it yet.
    var isOnlyBegun: Bool { up == Self.begunText && (down ?? Self.begunWayBack) == Self.begunWayBack }
}
