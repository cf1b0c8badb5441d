public import GeneratedFiles

/// A project's migrations, with the list of what is sealed.
public struct MigrationFiles: Sendable {
    /// What the last migrations build on: sealed, or written by hand.
    public let history: MigrationHistory
    /// What berry wrote last and may still write anew, because no database that somebody uses has run it.
    public let open: [Migration]
    public let sum: MigrationSum

    public init(after history: MigrationHistory, open: [Migration], _ sum: MigrationSum) {
        self.history = history
        self.open = open
        self.sum = sum
    }

    /// All of them, in the order in which databases run them.
    public var migrations: [Migration] { MigrationHistory(history.migrations + open).migrations }

    /// Whether the list of what is sealed has everything.
    public var isSealed: Bool { sealedSum == sum }

    /// What berry wrote: the open migrations, and those that were sealed as they were written.
    public var files: [GeneratedFile] { files(sum) }

    /// The files once nothing may change any more.
    public var sealedFiles: [GeneratedFile] { files(sealedSum) }

    private var sealedSum: MigrationSum {
        var sealed = sum
        for migration in migrations { sealed.seal(migration) }
        return sealed
    }

    private func files(_ sum: MigrationSum) -> [GeneratedFile] {
        migrations.filter { migration in
            sum.isSealed(version: migration.version) || open.contains { $0.version == migration.version }
        }.flatMap(\.files) + [GeneratedFile(MigrationSum.path, text: sum.text)]
    }
}
