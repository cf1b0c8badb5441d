internal import Catalog
internal import SchemaDiff

/// What stands in a migration's files.
struct MigrationText {
    private let plan: SchemaPlan
    private let index: Int
    private let isOutside: Bool
    private let waits: Bool

    /// - Parameter index: which of the plan's transactions.
    /// - Parameter waits: whether it is pushed only when somebody allows it by name.
    init(_ plan: SchemaPlan, _ index: Int, isOutside: Bool, waits: Bool = false) {
        self.waits = waits
        self.plan = plan
        self.index = index
        self.isOutside = isOutside
    }

    /// - Parameters:
    ///   - locks: what the rehearsal saw; nothing before it.
    ///   - rewritten: the tables of which it saw every row written anew, as SQL writes them.
    func up(_ locks: ObservedLocks? = nil, rewritten: [String] = []) -> String {
        let transactions = plan.transactions
        let isWhole = transactions.count == 1
        var lines = ["-- \(SchemaPlan.summary(of: transactions[index]))\(isWhole ? ", \(plan.accessSummary)" : "")"]
        if !isWhole {
            lines.append(
                "-- File \(index + 1) of \(transactions.count) of this change: \(plan.summary), \(plan.accessSummary)")
        }
        lines += hazards(plan.remainingHazards, in: transactions).map { "-- Hazard \($0.key): \($0.message)" }
        let lost = hazards(plan.hazards.filter { !$0.canBeUndone }, in: transactions)
        if !lost.isEmpty {
            let subjects = lost.map(\.subject.shortName).reduce(into: [String]()) { list, name in
                if !list.contains(name) { list.append(name) }
            }
            lines.append("-- Can't be undone: what is done to \(subjects.joined(separator: ", ")).")
        }
        if index == 0, !plan.temporaryFills.isEmpty {
            let names = plan.temporaryFills.keys.sorted().map(\.shortName).joined(separator: ", ")
            lines.append(
                "-- \(names): filled while everybody goes on working, then put in the place of what it is for.")
        }
        for update in transactions[index].compactMap({ BatchedUpdate($0.statement) }) {
            lines.append(
                "-- Writes the rows of \(Fact.ID(.table, update.table).shortName) a few at a time, each lot in a transaction of its"
                    + " own. It may be stopped, and run again.")
        }
        if waits { lines.append(Migration.waitingMark) }
        if let locks { lines.append("-- \(locks.text)") }
        if !rewritten.isEmpty { lines.append("-- Writes every row of \(ObservedLocks.list(rewritten)) anew.") }
        lines.append(isOutside ? Migration.outsideMark : "-- Runs in one transaction.")
        return Self.text(lines, transactions[index])
    }

    /// Those of the hazards that this file is about.
    private func hazards(_ hazards: [Hazard], in transactions: [[PlanStep]]) -> [Hazard] {
        hazards.filter { place(of: $0, in: transactions) == index }
    }

    /// - Parameter placeholders: what comes back without its values.
    func down(_ placeholders: [Placeholder]) -> String {
        guard !plan.steps.isEmpty else { return "-- There is nothing to take back.\n" }
        let atStake = plan.hazards.filter { [.dataLoss, .rejectsRows].contains($0.name) }
            .map { "-- Hazard \($0.key): \($0.message)" }
        return Self.text(
            ["-- Takes it back: \(plan.summary)"] + placeholders.map { "-- \($0.text)" } + atStake, plan.steps)
    }

    /// The file that has the last step about what is at stake; what no step is about is said in the first.
    private func place(of hazard: Hazard, in transactions: [[PlanStep]]) -> Int {
        let subject = plan.renames.first { $0.old == hazard.subject }?.new ?? hazard.subject
        return transactions.lastIndex { $0.contains { $0.subject == subject } } ?? 0
    }

    /// - Parameters:
    ///   - lines: the head, comments.
    ///   - before: what runs first.
    static func text(_ lines: [String], _ steps: [PlanStep], after before: String? = nil) -> String {
        var text = lines.joined(separator: "\n") + "\n\n" + (before.map { $0 + "\n" } ?? "")
        // The bodies of functions may name what comes after them.
        if steps.contains(where: { $0.subject.kind == .function }) {
            text += "set local check_function_bodies = off;\n\n"
        }
        for (place, step) in steps.enumerated() {
            if place > 0, step.subject != steps[place - 1].subject { text += "\n" }
            text += step.statement + ";\n"
        }
        return text
    }
}
