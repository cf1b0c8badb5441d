internal import Diagnostics
internal import Postgres

extension Connection {
    /// Keeps other runs of berry away from this database, until ``releaseLedger()`` or the end of the connection.
    ///
    /// It asks again and again instead of waiting in the server: who waits there holds a snapshot, and CREATE INDEX
    /// CONCURRENTLY of the run that works waits for all snapshots to go.
    ///
    /// - Parameter wait: for how long, in seconds.
    func lockLedger(wait: Int) async throws {
        try await poll("pg_try_advisory_lock", wait: wait)
    }

    /// The same until the end of the transaction that the caller is in.
    func lockLedgerInTransaction(wait: Int) async throws {
        try await poll("pg_try_advisory_xact_lock", wait: wait)
    }

    func releaseLedger() async throws(PostgresError) {
        try await execute("select pg_advisory_unlock(\(Ledger.lockNumber))")
    }

    private func poll(_ function: String, wait: Int) async throws {
        let deadline = ContinuousClock.now + .seconds(wait)
        while true {
            if try await query("select \(function)(\(Ledger.lockNumber))").one.bool(0) { return }
            guard ContinuousClock.now < deadline else { break }
            try await Task.sleep(for: .milliseconds(250))
        }
        throw DiagnosticsError(
            Diagnostic(
                .error, "database-busy",
                "another run of berry has worked on this database for more than \(wait) seconds",
                fix: "wait for it, and run the command again; \"ledgerWait\" in berry.json says for how long to wait"))
    }
}
