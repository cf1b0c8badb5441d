internal import Catalog
internal import Diagnostics
internal import SchemaDiff

/// A migration that stopped half way, and the two ways out.
struct UnfinishedFault {
    private let unfinished: UnfinishedMigration
    private let rehearsed: PushRehearsal
    private let live: Catalog
    private let push: DatabasePush
    private let takesBack: Bool

    /// - Parameter push: the database, with the migrations that the ledger knows.
    init(
        _ unfinished: UnfinishedMigration, _ rehearsed: PushRehearsal, _ live: Catalog, _ push: DatabasePush,
        takesBack: Bool
    ) {
        self.unfinished = unfinished
        self.rehearsed = rehearsed
        self.live = live
        self.push = push
        self.takesBack = takesBack
    }

    func fault() async throws -> Fault {
        let name = "\(unfinished.migration.version)_\(unfinished.migration.name)"
        guard unfinished.drift.isEmpty else {
            return Fault(
                .unfinishedMigration, name,
                "The migration \(unfinished.progress), and the database was changed by hand besides.",
                statements: unfinished.rest,
                advice: "What was changed by hand is mended first; run the command again after that.")
        }
        return takesBack && unfinished.direction == .up && !unfinished.isLost
            ? try await takingBack(name) : try await goingOn(name)
    }

    private func goingOn(_ name: String) async throws -> Fault {
        let end = rehearsed.desired
        let effect = try SchemaPlan.ordered(
            from: unfinished.state, to: end, isOnline: unfinished.direction == .up)
        let group = PendingGroup(
            migrations: [unfinished.migration], effect: effect, before: unfinished.state,
            written: WrittenChanges(
                of: [unfinished.migration], unfinished.direction, from: unfinished.state, to: end),
            renames: [], renamedTables: [])
        let whole = rehearsed.groups.first { $0.migrations.contains { $0.version == unfinished.migration.version } }
        let hazards = effect.remainingHazards.filter { whole?.hasHazard(like: $0) ?? true }
        let measured = try await MeasuredHazard.measure(hazards, push.connection)
        let blocking = measured.first { $0.hazard.name == .rejectsRows && ($0.number ?? 0) > 0 }
        let real = measured.filter(\.isReal)
        let change = PendingChange(
            direction: unfinished.direction, groups: unfinished.isLost ? [] : [group], plan: effect, hazards: real,
            guarded: [], drift: .none, desired: end, applied: [], unfinished: unfinished)
        let explanation =
            unfinished.isLost
            ? "The migration \(name) began, and its file is gone; what it left is taken away."
            : unfinished.isDone
                ? "The migration \(unfinished.progress); only the ledger doesn't know that it came to its end."
                : "The migration \(unfinished.progress); the rest of it runs."
        guard let blocking else {
            return Fault(
                .unfinishedMigration, name, explanation, statements: unfinished.rest, hazards: real,
                advice: unfinished.direction == .up && !unfinished.isDone && !unfinished.isLost
                    ? "'berry repair --db --undo' takes back what it did." : nil,
                mend: .goOn(change))
        }
        let fact = end[blocking.hazard.subject]
        return Fault(
            .unfinishedMigration, name,
            "The migration \(unfinished.progress), and the rest of it would fail. \(blocking.text)",
            statements: unfinished.rest,
            blockingRows: try await BlockingRows.find(blocking, fact, in: live, push.connection),
            advice: "Change these rows and run the command again, or take back what it did: berry repair --db --undo")
    }

    private func takingBack(_ name: String) async throws -> Fault {
        let before = rehearsed.expected
        let plan = try SchemaPlan.ordered(from: unfinished.state, to: before)
        let measured = try await MeasuredHazard.measure(plan.remainingHazards, push.connection).filter(\.isReal)
        let clearing = unfinished.remains.map { MendStep.outside("drop index concurrently \($0)") }
        return Fault(
            .unfinishedMigration, name,
            "The migration \(unfinished.progress); what that did to the schema is taken back. What it did to rows stays.",
            statements: (clearing + plan.mendSteps).flatMap(\.statements), hazards: measured,
            mend: .takeBack(unfinished, clearing + plan.mendSteps))
    }
}
