internal import AccessSurvey
internal import Catalog
internal import CatalogReader
internal import Diagnostics
internal import LocalPostgres
internal import SQL
internal import SchemaDiff
internal import Specification

/// Every migration of a project, run on a private server, with a look at what each pending change makes of the schema.
struct PushRehearsal {
    private(set) var groups: [PendingGroup] = []
    /// What the database should hold now, and afterwards.
    private(set) var expected = Catalog.empty
    private(set) var desired = Catalog.empty
    private(set) var unfinished: UnfinishedMigration?

    private var group: [Migration] = []
    private var before: IdentifiedCatalog?
    /// What the group's files have renamed so far, and what there is behind the last of them.
    private var renames: [DeclaredRename] = []
    private var last: IdentifiedCatalog?
    private var applied: [Migration] = []
    private var isExpectedKnown = false
    /// What the ledger kept of the migrations that didn't come to their end, by version.
    private let texts: [String: Migration]
    private let server: LocalServer
    private let target: Target
    private let wording: Catalog

    /// - Parameter wording: what the migrations lead to, in its author's words.
    /// - Throws: `DiagnosticsError` for a migration that PostgreSQL refuses, or that comes before one that was applied.
    init(
        of migrations: [Migration], over ledger: Ledger, _ live: Catalog, isPrivate: Bool,
        texts: [String: Migration], wording: Catalog, on server: LocalServer, _ target: Target
    ) async throws {
        self.texts = texts
        self.wording = wording
        self.server = server
        self.target = target
        applied = ledger.finished(of: migrations)
        let rehearsal = try await MigrationRehearsal(
            on: server, target: target, after: ReplayedHistory(applied, target: target))
        for migration in migrations.dropFirst(applied.count) {
            let entry = ledger.migrations.first { $0.version == migration.version }
            if entry?.isFinished == true || entry?.status == .undoing {
                if !isPrivate, let first = groups.first?.migrations.first ?? group.first {
                    throw Self.outOfOrder(migration, before: first)
                }
                try await rehearsal.run(migration)
                applied.append(migration)
                if let entry, entry.status == .undoing {
                    let begun = try await run(migration, entry, rehearsal, live)
                    unfinished = begun
                    (expected, isExpectedKnown) = (begun.state, true)
                }
                continue
            }
            if !PendingGroup.continues(group, migration) || entry != nil {
                let now = try await rehearsal.identified()
                if !isExpectedKnown { (expected, isExpectedKnown) = (now.catalog, true) }
                if !PendingGroup.continues(group, migration) {
                    try await end(rehearsal)
                    (before, last) = (now, now)
                }
            }
            let earlier = last
            if let entry {
                unfinished = try await run(migration, entry, rehearsal, live)
            } else {
                try await rehearsal.run(migration)
            }
            group.append(migration)
            let now = try await rehearsal.identified()
            if let earlier {
                renames += now.renames(since: earlier).map { DeclaredRename($0.old, to: $0.name) }
            }
            last = now
        }
        desired = try await rehearsal.catalog().worded(like: wording)
        try await end(rehearsal)
        if !isExpectedKnown { expected = desired }
        if unfinished == nil, let lost = ledger.migrations.first(where: { !$0.isFinished }) {
            unfinished = UnfinishedMigration(lost: lost, expected: expected, found: live)
        }
        await rehearsal.close()
    }

    /// Runs the whole of a migration that didn't come to its end, and looks at the schema after each statement that may
    /// have been the last.
    private func run(
        _ migration: Migration, _ entry: Ledger.AppliedMigration, _ rehearsal: MigrationRehearsal, _ live: Catalog
    ) async throws -> UnfinishedMigration {
        let direction: MigrationFileName.Direction = entry.status == .undoing ? .down : .up
        let script = try MigrationScript(migration, direction)
        let step = try begun(script, entry)
        try await rehearsal.run(migration, direction, statements: 0..<step)
        var states = [try await rehearsal.catalog()]
        for place in step..<script.statements.count {
            try await rehearsal.run(migration, direction, statements: place..<place + 1)
            states.append(try await rehearsal.catalog())
        }
        return UnfinishedMigration(script, step: step, states: states, found: live)
    }

    /// How many statements of a file the database has run. Those that have run may not have been changed since.
    private func begun(_ script: MigrationScript, _ entry: Ledger.AppliedMigration) throws -> Int {
        let (migration, direction) = (script.migration, script.direction)
        let known = texts[entry.version]
        let texts = script.statements.prefix(entry.step).map(\.text)
        guard let known, known.text(direction) != migration.text(direction) else {
            return min(entry.step, script.statements.count)
        }
        let ran = try MigrationScript(known, direction).statements.prefix(entry.step).map(\.text)
        guard texts == ran else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "changed-migration",
                    "\(migration.path(direction)) was changed in what the database has run of it: its first "
                        + (entry.step == 1 ? "statement" : "\(entry.step) statements"),
                    fix: "restore the file from version control; 'berry repair --db' restores it from the ledger"))
        }
        return entry.step
    }

    /// Ends a group: its effect is judged with what kept its identity under a new name taken for the same thing.
    ///
    /// - Parameter rehearsal: a database that has run the group.
    private mutating func end(_ rehearsal: MigrationRehearsal) async throws {
        guard let before, let after = last, !group.isEmpty else { return }
        let earlier = applied + groups.flatMap(\.migrations)
        let names = try await renamed(before.catalog, by: renames, behind: earlier)
        var written = WrittenChanges(of: group, from: names.catalog, to: after.catalog)
        written.follow(renames)
        var effect = try SchemaPlan.ordered(
            from: names.catalog, to: after.catalog.worded(like: wording), declared: written.declared,
            renames: names.renames)
        if effect.changesAccess, let old = try await access(behind: earlier), let new = try await rehearsal.access() {
            effect = effect.naming(from: old, to: new)
        }
        groups.append(
            PendingGroup(
                migrations: group, effect: effect, before: names.catalog, written: written, renames: names.renames,
                renamedTables: RenamedTable.all(names.catalog, from: before.catalog, by: names.renames)))
        (group, renames) = ([], [])
    }

    /// Who may do what before a group.
    private func access(behind migrations: [Migration]) async throws -> AccessSurvey? {
        let rehearsal = try await MigrationRehearsal(
            on: server, target: target, after: ReplayedHistory(migrations, target: target))
        let access = try await rehearsal.access()
        await rehearsal.close()
        return access
    }

    /// What the database should hold now, with the names that the pending migrations give.
    func renamed() async throws -> RenamedCatalog {
        try await renamed(expected, by: groups.flatMap(\.renames), behind: applied)
    }

    private func renamed(
        _ catalog: Catalog, by renames: [DeclaredRename], behind migrations: [Migration]
    ) async throws -> RenamedCatalog {
        guard !renames.isEmpty else { return RenamedCatalog(catalog) }
        let rehearsal = try await MigrationRehearsal(
            on: server, target: target, after: ReplayedHistory(migrations, target: target))
        let renamed = try await rehearsal.catalog(trying: renames)
        await rehearsal.close()
        return renamed
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

extension Ledger {
    /// Those of `migrations` that the database has run to their ends before the first that it hasn't.
    func finished(of migrations: [Migration]) -> [Migration] {
        let finished = Set(self.migrations.filter(\.isFinished).map(\.version))
        return Array(migrations.prefix { finished.contains($0.version) })
    }
}
