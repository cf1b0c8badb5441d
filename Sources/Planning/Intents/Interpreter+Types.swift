internal import Naming
internal import Specification

/// What values are: types, and what is made of members by "make" and "change".
extension Interpreter {
    // MARK: Types

    /// "The floor of a room should be stored as text", "titles are text"
    mutating func typing(_ clause: Clause) -> Findings? {
        let words =
            clause.phrases(.as, .to, .into, .in).map(\.words) + clause.objects.map(\.words)
            + clause.complements.compactMap { if case .word(let word) = $0.kind { [word] } else { nil } }
        guard let type = words.compactMap({ lexicon.typeWord($0) }).first else { return nil }
        let found = subjectPlaces(clause)
        guard found.problem == nil, !found.places.isEmpty, found.places.allSatisfy({ !$0.isRelation }) else {
            return nil
        }
        attend(found.places)
        return .done(found.places.map { .changeType($0, type) })
    }

    /// "change stock to a decimal number", "turn the due date into a timestamp", "set the status to draft by default"
    mutating func changing(_ clause: Clause) -> Findings {
        if let value = clause.defaultValue
            ?? (clause.traits.contains(.byDefault)
                ? clause.phrases(.to, .as).first.map { ($0.modifiers + $0.words).joined(separator: " ") } : nil)
        {
            return defaulted(clause, value)
        }
        let targets = clause.phrases(.to, .into, .as, .in)
        let isRemoval = targets.isEmpty
        let found = places(clause.objects, in: entities(clause.phrases(.of, .for, .on, .in).filter { _ in !isRemoval }))
        if let measure = clause.measures.first, found.problem == nil {
            return .done(found.places.map { .bound($0, measure) })
        }
        if !clause.values.isEmpty, found.problem == nil {
            return .done(found.places.map { .setValues(clause.values, $0) })
        }
        if clause.traits.contains(.optional) || clause.traits.contains(.required) || clause.traits.contains(.unique) {
            return make(clause)
        }
        if let target = targets.first {
            if target.isPlural || target.quantity == .possessive || target.quantity == .indefinite,
                let kind = target.words.last, lexicon.isIn("generic", kind) || kind == "entity" || kind == "table"
            {
                return extracting(clause)
            }
            let type =
                lexicon.typeWord(target.words) ?? (target.values.isEmpty ? nil : .enum) ?? (target.isList ? .text : nil)
            guard let type else {
                return lexicon.isA(clause.verb ?? "", .change) && clause.verb != "set" ? renaming(clause) : Findings()
            }
            if let problem = found.problem { return problem }
            attend(found.places)
            if !target.values.isEmpty { return .done(found.places.map { .setValues(target.values, $0) }) }
            return .done(found.places.map { .changeType($0, type) })
        }
        return Findings()
    }

    // MARK: Make

    /// "make the email required", "make F optional", "make it unique", "mark the title as mandatory"
    mutating func make(_ clause: Clause) -> Findings {
        var traits = clause.traits
        var nouns = clause.objects
        // "make the teacher required": the trait may stand with the noun.
        for index in nouns.indices { traits.formUnion(nouns[index].traits); nouns[index].traits = [] }
        if traits.contains(.required), traits.contains(.optional) {
            return .problem("what is required can't be optional as well")
        }
        let context = entities(clause.phrases(.of, .for, .on, .in).filter { !traits.contains(.unique) || $0.isPlural })
        if !clause.values.isEmpty, !nouns.isEmpty, traits.isEmpty { return marking(clause) }
        let found = places(nouns, in: context)
        if traits.isEmpty {
            if let value = clause.defaultValue { return defaulted(clause, value) }
            if let measure = clause.measures.first, found.problem == nil {
                return .done(found.places.map { .bound($0, measure) })
            }
            if found.problem == nil,
                let typed = clause.objects.dropFirst().compactMap({ lexicon.typeWord($0.words) }).first,
                let place = found.places.first
            {
                return .done([.changeType(place, typed)])
            }
            if let last = nouns.last, nouns.count == 2, let type = lexicon.typeWord(last.words),
                case .found(let place) = members(nouns[0], in: context)
            {
                return .done([.changeType(place, type)])
            }
            if let type = clause.phrases(.as, .to, .into).compactMap({ lexicon.typeWord($0.words) }).first,
                found.problem == nil
            {
                return .done(found.places.map { .changeType($0, type) })
            }
            return found.problem.map { $0 } ?? Findings()
        }
        if let problem = found.problem { return problem }
        attend(found.places)
        return .done(marks(traits, of: found.places, clause))
    }

    /// "mark todos as pending, in progress or blocked": a status.
    mutating func marking(_ clause: Clause) -> Findings {
        let owners = entities(clause.objects)
        let values = clause.values
        guard !owners.isEmpty, values.count > 1 else { return .problem("it isn't said what to mark") }
        attend(owners)
        return .done(
            owners.map { owner in
                if let place = statusField(of: owner) { return .addValues(values, place) }
                var noun = NounPhrase(words: ["status"], range: 0..<0)
                noun.values = values
                return .attribute(noun, entity: owner, nil)
            }, "what a thing can be marked as is its status")
    }
}
