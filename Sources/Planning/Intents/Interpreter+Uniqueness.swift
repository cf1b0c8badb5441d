internal import Naming
internal import Specification

/// What may not be shared: "no two suppliers share an e-mail", "one review per product", "no duplicate names".
extension Interpreter {
    mutating func distinctness(_ clause: Clause) -> Findings? { duplicates(clause) ?? occurring(clause) }

    /// "no duplicate patient emails", "avoid duplicate names of venues", "codes must not be duplicated"
    private mutating func duplicates(_ clause: Clause) -> Findings? {
        let nouns = clause.subject + clause.objects
        if clause.isNegated, clause.isPassive, clause.participles.contains(where: { lexicon.isIn("duplicating", $0) }) {
            return unique(clause.subject, clause)
        }
        let isDenied =
            clause.isNegated || clause.isForbidden || nouns.contains { $0.quantity == .no }
            || lexicon.isIn("preventing", clause.verb ?? "")
        guard isDenied else { return nil }
        var meant: [NounPhrase] = []
        for var noun in nouns {
            if let first = noun.words.first, noun.words.count > 1, lexicon.isIn("duplicating", first) {
                noun.words.removeFirst()
                meant.append(noun)
            } else if noun.modifiers.contains(where: { lexicon.isIn("duplicating", $0) }) {
                meant.append(noun)
            } else if lexicon.isIn("duplicating", noun.words.last ?? ""), !noun.owners.isEmpty {
                meant += noun.owners
            }
        }
        return meant.isEmpty ? nil : unique(meant, clause)
    }

    /// "an episode number may only occur once per show", "each code may be used only once"
    private mutating func occurring(_ clause: Clause) -> Findings? {
        let isOnce =
            clause.traits.contains(.once)
            || clause.isNegated && clause.adverbs.contains { ["twice", "again"].contains($0) }
        guard isOnce, clause.verbs.contains(where: { lexicon.isIn("occurring", $0) }) else { return nil }
        return unique(clause.subject, clause)
    }

    private mutating func unique(_ nouns: [NounPhrase], _ clause: Clause) -> Findings? {
        let context = entities(clause.phrases(.for, .of, .on, .in).filter(\.isPlural))
        let found = places(nouns, in: context)
        guard found.problem == nil else { return nil }
        attend(found.places)
        return .done(found.places.map { uniqueness($0, clause) })
    }

    /// "No two suppliers share an e-mail", "two assignments of a course may not have the same title"
    mutating func sharing(_ clause: Clause) -> Findings {
        sameness(clause, clause.objects) ?? .problem("it isn't said what they may not share")
    }

    mutating func sameness(_ clause: Clause, _ objects: [NounPhrase]) -> Findings? {
        if let found = onePer(clause, objects) ?? alike(clause, objects) { return found }
        let isSame = objects.contains {
            $0.traits.contains(.unique) && ($0.quantity == .bare || $0.quantity == .definite)
        }
        let isTwo = clause.subject.contains {
            $0.quantity == .noTwo || $0.quantity == .number("2") || $0.quantity == .no
        }
        let shares = lexicon.isA(clause.verb ?? "", .shareValue)
        guard
            isTwo && (isSame || shares)
                || clause.isNegated && (isSame || shares) && clause.subject.contains(where: { $0.isPlural })
                || isTwo && clause.isForbidden
        else { return nil }
        guard let subject = clause.subject.first else { return nil }
        var bare = subject
        bare.owners = []
        guard let owner = entity(bare).first else { return .missing(subject.text) }
        var names: [String] = []
        for noun in subject.owners + clause.phrases(.per, .in, .of, .for, .at) + subject.within
            + objects.flatMap(\.within)
        {
            if let name = scope(noun, of: owner) { names.append(name) }
        }
        var fields: [String] = []
        for noun in objects {
            guard let place = draft.member(noun.words, of: owner) else {
                return .problem("\(phrase(pluralized(owner))) have no '\(noun.text)'")
            }
            fields.append(place.name)
        }
        attend([owner])
        attend(fields.map { Intent.Place(entity: owner, name: $0, isRelation: false) })
        return .done([.unique(names + fields, entity: owner)])
    }

    /// "A team can't have two projects with the same name"
    private mutating func alike(_ clause: Clause, _ objects: [NounPhrase]) -> Findings? {
        guard clause.isNegated || clause.isForbidden, let noun = objects.first,
            let child = entity(NounPhrase(words: noun.words, range: noun.range)).first
        else { return nil }
        let same = (noun.parts + clause.phrases(.with)).filter { $0.traits.contains(.unique) }
        guard !same.isEmpty else { return nil }
        var names = (clause.subject + clause.phrases(.in, .of, .for, .per) + noun.owners).compactMap {
            scope($0, of: child)
        }
        for part in same {
            guard let place = draft.member(part.words, of: child) else {
                return .problem("\(phrase(pluralized(child))) have no '\(part.text)'")
            }
            names.append(place.name)
        }
        attend([child])
        return .done([.unique(names, entity: child)])
    }

    /// "nobody may order the same meal twice for the same child and day"
    mutating func twice(_ clause: Clause) -> Findings? {
        guard clause.isNegated || clause.isForbidden,
            clause.adverbs.contains("twice") || clause.adverbs.contains("again"),
            let verb = clause.verb
        else { return nil }
        let noun = lexicon.events[verb]
        let holder = ([verb] + [noun].compactMap { $0 } + (noun.flatMap { lexicon.eventSynonyms[$0] } ?? []))
            .compactMap { draft.entityName(Lexicon.split($0), isExact: true) }.first
        guard let holder else { return nil }
        var names: [String] = []
        for noun in clause.subject + clause.objects + clause.phrases(.for, .on, .in, .at, .per, .with) {
            if let name = scope(noun, of: holder), !names.contains(name) { names.append(name) }
        }
        guard names.count > 1 else { return nil }
        attend([holder])
        return .done([.unique(names, entity: holder)])
    }

    /// "A user can't have two reviews for the same restaurant", "a customer can only write one review per product"
    mutating func onePer(_ clause: Clause, _ objects: [NounPhrase]) -> Findings? {
        guard let noun = objects.first, let entity = entity(NounPhrase(words: noun.words, range: noun.range)).first
        else { return nil }
        let isSeveral = noun.quantity == .many || noun.quantity == .number("2") || noun.quantity == .noTwo
        let isSingle = noun.quantity == .one || noun.measure?.high?.value == "1"
        guard clause.isNegated && isSeveral || isSingle && (clause.isOnly || clause.modal == .can) else { return nil }
        let scopes = clause.subject + clause.phrases(.per, .for, .on, .of, .in, .to) + noun.owners + noun.within
        var names: [String] = []
        for noun in scopes { if let name = scope(noun, of: entity), !names.contains(name) { names.append(name) } }
        guard names.count > 1 else { return nil }
        attend([entity])
        return .done([.unique(names, entity: entity)])
    }
}
