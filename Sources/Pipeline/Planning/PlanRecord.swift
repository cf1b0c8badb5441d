internal import Digest
internal import ModelProviders
public import Specification

/// A plan that changed a specification, as `.berry/plans/0001.json` keeps it.
public struct PlanRecord: SpecificationObject {
    public static let title = "a plan's record"
    public static let definition = "planRecord"

    public var request = ""
    public var planner = PlannerName.english.rawValue
    /// The model that was asked, and the digests of the questions; nil and empty where none was.
    public var model: String?
    public var questions: [String] = []
    /// The file that it changed, relative to the project unless absolute.
    public var specification = ""
    /// SHA-256 of the text that it replaced; nil where it made the file.
    public var before: String?
    /// SHA-256 of the text that it left.
    public var after = ""
    /// Whether it was taken back.
    public var undone: Bool?
    public var edits: [PlannedEdit] = []
    public var source = Source()

    public init() {}

    /// - Parameter before: the text that the plan replaces in the file that it writes.
    init(_ proposal: PlanProposal, _ planner: PlannerName, replaces before: [UInt8]?) {
        request = proposal.request.text
        self.planner = planner.rawValue
        model = proposal.model?.model
        questions = proposal.cassette?.exchanges.map(\.question) ?? []
        specification = proposal.file
        self.before = before.map { Digest(of: $0).hex }
        after = Digest(of: proposal.after).hex
        edits = proposal.edits
    }

    public static let keys: [Key<PlanRecord>] = [
        Key(required: "request", \.request, "What was asked for."),
        Key(required: "planner", \.planner, "Who made the edits."),
        Key("model", \.model, "The model that was asked."),
        Key(list: "questions", \.questions, "SHA-256 of what it was asked."),
        Key(required: "specification", \.specification, "The file that was changed."),
        Key("before", \.before, "SHA-256 of the text that was replaced."),
        Key(required: "after", \.after, "SHA-256 of the text afterwards."),
        Key("undone", \.undone, "Whether the plan was taken back."),
        Key(list: "edits", \.edits, "What was done."),
    ]
}
