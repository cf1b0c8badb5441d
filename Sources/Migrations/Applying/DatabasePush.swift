internal import Catalog
internal import CatalogReader
public import Diagnostics
internal import Failpoints
internal import LocalPostgres
public import Postgres
internal import SchemaDiff
public import Specification

/// Brings a database that berry set up to a project's last migration.
public struct DatabasePush: Sendable {
    public let connection: Connection
    /// The project's id.
    public let project: String
    public let target: Target
    /// All of the project's migrations.
    public let migrations: [Migration]
    /// Whether it is the project's own private database. Open migrations may have run there and been written anew
    /// since, so it gets whatever it lacks.
    public let isPrivate: Bool

    public init(
        _ connection: Connection, project: String, target: Target, migrations: [Migration], isPrivate: Bool
    ) {
        self.connection = connection
        self.project = project
        self.target = target
        self.migrations = migrations
        self.isPrivate = isPrivate
    }

    /// What is to be done; nothing is changed.
    ///
    /// - Throws: `DiagnosticsError` when the database isn't this project's, or has run what the folder doesn't have.
    public func inspect() async throws -> PendingChange {
        let (ledger, live) = try await state()
        let server = try await LocalServer.scratch()
        let rehearsal = try await MigrationRehearsal(on: server, target: target)
        var pending: [Migration] = []
        var expected: Catalog?
        var unfinished: UnfinishedMigration?
        for migration in migrations {
            let applied = ledger.migrations.first { $0.version == migration.version }
            if applied?.isFinished == true {
                guard pending.isEmpty || isPrivate else { throw Self.outOfOrder(migration, before: pending[0]) }
                try await rehearsal.run(migration)
                continue
            }
            let before = pending.isEmpty || applied != nil ? try await rehearsal.catalog() : nil
            if expected == nil { expected = before }
            pending.append(migration)
            try await rehearsal.run(migration)
            if applied != nil, let before {
                unfinished = UnfinishedMigration(
                    migration.version, before: before, after: try await rehearsal.catalog(), found: live)
            }
        }
        let desired = try await rehearsal.catalog()
        await rehearsal.close()
        try await server.stop()
        let plan = try SchemaPlan.ordered(from: live, to: desired)
        let hazards = try await MeasuredHazard.measure(plan.remainingHazards, connection).filter(\.isReal)
        let drift = unfinished?.drift ?? CatalogDifference(expected: expected ?? desired, found: live)
        return PendingChange(
            migrations: pending, plan: plan, hazards: hazards,
            drift: isPrivate ? CatalogDifference(expected: live, found: live) : drift, desired: desired,
            unfinished: unfinished)
    }

    /// The ledger and what the database holds, at one moment.
    private func state() async throws -> (Ledger, Catalog) {
        let isAtWork = { (ledger: Ledger) in ledger.migrations.contains { !$0.isFinished } }
        let first = try await snapshot()
        guard isAtWork(first.0) else { return first }
        // Either somebody else is at work, and then it is over when the lock is free, or somebody never came to the end.
        try await lock()
        try await unlock()
        return try await snapshot()
    }

    private func snapshot() async throws -> (Ledger, Catalog) {
        try await connection.transaction("begin isolation level repeatable read read only") { connection in
            (try await ledger(), try await CatalogReader.read(connection))
        }
    }

    /// Applies what ``inspect()`` found.
    ///
    /// - Parameter tells: told each migration before it runs, and when somebody's lock is in its way.
    /// - Throws: `DiagnosticsError`. What was committed before stays, and is in the ledger.
    public func apply(_ change: PendingChange, tells: @Sendable (String) -> Void) async throws {
        do {
            try await lock()
            try await connection.transaction { _ = try await $0.execute(Ledger.upgrade) }
            if isPrivate {
                try await applyDifference(change)
            } else {
                for migration in change.migrations {
                    tells(migration.upPath)
                    if let unfinished = change.unfinished, unfinished.version == migration.version {
                        try await tidy(unfinished, migration)
                    }
                    if migration.runsOutside {
                        _ = try await connection.applyOutside(migration)
                    } else {
                        try await applyBackingOff(migration, tells)
                    }
                    Failpoint.pass("push.after-migration")
                }
            }
            try await unlock()
        } catch let error as PostgresError {
            throw DiagnosticsError(Diagnostic(refusal: error))
        }
    }

    /// Takes away what a migration left behind that stopped half way, so that it can begin again.
    private func tidy(_ unfinished: UnfinishedMigration, _ migration: Migration) async throws {
        if unfinished.isDone { return try await connection.record(migration, status: "applied", milliseconds: 0) }
        for index in unfinished.remains {
            try await connection.execute("drop index concurrently if exists \(index)")
        }
    }

    private func unlock() async throws(PostgresError) {
        try await connection.execute("select pg_advisory_unlock(\(Ledger.lockNumber))")
    }

    /// Keeps other runs away until this connection ends.
    private func lock() async throws {
        do {
            try await connection.execute(
                "set lock_timeout = '60s'; select pg_advisory_lock(\(Ledger.lockNumber)); reset lock_timeout")
        } catch {
            guard error.sqlState == PostgresError.lockNotAvailable else { throw error }
            throw DiagnosticsError(
                Diagnostic(
                    .error, "database-busy", "another run of berry has worked on this database for more than a minute",
                    fix: "wait for it, and run the command again"))
        }
    }

    /// How long a statement waits for a table. While it waits, everybody who comes later waits behind it.
    private static let patience = "2s"
    /// How long to leave the table to others before the next try, in milliseconds.
    private static let pauses = [250, 500, 1000, 2000, 4000, 8000, 16000]

    /// Runs a migration in a transaction. Where somebody holds a table for long, it steps back and tries again.
    private func applyBackingOff(_ migration: Migration, _ tells: @Sendable (String) -> Void) async throws {
        for pause in Self.pauses {
            do { return try await applyInTransaction(migration) } catch let error as PostgresError {
                guard error.sqlState == PostgresError.lockNotAvailable else { throw error }
                tells("somebody holds a table that it needs; trying again in \(pause) ms")
                try await Task.sleep(for: .milliseconds(pause))
            }
        }
        try await applyInTransaction(migration)
    }

    private func applyInTransaction(_ migration: Migration) async throws {
        try await connection.migrating(lockTimeout: Self.patience) { connection in
            // Another push may have come first while this one waited.
            let isApplied = try await !connection.query(
                "select from berry.migrations where version = $1", [Parameter(migration.version)]
            ).isEmpty
            guard !isApplied else { return }
            try await connection.apply(migration)
            Failpoint.pass("push.before-commit")
        }
    }

    /// The private database gets the difference itself, in one transaction where there is no more to it.
    private func applyDifference(_ change: PendingChange) async throws {
        for transaction in change.plan.transactions {
            if transaction[0].execution == .outside {
                _ = try await connection.execute(transaction[0].statement)
                continue
            }
            try await connection.migrating { connection in
                try await connection.execute("set local check_function_bodies = off")
                for step in transaction { _ = try await connection.execute(step.statement) }
            }
        }
        try await connection.transaction { [migrations] connection in
            try await connection.query(
                "delete from berry.migrations where version <> all ($1)", [Parameter(array: migrations.map(\.version))])
            for migration in migrations { try await connection.record(migration, status: "applied", milliseconds: 0) }
        }
    }

    /// Whether the database holds what the change leads to.
    public func verify(_ change: PendingChange) async throws -> [Diagnostic] {
        let found = try await CatalogReader.read(connection)
        let rest = PendingChange(
            migrations: [], plan: change.plan, hazards: [],
            drift: CatalogDifference(expected: change.desired, found: found),
            desired: change.desired)
        let security = try await RowSecurity.read(connection)
        return rest.driftDiagnostics
            + security.unprotected.map {
                Diagnostic(
                    .warning, "no-row-security", "the table \($0) has no row level security",
                    fix: "run: alter table \($0) enable row level security")
            }
    }

    private func ledger() async throws -> Ledger {
        guard let ledger = try await Ledger.read(connection) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "not-set-up", "berry never set this database up",
                    fix: "run 'berry db setup' for a new database"))
        }
        guard ledger.project.lowercased() == project.lowercased() else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "other-project",
                    "this database was set up by another project, '\(ledger.application)' (\(ledger.project))",
                    fix: "name this project's database, or put that id into berry.json if this is the same project"))
        }
        guard !isPrivate else { return ledger }
        var diagnostics: [Diagnostic] = []
        for applied in ledger.migrations {
            guard let migration = migrations.first(where: { $0.version == applied.version }) else {
                diagnostics.append(
                    Diagnostic(
                        .error, "unknown-migration",
                        "the database has run \(applied.version)_\(applied.name), which isn't in \(Migration.folder)",
                        fix: "get the migrations that others pushed from version control"))
                continue
            }
            if migration.digest != applied.digest {
                diagnostics.append(
                    Diagnostic(
                        .error, "changed-migration",
                        "the database has run \(migration.upPath) with other contents than it has now",
                        fix: "restore the file from version control"))
            }
        }
        guard diagnostics.isEmpty else { throw DiagnosticsError(diagnostics) }
        return ledger
    }

    private static func outOfOrder(_ applied: Migration, before pending: Migration) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "out-of-order",
                "the database has run \(applied.version)_\(applied.name) already, and \(pending.version)_\(pending.name) "
                    + "comes before it",
                notes: [.init("two branches that both added a migration were merged")],
                fix: "give \(pending.name) a version after \(applied.version)"))
    }
}
