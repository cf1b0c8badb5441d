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
            return shortened(rules, things)
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

    /// The whole sentence where it fits; otherwise without what else grantees must be, then without the last ones.
    /// Accounts only have others: the policies of both roles never get one name.
    private func shortened(_ rules: [DomainModel.Rule], _ things: String) -> String {
        let short = Self.unique(rules.flatMap(\.who.shortPhrases))
        var names = [name(rules.flatMap(\.who.phrases), things), name(short, things)]
        if role == .authenticated {
            names += short.indices.dropFirst().reversed().map { name(short.prefix($0) + ["others"], things) }
        }
        return names.first { $0.utf8.count <= longestIdentifier } ?? boundedName(names[1])
    }

    private func name(_ grantees: [String], _ things: String) -> String {
        "\(Self.list(grantees)) can \(operation.rawValue) \(things)"
    }

    /// What the name leaves out; nil when it says it all.
    var comment: String? {
        guard case .entity(let entity) = rules else { return nil }
        let rules = effectiveRules(of: entity)
        if rules.count == 1, rules[0].quality(operation) != nil, operation != .update { return nil }
        let isPlain = rules.allSatisfy { $0.conditions(operation).isEmpty && $0.becomes == $0.when }
        if isPlain, name(rules.flatMap(\.who.phrases), phrase(entity.table)).utf8.count <= longestIdentifier {
            return nil
        }
        return capitalized(rules.map { $0.sentence(operation) }.joined(separator: "; ")) + "."
    }

    private func effectiveRules(of entity: DomainModel.Entity) -> [DomainModel.Rule] {
        formulas.rules(entity, operation, role).effective(for: operation)
    }

    /// As it stands inside a sentence.
    static func lowercased(_ phrase: String) -> String { phrase.prefix(1).lowercased() + phrase.dropFirst() }

    private static func unique(_ phrases: [String]) -> [String] {
        phrases.reduce(into: []) { unique, phrase in if !unique.contains(phrase) { unique.append(phrase) } }
    }

    static func list(_ phrases: [String]) -> String {
        let words = unique(phrases).enumerated().map { $0 == 0 ? $1 : lowercased($1) }
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
