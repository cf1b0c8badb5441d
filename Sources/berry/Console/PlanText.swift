import Pipeline
import Planning
import SchemaDiff
import Specification

/// A plan as people read it.
struct PlanText {
    private let proposal: PlanProposal
    private let effect: DatabaseEffect
    private let explains: Bool

    init(_ proposal: PlanProposal, _ effect: DatabaseEffect, explains: Bool) {
        self.proposal = proposal
        self.effect = effect
        self.explains = explains
    }

    /// Without a line break at the end.
    var text: String {
        let sections: [String?] =
            switch proposal.verdict {
            case .alreadyTrue: ["\(proposal.file) says this already; nothing is changed.", remarks]
            case .refused: ["Nothing is changed.", choices, remarks]
            case .change: [edits, remarks, choices, proposal.differenceText, database, access]
            }
        let text = sections.compactMap(\.self).filter { !$0.isEmpty }
            .map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }.joined(separator: "\n\n")
        return text.printable
    }

    private var edits: String {
        proposal.edits.map { planned in
            var lines = [planned.edit.summary]
            if explains {
                if !planned.words.isEmpty { lines.append("    from \"\(planned.words)\"") }
                if let reason = planned.reason { lines.append("    because \(reason)") }
            }
            return lines.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private var remarks: String { proposal.notes.map { "Note: \($0)" }.joined(separator: "\n") }

    private var choices: String? {
        guard !proposal.alternatives.isEmpty else { return nil }
        let lines = proposal.alternatives.map { "  berry plan \"\($0.phrase)\"\n    \($0.meaning)" }
        return "It can mean more than one thing. Say which:\n" + lines.joined(separator: "\n")
    }

    private var database: String {
        switch effect {
        case .nothing: return "The database stays as it is."
        case .unknown(let reason): return "What it does to the database isn't known: \(reason)."
        case .creates(let tables, let policies):
            return "The database gets \(Self.count(tables.count, "table")) with \(Self.count(policies, "policy")): "
                + tables.joined(separator: ", ")
        case .changes(let plan):
            let statements = plan.steps.map { "  \($0.statement.replacing("\n", with: "\n  "));" }
            let hazards = plan.remainingHazards.map { "Hazard \($0.key): \($0.message)" }
            return (["In the database: \(plan.summary)"] + statements + hazards).joined(separator: "\n")
        }
    }

    private var access: String? {
        // Of a new application nobody had anything before.
        guard !proposal.access.isEmpty, !proposal.begins else { return nil }
        let lines = proposal.access.flatMap { change in
            change.gained.map { "  + \(change.entity), \(change.operation.rawValue): \($0)" }
                + change.lost.map { "  - \(change.entity), \(change.operation.rawValue): \($0)" }
        }
        return "Who may do what:\n" + lines.joined(separator: "\n")
    }

    private static func count(_ number: Int, _ word: String) -> String {
        let many = word.hasSuffix("y") ? word.dropLast() + "ies" : word + "s"
        return "\(number) \(number == 1 ? word : many)"
    }

    /// A request on one line, cut where it is long.
    static func brief(_ request: String) -> String {
        let line = request.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return (line.count > 60 ? line.prefix(60) + "…" : line).printable
    }
}
