internal import Diagnostics
internal import Failpoints
public import GeneratedFiles
internal import Postgres

extension DatabaseRepair {
    /// Mends one fault that ``inspect()`` found.
    ///
    /// - Parameters:
    ///   - tells: told what runs, and when somebody's lock is in the way.
    ///   - writes: takes files that belong in the project's folder.
    /// - Throws: `DiagnosticsError`, ``UnapprovedHazards``. What was committed before stays.
    public func mend(
        _ fault: Fault, tells: @escaping @Sendable (String) -> Void, writes: ([GeneratedFile]) throws -> Void
    ) async throws {
        let (connection, settings) = (push.connection, push.settings)
        if case .restore(let files) = fault.mend { return try writes(files) }
        do {
            try await connection.lockLedger(wait: settings.wait)
            try await connection.upgradeLedger(settings, push.migrations)
            let run = MigrationRun(connection: connection, settings: settings, tells: tells)
            switch fault.mend {
            case .nothing, .restore: break
            case .goOn(let change): try await goOn(change, run)
            case .takeBack(let unfinished, let steps):
                try await run.run(steps)
                let migration = unfinished.migration
                try await connection.transaction { try await $0.recordUndone(migration, settings) }
            case .run(let steps): try await run.run(steps)
            case .tellSupabase(let migrations):
                try await connection.transaction { try await SupabaseHistory.add(migrations, $0) }
            case .believeSupabase(let migrations):
                try await connection.transaction { connection in
                    for migration in migrations {
                        try await connection.recordApplied(migration, settings, as: .markedApplied)
                    }
                }
            case .adopt(let migration):
                // The file first: without it the ledger would name something that nobody has.
                try writes(migration.files)
                try await connection.transaction { connection in
                    try await connection.recordApplied(migration, settings, as: .markedApplied)
                }
            }
            try await connection.releaseLedger()
        } catch let error as PostgresError {
            try? await connection.releaseLedger()
            throw DiagnosticsError(Diagnostic(refusal: error, unchanged: "what was mended before stays so"))
        } catch {
            try? await connection.releaseLedger()
            throw error
        }
    }

    /// The rest of a migration, or of its way back.
    private func goOn(_ change: PendingChange, _ run: MigrationRun) async throws {
        guard let unfinished = change.unfinished else { return }
        try await run.tidy(unfinished)
        guard !unfinished.isLost, !unfinished.isDone else { return }
        try await run.run(unfinished.migration, unfinished.direction, from: unfinished.step) { _ in }
    }

    /// The migrations that the database has run to their end, as files say them.
    public func applied() async throws -> [Migration] {
        let versions = try await push.ownLedger().migrations.filter(\.isFinished)
        return push.migrations.filter { migration in
            versions.contains { $0.version == migration.version && $0.digest == migration.digest }
        }
    }
}

extension MigrationRun {
    /// Runs statements that mend something, each group by itself.
    func run(_ steps: [MendStep]) async throws {
        for step in steps {
            for statement in step.statements { tells(statement) }
            Failpoint.pass("repair.before-step")
            if step.isOutside {
                try await connection.migratingOutside { connection in
                    for statement in step.statements { _ = try await connection.execute(statement) }
                }
            } else {
                let settings = settings
                try await backingOff {
                    try await connection.migrating(settings.limits) { connection in
                        try await connection.execute("set local check_function_bodies = off")
                        for statement in step.statements { _ = try await connection.execute(statement) }
                    }
                }
            }
            Failpoint.pass("repair.after-step")
        }
    }
}
