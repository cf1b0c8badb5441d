internal import Diagnostics
internal import Postgres

extension Connection {
    /// Keeps other runs of berry away from this database, until ``releaseLedger()`` or the end of the connection.
    ///
    /// It asks again and again instead of waiting in the server: who waits there holds a snapshot, and CREATE INDEX
    /// CONCURRENTLY of the run that works waits for all snapshots to go.
    func lockLedger() async throws {
        try await poll("pg_try_advisory_lock")
    }

    /// The same until the end of the transaction that the caller is in.
    func lockLedgerInTransaction() async throws {
        try await poll("pg_try_advisory_xact_lock")
    }

    func releaseLedger() async throws(PostgresError) {
        try await execute("select pg_advisory_unlock(\(Ledger.lockNumber))")
    }

    private func poll(_ function: String) async throws {
        for _ in 0..<240 {
            if try await query("select \(function)(\(Ledger.lockNumber))").one.bool(0) { return }
            try await Task.sleep(for: .milliseconds(250))
        }
        throw DiagnosticsError(
            Diagnostic(
                .error, "database-busy", "another run of berry has worked on this database for more than a minute",
                fix: "wait for it, and run the command again"))
    }
}
