internal import Catalog
internal import CatalogReader
internal import LocalPostgres
internal import Postgres
internal import SchemaDiff
internal import Specification

/// A database of a private server that runs migrations one after the other.
struct MigrationRehearsal {
    private let server: LocalServer
    private let connection: Connection

    /// On Supabase, a project of the time when new tables were open to the API: what closes them there does no harm
    /// elsewhere.
    init(on server: LocalServer, target: Target) async throws {
        self.server = server
        let name = "rehearsal_\(UInt64.random(in: 0...UInt64.max))"
        let template: DatabaseTemplate =
            target == .supabase ? .bootstrap(SupabasePlatform.bootstrap(.legacy)) : .platform(of: target)
        try await server.createDatabase(name, from: template)
        connection = try await Connection(server.connectionSettings(database: name))
    }

    /// Runs a migration, or its way back, by itself: in a transaction, or outside of any where it says so.
    ///
    /// - Parameter range: which of its statements; all of them where it isn't given.
    func run(
        _ migration: Migration, _ direction: MigrationFileName.Direction = .up, statements range: Range<Int>? = nil
    ) async throws {
        let script = try MigrationScript(migration, direction)
        let run = { @Sendable (connection: isolated Connection) in
            try await script.run(connection, range, unchanged: "nothing was written")
        }
        if migration.runsOutside(direction) {
            try await connection.migratingOutside(run)
        } else {
            try await connection.migrating(.rehearsal, run)
        }
    }

    func catalog() async throws -> Catalog { try await CatalogReader.read(connection) }

    func identified() async throws -> IdentifiedCatalog { try await CatalogReader.readIdentified(connection) }

    /// What the database would hold after some renames.
    func catalog(trying renames: [DeclaredRename]) async throws -> RenamedCatalog {
        guard !renames.isEmpty else { return RenamedCatalog(try await catalog()) }
        return try await RenamedCatalog(of: connection, by: renames)
    }

    /// Whether there is a schema for accounts, which no catalog shows.
    func hasAccounts() async throws -> Bool {
        try await connection.query("select to_regnamespace('auth') is not null").one.bool(0)
    }

    /// The tables of the project that hold rows, as SQL writes them.
    func filledTables() async throws -> [String] {
        var filled: [String] = []
        for fact in try await catalog().facts where fact.kind == .table {
            if try await !connection.query("select from \(fact.name) limit 1").isEmpty { filled.append(fact.name) }
        }
        return filled
    }

    func close() async { await connection.close() }
}
