internal import Diagnostics
internal import Digest
internal import GeneratedFiles
public import Migrations
internal import SystemPackage

/// Discards the open migration: what berry wrote, and no database that somebody uses has run.
public struct OpenMigrationDrop: Sendable {
    /// What was discarded, in the order of versions: the files of one change, or one that somebody had only begun.
    public let migrations: [Migration]
    /// The files that are gone, relative to the project.
    public let files: [String]

    /// - Parameters:
    ///   - choice: one by name; nil for the open one.
    ///   - overwrites: whether one goes that somebody edited.
    ///   - isDry: whether the files stay.
    /// - Throws: `DiagnosticsError` for one that is sealed or holds what somebody wrote; then all files stay.
    public init(
        _ choice: MigrationChoice?, in project: ProjectFolder, overwrites: Bool, isDry: Bool,
        onWait: (String) -> Void
    ) async throws {
        let lock = try await RunLock.acquire(in: project, onWait: onWait)
        defer { withExtendedLifetime(lock) {} }
        try Journal.recover(in: project)
        let standing = try StandingMigrations(in: project)
        migrations = try Self.chosen(choice, standing)
        if !overwrites { try Self.refuseEdited(migrations, standing) }
        files = migrations.flatMap(\.files).map(\.path)
        guard !isDry, !files.isEmpty else { return }
        var changes: [Journal.Change] = []
        for migration in migrations {
            for file in migration.files {
                changes.append(.init(path: file.path, contents: nil, replaces: Digest(of: file.contents).hex))
            }
        }
        var lockFile = try LockFile.read(in: project)
        for path in files { lockFile.files[StageName.migration.rawValue]?[path] = nil }
        try changes.append(contentsOf: lockFile.changes(in: project))
        try Journal.commit(changes, in: project, label: "migration.drop")
    }

    private static func chosen(
        _ choice: MigrationChoice?, _ standing: StandingMigrations
    ) throws(DiagnosticsError) -> [Migration] {
        guard let choice else { return standing.open }
        let migration = try choice.migration(among: standing.migrations)
        // The files of a change lead to the specification together.
        if standing.open.contains(where: { $0.version == migration.version }) { return standing.open }
        let name = "\(migration.version)_\(migration.name)"
        guard !migration.files.contains(where: standing.sum.isSealed) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "sealed-migration", "\(name) is sealed: a database has run it, so its files have to stay",
                    fix: "change the specification, and the next migration takes back what it did; 'berry db migrate "
                        + "down' takes it back on a database"))
        }
        guard !standing.written.contains(migration.upPath) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "sent-migration", "a push was stopped while it sent \(name), so a database may have run it",
                    fix: "run 'berry db push' again, which finds out"))
        }
        guard migration.isOnlyBegun else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "hand-written-migration",
                    "\(name) was written by hand, and berry deletes nothing that it didn't write",
                    fix: "if no database has run it, delete \(migration.files.map(\.path).joined(separator: " and "))"))
        }
        return [migration]
    }

    private static func refuseEdited(
        _ migrations: [Migration], _ standing: StandingMigrations
    ) throws(DiagnosticsError) {
        let edited = standing.edited.filter { edited in migrations.contains { $0.version == edited.version } }
        guard edited.isEmpty else {
            throw DiagnosticsError(
                edited.map {
                    Diagnostic(
                        .error, "edited-migration", "\($0.upPath) was edited, and the edit would be lost",
                        fix: "keep it in a migration of its own ('berry migration new'), or add --overwrite")
                })
        }
    }
}

extension LockFile {
    /// What writing it would change: nothing, or one file.
    func changes(in project: ProjectFolder) throws(DiagnosticsError) -> [Journal.Change] {
        let found = try FileIO.read(project.path(ProjectFolder.lockFileName))
        let contents = Array(text.utf8)
        if found == contents { return [] }
        return [
            .init(path: ProjectFolder.lockFileName, contents: contents, replaces: found.map { Digest(of: $0).hex })
        ]
    }
}
