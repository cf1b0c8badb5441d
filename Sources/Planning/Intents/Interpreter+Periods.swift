internal import Naming
internal import Specification

/// What may not happen at the same time: "a doctor can't have two appointments at the same time".
extension Interpreter {
    mutating func overlap(_ clause: Clause) -> Findings? {
        guard forbidsOverlap(clause) else { return nil }
        let nouns = mentioned(clause)
        var named: [String] = []
        for name in entities(nouns) + dones(clause) where !named.contains(name) { named.append(name) }
        let holders = named.filter { period(of: $0) != nil || moment(of: $0) != nil }
        var holder = holders.first
        if holder == nil {
            // "double booking of rooms": what takes up a room for a time.
            let takers = draft.specification.entities.filter { entity in
                period(of: entity.name) != nil
                    && entity.relations.contains { $0.kind == .belongsTo && named.contains($0.entity ?? "") }
            }
            guard takers.count == 1 || named.isEmpty else {
                let things = named.first.map { phrase(pluralized($0)) } ?? "it"
                return .problem(
                    takers.isEmpty
                        ? "nothing that takes up \(things) says when it begins and ends"
                        : "several things take up \(things): say which may not overlap")
            }
            holder = takers.first?.name
        }
        guard let holder else { return .problem("it isn't said what may not overlap") }
        var within: [String] = []
        var intents: [Intent] = []
        // "a berth can't be let to two boats at the same time": what there is one of is kept apart.
        let several = entities(
            nouns.filter { $0.quantity == .number("2") || $0.quantity == .many || $0.quantity == .noTwo })
        let singles = named.filter { $0 != holder && !several.contains($0) }
        for name in singles.isEmpty ? named.filter({ $0 != holder }) : singles {
            if let relation = draft.entity(holder)?.relations.first(where: {
                $0.kind == .belongsTo && $0.entity == name
            }) {
                within.append(relation.name)
            } else if dones(clause).contains(holder) {
                intents.append(.belongsTo(.init(child: holder, parent: name)))
                within.append(camelCase(name))
            }
        }
        guard !within.isEmpty else {
            var findings = Findings.problem(
                "it isn't said what \(phrase(pluralized(holder))) may not overlap for")
            findings.alternatives = (draft.entity(holder)?.relations ?? []).filter { $0.kind == .belongsTo }.map {
                let name = phrase($0.name)
                return Alternative(
                    "no overlapping \(phrase(pluralized(holder))) for a \(name)", "keeps those of one \(name) apart")
            }
            return findings
        }
        attend([holder])
        if let period = period(of: holder) {
            var ban = NoOverlap()
            ban.within = within
            ban.from = period.from
            ban.to = period.to
            return .done(intents + [.noOverlap(ban, entity: holder)])
        }
        guard let moment = moment(of: holder) else { return nil }
        return .done(intents + [.unique(within + [moment], entity: holder)])
    }

    private func forbidsOverlap(_ clause: Clause) -> Bool {
        let nouns = mentioned(clause)
        let isDenied =
            clause.isNegated || clause.isForbidden || nouns.contains { $0.quantity == .no || $0.quantity == .noTwo }
            || lexicon.isIn("preventing", clause.verb ?? "")
        guard isDenied else { return false }
        let words =
            nouns.flatMap { $0.modifiers + $0.words } + clause.verbs
            + clause.complements.compactMap { if case .word(let word) = $0.kind { word } else { nil } }
        if words.contains(where: { lexicon.isIn("overlapping", $0) }) { return true }
        if words.contains("double"), words.contains(where: { ["booking", "book", "reservation"].contains($0) }) {
            return true
        }
        let isTwice =
            clause.adverbs.contains("twice") || clause.has("twice")
            || nouns.contains { $0.quantity == .number("2") || $0.quantity == .many || $0.quantity == .noTwo }
            || lexicon.isA(clause.verb ?? "", .shareValue)
        return isTwice
            && nouns.contains { $0.traits.contains(.unique) && lexicon.isIn("points in time", $0.words.last ?? "") }
    }

    private func mentioned(_ clause: Clause) -> [NounPhrase] {
        func all(_ nouns: [NounPhrase]) -> [NounPhrase] { nouns.flatMap { [$0] + all($0.owners + $0.parts) } }
        return all(
            clause.subject
                + clause.complements.flatMap { complement -> [NounPhrase] in
                    switch complement.kind {
                    case .object(let nouns), .phrase(_, let nouns): nouns
                    case .purpose(let inner), .infinitive(let inner): mentioned(inner)
                    default: []
                    }
                })
    }

    /// The entity that records what a verb does: reservations, for "reserve".
    private func dones(_ clause: Clause) -> [String] {
        clause.verbs.flatMap { verb -> [String] in
            let noun = lexicon.events[verb]
            return ([noun].compactMap { $0 } + (noun.flatMap { lexicon.eventSynonyms[$0] } ?? [])).compactMap {
                draft.entityName(Lexicon.split($0), isExact: true)
            }
        }
    }

    /// The fields in which something begins and ends.
    func period(of entity: String) -> (from: String, to: String)? {
        let fields = (draft.entity(entity)?.fields ?? []).filter {
            [.date, .timestamp, .localTimestamp].contains($0.type)
        }
        func named(_ kind: String) -> [FieldDeclaration] {
            fields.filter { field in Naming.words(of: field.name).contains { lexicon.isIn(kind, $0) } }
        }
        guard let from = named("beginnings").first,
            let to = named("endings").first(where: { $0.type == from.type && $0.name != from.name })
        else { return nil }
        return (from.name, to.name)
    }

    /// The one moment at which something happens.
    private func moment(of entity: String) -> String? {
        let fields = (draft.entity(entity)?.fields ?? []).filter {
            [.date, .timestamp, .localTimestamp].contains($0.type)
        }
        return fields.count == 1 ? fields.first?.name : nil
    }
}
