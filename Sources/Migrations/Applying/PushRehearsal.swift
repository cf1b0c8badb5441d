internal import Catalog
internal import CatalogReader
internal import Diagnostics
internal import LocalPostgres
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
    private let server: LocalServer
    private let target: Target

    /// - Throws: `DiagnosticsError` for a migration that PostgreSQL refuses, or that comes before one that was applied.
    init(
        of migrations: [Migration], over ledger: Ledger, _ live: Catalog, isPrivate: Bool, on server: LocalServer,
        _ target: Target
    ) async throws {
        self.server = server
        self.target = target
        let rehearsal = try await MigrationRehearsal(on: server, target: target)
        for migration in migrations {
            let entry = ledger.migrations.first { $0.version == migration.version }
            if entry?.isFinished == true {
                if !isPrivate, let first = groups.first?.migrations.first ?? group.first {
                    throw Self.outOfOrder(migration, before: first)
                }
                try await rehearsal.run(migration)
                applied.append(migration)
                continue
            }
            if !PendingGroup.continues(group, migration) || entry != nil {
                let now = try await rehearsal.identified()
                if before == nil { expected = now.catalog }
                if !PendingGroup.continues(group, migration) {
                    try await end()
                    (before, last) = (now, now)
                }
            }
            let earlier = last
            try await rehearsal.run(migration)
            group.append(migration)
            let now = try await rehearsal.identified()
            if let earlier {
                renames += now.renames(since: earlier).map { DeclaredRename($0.old, to: $0.name) }
                if entry != nil {
                    unfinished = UnfinishedMigration(
                        migration.version, before: earlier.catalog, after: now.catalog, found: live)
                }
            }
            last = now
        }
        desired = try await rehearsal.catalog()
        try await end()
        if before == nil { expected = desired }
        if unfinished == nil, let lost = ledger.migrations.first(where: { !$0.isFinished }) {
            // Its file is gone or was mended since.
            unfinished = UnfinishedMigration(lost.version, before: expected, after: expected, found: live)
        }
        await rehearsal.close()
    }

    /// Ends a group: its effect is judged with what kept its identity under a new name taken for the same thing.
    private mutating func end() async throws {
        guard let before, let after = last, !group.isEmpty else { return }
        let names = try await renamed(before.catalog, by: renames, behind: applied + groups.flatMap(\.migrations))
        let written = WrittenChanges(of: group, from: names.catalog, to: after.catalog)
        let effect = try SchemaPlan.ordered(
            from: names.catalog, to: after.catalog, declared: written.declared, renames: names.renames)
        groups.append(
            PendingGroup(
                migrations: group, effect: effect, before: names.catalog, written: written, renames: names.renames,
                renamedTables: RenamedTable.all(names.catalog, from: before.catalog, by: names.renames)))
        (group, renames) = ([], [])
    }

    /// What the database should hold now, with the names that the pending migrations give.
    func renamed() async throws -> RenamedCatalog {
        try await renamed(expected, by: groups.flatMap(\.renames), behind: applied)
    }

    private func renamed(
        _ catalog: Catalog, by renames: [DeclaredRename], behind migrations: [Migration]
    ) async throws -> RenamedCatalog {
        guard !renames.isEmpty else { return RenamedCatalog(catalog) }
        let rehearsal = try await MigrationRehearsal(on: server, target: target)
        for migration in migrations { try await rehearsal.run(migration) }
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
