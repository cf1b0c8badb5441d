public import Catalog
internal import Foundation

/// What stays unsafe in a plan, and is done only when somebody allows it by name.
public struct Hazard: Codable, Hashable, Sendable {
    public var name: Name
    /// What is at stake: the table, the column, the policy, …
    public var subject: Fact.ID
    /// One sentence, for a reviewer who isn't a database person.
    public var message: String
    /// How to ask the live database what is at stake, in numbers.
    public var question: Question?
    /// Whether the plan's online form takes the hazard away: indexes built concurrently, constraints first added
    /// without a look at the rows that are there.
    public var isAnsweredOnline: Bool

    public init(
        _ name: Name, _ subject: Fact.ID, _ message: String, question: Question? = nil, isAnsweredOnline: Bool = false
    ) {
        self.name = name
        self.subject = subject
        self.message = message
        self.question = question
        self.isAnsweredOnline = isAnsweredOnline
    }

    /// What people type to allow it: `data-loss:todos.notes`.
    public var key: String { "\(name.rawValue):\(subject.shortName)" }

    /// Whether a migration back leads to what was there. A loss of data can't be undone either; it isn't said twice.
    public var canBeUndone: Bool { name != .dataLoss && name != .irreversible }
}

extension Hazard {
    /// The families, in the order in which people should read them. The raw values are printed, typed and stored, and
    /// never change.
    public enum Name: String, Codable, Sendable, CaseIterable, Comparable {
        case dataLoss = "data-loss"
        case changesRows = "changes-rows"
        case irreversible
        case rejectsRows = "rejects-rows"
        case rowSecurityGone = "rls-gone"
        case accessWidened = "access-widened"
        case accessNarrowed = "access-narrowed"
        case viewOptionsLost = "view-options-lost"
        case breaksClients = "breaks-clients"
        case rewrite
        case longScan = "long-scan"
        case lock
        case indexDropped = "index-dropped"
        case extensionChanged = "extension-changed"

        /// For help and documents.
        public var meaning: String {
            switch self {
            case .dataLoss: "rows or values are deleted or changed"
            case .changesRows: "a statement that somebody wrote changes rows"
            case .irreversible: "no migration leads back"
            case .rejectsRows: "rows that are there may not fit, and then the migration fails"
            case .rowSecurityGone: "row level security doesn't protect a table"
            case .accessWidened: "somebody may see or do more than before"
            case .accessNarrowed: "somebody may see or do less than before"
            case .viewOptionsLost: "a view loses options that protect what it shows"
            case .breaksClients: "programs that run against the old schema fail"
            case .rewrite: "a whole table is written anew, while nobody can read or write it"
            case .longScan: "a whole table is read, while nobody can write it"
            case .lock: "a table is locked for as long as an index is built or a view is filled"
            case .indexDropped: "queries lose an index"
            case .extensionChanged: "an extension goes, or becomes another version"
            }
        }

        private static let places = Dictionary(
            uniqueKeysWithValues: allCases.enumerated().map { place, name in (name, place) })

        public static func < (left: Self, right: Self) -> Bool { (places[left] ?? 0) < (places[right] ?? 0) }
    }
}

extension Hazard: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        (left.name, left.subject, left.message) < (right.name, right.subject, right.message)
    }
}

extension Fact.ID {
    /// Its name without the schema `public`, in which most things are: `todos.notes`, `todos_check on todos`.
    ///
    /// A grant is named by what it is on: `todos to anon`.
    public var shortName: String {
        switch kind {
        case .grant:
            let about = name.hasPrefix("on ") ? name.dropFirst(3) : name[...]
            let words = Fact.Kind.allCases.map(\.rawValue).filter { about.hasPrefix("\($0) ") }
            let word = words.max { $0.count < $1.count } ?? ""
            return Self.withoutPublic(about.dropFirst(word.isEmpty ? 0 : word.count + 1))
        case .constraint, .domainConstraint, .policy, .trigger, .rule, .inheritance:
            let preposition = kind == .inheritance ? " of " : " on "
            guard let place = name.range(of: preposition, options: [.backwards, .literal]) else { return name }
            return Self.withoutPublic(name[..<place.lowerBound]) + preposition
                + Self.withoutPublic(name[place.upperBound...])
        default: return Self.withoutPublic(name[...])
        }
    }

    private static func withoutPublic(_ name: Substring) -> String {
        String(name.hasPrefix("public.") ? name.dropFirst("public.".count) : name)
    }
}
