public import Catalog
internal import CatalogReader
public import Diagnostics
public import LocalPostgres
public import Postgres
internal import SQL

/// One of the two schemas of a comparison.
public enum SchemaSource: Sendable {
    /// A database, which is only read.
    case database(Connection)
    /// SQL, run from the first file to the last on an empty database of a private server.
    case scripts([SourceFile])
    /// What is known already.
    case catalog(Catalog)

    /// What the schema holds.
    ///
    /// - Parameters:
    ///   - template: what a database holds before the first file runs.
    ///   - statementTimeout: how long one statement of a file may run, in seconds.
    ///   - server: starts the private server when it is needed.
    /// - Throws: `DiagnosticsError` for SQL that PostgreSQL refuses, with its place in the file.
    public func catalog(
        on template: DatabaseTemplate, statementTimeout: Int = LedgerSettings().statementTimeout,
        server: @Sendable () async throws -> LocalServer
    ) async throws -> Catalog {
        switch self {
        case .catalog(let catalog): return catalog
        case .database(let connection): return try await CatalogReader.read(connection)
        case .scripts(let files):
            return try await ScriptLoading(
                server: server(), template: template, statementTimeout: statementTimeout
            ).catalog(of: files)
        }
    }
}
