public import Migrations

/// What a database has run, as its ledger tells.
public struct DatabaseHistory: Sendable, Encodable {
    public var migrations: [LedgerEntry]

    /// Reads without changing anything.
    public static func read(_ source: DatabaseSource, in project: ProjectFolder) async throws -> DatabaseHistory {
        let database = try await ProjectDatabase.openExisting(source, in: project)
        let settings = try ProjectSettings.read(in: project) ?? ProjectSettings()
        return DatabaseHistory(migrations: try await LedgerEntry.read(database.connection, settings.databases))
    }
}
