internal import Catalog
internal import Diagnostics
internal import LocalPostgres
internal import SQL
internal import SchemaDiff

extension DatabasePush {
    /// What the rehearsal of a database's migrations showed.
    struct Rehearsed {
        var groups: [PendingGroup] = []
        /// What the database should hold now, and afterwards.
        var expected = Catalog.empty
        var desired = Catalog.empty
        var unfinished: UnfinishedMigration?
    }

    /// Runs migrations on a private server, and looks at what each change that is pending makes of the schema.
    func rehearse(_ migrations: [Migration], _ ledger: Ledger, _ live: Catalog) async throws -> Rehearsed {
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
            if entry?.isFinished == true || entry?.status == .undoing {
                if !getsDifference, let first = result.groups.first?.migrations.first ?? group.first {
                    throw Self.outOfOrder(migration, before: first)
                }
                try await rehearsal.run(migration)
                if let entry, entry.status == .undoing {
                    let (unfinished, now) = try await self.unfinished(migration, entry, rehearsal, live)
                    result.unfinished = unfinished
                    before = now
                    result.expected = now
                }
                continue
            }
            if group.isEmpty || !PendingGroup.continues(group, migration) || entry != nil {
                let now = try await rehearsal.catalog()
                if before == nil { result.expected = now }
                if group.isEmpty || !PendingGroup.continues(group, migration) {
                    try end(now)
                    before = now
                }
                if let entry {
                    result.unfinished = try await unfinished(migration, entry, rehearsal, live).0
                } else {
                    try await rehearsal.run(migration)
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
            result.unfinished = UnfinishedMigration(lost: lost, expected: result.expected, found: live)
        }
        await rehearsal.close()
        try await server.stop()
        return result
    }

    /// Runs the whole of a migration that didn't come to its end, and looks at the schema after each statement that may
    /// have been the last; what it is after the first of them is the second value.
    private func unfinished(
        _ migration: Migration, _ entry: Ledger.AppliedMigration, _ rehearsal: MigrationRehearsal, _ live: Catalog
    ) async throws -> (UnfinishedMigration, Catalog) {
        let direction: MigrationFileName.Direction = entry.status == .undoing ? .down : .up
        let script = try MigrationScript(migration, direction)
        let step = try await begun(script, entry)
        try await rehearsal.run(migration, direction, statements: 0..<step)
        var states = [try await rehearsal.catalog()]
        for place in step..<script.statements.count {
            try await rehearsal.run(migration, direction, statements: place..<place + 1)
            states.append(try await rehearsal.catalog())
        }
        return (UnfinishedMigration(script, step: step, states: states, found: live), states[0])
    }

    /// How many statements of a file the database has run. Those that have run may not have been changed since.
    private func begun(_ script: MigrationScript, _ entry: Ledger.AppliedMigration) async throws -> Int {
        let (migration, direction) = (script.migration, script.direction)
        let known = try await Ledger.texts([entry.version], connection, settings)[entry.version]
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
