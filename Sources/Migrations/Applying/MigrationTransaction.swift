internal import Postgres

extension Connection {
    /// A transaction in which a migration's SQL means the same in the rehearsal as on the database that it is for,
    /// whatever the settings of the role and the database are.
    ///
    /// - Parameter lockTimeout: how long a statement waits for a lock, as PostgreSQL writes it.
    func migrating<Value: Sendable>(
        lockTimeout: String = "60s", _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await transaction { connection in
            try await connection.execute(Self.settings(isLocal: true, lockTimeout: lockTimeout))
            return try await body(connection)
        }
    }

    /// Runs a migration by itself: in a transaction, or outside of any where it says so.
    func run(_ migration: Migration, unchanged: String) async throws {
        let script = try MigrationScript(migration)
        guard migration.runsOutside else {
            return try await migrating { connection in try await script.run(connection, unchanged: unchanged) }
        }
        try await execute(Self.settings(isLocal: false, lockTimeout: "0"))
        do { try await script.run(self, unchanged: unchanged) } catch {
            _ = try? await execute("reset all")
            throw error
        }
        try await execute("reset all")
    }

    /// How long one statement may run, and how long it waits for a lock.
    ///
    /// What runs outside of a transaction waits for those who are at work: stopped half way, it would leave an index
    /// behind that nobody can use.
    private static func settings(isLocal: Bool, lockTimeout: String) -> String {
        let set = isLocal ? "set local" : "set"
        return """
            \(set) statement_timeout = '\(isLocal ? "300s" : "0")'; \(set) lock_timeout = '\(lockTimeout)';
            \(set) search_path = pg_catalog; \(set) standard_conforming_strings = on
            """
    }
}
