internal import Diagnostics
public import Postgres

/// What somebody says of a database that the ledger doesn't know: that it has a migration, or hasn't.
public struct LedgerCorrection: Sendable {
    public var migration: Migration
    /// Whether the database has it.
    public var isApplied: Bool

    public init(_ migration: Migration, isApplied: Bool) {
        self.migration = migration
        self.isApplied = isApplied
    }

    /// Writes it into the ledger; runs none of the migration's statements.
    ///
    /// - Returns: whether the ledger said otherwise before.
    public func write(to connection: Connection, project: String, _ settings: LedgerSettings) async throws -> Bool {
        try await connection.lockLedger(wait: settings.wait)
        guard let ledger = try await Ledger.read(connection, settings),
            ledger.project.lowercased() == project.lowercased()
        else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "not-set-up", "this database has no ledger of this project",
                    fix: "name this project's database, or set one up with 'berry db setup'"))
        }
        let entry = ledger.migrations.first { $0.version == migration.version }
        let saysSo = isApplied ? entry?.isFinished == true && entry?.digest == migration.digest : entry == nil
        if !saysSo {
            try await connection.upgradeLedger(settings, [])
            let (migration, isApplied) = (migration, isApplied)
            try await connection.transaction { connection in
                if isApplied {
                    try await connection.recordApplied(migration, settings, as: .markedApplied)
                } else {
                    try await connection.recordUndone(migration, settings, as: .markedUndone)
                }
            }
        }
        try await connection.releaseLedger()
        return !saysSo
    }
}
