internal import Catalog
internal import SchemaDiff

/// What stands in a migration's files.
struct MigrationText {
    private let plan: SchemaPlan
    private let index: Int
    private let isOutside: Bool

    /// - Parameter index: which of the plan's transactions.
    init(_ plan: SchemaPlan, _ index: Int, isOutside: Bool) {
        self.plan = plan
        self.index = index
        self.isOutside = isOutside
    }

    var up: String {
        let count = plan.transactions.count
        var lines = ["-- \(plan.summary)"]
        if count > 1 { lines.append("-- File \(index + 1) of \(count) of this change.") }
        lines += plan.remainingHazards.map { "-- Hazard \($0.key): \($0.message)" }
        lines.append(isOutside ? Migration.outsideMark : "-- Runs in one transaction.")
        return text(lines, plan.transactions[index])
    }

    var down: String {
        plan.steps.isEmpty
            ? "-- There is nothing to take back.\n" : text(["-- Takes it back: \(plan.summary)"], plan.steps)
    }

    private func text(_ lines: [String], _ steps: [PlanStep]) -> String {
        var text = lines.joined(separator: "\n") + "\n\n"
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
