internal import Diagnostics
internal import Postgres

extension Ledger {
    /// Those of `migrations` that stand for others, all of which the database has run.
    func squashed(by migrations: [Migration]) -> [Migration] {
        migrations.filter { migration in
            let parts = migration.squashes
            return !parts.isEmpty && parts.allSatisfy(has) && !has(SquashedMigration(migration))
        }
    }

    /// The same ledger with those in the place of what they stand for.
    func squashing(_ squashed: [Migration]) -> Ledger {
        var ledger = self
        for migration in squashed {
            let versions = Set(migration.squashes.map(\.version))
            ledger.migrations.removeAll { versions.contains($0.version) }
            ledger.migrations.append(
                .init(
                    version: migration.version, name: migration.name, digest: migration.digest, status: .applied,
                    step: 0))
        }
        ledger.migrations.sort { $0.version < $1.version }
        return ledger
    }

    /// A database that has run only some of what a migration stands for can't go on.
    func refusePartlySquashed(_ migrations: [Migration]) throws(DiagnosticsError) {
        for migration in migrations where !has(SquashedMigration(migration)) {
            let parts = migration.squashes
            let missing = parts.filter { !has($0) }
            guard !missing.isEmpty, missing.count < parts.count else { continue }
            throw DiagnosticsError(
                Diagnostic(
                    .error, "partly-squashed",
                    "the database has run \(parts.count - missing.count) of the \(parts.count) migrations that "
                        + "\(migration.version)_\(migration.name) stands for, and needs the rest first",
                    notes: missing.prefix(20).map { .init("it lacks \($0.version)_\($0.name)") },
                    fix:
                        "check the version of the project out that still has them, run 'berry db push' there, and come "
                        + "back"))
        }
    }

    private func has(_ migration: SquashedMigration) -> Bool {
        migrations.contains { $0.version == migration.version && $0.digest == migration.digest && $0.isFinished }
    }
}

extension Connection {
    /// Puts migrations into the ledger in the place of those that they stand for.
    func recordSquashed(_ squashed: [Migration], _ settings: LedgerSettings) async throws {
        guard !squashed.isEmpty else { return }
        try await transaction { connection in
            for migration in squashed {
                try await connection.query(
                    "delete from \(settings.ledger) where version = any ($1)",
                    [Parameter(array: migration.squashes.map(\.version))])
                if settings.layout == .supabase {
                    try await SupabaseHistory.remove(migration.squashes.map(\.version), connection)
                }
                try await connection.recordApplied(migration, settings, as: .squashed)
            }
        }
    }
}
