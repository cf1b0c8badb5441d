internal import Catalog
internal import Diagnostics
internal import GeneratedFiles
internal import SchemaDiff

/// Something that a failed or foreign change left behind in a database, and what mends it.
public struct Fault: Sendable {
    public var kind: Kind
    /// What it is about: a migration, an index, a constraint.
    public var subject: String
    /// One sentence, for people.
    public var explanation: String
    /// What would run to mend it; or, where berry doesn't mend it by itself, what somebody may run after a review.
    public var statements: [String]
    /// Rows that are in the way.
    public var blockingRows: BlockingRows?
    /// What has to be allowed by name.
    public var hazards: [MeasuredHazard]
    /// What somebody has to do or decide, where berry doesn't.
    public var advice: String?
    var mend: Mend

    init(
        _ kind: Kind, _ subject: String, _ explanation: String, statements: [String] = [],
        blockingRows: BlockingRows? = nil, hazards: [MeasuredHazard] = [], advice: String? = nil,
        mend: Mend = .nothing
    ) {
        self.kind = kind
        self.subject = subject
        self.explanation = explanation
        self.statements = statements
        self.blockingRows = blockingRows
        self.hazards = hazards
        self.advice = advice
        self.mend = mend
    }

    /// Whether berry mends it.
    public var isMendable: Bool { if case .nothing = mend { false } else { true } }

    /// Whether somebody has to do something before the next push can work. Somebody else's remains are only named.
    public var needsAttention: Bool { !isMendable && kind != .foreignIndex && kind != .foreignHistory }

    /// What sort of fault it is; the raw values are printed.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case changedMigration = "changed-migration"
        case unfinishedMigration = "unfinished-migration"
        case invalidIndex = "invalid-index"
        case foreignIndex = "foreign-invalid-index"
        case unvalidatedConstraint = "unvalidated-constraint"
        case missingHistory = "missing-history"
        case foreignHistory = "foreign-history"
        case drift
        case changedByHand = "changed-by-hand"
        case blockingRows = "blocking-rows"
    }
}

/// How a fault is mended.
enum Mend: Sendable {
    /// Not by berry.
    case nothing
    /// The contents of files, from the ledger.
    case restore([GeneratedFile])
    /// Goes on with a migration that stopped half way.
    case goOn(PendingChange)
    /// Takes back what such a migration did.
    case takeBack(UnfinishedMigration, [MendStep])
    case run([MendStep])
    /// Rows for the Supabase CLI's history.
    case tellSupabase([Migration])
    /// Migrations that the Supabase CLI's history has, and the database too.
    case believeSupabase([Migration])
    /// A migration that says what somebody did by hand, and that the database counts as applied.
    case adopt(Migration)
}

/// Statements that are committed together, or one that no transaction may hold.
struct MendStep: Sendable {
    var statements: [String]
    var isOutside: Bool

    static func outside(_ statement: String) -> MendStep { MendStep(statements: [statement], isOutside: true) }
}

extension SchemaPlan {
    /// As they are committed.
    var mendSteps: [MendStep] {
        transactions.map { steps in
            MendStep(statements: steps.map(\.statement), isOutside: steps[0].execution == .outside)
        }
    }
}

extension Catalog {
    /// The same with other facts in the place of those of the same name, and without some.
    func replacing(_ facts: [Fact], without removed: Set<Fact.ID> = []) -> Catalog {
        let new = Set(facts.map(\.id))
        return Catalog(
            self.facts.filter { !new.contains($0.id) && !removed.contains($0.id) } + facts, platform: platform)
    }
}
