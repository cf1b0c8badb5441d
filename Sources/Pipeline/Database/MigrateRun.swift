internal import Diagnostics
public import Migrations
internal import Postgres

/// `berry db migrate`: the migrations of the folder as they stand, forwards or back.
public struct MigrateRun: Sendable {
    public let project: ProjectFolder
    public let specification: String
    public let source: DatabaseSource
    let observer: any SetupObserver

    public init(
        _ project: ProjectFolder, specification: String, source: DatabaseSource, observer: any SetupObserver
    ) {
        self.project = project
        self.specification = specification
        self.source = source
        self.observer = observer
    }

    /// How many migrations.
    public enum Extent: Sendable {
        case steps(Int)
        /// Forwards with this one, back to behind it.
        case to(MigrationChoice)
        case all
    }

    /// Applies what is pending, up to where `extent` says; writes no new migration.
    ///
    /// - Throws: `DiagnosticsError`, `DriftError`, ``UnapprovedHazards``, `PostgresError`, `LocalServerError`.
    public func up(
        _ extent: Extent, decides: (PendingChange) async throws -> PushDecision
    ) async throws -> PushRun.Outcome {
        try await locked { session, standing in
            var selected = try await pending(extent, session, standing)
            let open = standing.edited.filter { edited in selected.contains { $0.version == edited.version } }
            try refuseEdited(open)
            var files = standing.files
            var push = session.push(selected)
            var change = try await observer.step("rehearse", "\(selected.count) migrations") {
                try await push.inspect()
            }
            let isPrivate = session.database.isPrivate
            if !isPrivate { try project.seal(change.applied, of: &files, makesStale: true) }
            guard change.driftDiagnostics.isEmpty else { throw DriftError(diagnostics: change.driftDiagnostics) }
            if change.groups.isEmpty, change.squashed.isEmpty { return .upToDate() }
            let decision = try await decides(change)
            if !isPrivate {
                let approved = try project.approve(&change, decision, of: &files)
                for file in approved { observer.told("wrote into \(file) what is agreed to") }
                let versions = Set(selected.map(\.version))
                selected = files.migrations.filter { versions.contains($0.version) }
                push = session.push(selected)
            }
            guard decision.isConsent else { return .declined }
            if !isPrivate { try project.rememberSending(files.open) }
            do {
                try await push.apply(change, tells: observer.told) { migration in
                    if !isPrivate { try project.seal([migration], of: &files, makesStale: true) }
                }
            } catch {
                if error is DiagnosticsError || error is UnapprovedHazards, !isPrivate,
                    await session.database.connection.isOpen
                {
                    try project.forgetSending()
                }
                throw error
            }
            if !isPrivate { try project.forgetSending() }
            try await verify(push, change)
            return .pushed
        }
    }

    /// Takes applied migrations back, the last first.
    ///
    /// - Throws: as ``up(_:decides:)``.
    public func down(
        _ extent: Extent, decides: (PendingChange) async throws -> PushDecision
    ) async throws -> PushRun.Outcome {
        try await locked { session, standing in
            let undo = DatabaseUndo(session.push(standing.migrations))
            let change = try await observer.step("rehearse", "the way back") {
                switch extent {
                case .all: try await undo.inspect(.all)
                case .steps(let steps): try await undo.inspect(.steps(steps))
                case .to(let choice):
                    try await undo.inspect(.to(choice.migration(among: standing.migrations).version))
                }
            }
            guard change.driftDiagnostics.isEmpty else { throw DriftError(diagnostics: change.driftDiagnostics) }
            if change.groups.isEmpty { return .upToDate() }
            guard try await decides(change).isConsent else { return .declined }
            try await undo.apply(change, tells: observer.told)
            let problems = try await undo.verify(change)
            guard problems.isEmpty else { throw DiagnosticsError(problems) }
            return .pushed
        }
    }

    /// Says of a migration that the database has it, or hasn't; none of its statements runs.
    ///
    /// - Returns: the migration, and whether the ledger said otherwise before.
    public func resolve(
        _ choice: MigrationChoice, isApplied: Bool, decides: (Migration) async throws -> Bool
    ) async throws -> (migration: Migration, changed: Bool)? {
        let lock = try await RunLock.acquire(in: project, onWait: observer.waits)
        defer { withExtendedLifetime(lock) {} }
        try Journal.recover(in: project)
        let session = try await DatabaseSession.open(project, specification: specification, source)
        let standing = try StandingMigrations(in: project)
        let migration = try choice.migration(among: standing.migrations)
        guard try await decides(migration) else { return nil }
        let correction = LedgerCorrection(migration, isApplied: isApplied)
        let changed = try await correction.write(
            to: session.database.connection, project: session.id, session.settings)
        // What a database has stays as it is from now on, even if it was edited before.
        if isApplied, !session.database.isPrivate {
            var files = standing.files
            try project.seal([migration], of: &files, makesStale: true)
        }
        return (migration, changed)
    }

    private func locked(
        _ body: (DatabaseSession, StandingMigrations) async throws -> PushRun.Outcome
    ) async throws -> PushRun.Outcome {
        let lock = try await RunLock.acquire(in: project, onWait: observer.waits)
        defer { withExtendedLifetime(lock) {} }
        try Journal.recover(in: project)
        let standing = try StandingMigrations(in: project)
        try standing.checkSeals()
        let session = try await observer.step("connect", source.summary) {
            try await DatabaseSession.open(project, specification: specification, source)
        }
        return try await body(session, standing)
    }

    /// The migrations up to where `extent` says, those that the database has run among them.
    private func pending(
        _ extent: Extent, _ session: DatabaseSession, _ standing: StandingMigrations
    ) async throws -> [Migration] {
        let all = standing.migrations
        switch extent {
        case .all: return all
        case .to(let choice):
            let last = try choice.migration(among: all)
            return all.filter { $0.version <= last.version }
        case .steps(let steps):
            let applied = try await session.push(all).appliedVersions()
            let pending = all.filter { !applied.contains($0.version) }
            let last = pending.prefix(steps).last?.version ?? all.last?.version ?? ""
            // Those after it that the database has run show that something is out of order.
            return all.filter { $0.version <= last || applied.contains($0.version) }
        }
    }

    private func refuseEdited(_ migrations: [Migration]) throws {
        guard let migration = migrations.first else { return }
        throw DiagnosticsError(
            Diagnostic(
                .error, "edited-migration",
                "\(migration.upPath) was edited, and berry applies only what it generated",
                fix: "change the specification instead; 'berry generate --overwrite' replaces the file"))
    }

    private func verify(_ push: DatabasePush, _ change: PendingChange) async throws {
        let problems = try await observer.step("verify", "the database against the migrations") {
            try await push.verify(change)
        }
        guard problems.allSatisfy({ $0.severity != .error }) else { throw DiagnosticsError(problems) }
    }
}
