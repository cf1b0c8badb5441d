internal import Catalog
internal import CatalogReader
internal import Diagnostics
internal import LocalPostgres
public import Postgres
internal import SchemaDiff
public import Specification

/// Takes over a database that another tool built: its schema becomes the project's first migration, which counts as
/// applied there. No table of the database is touched.
public struct DatabaseAdoption: Sendable {
    public let connection: Connection
    /// The project's id.
    public let project: String
    public let application: String
    public let target: Target
    /// The project's migrations that stay as they are.
    public let history: MigrationHistory
    /// Of a baseline, where one is written.
    public let version: String
    public let settings: LedgerSettings

    public init(
        _ connection: Connection, project: String, application: String, target: Target, history: MigrationHistory,
        version: String, settings: LedgerSettings
    ) {
        self.connection = connection
        self.project = project
        self.application = application
        self.target = target
        self.history = history
        self.version = version
        self.settings = settings
    }

    /// What would count as applied, found out without changing anything.
    public struct Finding: Sendable {
        /// What the database has from the project's point of view, in order.
        public var migrations: [Migration]
        /// Whether the one there is has to be written first.
        public var isNew: Bool
        /// The tools whose histories the database has.
        public var histories: [ForeignHistory]
        /// `+3 tables, +1 policy`.
        public var summary: String
    }

    /// - Throws: `DiagnosticsError` where berry set the database up already, where a tool stopped half way, or where
    ///   the project's migrations don't lead to what the database holds.
    public func inspect() async throws -> Finding {
        let settings = settings
        let (ledger, platform, histories, live) = try await connection.transaction(
            "begin isolation level repeatable read read only"
        ) { connection in
            try await connection.execute("set local lock_timeout = '10s'")
            return (
                try await Ledger.read(connection, settings), try await DatabasePlatform.read(connection),
                try await ForeignHistory.read(connection), try await CatalogReader.read(connection)
            )
        }
        if let ledger { throw Self.hasLedger(ledger) }
        let server = try await LocalServer.scratch()
        do {
            let finding =
                try await history.isEmpty
                ? baseline(of: live, platform, histories, on: server) : matching(live, histories, on: server)
            try await server.stop()
            return finding
        } catch {
            try? await server.stop()
            throw error
        }
    }

    /// Makes berry's ledger, which says that the database has these migrations.
    ///
    /// - Throws: `DiagnosticsError`; the database is as it was then.
    public func apply(_ finding: Finding) async throws {
        let adoption = self
        do {
            try await connection.transaction { connection in
                try await connection.lockLedgerInTransaction(wait: adoption.settings.wait)
                if let ledger = try await Ledger.read(connection, adoption.settings) { throw Self.hasLedger(ledger) }
                _ = try await connection.execute(adoption.settings.creation)
                try await connection.query(
                    "insert into berry.project (id, application, ready) values ($1::uuid, $2, true)",
                    [Parameter(adoption.project), Parameter(adoption.application)])
                for migration in finding.migrations {
                    try await connection.recordApplied(migration, adoption.settings, as: .markedApplied)
                }
            }
        } catch let error as PostgresError {
            throw DiagnosticsError(Diagnostic(refusal: error))
        }
    }

    /// A first migration that makes what the database holds, rehearsed.
    private func baseline(
        of live: Catalog, _ platform: DatabasePlatform, _ histories: [ForeignHistory], on server: LocalServer
    ) async throws -> Finding {
        if let obstacle = platform.obstacle(to: target) { throw DiagnosticsError(obstacle) }
        guard try await DatabaseState.read(connection, project: project, settings) != .empty else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "database-empty", "this database holds nothing that could be adopted",
                    fix: "run 'berry db setup', which sets up an empty database"))
        }
        let origin =
            histories.isEmpty
            ? "by hand, as far as it shows" : "by \(histories.map(\.tool).joined(separator: " and "))"
        let result = try await BaselineRehearsal(server: server, target: target).migration(
            to: live, version: version, name: Migration.baselineName
        ) { summary in
            [
                "The schema of a database that was built \(origin): \(summary).",
                "Databases that have it are only marked; new ones run this.",
            ]
        }
        guard result.difference.isEmpty else {
            throw Self.differs(
                result.difference, "a baseline was rehearsed, and doesn't lead to what this database holds",
                fix: "make what is named here in a way that berry knows, or report this: it is a mistake in berry")
        }
        var baseline = result.migration
        baseline.layout = settings.layout
        return Finding(
            migrations: [baseline], isNew: true, histories: histories, summary: result.summary)
    }

    /// The project's own migrations, where the database holds just what they make.
    private func matching(
        _ live: Catalog, _ histories: [ForeignHistory], on server: LocalServer
    ) async throws -> Finding {
        var applied = history.migrations
        // A tool that runs the files of the same folder says which of them it has run.
        if let named = histories.first(where: \.namesFiles), !named.versions.isEmpty {
            let known = applied.filter { named.versions.contains($0.version) }
            if !known.isEmpty {
                let strangers = named.versions.filter { version in !known.contains { $0.version == version } }
                guard strangers.isEmpty else { throw Self.lacksFiles(strangers, named) }
                applied = known
            }
        }
        let rehearsal = try await MigrationRehearsal(on: server, target: target)
        let before = try await rehearsal.catalog()
        for migration in applied { try await rehearsal.run(migration) }
        let expected = try await rehearsal.catalog()
        await rehearsal.close()
        let difference = CatalogDifference(expected: expected, found: live)
        guard difference.isEmpty else {
            throw Self.differs(
                difference,
                "this database doesn't hold what the project's "
                    + (applied.count == 1 ? "migration makes" : "\(applied.count) migrations make"),
                fix: "bring it to what they make, or adopt it in a project that has no migrations yet")
        }
        let plan = try SchemaPlan.ordered(from: before, to: live, isOnline: false)
        return Finding(migrations: applied, isNew: false, histories: histories, summary: plan.summary)
    }

    private static func hasLedger(_ ledger: Ledger) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "has-ledger",
                "berry knows this database already: it belongs to '\(ledger.application)' (\(ledger.project))",
                fix: "run 'berry db status'; 'berry db push' brings it to what the specification describes"))
    }

    private static func lacksFiles(_ versions: [String], _ history: ForeignHistory) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "unknown-migration",
                "\(history.tool) has applied migrations to this database whose files aren't in the project's folder",
                notes: versions.prefix(20).map { .init($0) },
                fix: "get them from version control; 'supabase migration fetch' writes what it applied"))
    }

    private static func differs(_ difference: CatalogDifference, _ message: String, fix: String) -> DiagnosticsError {
        let names = difference.differences.prefix(20).map { difference in
            switch difference.change {
            case .gone: "the \(difference.kind) \(difference.name) is missing there"
            case .added: "the \(difference.kind) \(difference.name) is there besides"
            case .changed: "the \(difference.kind) \(difference.name) is another one there"
            }
        }
        return DiagnosticsError(
            Diagnostic(.error, "baseline-differs", message, notes: names.map { .init($0) }, fix: fix))
    }
}
