public import Postgres

/// What a database says about itself: its ledger and its tables.
public struct DatabaseOverview: Sendable {
    public var serverVersion: String
    public var application: String?
    public var migrations: [Ledger.AppliedMigration]
    public var seeds: [String]
    public var tables: Int
    /// Tables without row level security.
    public var unprotected: [String]

    public static func read(_ connection: Connection) async throws -> DatabaseOverview {
        let version = try await connection.query("show server_version").one.text(0)
        let ledger = try await Ledger.read(connection)
        let security = try await RowSecurity.read(connection)
        return DatabaseOverview(
            serverVersion: version, application: ledger?.application, migrations: ledger?.migrations ?? [],
            seeds: ledger?.seeds ?? [], tables: security.tables, unprotected: security.unprotected)
    }
}
