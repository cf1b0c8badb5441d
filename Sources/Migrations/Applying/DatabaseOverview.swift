public import Postgres

/// What a database says about itself: its ledger and its tables.
public struct DatabaseOverview: Sendable {
    public var serverVersion: String
    /// Nil where the database has no ledger.
    public var application: String?
    public var migrations: [Ledger.AppliedMigration]
    /// The environments whose seeds were loaded.
    public var seeds: [String]
    /// How many there are, without those of berry's ledger.
    public var tables: Int
    /// Tables without row level security.
    public var unprotected: [String]

    /// Asks the server; a database that berry never set up has no application and no migrations.
    public static func read(
        _ connection: Connection, _ settings: LedgerSettings
    ) async throws -> DatabaseOverview {
        let version = try await connection.query("show server_version").one.text(0)
        let ledger = try await Ledger.read(connection, settings)
        let security = try await RowSecurity.read(connection)
        return DatabaseOverview(
            serverVersion: version, application: ledger?.application, migrations: ledger?.migrations ?? [],
            seeds: ledger?.seeds ?? [], tables: security.tables, unprotected: security.unprotected)
    }
}
