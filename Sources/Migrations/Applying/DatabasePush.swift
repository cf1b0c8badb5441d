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
        let rehearsed = try await rehearse(ledger, live)
        let net = try SchemaPlan.ordered(from: live, to: rehearsed.desired)
        var hazards = net.remainingHazards
        for group in rehearsed.groups where !isPrivate {
            // What an earlier one of them makes holds nothing yet.
            hazards += group.hazards.filter { group.before[$0.subject] == nil || live[$0.subject] != nil }
        }
        let measured = try await MeasuredHazard.measure(Set(hazards).sorted(), connection)
        let drift =
            isPrivate
            ? CatalogDifference(expected: live, found: live)
            : rehearsed.unfinished?.drift ?? CatalogDifference(expected: rehearsed.expected, found: live)
        return PendingChange(
            groups: rehearsed.groups, plan: net, hazards: measured.filter(\.isReal),
            guarded: measured.filter { !$0.isReal && $0.number == 0 && $0.hazard.name == .dataLoss }, drift: drift,
            desired: rehearsed.desired,
            applied: migrations.filter { migration in
                ledger.migrations.contains {
                    $0.version == migration.version && $0.digest == migration.digest && $0.isFinished
                }
            }, unfinished: rehearsed.unfinished)
    }

    private struct Rehearsed {
        var groups: [PendingGroup] = []
        /// What the database should hold now, and afterwards.
        var expected = Catalog.empty
        var desired = Catalog.empty
        var unfinished: UnfinishedMigration?
    }

    /// Runs every migration on a private server, and looks at what each change that is pending makes of the schema.
    private func rehearse(_ ledger: Ledger, _ live: Catalog) async throws -> Rehearsed {
        let server = try await LocalServer.scratch()
        let rehearsal = try await MigrationRehearsal(on: server, target: target)
        var result = Rehearsed()
        var group: [Migration] = []
        var before: Catalog?
        func end(_ after: Catalog) throws {
            guard let first = before, !group.isEmpty else { return }
            let effect = try SchemaPlan.ordered(from: first, to: after)
            result.groups.append(PendingGroup(migrations: group, effect: effect, before: first))
            group = []
        }
        for migration in migrations {
            let entry = ledger.migrations.first { $0.version == migration.version }
            if entry?.isFinished == true {
                if !isPrivate, let first = result.groups.first?.migrations.first ?? group.first {
                    throw Self.outOfOrder(migration, before: first)
                }
                try await rehearsal.run(migration)
                continue
            }
            if group.isEmpty || !PendingGroup.continues(group, migration) || entry != nil {
                let now = try await rehearsal.catalog()
                if before == nil { result.expected = now }
                if group.isEmpty || !PendingGroup.continues(group, migration) {
                    try end(now)
                    before = now
                }
                try await rehearsal.run(migration)
                if entry != nil {
                    result.unfinished = UnfinishedMigration(
                        migration.version, before: now, after: try await rehearsal.catalog(), found: live)
                }
            } else {
                try await rehearsal.run(migration)
            }
            group.append(migration)
        }
        result.desired = try await rehearsal.catalog()
        try end(result.desired)
        if before == nil { result.expected = result.desired }
        if result.unfinished == nil, let lost = ledger.migrations.first(where: { !$0.isFinished }) {
            // Its file is gone or was mended since.
            result.unfinished = UnfinishedMigration(
                lost.version, before: result.expected, after: result.expected, found: live)
        }
        await rehearsal.close()
        try await server.stop()
        return result
    }

    /// The ledger and what the database holds, at one moment.
    private func state() async throws -> (Ledger, Catalog) {
        let first = try await snapshot()
        guard first.0.migrations.contains(where: { !$0.isFinished }) else { return first }
        // Either somebody else is at work, and then it is over when the lock is free, or somebody never came to the end.
        try await connection.lockLedger()
        try await connection.releaseLedger()
        return try await snapshot()
    }

    private func snapshot() async throws -> (Ledger, Catalog) {
        try await connection.transaction("begin isolation level repeatable read read only") { connection in
            // Whoever rewrites a table keeps even its definition from being read.
            try await connection.execute("set local lock_timeout = '10s'")
            return (try await ledger(), try await CatalogReader.read(connection))
        }
    }

    /// Applies what ``inspect()`` found.
    ///
    /// - Parameters:
    ///   - tells: told each migration before it runs, and when somebody's lock is in its way.
    ///   - onApplied: told each migration when the ledger has it.
    /// - Throws: `DiagnosticsError`, ``UnapprovedHazards``. What was committed before stays, and is in the ledger.
    public func apply(
        _ change: PendingChange, tells: @Sendable (String) -> Void, onApplied: (Migration) throws -> Void
    ) async throws {
        do {
            try await connection.lockLedger()
            if try await connection.query(Ledger.isOutdated).one.bool(0) {
                try await connection.transaction { _ = try await $0.execute(Ledger.upgrade) }
            }
            try await checkStillPending(change)
            if isPrivate {
                try await applyDifference(change)
            } else {
                if let unfinished = change.unfinished { try await tidy(unfinished) }
                for group in change.groups {
                    for migration in group.migrations {
                        tells(migration.upPath)
                        if migration.runsOutside {
                            _ = try await connection.applyOutside(migration)
                        } else {
                            try await applyBackingOff(migration, change.guarded, in: group, tells)
                        }
                        Failpoint.pass("push.after-migration")
                        try onApplied(migration)
                    }
                }
            }
            try await connection.releaseLedger()
        } catch let error as PostgresError {
            throw DiagnosticsError(Diagnostic(refusal: error))
        }
    }

    /// Somebody may have pushed since the inspection: the same, then nothing is left to do; or something else.
    private func checkStillPending(_ change: PendingChange) async throws {
        guard !isPrivate, let ledger = try await Ledger.read(connection) else { return }
        let known = migrations.map { "\($0.version) \($0.digest)" }
        let strangers = ledger.migrations.filter { $0.isFinished && !known.contains("\($0.version) \($0.digest)") }
        guard let first = strangers.first else { return }
        throw DiagnosticsError(
            Diagnostic(
                .error, "pushed-meanwhile",
                "somebody has pushed \(first.version)_\(first.name) to this database meanwhile; nothing was changed",
                fix: "get that migration from version control, and push again"))
    }

    /// Takes away what a migration left behind that stopped half way, so that it can begin again.
    private func tidy(_ unfinished: UnfinishedMigration) async throws {
        if unfinished.isDone, let migration = migrations.first(where: { $0.version == unfinished.version }) {
            return try await connection.record(migration, status: "applied", milliseconds: 0)
        }
        for index in unfinished.remains {
            try await connection.execute("drop index concurrently if exists \(index)")
        }
        try await connection.query(
            "delete from berry.migrations where version = $1 and status <> 'applied'", [Parameter(unfinished.version)])
    }

    /// How long a statement waits for a table. While it waits, everybody who comes later waits behind it.
    private static let patience = "2s"
    /// How long to leave the table to others before the next try, in milliseconds.
    private static let pauses = [250, 500, 1000, 2000, 4000, 8000, 16000]

    /// Runs a migration in a transaction. Where somebody holds a table for long, it steps back and tries again.
    private func applyBackingOff(
        _ migration: Migration, _ guarded: [MeasuredHazard], in group: PendingGroup, _ tells: @Sendable (String) -> Void
    ) async throws {
        for pause in Self.pauses {
            do { return try await applyInTransaction(migration, guarded, in: group) } catch let error as PostgresError {
                guard error.sqlState == PostgresError.lockNotAvailable else { throw error }
                tells("somebody holds a table that it needs; trying again in \(pause) ms")
                try await Task.sleep(for: .milliseconds(pause))
            }
        }
        try await applyInTransaction(migration, guarded, in: group)
    }

    private func applyInTransaction(
        _ migration: Migration, _ guarded: [MeasuredHazard], in group: PendingGroup
    ) async throws {
        try await connection.migrating(lockTimeout: Self.patience) { connection in
            let applied = try await connection.query(
                "select from berry.migrations where version = $1", [Parameter(migration.version)])
            guard applied.isEmpty else { return }
            try await Self.check(guarded, in: group, connection)
            try await connection.apply(migration)
            Failpoint.pass("push.before-commit")
        }
    }

    /// What held nothing at the inspection may hold something now. Nobody can fill it once the table is locked.
    private static func check(
        _ guarded: [MeasuredHazard], in group: PendingGroup, _ connection: isolated Connection
    ) async throws {
        for measured in guarded where group.effect.hazards.contains(measured.hazard) {
            guard let question = measured.hazard.question, let fact = group.before[measured.hazard.subject] else {
                continue
            }
            let table = fact.kind == .table ? fact.name : fact[.table]
            do {
                let number = try await connection.transaction { connection in
                    if let table { try await connection.execute("lock table \(table) in access exclusive mode") }
                    return try await connection.query(question.sql).one.int(0)
                }
                if number > 0 {
                    throw UnapprovedHazards(hazards: [MeasuredHazard(hazard: measured.hazard, number: number)])
                }
            } catch let error as PostgresError {
                // An earlier file of the change has done it.
                guard ["42P01", "42703", "3F000"].contains(error.sqlState) else { throw error }
            }
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
        let security = try await RowSecurity.read(connection)
        return PendingChange.diagnostics(of: CatalogDifference(expected: change.desired, found: found))
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
        for applied in ledger.migrations where applied.isFinished {
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

/// Something is at stake that nobody allowed.
public struct UnapprovedHazards: Error, Sendable {
    public var hazards: [MeasuredHazard]
}
