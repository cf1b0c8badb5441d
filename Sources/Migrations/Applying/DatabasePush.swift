public import Catalog
internal import CatalogReader
public import Diagnostics
internal import LocalPostgres
public import Postgres
public import Schema
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
    /// What the specification says of former names and of rows.
    public let evolution: SchemaEvolution
    /// Whether the files themselves run, on the private database as well.
    public let runsFiles: Bool
    public let settings: LedgerSettings
    /// What the specification describes, in its own words: what is shown of a change reads like the files.
    public let wording: Catalog

    public init(
        _ connection: Connection, project: String, target: Target, migrations: [Migration], isPrivate: Bool,
        evolution: SchemaEvolution, runsFiles: Bool = false, settings: LedgerSettings = .init(),
        wording: Catalog = .empty
    ) {
        self.wording = wording
        self.evolution = evolution
        self.connection = connection
        self.project = project
        self.target = target
        self.migrations = migrations
        self.isPrivate = isPrivate
        self.runsFiles = runsFiles
        self.settings = settings
    }

    /// The same database with other migrations, whose files run.
    public func with(_ migrations: [Migration]) -> DatabasePush {
        DatabasePush(
            connection, project: project, target: target, migrations: migrations, isPrivate: isPrivate,
            evolution: evolution, runsFiles: true, settings: settings, wording: wording)
    }

    /// Whether it is brought to what the files say, whichever of them it has run.
    var getsDifference: Bool { isPrivate && !runsFiles }

    /// What is to be done; nothing is changed.
    ///
    /// - Throws: `DiagnosticsError` when the database isn't this project's, or has run what the folder doesn't have.
    public func inspect() async throws -> PendingChange {
        let (ledger, live) = try await state()
        if let entry = ledger.migrations.first(where: { $0.status == .undoing }) {
            throw Self.isBeingUndone(entry)
        }
        try refuseLost(ledger)
        let server = try await replayed(migrations, ledger).server()
        let rehearsed = try await rehearse(migrations, ledger, live, on: server)
        // A migration that began has its new names already.
        let names =
            getsDifference
            ? try await RenamedCatalog(
                of: connection, by: evolution.renames(from: live, to: rehearsed.desired))
            : rehearsed.unfinished == nil && rehearsed.groups.contains { !$0.renames.isEmpty }
                ? try await rehearsed.renamed() : RenamedCatalog(live)
        try await server.stop()
        let net = try SchemaPlan.ordered(
            from: names.catalog, to: rehearsed.desired,
            declared: getsDifference ? evolution.declared(after: names.renames, to: rehearsed.desired) : .none,
            renames: names.renames)
        var hazards = getsDifference || rehearsed.unfinished != nil ? net.remainingHazards : []
        // In the middle of a change more looks new than before it; what counts is the whole of it.
        if rehearsed.unfinished != nil, !getsDifference {
            hazards.removeAll { hazard in !rehearsed.groups.contains { $0.hasHazard(like: hazard) } }
        }
        // Who gains and who loses what was found out on the way.
        let named = rehearsed.groups.flatMap(\.hazards)
        for place in hazards.indices {
            let same = named.first { $0.name == hazards[place].name && $0.subject == hazards[place].subject }
            if let same, same.message.hasSuffix(hazards[place].message) { hazards[place].message = same.message }
        }
        for group in rehearsed.groups where !getsDifference {
            // What an earlier one of them makes holds nothing yet.
            hazards += group.hazards.filter { hazard in
                group.before[hazard.subject] == nil || names.catalog[hazard.subject] != nil
                    || live[hazard.subject] != nil
            }
        }
        let measured = try await MeasuredHazard.measure(
            Set(hazards).sorted(), connection, settings,
            under: RenamedTable.all(names.catalog, from: live, by: names.renames))
        let drift =
            getsDifference
            ? CatalogDifference.none
            : rehearsed.unfinished?.drift ?? CatalogDifference(expected: rehearsed.expected, found: live)
        return PendingChange(
            groups: rehearsed.groups,
            plan: rehearsed.groups.count == 1 && !getsDifference ? rehearsed.groups[0].effect : net,
            hazards: measured.filter(\.isReal),
            guarded: measured.filter { !$0.isReal && $0.number == 0 && $0.hazard.name == .dataLoss }, drift: drift,
            desired: rehearsed.desired,
            applied: migrations.filter { migration in
                ledger.migrations.contains {
                    $0.version == migration.version && $0.digest == migration.digest && $0.isFinished
                }
            }, lockTimeout: settings.lockTimeout, unfinished: rehearsed.unfinished, squashed: try await squashed(),
            largeTables: try await largeTables(rehearsed.groups, to: rehearsed.desired))
    }

    /// The versions of what the database has run.
    public func appliedVersions() async throws -> Set<String> {
        Set(try await ledger().migrations.filter(\.isFinished).map(\.version))
    }

    /// The ledger and what the database holds, at one moment.
    func state() async throws -> (Ledger, Catalog) {
        let first = try await snapshot()
        guard first.0.migrations.contains(where: { !$0.isFinished }) else { return first }
        // Either somebody else is at work, and then it is over when the lock is free, or somebody never came to the end.
        try await connection.lockLedger(wait: settings.wait)
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

    /// Whether the database holds what the change leads to.
    public func verify(_ change: PendingChange) async throws -> [Diagnostic] {
        let found = try await CatalogReader.read(connection)
        let security = try await RowSecurity.read(connection)
        return CatalogDifference(expected: change.desired, found: found).asDrift
            + security.unprotected.map {
                Diagnostic(
                    .warning, "no-row-security", "the table \($0) has no row level security",
                    fix: "run: alter table \($0) enable row level security")
            }
    }

    /// The ledger of this project's database, whatever it says of the migrations.
    func ownLedger() async throws -> Ledger {
        guard let ledger = try await Ledger.read(connection, settings) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "not-set-up", "berry never set this database up",
                    fix:
                        "run 'berry db setup' for a new database; 'berry migration baseline' adopts one that another tool "
                        + "built"))
        }
        guard ledger.project.lowercased() == project.lowercased() else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "other-project",
                    "this database was set up by another project, '\(ledger.application)' (\(ledger.project))",
                    fix: "name this project's database, or put that id into berry.json if this is the same project"))
        }
        return ledger.squashing(ledger.squashed(by: migrations))
    }

    /// The migrations that stand for others which the database has run, and that its ledger doesn't name yet.
    func squashed() async throws -> [Migration] {
        guard !getsDifference, let ledger = try await Ledger.read(connection, settings) else { return [] }
        return ledger.squashed(by: migrations)
    }

    private func ledger() async throws -> Ledger {
        let ledger = try await ownLedger()
        guard !getsDifference else { return ledger }
        try ledger.refusePartlySquashed(migrations)
        var diagnostics: [Diagnostic] = []
        for applied in ledger.migrations where applied.isFinished {
            guard let migration = migrations.first(where: { $0.version == applied.version }) else {
                diagnostics.append(
                    Diagnostic(
                        .error, "unknown-migration",
                        "the database has run \(applied.version)_\(applied.name), which isn't in \(settings.layout.folder)",
                        fix: "get the migrations that others pushed from version control"))
                continue
            }
            if migration.digest != applied.digest {
                diagnostics.append(
                    Diagnostic(
                        .error, "changed-migration",
                        "the database has run \(migration.upPath) with other contents than it has now",
                        fix: isPrivate
                            ? "run 'berry db push', which brings the private database to what the files say"
                            : "restore the file from version control, or let 'berry repair --db' do it"))
            }
        }
        guard diagnostics.isEmpty else { throw DiagnosticsError(diagnostics) }
        return ledger
    }

    /// A migration that began, whose file is gone since, and which left something behind.
    private func refuseLost(_ ledger: Ledger) throws {
        for entry in ledger.migrations where !entry.isFinished && entry.step > 0 {
            guard !migrations.contains(where: { $0.version == entry.version }) else { continue }
            throw DiagnosticsError(
                Diagnostic(
                    .error, "unknown-migration",
                    "\(entry.version)_\(entry.name) began on this database, and isn't in \(settings.layout.folder) any more",
                    fix: "get it from version control; 'berry repair --db' restores it from the ledger"))
        }
    }

    private static func isBeingUndone(_ entry: Ledger.AppliedMigration) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "half-undone",
                "\(entry.version)_\(entry.name) was being taken back, and that didn't come to its end",
                fix: "run 'berry repair --db', which goes on with it"))
    }
}
