public import DomainModel
internal import Naming
internal import Schema
internal import Specification

/// A policy's name and comment: "Owners can read their todos".
struct PolicySentence {
    let table: TableSchema
    let rules: TableFrame.Rules
    let operation: Operation
    let role: APIRole

    var name: String {
        switch rules {
        case .entity(let entity):
            let rules = effectiveRules(of: entity)
            let things = phrase(entity.table)
            if rules.count == 1, rules[0].who.isOwner, rules[0].conditions(operation).isEmpty {
                return boundedName("Owners can \(operation.rawValue) their \(things)")
            }
            if rules.count == 1, let quality = rules[0].quality(operation) {
                return boundedName("\(rules[0].who.phrase) can \(operation.rawValue) \(quality) \(things)")
            }
            return boundedName("\(Self.list(rules.flatMap(\.who.phrases))) can \(operation.rawValue) \(things)")
        case .junction(let junction):
            let things = phrase(junction.junction.table)
            let ends = [junction.junction.declaring, junction.junction.other].map { phrase($0.name) }
            switch operation {
            case .read: return boundedName("Readers of both ends can read \(things)")
            default: return boundedName("Whoever can update the \(ends[0]) can \(operation.rawValue) \(things)")
            }
        }
    }

    /// What the name leaves out; nil when it says it all.
    var comment: String? {
        guard case .entity(let entity) = rules else { return nil }
        let rules = effectiveRules(of: entity)
        if rules.count == 1, rules[0].quality(operation) != nil, operation != .update { return nil }
        let isPlain = rules.allSatisfy { $0.conditions(operation).isEmpty && $0.becomes == $0.when }
        if isPlain { return nil }
        return capitalized(rules.map { $0.sentence(operation) }.joined(separator: "; ")) + "."
    }

    private func effectiveRules(of entity: DomainModel.Entity) -> [DomainModel.Rule] {
        entity.rules(for: operation, role).effective(for: operation)
    }

    static func list(_ phrases: [String]) -> String {
        var unique: [String] = []
        for phrase in phrases where !unique.contains(phrase) { unique.append(phrase) }
        let words = unique.enumerated().map { index, word in
            index == 0 ? word : word.prefix(1).lowercased() + word.dropFirst()
        }
        guard words.count > 1 else { return words.first ?? "Nobody" }
        return words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
    }
}

extension [DomainModel.Rule] {
    /// Whoever has a right that a wider circle has in any case needn't be named.
    func effective(for operation: Operation) -> [DomainModel.Rule] {
        enumerated().filter { index, rule in
            !enumerated().contains { other, wider in
                guard other != index, wider.isUnconditional(for: operation), wider.who.includes(rule.who) else {
                    return false
                }
                // Of two that say the same, the first is named.
                return !(rule.isUnconditional(for: operation) && rule.who.includes(wider.who)) || other < index
            }
        }.map(\.element)
    }
}

extension DomainModel.Grantee {
    var isOwner: Bool { if case .account(let path) = self { path.isOwner } else { false } }

    /// The grantees, in the plural, with a capital letter.
    public var phrase: String { PolicySentence.list(phrases) }

    /// The same, one by one.
    fileprivate var phrases: [String] {
        switch self {
        case .anyone: ["Anyone"]
        case .signedIn: ["Signed-in accounts"]
        case .service: ["The service"]
        case .role(let roles): roles.map { capitalized(Naming.phrase(pluralized($0))) }
        case .account(let path): [path.phrase]
        }
    }

    /// Whether everybody in `other` is in here as well. Owners aren't among the signed-in accounts: an anonymous
    /// sign-in may own rows.
    fileprivate func includes(_ other: DomainModel.Grantee) -> Bool {
        switch (self, other) {
        case (.anyone, _), (.signedIn, .role): true
        case (.role(let roles), .role(let others)): Set(roles).isSuperset(of: others)
        default: self == other
        }
    }
}

extension DomainModel.AccountPath {
    /// Whoever the relation names, with a capital letter. The plural of `proposedBy` would be no word.
    fileprivate var phrase: String {
        if isOwner { return "Owners" }
        let last = words(of: name).last ?? ""
        return Self.prepositions.contains(last)
            ? "Whoever '\(Naming.phrase(name))' names" : capitalized(Naming.phrase(pluralized(name)))
    }

    private static let prepositions: Set<String> = [
        "about", "after", "as", "at", "before", "behind", "by", "for", "from", "in", "into", "of", "on", "over",
        "through",
        "to", "under", "via", "with",
    ]
}

extension DomainModel.Rule {
    func conditions(_ operation: Operation) -> [DomainModel.RowCondition] { operation == .create ? becomes : when }

    fileprivate func isUnconditional(for operation: Operation) -> Bool {
        conditions(operation).isEmpty && (operation != .update || becomes.isEmpty)
    }

    /// The one word that the only condition asks for: "published".
    func quality(_ operation: Operation) -> String? {
        let conditions = conditions(operation)
        guard conditions.count == 1, case .isEqual(.string(let value)) = conditions[0].test,
            value.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
        else { return nil }
        return value
    }

    /// The grantees and their conditions: "owners where status is 'draft'".
    func sentence(_ operation: Operation, owners: String = "Owners") -> String {
        let phrase = who.isOwner ? owners : who.phrase
        let grantee = phrase.prefix(1).lowercased() + phrase.dropFirst()
        let conditions = conditions(operation)
        var text = grantee
        if !conditions.isEmpty { text += " where " + conditions.map(\.phrase).joined(separator: " and ") }
        if operation == .update, becomes != when {
            text +=
                becomes.isEmpty
                ? ", whatever it becomes"
                : ", as long as afterwards " + becomes.map(\.phrase).joined(separator: " and ")
        }
        return text
    }
}

extension DomainModel.RowCondition {
    /// The condition in words: "status is 'published'".
    public var phrase: String {
        let subject = Naming.phrase(name)
        return switch test {
        case .isEqual(.boolean(let value)): Self.words(subject, value)
        case .isEqual(let value): "\(subject) is \(Self.words(value))"
        case .isNot(let value): "\(subject) is not \(Self.words(value))"
        case .isOneOf(let values): "\(subject) is \(values.map(Self.words).joined(separator: " or "))"
        case .isNull(true): "it has no \(subject)"
        case .isNull(false): "it has \(subject.first.map("aeio".contains) ?? false ? "an" : "a") \(subject)"
        case .atLeast(let value): "\(subject) is at least \(Self.words(value))"
        case .atMost(let value): "\(subject) is at most \(Self.words(value))"
        case .past(let holds): "\(subject) is \(holds ? "" : "not ")in the past"
        case .future(let holds): "\(subject) is \(holds ? "" : "not ")in the future"
        }
    }

    /// `isActive` and `active` alike: "it is active"; `hasPaid`: "it has not paid".
    private static func words(_ flag: String, _ holds: Bool) -> String {
        let parts = flag.split(separator: " ", maxSplits: 1)
        let verb = parts.count == 2 && ["is", "was", "has", "can", "may"].contains(parts[0]) ? String(parts[0]) : nil
        return "it \(verb ?? "is") \(holds ? "" : "not ")\(verb == nil ? flag : String(parts[1]))"
    }

    private static func words(_ literal: Literal) -> String { CanonicalJSON.line(of: literal.write()) }
}
