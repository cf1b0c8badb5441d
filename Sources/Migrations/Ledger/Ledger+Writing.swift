internal import Postgres

/// What the ledger's history says was done; the raw values are stored and printed.
public enum LedgerAction: String, Codable, Sendable {
    case applied
    case undone
    /// Somebody said that the database has it, or hasn't.
    case markedApplied = "marked as applied"
    case markedUndone = "marked as undone"
    /// Took the place of those that it stands for.
    case squashed = "marked as squashed"
}

extension Connection {
    /// Remembers that the database has a migration.
    func recordApplied(
        _ migration: Migration, _ settings: LedgerSettings, milliseconds: Int = 0, as action: LedgerAction = .applied
    ) async throws {
        try await write(migration, .applied, 0, settings, milliseconds: milliseconds)
        try await log(migration, action, milliseconds: milliseconds)
        if settings.layout == .supabase { try await SupabaseHistory.add([migration], self) }
    }

    /// Remembers that a migration, or its way back, begins or goes on, of which each statement is committed by itself.
    func recordStart(
        _ migration: Migration, _ direction: MigrationFileName.Direction, at step: Int, _ settings: LedgerSettings
    ) async throws {
        try await write(migration, direction == .up ? .started : .undoing, step, settings, milliseconds: 0)
    }

    /// Remembers how many statements of it the database has run.
    func recordStep(_ step: Int, of migration: Migration, _ settings: LedgerSettings) async throws {
        try await query(
            "update \(settings.ledger) set step = $2::integer where version = $1",
            [Parameter(migration.version), Parameter(step)])
    }

    /// Remembers that the database no longer has a migration.
    func recordUndone(
        _ migration: Migration, _ settings: LedgerSettings, milliseconds: Int = 0, as action: LedgerAction = .undone
    ) async throws {
        try await query("delete from \(settings.ledger) where version = $1", [Parameter(migration.version)])
        try await log(migration, action, milliseconds: milliseconds)
        if settings.layout == .supabase { try await SupabaseHistory.remove([migration.version], self) }
    }

    private func write(
        _ migration: Migration, _ status: Ledger.Status, _ step: Int, _ settings: LedgerSettings, milliseconds: Int
    ) async throws {
        try await query(
            """
            insert into \(settings.ledger) (version, name, digest, duration_ms, status, step, up, down)
            values ($1, $2, $3, $4::integer, $5, $8::integer, $6, $7)
            on conflict (version) do update set name = excluded.name, digest = excluded.digest,
              duration_ms = excluded.duration_ms, status = excluded.status, step = excluded.step, up = excluded.up,
              down = excluded.down, applied_at = now(), applied_by = session_user
            """,
            [
                Parameter(migration.version), Parameter(migration.name), Parameter(migration.digest),
                Parameter(milliseconds), Parameter(status.rawValue), Parameter(migration.up),
                Parameter(migration.down), Parameter(step),
            ])
    }

    private func log(_ migration: Migration, _ action: LedgerAction, milliseconds: Int) async throws {
        try await query(
            """
            insert into berry.history (version, name, action, digest, duration_ms)
            values ($1, $2, $3, $4, $5::integer)
            """,
            [
                Parameter(migration.version), Parameter(migration.name), Parameter(action.rawValue),
                Parameter(migration.digest), Parameter(milliseconds),
            ])
    }
}
