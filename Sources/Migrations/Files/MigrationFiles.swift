public import Diagnostics
public import GeneratedFiles

/// The migration as it stands in the project, with the list of what is sealed.
public struct MigrationFiles: Sendable {
    public let migration: Migration
    public let sum: MigrationSum

    /// - Throws: when `migration` differs from what was sealed under its version.
    public init(_ migration: Migration, _ sum: MigrationSum) throws(DiagnosticsError) {
        self.migration = migration
        self.sum = sum
        guard !sum.isSealed(version: migration.version) || isSealed else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "sealed-migration",
                    "the specification changed, but \(migration.upPath) was applied to a database and may not change "
                        + "any more",
                    fix: "undo the change; this version of berry can't yet write the next migration"))
        }
    }

    /// Whether the list of what is sealed has the migration as it is.
    public var isSealed: Bool { sealedSum == sum }

    public var files: [GeneratedFile] { Self.files(migration, sum) }

    /// The files once the migration may not change any more.
    public var sealedFiles: [GeneratedFile] { Self.files(migration, sealedSum) }

    private var sealedSum: MigrationSum {
        var sealed = sum
        sealed.seal(migration)
        return sealed
    }

    private static func files(_ migration: Migration, _ sum: MigrationSum) -> [GeneratedFile] {
        migration.files + [GeneratedFile(MigrationSum.path, text: sum.text)]
    }
}
