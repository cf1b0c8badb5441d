internal import Catalog
internal import CatalogReader
internal import Diagnostics
internal import Postgres
internal import SchemaDiff

/// Finds what a failed or foreign change left behind in a database, and mends it. Nothing is dropped or set back to get
/// clean.
public struct DatabaseRepair: Sendable {
    let push: DatabasePush
    let seals: [String: String]
    let newVersion: String
    let takesBack: Bool

    /// - Parameters:
    ///   - push: the database, with the migrations as the folder has them.
    ///   - seals: path → the digest that a sealed file had, where it has another one now or is gone.
    ///   - newVersion: the version of a migration that begins now.
    ///   - takesBack: whether a migration that stopped half way is taken back, and not gone on with.
    public init(_ push: DatabasePush, seals: [String: String], newVersion: String, takesBack: Bool) {
        self.push = push
        self.seals = seals
        self.newVersion = newVersion
        self.takesBack = takesBack
    }

    /// What is wrong, in the order in which it is mended; nothing is changed.
    ///
    /// - Throws: `DiagnosticsError` when the database isn't this project's, `PostgresError`, `LocalServerError`.
    public func inspect() async throws -> [Fault] {
        let ledger = try await push.ownLedger()
        let texts = try await Ledger.texts(ledger.migrations.map(\.version), push.connection, push.settings)
        // Files of the private database may be written anew at any time.
        let changed = ChangedMigrations(
            push.migrations, ledger, texts, layout: push.settings.layout, seals: push.isPrivate ? [:] : seals)
        let faults = push.isPrivate ? [] : changed.faults
        // What the database should hold is known only from what it has run.
        guard changed.isComplete else { return faults }
        return try await faults + inspect(push.with(changed.effective))
    }

    private func inspect(_ push: DatabasePush) async throws -> [Fault] {
        let (ledger, live) = try await push.state()
        let known = push.migrations.filter { migration in
            ledger.migrations.contains { $0.version == migration.version }
        }
        let rehearsed = try await push.rehearse(known, ledger, live)
        var expected = rehearsed.unfinished?.state ?? rehearsed.expected
        var faults: [Fault] = []
        if let unfinished = rehearsed.unfinished {
            let fault = UnfinishedFault(unfinished, rehearsed, live, push.with(known), takesBack: takesBack)
            faults.append(try await fault.fault())
        }
        // What is pending may be refused, which the next push says; that is no fault of the database.
        let pending =
            known.count == push.migrations.count ? nil : try? await push.rehearse(push.migrations, ledger, live)
        let desired = pending?.desired ?? rehearsed.desired
        var difference =
            rehearsed.unfinished?.drift ?? CatalogDifference(expected: rehearsed.expected, found: live)
        let indexes = try await InvalidIndexes(
            live: live, expected: expected, desired: desired, connection: push.connection
        ).faults(without: rehearsed.unfinished?.remains ?? [])
        faults += indexes.map(\.fault)
        difference.leaveOut(indexes.map(\.index.id))
        let constraints = UnvalidatedConstraints.changes(in: difference)
        for change in constraints {
            faults.append(
                try await UnvalidatedConstraints(live: live, connection: push.connection).fault(of: change))
        }
        difference.leaveOut(constraints.map(\.expected.id))
        // Where both tools work with the same files, a history that isn't there yet lacks everything.
        let none = push.settings.layout == .supabase ? SupabaseHistory(entries: []) : nil
        if let history = try await SupabaseHistory.read(push.connection) ?? none {
            let all = HistoryFaults(history: history, ledger: ledger, migrations: push.migrations)
            let before = expected
            faults += try await all.faults { try await holds($0, in: live, after: before, push) }
            // What that tool applied isn't there by hand.
            let believed = faults.flatMap { fault -> [Migration] in
                if case .believeSupabase(let migrations) = fault.mend { migrations } else { [] }
            }
            if let last = believed.last, let after = try await catalog(upTo: last, push, known) {
                expected = after
                difference = CatalogDifference(expected: after, found: live)
            }
        }
        if !difference.isEmpty {
            let drift = DriftFaults(
                live: live, expected: expected, difference: difference, connection: push.connection,
                layout: push.settings.layout)
            faults += try await drift.faults(version: version(after: known, push.migrations))
        }
        let unfinished = rehearsed.unfinished?.migration.version
        return faults + (try await blockingRows(of: pending, besides: unfinished, live))
    }

    /// Whether the database holds what the pending migrations up to this one make.
    private func holds(
        _ migration: Migration, in live: Catalog, after expected: Catalog, _ push: DatabasePush
    ) async throws -> Bool {
        let applied = try await push.appliedVersions()
        let known = push.migrations.filter { applied.contains($0.version) }
        guard let after = try await catalog(upTo: migration, push, known) else { return false }
        let made = CatalogDifference(expected: expected, found: after)
        guard !made.isEmpty else { return false }
        let rest = CatalogDifference(expected: after, found: live)
        let open = Set(rest.missing.map(\.id) + rest.changed.map(\.expected.id) + rest.unexpected.map(\.id))
        let own = made.unexpected.map(\.id) + made.missing.map(\.id) + made.changed.map(\.expected.id)
        return own.allSatisfy { !open.contains($0) }
    }

    /// What a database holds after what is applied and everything that is pending up to a migration.
    private func catalog(
        upTo last: Migration, _ push: DatabasePush, _ known: [Migration]
    ) async throws -> Catalog? {
        let versions = Set(known.map(\.version))
        let migrations = push.migrations.filter { $0.version <= last.version || versions.contains($0.version) }
        return try? await push.with(migrations).rehearse(migrations, push.ownLedger(), .empty).desired
    }

    /// After what the database has run and before what is pending; nil where there is no room, and on the private
    /// database, which a push brings along.
    private func version(after known: [Migration], _ all: [Migration]) -> String? {
        guard !push.isPrivate else { return nil }
        let last = known.last?.version ?? "00000000000000"
        guard let first = try? Migration.version(after: last) else { return nil }
        guard let next = all.first(where: { $0.version > last }) else { return max(newVersion, first) }
        return first < next.version ? first : nil
    }

    /// Rows that what is pending would stumble over.
    ///
    /// - Parameter version: of a migration that stopped half way, of which this was said already.
    private func blockingRows(
        of pending: PushRehearsal?, besides version: String?, _ live: Catalog
    ) async throws -> [Fault] {
        guard let pending else { return [] }
        var faults: [Fault] = []
        for group in pending.groups where !group.migrations.contains(where: { $0.version == version }) {
            let hazards = group.hazards.filter {
                $0.name == .rejectsRows && (group.before[$0.subject] == nil || live[$0.subject] != nil)
            }
            for measured in try await MeasuredHazard.measure(hazards, push.connection) where measured.isReal {
                guard let number = measured.number, number > 0 else { continue }
                let fact = pending.desired[measured.hazard.subject] ?? group.before[measured.hazard.subject]
                let rows = try await BlockingRows.find(measured, fact, in: live, push.connection)
                let name = group.migrations.first.map { "\($0.version)_\($0.name)" } ?? ""
                faults.append(
                    Fault(
                        .blockingRows, measured.hazard.subject.description,
                        "Rows are in the way of \(name), which is pending. \(measured.text)",
                        statements: rows.map { [$0.conversion] } ?? [], blockingRows: rows,
                        advice:
                            "Review the statement, put in what these rows should hold, and run it as a migration of "
                            + "its own ('berry migration new') or by hand."))
            }
        }
        return faults
    }
}

extension CatalogDifference {
    /// Leaves out what is said elsewhere, with what hangs on it.
    fileprivate mutating func leaveOut(_ ids: [Fact.ID]) {
        let ids = Set(ids)
        func isSaid(_ fact: Fact) -> Bool { ids.contains(fact.id) || fact.parent.map(ids.contains) ?? false }
        missing.removeAll(where: isSaid)
        unexpected.removeAll(where: isSaid)
        changed.removeAll { isSaid($0.expected) }
    }
}
