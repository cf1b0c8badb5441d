public import Diagnostics
public import GeneratedFiles

/// A project's migrations, with the list of what is sealed.
public struct MigrationFiles: Sendable {
    /// What the last migrations build on: sealed, or written by hand.
    public let history: MigrationHistory
    /// What berry wrote last and may still write anew, because no database that somebody uses has run it.
    public let open: [Migration]
    public var sum: MigrationSum
    /// What the specification says in vain.
    public var warnings: [Diagnostic] = []
    /// The paths of what berry wrote of the history.
    private let written: Set<String>

    public init(
        after history: MigrationHistory, written: Set<String>, open: [Migration], _ sum: MigrationSum,
        warnings: [Diagnostic] = []
    ) {
        self.warnings = warnings
        self.history = history
        self.written = written
        self.open = open.map { migration in
            var migration = migration
            migration.layout = sum.layout
            return migration
        }
        self.sum = sum
    }

    /// All of them, in the order in which databases run them.
    public var migrations: [Migration] { MigrationHistory(history.migrations + open).migrations }

    /// What berry wrote: the open migrations, and those that were sealed as they were written.
    public var files: [GeneratedFile] { files(sum) }

    /// The same once `applied` may not change any more; nil when the list of what is sealed has them already.
    public func files(sealing applied: [Migration]) -> [GeneratedFile]? {
        var sealed = sum
        for migration in applied { sealed.seal(migration) }
        return sealed == sum ? nil : files(sealed)
    }

    /// The same with other texts of migrations that no database has run yet.
    public func replacing(_ migrations: [Migration]) -> MigrationFiles {
        var (history, open) = (history.migrations, open)
        history.replace(with: migrations)
        open.replace(with: migrations)
        return MigrationFiles(
            after: MigrationHistory(history), written: written, open: open, sum, warnings: warnings)
    }

    /// Whether berry wrote it.
    public func isWritten(_ migration: Migration) -> Bool {
        written.contains(migration.upPath) || open.contains { $0.upPath == migration.upPath }
    }

    private func files(_ sum: MigrationSum) -> [GeneratedFile] {
        migrations.filter { migration in
            migration.files.contains(where: sum.isSealed)
                || isWritten(migration)
        }.flatMap(\.files) + [sum.file]
    }
}
