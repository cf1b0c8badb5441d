internal import DomainModel
internal import Naming
internal import Schema
internal import Specification

/// A policy's name and comment: "Owners can read their todos".
struct PolicySentence {
    let table: TableSchema
    let rules: TableRules
    let formulas: RuleFormulas
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
            let things = phrase(junction.table)
            switch operation {
            case .read: return boundedName("Readers of both ends can read \(things)")
            default:
                return boundedName(
                    "Whoever can update the \(phrase(junction.declaring.name)) can \(operation.rawValue) \(things)")
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
        formulas.rules(entity, operation, role).effective(for: operation)
    }

    /// As it stands inside a sentence.
    static func lowercased(_ phrase: String) -> String { phrase.prefix(1).lowercased() + phrase.dropFirst() }

    static func list(_ phrases: [String]) -> String {
        var unique: [String] = []
        for phrase in phrases where !unique.contains(phrase) { unique.append(phrase) }
        let words = unique.enumerated().map { $0 == 0 ? $1 : lowercased($1) }
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
