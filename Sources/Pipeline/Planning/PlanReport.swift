public import Diagnostics
public import ModelProviders
internal import Planning
public import SchemaDiff
internal import Specification

/// What `berry plan --json` prints.
public struct PlanReport: Encodable, Sendable {
    public enum Outcome: String, Encodable, Sendable {
        /// The specification was changed.
        case written
        /// It would be changed, and nobody said that it may be.
        case planned
        /// Everything that was asked for is there.
        case alreadyTrue
        case refused
        /// The specification or a file couldn't be read or written.
        case failed
    }

    public var outcome: Outcome
    public var request = ""
    public var specification = ""
    /// In the format that model providers answer in, with the words that they came from.
    public var edits: [EncodedNode] = []
    /// The edits in words, in the same order.
    public var summaries: [String] = []
    public var notUnderstood: [Words] = []
    public var alternatives: [Choice] = []
    public var notes: [String] = []
    public var diagnostics: [Diagnostic] = []
    /// As `diff -u` prints it; empty where nothing changes.
    public var difference = ""
    public var access: [AccessChange] = []
    public var database = Database()
    /// What the plan took of a model; left out where none was asked.
    public var model: ModelUse?

    /// Words of the request that no edit accounts for; the place is in bytes of its UTF-8.
    public struct Words: Encodable, Sendable {
        public var words: String
        public var start: Int
        public var end: Int
        public var reason: String?
    }

    /// Another thing that the request can mean.
    public struct Choice: Encodable, Sendable {
        public var phrase: String
        public var meaning: String
    }

    /// What becomes of a database.
    public struct Database: Encodable, Sendable {
        /// In a line: `+1 column`; nil where it isn't known.
        public var summary: String?
        public var statements: [String] = []
        public var hazards: [Hazard] = []
        /// Tables that a first schema has.
        public var tables: [String] = []
        /// Why nothing is known about it.
        public var unknown: String?

        public init() {}

        public init(_ effect: DatabaseEffect) {
            switch effect {
            case .nothing: summary = "no difference"
            case .creates(let tables, _):
                summary = "+\(tables.count) table\(tables.count == 1 ? "" : "s")"
                self.tables = tables
            case .changes(let plan):
                summary = plan.summary
                statements = plan.steps.map(\.statement)
                hazards = plan.remainingHazards
            case .unknown(let reason): unknown = reason
            }
        }
    }

    public init(_ proposal: PlanProposal, _ outcome: Outcome, _ effect: DatabaseEffect) {
        self.outcome = outcome
        request = proposal.request.text
        specification = proposal.file
        edits = proposal.edits.map { EncodedNode($0.write()) }
        summaries = proposal.edits.map(\.edit.summary)
        notUnderstood = proposal.notUnderstood.map {
            Words(words: $0.words, start: $0.range.lowerBound, end: $0.range.upperBound, reason: $0.reason)
        }
        alternatives = proposal.alternatives.map { Choice(phrase: $0.phrase, meaning: $0.meaning) }
        notes = proposal.notes
        diagnostics = proposal.diagnostics
        difference = proposal.differenceText
        access = proposal.access
        database = Database(effect)
        model = proposal.model
    }

    /// A plan that didn't come about.
    public init(failure diagnostics: [Diagnostic]) {
        outcome = .failed
        self.diagnostics = diagnostics
    }

    /// Nothing was planned or taken back, for this reason.
    public init(refusal diagnostic: Diagnostic) {
        outcome = .refused
        diagnostics = [diagnostic]
    }

    /// A plan that was taken back.
    public init(undone record: PlanRecord) {
        outcome = .written
        request = record.request
        specification = record.specification
        edits = record.edits.map { EncodedNode($0.write()) }
        summaries = record.edits.map(\.edit.summary)
    }
}

extension PlanProposal {
    /// As `diff -u` prints it; empty where nothing changes.
    public var differenceText: String {
        guard verdict == .change else { return "" }
        return difference.text(old: begins ? "/dev/null" : file, new: file)
    }
}
