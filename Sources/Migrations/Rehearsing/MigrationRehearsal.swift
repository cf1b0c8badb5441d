internal import AccessSurvey
internal import Catalog
internal import CatalogReader
internal import LocalPostgres
internal import Postgres
internal import SchemaDiff
internal import Specification

/// A database of a private server that runs migrations one after the other.
struct MigrationRehearsal {
    private let server: LocalServer
    private let name: String
    let connection: Connection

    /// On Supabase, a project of the time when new tables were open to the API: what closes them there does no harm
    /// elsewhere.
    ///
    /// - Parameter history: what runs first, as far as the server hasn't run it before.
    init(on server: LocalServer, target: Target, after history: ReplayedHistory? = nil) async throws {
        self.server = server
        name = "rehearsal_\(UInt64.random(in: 0...UInt64.max))"
        let beginning = try await history?.beginning(on: server)
        try await server.createDatabase(
            name, from: beginning.map { .copy(of: $0.database) } ?? Self.template(of: target))
        connection = try await Connection(server.connectionSettings(database: name))
        for migration in beginning?.rest ?? history?.migrations[...] ?? [] { try await run(migration) }
    }

    /// What the first migration begins on.
    static func template(of target: Target) -> DatabaseTemplate {
        target == .supabase ? .bootstrap(SupabasePlatform.bootstrap(.legacy)) : .platform(of: target)
    }

    /// Keeps the database under a name, in the place of another one.
    func keep(as name: String, replacing old: String?) async throws {
        await connection.close()
        try await server.renameDatabase(self.name, to: name)
        if let old { try await server.dropDatabase(old) }
    }

    /// Runs a migration, or its way back, by itself: in a transaction, or outside of any where it says so.
    ///
    /// - Parameter range: which of its statements; all of them where it isn't given.
    /// - Returns: what it locked in its transaction; outside of one nobody is locked out.
    @discardableResult
    func run(
        _ migration: Migration, _ direction: MigrationFileName.Direction = .up, statements range: Range<Int>? = nil
    ) async throws -> ObservedLocks {
        let script = try MigrationScript(migration, direction)
        let unchanged = "nothing was written"
        if migration.runsOutside(direction) {
            try await connection.migratingOutside { try await script.run($0, range, unchanged: unchanged) }
            return ObservedLocks()
        }
        return try await connection.migrating(.rehearsal) { connection in
            let tables = try await ObservedLocks.tables(connection)
            try await script.run(connection, range, unchanged: unchanged)
            return try await ObservedLocks.read(connection, of: tables)
        }
    }

    func catalog() async throws -> Catalog { try await CatalogReader.read(connection) }

    /// Who may do what; nil where that can't be found out.
    func access() async throws -> AccessSurvey? { try await AccessSurvey.takeIfPossible(on: connection) }

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
