internal import Diagnostics
internal import Postgres
internal import SQL

/// What came of running pending migrations on the database that they are for, in a transaction that was rolled back.
public struct PushTrial: Sendable {
    /// Those that ran, in order, with how long each took.
    public var tried: [(migration: Migration, milliseconds: Int)] = []
    /// Why the next one, and whatever comes behind it, wasn't tried; nil where all were.
    public var end: (migration: Migration, reason: String)?
}

extension DatabasePush {
    /// Runs what is pending where it is meant to run, waiting for locks as a push does, and takes all of it back.
    ///
    /// Others wait for the tables that it locks until it is over. What can't be taken back, or needs what came before it
    /// committed, isn't run, nor what comes behind it.
    ///
    /// - Throws: `DiagnosticsError` for a statement that the database refuses, with its place in the file.
    public func tryOut(_ change: PendingChange) async throws -> PushTrial {
        do {
            try await connection.lockLedger(wait: settings.wait)
            let trial = try await connection.rollingBack { [settings] connection in
                try await connection.execute(settings.limits.local)
                return try await Self.run(change.migrations, connection)
            }
            try await connection.releaseLedger()
            return trial
        } catch let error as PostgresError {
            throw DiagnosticsError(Diagnostic(refusal: error))
        }
    }

    private static func run(_ migrations: [Migration], _ connection: isolated Connection) async throws -> PushTrial {
        var trial = PushTrial()
        for migration in migrations {
            let script = try MigrationScript(migration)
            if migration.runsOutside {
                trial.end = (migration, "it runs outside of a transaction, and couldn't be taken back")
                return trial
            }
            if script.statements.contains(where: { $0.text.contains("setval(") }) {
                trial.end = (migration, "it moves a sequence, which PostgreSQL doesn't take back")
                return trial
            }
            let start = ContinuousClock.now
            do {
                try await connection.transaction { connection in
                    for statement in script.statements {
                        do { try await connection.execute(statement.text) } catch let error as PostgresError {
                            if error.usesUncommittedValue { throw error }
                            throw script.refusal(of: statement, error, unchanged: "nothing was changed")
                        }
                    }
                }
            } catch let error as PostgresError where error.usesUncommittedValue {
                trial.end = (migration, "it uses a value of an enum type that has to be committed before")
                return trial
            }
            trial.tried.append((migration, (ContinuousClock.now - start).milliseconds))
        }
        return trial
    }
}

extension PostgresError {
    /// A new value of an enum type is used in the transaction that added it (PostgreSQL manual, "ALTER TYPE").
    var usesUncommittedValue: Bool { sqlState == "55P04" }
}
