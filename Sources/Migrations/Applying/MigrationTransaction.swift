internal import Postgres

extension Connection {
    /// A transaction in which a migration's SQL means the same in the rehearsal as on the database that it is for,
    /// whatever the settings of the role and the database are.
    func migrating<Value: Sendable>(
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await transaction { connection in
            // How long one statement may run, and how long berry waits for another run on the same database.
            try await connection.execute(
                """
                set local statement_timeout = '300s'; set local lock_timeout = '60s';
                set local search_path = pg_catalog; set local standard_conforming_strings = on
                """)
            return try await body(connection)
        }
    }
}
