internal import Diagnostics
internal import Postgres

extension Connection {
    /// Runs a migration within the caller's transaction, and writes it into the ledger.
    func apply(_ migration: Migration) async throws {
        let start = ContinuousClock.now
        try await MigrationScript(migration).run(self)
        let duration = (ContinuousClock.now - start).components
        let milliseconds = duration.seconds * 1000 + duration.attoseconds / 1_000_000_000_000_000
        try await record(migration, status: "applied", milliseconds: Int(milliseconds))
    }

    /// Runs a migration that no transaction may hold, unless the ledger says that it came to its end. The ledger says
    /// that it began before it begins.
    func applyOutside(_ migration: Migration) async throws -> Bool {
        try await lockLedger()
        do {
            let isApplied = try await !query(
                "select from berry.migrations where version = $1 and status = 'applied'", [Parameter(migration.version)]
            ).isEmpty
            if !isApplied {
                try await record(migration, status: "started", milliseconds: 0)
                try await run(migration, unchanged: "it runs outside of a transaction, and may have come half way")
                try await record(migration, status: "applied", milliseconds: 0)
            }
            try await releaseLedger()
            return !isApplied
        } catch {
            try? await releaseLedger()
            throw error
        }
    }

    /// Writes a migration into the ledger.
    func record(_ migration: Migration, status: String, milliseconds: Int) async throws {
        try await query(
            """
            insert into berry.migrations (version, name, digest, duration_ms, status)
            values ($1, $2, $3, $4::integer, $5)
            on conflict (version) do update set name = excluded.name, digest = excluded.digest,
              duration_ms = excluded.duration_ms, status = excluded.status, applied_at = now(), applied_by = session_user
            """,
            [
                Parameter(migration.version), Parameter(migration.name), Parameter(migration.digest),
                Parameter(milliseconds), Parameter(status),
            ])
    }
}
