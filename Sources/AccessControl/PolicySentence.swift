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

    /// Whoever else has a right that everybody has needn't be named.
    private func effectiveRules(of entity: DomainModel.Entity) -> [DomainModel.Rule] {
        let rules = entity.rules(for: operation, role)
        guard operation != .update else { return rules }
        return rules.first { $0.who == .anyone && $0.conditions(operation).isEmpty }.map { [$0] } ?? rules
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
        case .account(let path): [path.isOwner ? "Owners" : capitalized(Naming.phrase(pluralized(path.name)))]
        }
    }
}

extension DomainModel.Rule {
    func conditions(_ operation: Operation) -> [DomainModel.RowCondition] { operation == .create ? becomes : when }

    /// The one word that the only condition asks for: "published".
    func quality(_ operation: Operation) -> String? {
        let conditions = conditions(operation)
        guard conditions.count == 1, case .isEqual(.string(let value)) = conditions[0].test,
            value.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
        else { return nil }
        return value
    }

    /// The grantees and their conditions: "owners where status is 'draft'".
    func sentence(_ operation: Operation) -> String {
        let phrase = who.phrase
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
        case .isEqual(.boolean(let value)): value ? "it is \(subject)" : "it is not \(subject)"
        case .isEqual(let value): "\(subject) is \(Self.words(value))"
        case .isNot(let value): "\(subject) is not \(Self.words(value))"
        case .isOneOf(let values): "\(subject) is \(values.map(Self.words).joined(separator: " or "))"
        case .isNull(true): "it has no \(subject)"
        case .isNull(false): "it has a \(subject)"
        case .atLeast(let value): "\(subject) is at least \(Self.words(value))"
        case .atMost(let value): "\(subject) is at most \(Self.words(value))"
        case .past(let holds): "\(subject) is \(holds ? "" : "not ")in the past"
        case .future(let holds): "\(subject) is \(holds ? "" : "not ")in the future"
        }
    }

    private static func words(_ literal: Literal) -> String { CanonicalJSON.line(of: literal.write()) }
}
