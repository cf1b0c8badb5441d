internal import Catalog
internal import CatalogReader
public import Diagnostics
internal import LocalPostgres
internal import Postgres
internal import SchemaDiff

/// Takes a database's last migrations back, by their down files.
public struct DatabaseUndo: Sendable {
    private let push: DatabasePush

    /// - Parameter push: the database and all of the project's migrations; it runs the files themselves.
    public init(_ push: DatabasePush) { self.push = push }

    /// How many of them.
    public enum Extent: Hashable, Sendable {
        case steps(Int)
        /// All that come after this version.
        case to(String)
        case all
    }

    /// What is to be done; nothing is changed.
    ///
    /// - Throws: `DiagnosticsError` where no way leads back, by the migration's name.
    public func inspect(_ extent: Extent) async throws -> PendingChange {
        let (ledger, live) = try await push.state()
        if let entry = ledger.migrations.first(where: { !$0.isFinished }) { throw Self.isUnfinished(entry) }
        let applied = push.migrations.filter { migration in
            ledger.migrations.contains { $0.version == migration.version }
        }
        let count = try count(extent, of: applied)
        let obstacles = applied.suffix(count).reversed().compactMap(\.obstacleToUndoing)
        guard obstacles.isEmpty else { throw DiagnosticsError(obstacles) }
        let rehearsed = try await rehearse(applied, count)
        let drift = CatalogDifference(expected: rehearsed.expected, found: live)
        let groups = rehearsed.groups
        let plan =
            try groups.count == 1
            ? groups[0].effect : SchemaPlan.ordered(from: live, to: rehearsed.desired, isOnline: false)
        let hazards = groups.flatMap { group in
            group.effect.hazards + group.written.hazards + group.migrations.flatMap(\.losses)
        }
        let measured = try await MeasuredHazard.measure(
            Set(hazards).sorted(), push.connection, under: groups.flatMap(\.renamedTables))
        return PendingChange(
            direction: .down, groups: groups, plan: plan, hazards: measured.filter(\.isReal),
            guarded: measured.filter { !$0.isReal && $0.number == 0 && $0.hazard.name == .dataLoss }, drift: drift,
            desired: rehearsed.desired, applied: [], lockTimeout: push.settings.lockTimeout)
    }

    /// Takes back what ``inspect(_:)`` found, the last first.
    ///
    /// - Parameters:
    ///   - tells: told each file before it runs, and when somebody's lock is in its way.
    /// - Throws: `DiagnosticsError`, ``UnapprovedHazards``. What was taken back before stays so, and is in the ledger.
    public func apply(_ change: PendingChange, tells: @escaping @Sendable (String) -> Void) async throws {
        try await push.apply(change, tells: tells, onApplied: { _ in })
    }

    /// Whether the database holds what it held before.
    public func verify(_ change: PendingChange) async throws -> [Diagnostic] {
        CatalogDifference(expected: change.desired, found: try await CatalogReader.read(push.connection)).asDrift
    }

    private func count(_ extent: Extent, of applied: [Migration]) throws -> Int {
        switch extent {
        case .all: return applied.count
        case .steps(let steps): return min(steps, applied.count)
        case .to(let version):
            guard let index = applied.firstIndex(where: { $0.version == version }) else {
                throw DiagnosticsError(
                    Diagnostic(
                        .error, "not-applied", "the database hasn't run \(version), so there is no way back to it",
                        fix: "'berry db status' lists what it has run"))
            }
            return applied.count - index - 1
        }
    }

    /// What a private server shows: that each down file runs, and leads back to what was there.
    private struct Rehearsed {
        var groups: [PendingGroup] = []
        var expected: Catalog
        var desired: Catalog
    }

    private func rehearse(_ applied: [Migration], _ count: Int) async throws -> Rehearsed {
        let kept = ReplayedHistory(applied.dropLast(count), target: push.target)
        let server = try await kept.server()
        let rehearsal = try await MigrationRehearsal(on: server, target: push.target, after: kept)
        var states = [try await rehearsal.catalog()]
        for migration in applied.suffix(count) {
            try await rehearsal.run(migration)
            states.append(try await rehearsal.catalog())
        }
        var result = Rehearsed(expected: states[count], desired: states[0])
        for (migration, (before, after)) in zip(applied.suffix(count), zip(states, states.dropFirst())).reversed() {
            let renames = try await takeBack(migration, rehearsal)
            let found = try await rehearsal.catalog()
            let difference = CatalogDifference(expected: before, found: found)
            guard difference.isEmpty else { throw Self.leadsElsewhere(migration, difference) }
            var names = RenamedCatalog(after)
            if !renames.isEmpty {
                // What keeps its identity under another name isn't lost.
                try await rehearsal.run(migration)
                names = try await rehearsal.catalog(trying: renames)
                try await rehearsal.run(migration, .down)
            }
            let written = WrittenChanges(of: [migration], .down, from: names.catalog, to: before)
            let effect = try SchemaPlan.ordered(
                from: names.catalog, to: before, isOnline: false, declared: written.declared, renames: names.renames)
            result.groups.append(
                PendingGroup(
                    migrations: [migration], effect: effect, before: names.catalog, written: written,
                    renames: names.renames,
                    renamedTables: RenamedTable.all(names.catalog, from: after, by: names.renames)))
        }
        await rehearsal.close()
        try await server.stop()
        return result
    }

    /// Runs a down file; answers what has another name after that.
    private func takeBack(_ migration: Migration, _ rehearsal: MigrationRehearsal) async throws -> [DeclaredRename] {
        let before = try await rehearsal.identified()
        try await rehearsal.run(migration, .down)
        return try await rehearsal.identified().renames(since: before).map { DeclaredRename($0.old, to: $0.name) }
    }

    private static func leadsElsewhere(_ migration: Migration, _ difference: CatalogDifference) -> DiagnosticsError {
        let words = difference.differences.prefix(20).map { difference in
            switch difference.change {
            case .gone: "the \(difference.kind) \(difference.name) doesn't come back"
            case .added: "the \(difference.kind) \(difference.name) stays"
            case .changed: "the \(difference.kind) \(difference.name) comes back otherwise"
            }
        }
        return DiagnosticsError(
            Diagnostic(
                .error, "way-back-differs",
                "\(migration.path(.down)) doesn't lead back to what was there before \(migration.name)",
                notes: words.map { .init($0) }, fix: "write the statements that are missing into it"))
    }

    private static func isUnfinished(_ entry: Ledger.AppliedMigration) -> DiagnosticsError {
        DiagnosticsError(
            Diagnostic(
                .error, "unfinished", "\(entry.version)_\(entry.name) began, and didn't come to its end",
                fix: "run 'berry repair --db' first"))
    }
}
