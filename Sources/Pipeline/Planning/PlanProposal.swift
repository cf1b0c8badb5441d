public import Diagnostics
internal import Digest
public import ModelProviders
public import Planning
public import Specification

/// What a plan would make of a specification. Nothing of it is written yet.
public struct PlanProposal: Sendable {
    public enum Verdict: String, Sendable {
        /// There is something to write.
        case change
        /// Everything that was asked for is there.
        case alreadyTrue
        /// Not understood, ambiguous or impossible; ``diagnostics`` say why.
        case refused
    }

    public var verdict: Verdict
    public var request: PlanRequest
    /// The file that it would be written to, as messages call it.
    public var file: String
    /// Whether there is no specification yet.
    public var begins: Bool
    /// Those that change something, in their order.
    public var edits: [PlannedEdit] = []
    /// Words that no edit accounts for.
    public var notUnderstood: [NotUnderstood] = []
    public var alternatives: [Alternative] = []
    /// What was decided on the way, one sentence each.
    public var notes: [String] = []
    /// Why it is refused, or what one should know of the specification that it leads to.
    public var diagnostics: [Diagnostic] = []
    /// The specification's text before and after, line by line.
    public var difference = UnifiedDifference(from: "", to: "")
    /// Who gets and who loses which right.
    public var access: [AccessChange] = []

    /// What it took of a model; nil where none was asked.
    public var model: ModelUse?
    /// What was asked of a model and answered, for a cassette.
    public var cassette: Cassette?
    /// Edits whose words the request doesn't hold, which a model may make of what the specification holds. Nobody
    /// agreed to them in advance.
    public var unasked: [PlannedEdit] = []

    /// The text that the plan was made from; nil where there is none.
    var before: [UInt8]?
    var after: [UInt8] = []
    /// The specification as it is; nil where there is none.
    var old: SpecificationReview?
    /// The planned one; nil where there is none.
    var new: SpecificationReview?

    init(_ verdict: Verdict, _ request: PlanRequest, file: String, begins: Bool) {
        self.verdict = verdict
        self.request = request
        self.file = file
        self.begins = begins
    }
}

extension PlanProposal {
    /// What the planner says.
    mutating func take(_ planned: PlanRun.Planned) {
        report(planned.plan)
        guard let model = planned.model else { return }
        self.model = model.use
        cassette = model.cassette
        unasked = model.unasked
        diagnostics += unasked.map { edit in
            Diagnostic(
                .warning, "not-asked-for", "the model gives no words of the request for this: \(edit.edit.summary)",
                fix: "look at it closely before you agree")
        }
    }

    /// The words that weren't understood, underlined, and each reason for a refusal, as far as they are of a plan.
    mutating func report(_ plan: Plan) {
        notUnderstood = plan.notUnderstood
        alternatives = plan.alternatives
        notes = plan.notes
        for words in plan.notUnderstood {
            diagnostics.append(
                Diagnostic(
                    verdict == .refused ? .error : .warning, "not-understood",
                    words.reason ?? "no part of the plan accounts for these words",
                    at: request.location(of: words.range),
                    fix: "say it in other words, or leave it out"))
        }
        guard verdict == .refused, !plan.notUnderstood.contains(where: { $0.reason == plan.refusal }) else { return }
        diagnostics.append(
            Diagnostic(
                .error, "plan-refused", plan.refusal ?? "nothing of the request is a change to the specification",
                fix: plan.alternatives.isEmpty ? "say what to add, change or remove, and of what" : nil))
    }
}
