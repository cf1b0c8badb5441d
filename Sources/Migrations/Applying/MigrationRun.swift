internal import Catalog
internal import Diagnostics
internal import Failpoints
internal import Postgres
internal import SQL
internal import SchemaDiff

/// Runs migrations or their ways back on a database that others use, and keeps its ledger.
struct MigrationRun: Sendable {
    let connection: Connection
    let settings: LedgerSettings
    /// Told when somebody's lock is in the way.
    let tells: @Sendable (String) -> Void

    /// Runs one that the ledger doesn't have, or has half.
    ///
    /// - Parameters:
    ///   - step: how many of its statements the database has run already.
    ///   - guards: looks again, under the lock of the transaction, at what must not have changed.
    func run(
        _ migration: Migration, _ direction: MigrationFileName.Direction, from step: Int = 0,
        guards: @Sendable (isolated Connection) async throws -> Void
    ) async throws {
        let script = try MigrationScript(migration, direction)
        Failpoint.pass("push.before-migration")
        if migration.runsOutside(direction) {
            try await runOutside(script, from: step)
        } else {
            let settings = settings
            try await backingOff {
                try await connection.migrating(settings.limits) { connection in
                    guard try await Self.isOpen(migration, direction, connection, settings) else { return }
                    try await guards(connection)
                    let start = ContinuousClock.now
                    try await script.run(connection)
                    try await Self.recordEnd(of: migration, direction, connection, settings, since: start)
                    Failpoint.pass("push.before-commit")
                }
            }
        }
        Failpoint.pass("push.after-migration")
    }

    /// Runs the statements one by one, each in a transaction with the note that it ran, unless PostgreSQL refuses it
    /// there. The ledger says that the migration began before it begins.
    private func runOutside(_ script: MigrationScript, from step: Int) async throws {
        let (migration, direction, settings) = (script.migration, script.direction, settings)
        guard try await Self.isOpen(migration, direction, connection, settings) else { return }
        let start = ContinuousClock.now
        // Somebody may have gone on with it meanwhile.
        let noted = try await Ledger.read(connection, settings)?.migrations
            .first { $0.version == migration.version && !$0.isFinished && $0.digest == migration.digest }
        let step = max(step, noted?.step ?? 0)
        try await connection.recordStart(migration, direction, at: step, settings)
        for (index, statement) in script.statements.enumerated().dropFirst(step) {
            Failpoint.pass("push.before-statement")
            do {
                try await backingOff {
                    var limits = settings.limits
                    limits.statement = "0"
                    try await connection.migrating(limits) { connection in
                        _ = try await connection.execute(statement.text)
                        try await connection.recordStep(index + 1, of: migration, settings)
                        Failpoint.pass("push.before-commit")
                    }
                }
            } catch let error as PostgresError where error.refusesTransaction {
                do {
                    try await connection.migratingOutside { _ = try await $0.execute(statement.text) }
                } catch let error as PostgresError {
                    throw script.refusal(of: statement, error, unchanged: Self.halfWay)
                }
                Failpoint.pass("push.after-statement")
                try await connection.recordStep(index + 1, of: migration, settings)
            } catch let error as PostgresError {
                throw script.refusal(of: statement, error, unchanged: Self.halfWay)
            }
            Failpoint.pass("push.after-step")
        }
        try await connection.transaction { connection in
            try await Self.recordEnd(of: migration, direction, connection, settings, since: start)
        }
    }

    /// Takes away what a migration left behind that stopped half way, so that it can go on.
    func tidy(_ unfinished: UnfinishedMigration) async throws {
        let (migration, settings) = (unfinished.migration, settings)
        for index in unfinished.remains {
            try await connection.execute("drop index concurrently if exists \(index)")
        }
        if unfinished.isLost {
            try await connection.query(
                "delete from \(settings.ledger) where version = $1 and status <> 'applied'",
                [Parameter(migration.version)])
        } else if unfinished.isDone {
            try await connection.transaction { connection in
                try await Self.recordEnd(
                    of: migration, unfinished.direction, connection, settings, since: ContinuousClock.now)
            }
        }
    }

    private static let halfWay = "it runs outside of a transaction, and may have come half way"

    /// Whether the database still lacks it, or still has it when it is to be taken back: somebody may have come first.
    private static func isOpen(
        _ migration: Migration, _ direction: MigrationFileName.Direction, _ connection: Connection,
        _ settings: LedgerSettings
    ) async throws -> Bool {
        let status = try await connection.query(
            "select status from \(settings.ledger) where version = $1", [Parameter(migration.version)]
        ).first.map { try $0.text(0) }
        return direction == .up ? status != Ledger.Status.applied.rawValue : status != nil
    }

    private static func recordEnd(
        of migration: Migration, _ direction: MigrationFileName.Direction, _ connection: Connection,
        _ settings: LedgerSettings, since start: ContinuousClock.Instant
    ) async throws {
        let milliseconds = (ContinuousClock.now - start).milliseconds
        switch direction {
        case .up: try await connection.recordApplied(migration, settings, milliseconds: milliseconds)
        case .down: try await connection.recordUndone(migration, settings, milliseconds: milliseconds)
        }
    }

    /// How long to leave the table to others before the next try, in milliseconds.
    private static let pauses = [250, 500, 1000, 2000, 4000, 8000, 16000]

    /// Where somebody holds a table for long, it steps back and tries again.
    func backingOff(_ body: () async throws -> Void) async throws {
        for pause in Self.pauses {
            do { return try await body() } catch let error as PostgresError {
                guard error.sqlState == PostgresError.lockNotAvailable else { throw error }
                tells("somebody holds a table that it needs; trying again in \(pause) ms")
                try await Task.sleep(for: .milliseconds(pause))
            }
        }
        try await body()
    }
}

extension Duration {
    /// In whole milliseconds.
    var milliseconds: Int { Int(components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000) }
}
