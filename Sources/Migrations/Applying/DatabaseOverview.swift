public import Postgres

/// What a database says about itself: its ledger and its tables.
public struct DatabaseOverview: Sendable {
    public var serverVersion: String
    /// Nil where the database has no ledger.
    public var application: String?
    /// In the order of versions; what a migration of the project stands for is said by that one.
    public var migrations: [Ledger.AppliedMigration]
    /// What the Supabase CLI's history says was applied; nil where the database has none.
    public var supabaseVersions: [String]?
    /// The environments whose seeds were loaded.
    public var seeds: [String]
    /// How many there are, without those of berry's ledger.
    public var tables: Int
    /// Tables without row level security.
    public var unprotected: [String]

    /// Asks the server; a database that berry never set up has no application and no migrations.
    public static func read(
        _ connection: Connection, _ settings: LedgerSettings, of migrations: [Migration]
    ) async throws -> DatabaseOverview {
        let version = try await connection.query("show server_version").one.text(0)
        var ledger = try await Ledger.read(connection, settings)
        if let found = ledger { ledger = found.squashing(found.squashed(by: migrations)) }
        let security = try await RowSecurity.read(connection)
        return DatabaseOverview(
            serverVersion: version, application: ledger?.application, migrations: ledger?.migrations ?? [],
            supabaseVersions: try await SupabaseHistory.read(connection)?.entries.map(\.version),
            seeds: ledger?.seeds ?? [], tables: security.tables, unprotected: security.unprotected)
    }
}
