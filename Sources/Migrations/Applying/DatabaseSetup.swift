public import Catalog
internal import CatalogReader
internal import Diagnostics
internal import Failpoints
public import Postgres
public import Specification

/// Brings an empty database to a project's first schema, in one transaction.
public struct DatabaseSetup: Sendable {
    public let connection: Connection
    /// The project's id.
    public let project: String
    public let application: String
    public let target: Target
    public let settings: LedgerSettings

    public init(
        _ connection: Connection, project: String, application: String, target: Target,
        settings: LedgerSettings = .init()
    ) {
        self.connection = connection
        self.project = project
        self.application = application
        self.target = target
        self.settings = settings
    }

    /// What is there; throws what is in the way.
    public func inspect() async throws -> DatabaseState {
        let state: DatabaseState
        let platform: DatabasePlatform?
        let unsafe: [RowSecurity.UnsafeRole]
        do {
            state = try await DatabaseState.read(connection, project: project, settings)
            platform = state == .empty ? try await DatabasePlatform.read(connection) : nil
            unsafe = try await RowSecurity.unsafeRoles(connection)
        } catch let error as PostgresError {
            throw DiagnosticsError(Diagnostic(refusal: error))
        }
        let obstacles =
            unsafe.map(\.diagnostic) + [platform?.obstacle(to: target), obstacle(of: state)].compactMap(\.self)
        guard obstacles.isEmpty else { throw DiagnosticsError(obstacles) }
        return state
    }

    /// Why the schema can't be made in a database in this state.
    private func obstacle(of state: DatabaseState) -> Diagnostic? {
        switch state {
        case .own, .empty: nil
        case .other(let ledger):
            Diagnostic(
                .error, "other-project",
                "this database was set up by another project, '\(ledger.application)' (\(ledger.project))",
                fix: "use an empty database, or put that id into berry.json if this is the same project")
        case .occupied(let names):
            Diagnostic(
                .error, "database-not-empty",
                "this database isn't empty, and 'berry db setup' only sets up new ones",
                notes: names.map { .init("it holds the \($0)") },
                fix: "use an empty database, or adopt this one: berry migration baseline")
        }
    }

    /// Runs `migration` unless the ledger has it; answers whether it did.
    /// - Throws: `DiagnosticsError`; the database is as it was then.
    public func apply(_ migration: Migration) async throws -> Bool {
        do {
            if migration.runsOutside { return try await applyOutside(migration) }
            return try await applyInTransaction(migration)
        } catch let error as PostgresError {
            throw DiagnosticsError(Diagnostic(refusal: error))
        }
    }

    /// Only while the database is being set up; later on it is a push that has to ask.
    private func applyOutside(_ migration: Migration) async throws -> Bool {
        guard case .own(let ledger) = try await inspect() else { throw Self.changed(migration) }
        if let applied = ledger.migrations.first(where: { $0.version == migration.version && $0.isFinished }) {
            guard applied.digest == migration.digest else { throw Self.changed(migration) }
            return false
        }
        guard !ledger.isReady else { throw Self.changed(migration) }
        try await connection.lockLedger(wait: settings.wait)
        do {
            try await connection.upgradeLedger(settings, [])
            let step = ledger.migrations.first { $0.version == migration.version }?.step ?? 0
            try await run.run(migration, .up, from: step) { _ in }
            try await connection.releaseLedger()
        } catch {
            try? await connection.releaseLedger()
            throw error
        }
        return true
    }

    private var run: MigrationRun { MigrationRun(connection: connection, settings: settings, tells: { _ in }) }

    private func applyInTransaction(_ migration: Migration) async throws -> Bool {
        let setup = self
        return try await connection.migrating(.setup(settings)) { connection in
            try await connection.lockLedgerInTransaction(wait: setup.settings.wait)
            // Another run may have come first while this one waited.
            switch try await setup.inspect() {
            case .own(let ledger):
                if let applied = ledger.migrations.first(where: { $0.version == migration.version }) {
                    guard applied.digest == migration.digest else { throw Self.changed(migration) }
                    return false
                }
                guard ledger.migrations.isEmpty || !ledger.isReady else { throw Self.changed(migration) }
                try await connection.upgradeLedger(setup.settings, [])
            default:
                _ = try await connection.execute(setup.settings.creation)
                _ = try await connection.query(
                    "insert into berry.project (id, application) values ($1::uuid, $2)",
                    [Parameter(setup.project), Parameter(setup.application)])
            }
            Failpoint.pass("apply.before-statements")
            let start = ContinuousClock.now
            try await MigrationScript(migration).run(connection)
            let milliseconds = (ContinuousClock.now - start).milliseconds
            try await connection.recordApplied(migration, setup.settings, milliseconds: milliseconds)
            Failpoint.pass("apply.before-commit")
            return true
        }
    }

    /// Remembers that the database has all of its first migrations. From now on it changes by pushes.
    public func finish() async throws {
        try await connection.execute("update berry.project set ready = true where not ready")
    }

    /// Runs `load` in a transaction, unless the ledger says that the seeds of `environment` were loaded; nil then.
    /// - Throws: what `load` throws, and `DiagnosticsError`; no seed is loaded then.
    public func seed<Value: Sendable>(
        _ environment: String, _ load: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value? {
        do {
            return try await connection.transaction { connection in
                // Before the rows, so that another run waits here until this one has committed.
                let recorded = try await connection.query(
                    "insert into berry.seeds (environment) values ($1) on conflict do nothing",
                    [Parameter(environment)])
                return recorded.affected == 0 ? nil : try await load(connection)
            }
        } catch let error as PostgresError {
            throw DiagnosticsError(Diagnostic(refusal: error, unchanged: "no seed was loaded"))
        }
    }

    /// Whether the database holds what `expected` says, with row level security on every table.
    public func verify(_ migrations: [Migration], expected: Catalog) async throws -> Verification {
        try await connection.transaction("begin isolation level repeatable read read only") { connection in
            let ledger = try await Ledger.read(connection, settings)
            let found = try await CatalogReader.read(connection)
            let security = try await RowSecurity.read(connection)
            let roles = try await RowSecurity.unsafeRoles(connection)
            return Verification(
                isRecorded: migrations.allSatisfy { migration in
                    ledger?.migrations.contains {
                        $0.version == migration.version && $0.digest == migration.digest && $0.isFinished
                    } ?? false
                },
                tables: security.tables, difference: .init(expected: expected, found: found),
                unprotected: security.unprotected, roles: roles.map(\.diagnostic))
        }
    }

    private static func changed(_ migration: Migration) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "database-behind",
                "this database was set up from an earlier specification, and 'berry db setup' only sets up new ones",
                fix: "run 'berry db push', which changes a database that holds data"))
    }
}
