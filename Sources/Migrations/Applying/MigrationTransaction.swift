internal import Postgres

extension Connection {
    /// A transaction in which a migration's SQL means the same in the rehearsal as on the database that it is for,
    /// whatever the settings of the role and the database are.
    func migrating<Value: Sendable>(
        _ limits: StatementLimits = .rehearsal, _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await transaction { connection in
            try await connection.execute(limits.settings(isLocal: true))
            return try await body(connection)
        }
    }

    /// Runs statements outside of any transaction, under the same settings.
    func migratingOutside<Value: Sendable>(
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await execute(StatementLimits.none.settings(isLocal: false))
        do {
            let value = try await body(self)
            try await execute("reset all")
            return value
        } catch {
            _ = try? await execute("reset all")
            throw error
        }
    }
}

/// How long one statement of a migration may run, and how long it waits for a lock; as PostgreSQL writes it, 0 is for
/// ever.
struct StatementLimits {
    var statement: String
    var lock: String

    /// Where nobody else is.
    static let rehearsal = StatementLimits(statement: "300s", lock: "60s")
    /// What runs outside of a transaction waits for those who are at work: stopped half way, it would leave an index
    /// behind that nobody can use.
    static let none = StatementLimits(statement: "0", lock: "0")

    /// A new database, which somebody else may be setting up as well.
    static func setup(_ settings: LedgerSettings) -> StatementLimits {
        StatementLimits(statement: "\(settings.statementTimeout)s", lock: "\(settings.wait)s")
    }

    /// For the beginning of a transaction.
    var local: String { settings(isLocal: true) }

    fileprivate func settings(isLocal: Bool) -> String {
        let set = isLocal ? "set local" : "set"
        return """
            \(set) statement_timeout = '\(statement)'; \(set) lock_timeout = '\(lock)';
            \(set) search_path = pg_catalog; \(set) standard_conforming_strings = on
            """
    }
}

extension LedgerSettings {
    /// Where others are at work.
    var limits: StatementLimits { StatementLimits(statement: "\(statementTimeout)s", lock: "\(lockTimeout)s") }
}
