public import DomainModel
internal import Naming
internal import Specification

extension DomainModel.Grantee {
    var isOwner: Bool { if case .account(let path) = self { path.isOwner } else { false } }

    /// The grantees, in the plural, with a capital letter.
    public var phrase: String { PolicySentence.list(phrases) }

    /// The same, one by one.
    var phrases: [String] {
        switch self {
        case .anyone: return ["Anyone"]
        case .signedIn: return ["Signed-in accounts"]
        case .service: return ["The service"]
        case .role(let roles): return roles.map(Self.plural)
        case .account(let path): return [path.phrase]
        case .member(let steps, let listing):
            let whole = steps.isEmpty ? "the \(Naming.phrase(listing.target))" : steps.phrase
            let names = listing.values.isEmpty ? ["member"] : listing.values
            let last = names.count - 1
            return names.enumerated().map { $0 == last ? "\(Self.plural($1)) of \(whole)" : Self.plural($1) }
        case .through: return right.map { ["Whoever \($0)"] } ?? []
        case .listed(let listing):
            let row = Naming.phrase(listing.entity)
            let quality = listing.values.map { "'\($0)'" }.joined(separator: " or ")
            return ["Whoever \(article(before: row)) \(row) names" + (quality.isEmpty ? "" : " as \(quality)")]
        case .all(let parts):
            // A right on another row is said of somebody.
            guard let first = parts.first(where: { $0.right == nil }) else {
                return parts.isEmpty ? ["Anyone"] : ["Whoever \(parts.compactMap(\.right).joined(separator: " and "))"]
            }
            let others = parts.filter { $0 != first }.map { other in
                " who " + (other.right ?? "are also \(PolicySentence.lowercased(other.phrase))")
            }
            return [first.phrase + others.joined()]
        }
    }

    /// What somebody may do with another row: "can read the project".
    private var right: String? {
        guard case .through(let step, let right) = self else { return nil }
        return "can \(right.rawValue) the \(Naming.phrase(step.name))"
    }

    /// What a name has room for: of those who must be several things, the first.
    var shortPhrases: [String] {
        if case .all(let parts) = self, let first = parts.first { return first.phrases }
        return phrases
    }

    private static func plural(_ name: String) -> String { capitalized(Naming.phrase(pluralized(name))) }

    /// Whether everybody in `other` is in here as well. Owners aren't among the signed-in accounts: an anonymous
    /// sign-in may own rows.
    func includes(_ other: DomainModel.Grantee) -> Bool {
        switch (self, other) {
        case (.anyone, _), (.signedIn, .role): true
        case (.role(let roles), .role(let others)): Set(roles).isSuperset(of: others)
        case (_, .all(let parts)) where self != other: parts.contains(where: includes)
        default: self == other
        }
    }
}

extension [DomainModel.PathStep] {
    /// The row at the end: "the order's customer".
    fileprivate var phrase: String { "the " + map { Naming.phrase($0.name) }.joined(separator: "'s ") }
}

extension DomainModel.AccountPath {
    /// Whoever the relation names, with a capital letter. The plural of `proposedBy` would be no word.
    fileprivate var phrase: String {
        if isOwner { return "Owners" }
        let last = words(of: name).last ?? ""
        if Self.prepositions.contains(last) {
            let names = (steps.map(\.name) + [name]).map { Naming.phrase($0) }
            return "Whoever '\(names.joined(separator: "'s "))' names"
        }
        let accounts = capitalized(Naming.phrase(pluralized(name)))
        return steps.isEmpty ? accounts : "\(accounts) of \(steps.phrase)"
    }

    private static let prepositions: Set<String> = [
        "about", "after", "as", "at", "before", "behind", "by", "for", "from", "in", "into", "of", "on", "over",
        "through",
        "to", "under", "via", "with",
    ]
}

extension DomainModel.Rule {
    func conditions(_ operation: Operation) -> [DomainModel.RowCondition] { operation == .create ? becomes : when }

    func isUnconditional(for operation: Operation) -> Bool {
        conditions(operation).isEmpty && (operation != .update || becomes.isEmpty)
    }

    /// The one word that the only condition asks for: "published".
    func quality(_ operation: Operation) -> String? {
        let conditions = conditions(operation)
        guard conditions.count == 1, case .field(let test) = conditions[0], test.steps.isEmpty,
            case .isEqual(.string(let value)) = test.test,
            value.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
        else { return nil }
        return value
    }

    /// The grantees and their conditions: "owners where status is 'draft'".
    func sentence(_ operation: Operation, owners: String = "Owners") -> String {
        var text = PolicySentence.lowercased(who.isOwner ? owners : who.phrase)
        let conditions = conditions(operation)
        if !conditions.isEmpty { text += " where " + conditions.phrase }
        if operation == .update, becomes != when {
            text += becomes.isEmpty ? ", whatever it becomes" : ", as long as afterwards " + becomes.phrase
        }
        return text
    }
}

extension [DomainModel.RowCondition] {
    fileprivate var phrase: String { map(\.phrase).joined(separator: " and ") }
}

extension DomainModel.RowCondition {
    /// The condition in words: "status is 'published'".
    public var phrase: String {
        switch self {
        case .field(let test): test.phrase
        case .any(let alternatives): "(\(alternatives.map(\.phrase).joined(separator: " or ")))"
        }
    }
}

extension DomainModel.FieldTest {
    fileprivate var phrase: String {
        let row = steps.isEmpty ? "it" : steps.phrase
        let field = Naming.phrase(name)
        let subject = steps.isEmpty ? field : "\(row)'s \(field)"
        return switch test {
        case .isEqual(.boolean(let value)): Self.words(row, field, value)
        case .isEqual(let value): "\(subject) is \(Self.words(value))"
        case .isNot(let value): "\(subject) is not \(Self.words(value))"
        case .isOneOf(let values): "\(subject) is \(values.map(Self.words).joined(separator: " or "))"
        case .isNull(true): "\(row) has no \(field)"
        case .isNull(false): "\(row) has \(article(before: field)) \(field)"
        case .atLeast(let value): "\(subject) is at least \(Self.words(value))"
        case .atMost(let value): "\(subject) is at most \(Self.words(value))"
        case .past(let holds): "\(subject) is \(holds ? "" : "not ")in the past"
        case .future(let holds): "\(subject) is \(holds ? "" : "not ")in the future"
        }
    }

    /// `isActive` and `active` alike: "it is active"; `hasPaid`: "it has not paid".
    private static func words(_ row: String, _ flag: String, _ holds: Bool) -> String {
        let parts = flag.split(separator: " ", maxSplits: 1)
        let verb = parts.count == 2 && ["is", "was", "has", "can", "may"].contains(parts[0]) ? String(parts[0]) : nil
        return "\(row) \(verb ?? "is") \(holds ? "" : "not ")\(verb == nil ? flag : String(parts[1]))"
    }

    private static func words(_ literal: Literal) -> String { CanonicalJSON.line(of: literal.write()) }
}
