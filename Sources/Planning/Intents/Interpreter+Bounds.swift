internal import Naming
internal import Specification

/// Limits of numbers and texts, and what may not be shared.
extension Interpreter {
    // MARK: Uniqueness

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
        var names = (clause.subject + clause.phrases(.in, .of, .for, .per)).compactMap { scope($0, of: child) }
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

    // MARK: Bounds

    mutating func bounding(_ clause: Clause) -> Findings {
        guard var measure = clause.measures.first else { return Findings() }
        for further in clause.measures.dropFirst() {
            measure.low = measure.low ?? further.low
            measure.high = measure.high ?? further.high
            measure.unit = measure.unit ?? further.unit
        }
        if clause.measures.count == 1, measure.isBare, clause.verb == "be", clause.defaultValue == nil,
            measure.unit?.kind != .length
        {
            return Findings()
        }
        if clause.isNegated { measure = measure.opposite }
        var found = subjectPlaces(clause)
        if found.problem != nil, !clause.objects.isEmpty {
            let owners = entities(clause.subject)
            found = places(clause.objects, in: owners)
        }
        if found.problem != nil, measure.isLength, let owner = entities(clause.subject).first,
            let text = mainText(of: owner)
        {
            found = ([text], nil)
        }
        if found.problem != nil, !measure.isLength, measure.unit == nil, let owner = entities(clause.subject).first,
            case let numbers = (draft.entity(owner)?.fields ?? []).filter({
                [.integer, .bigint, .decimal, .float, .money].contains($0.type)
            }), numbers.count == 1, let number = numbers.first
        {
            found = ([Intent.Place(entity: owner, name: number.name, isRelation: false)], nil)
        }
        if found.problem != nil, let unit = measure.unit,
            let owner = (clause.inheritsSubject ? focus.subject : entities(clause.subject)).first,
            let place = draft.member([unit.word], of: owner)
        {
            found = ([place], nil)
        }
        if found.problem != nil, let everywhere = everyFieldLike(clause.subject.first) { found = (everywhere, nil) }
        if let problem = found.problem { return problem }
        attend(found.places)
        return .done(found.places.map { .bound($0, measure) })
    }

    /// The text that something consists of, where one field is meant beyond doubt: "a comment is at most 500 characters"
    private func mainText(of entity: String) -> Intent.Place? {
        let texts = (draft.entity(entity)?.fields ?? []).filter { $0.type == .text && $0.list != true }
        let bodies = texts.filter { lexicon.isIn("bodies", $0.name) }
        guard let field = bodies.count == 1 ? bodies.first : texts.count == 1 ? texts.first : nil else { return nil }
        return Intent.Place(entity: entity, name: field.name, isRelation: false)
    }

    /// "Prices can never be negative": of every field that has this noun.
    func everyFieldLike(_ noun: NounPhrase?) -> [Intent.Place]? {
        guard let noun, noun.isPlural, noun.owners.isEmpty, noun.words.count == 1 else { return nil }
        let key = draft.names.key(noun.words)
        let places = draft.specification.entities.flatMap { entity in
            entity.fields.filter { $0.name.lowercased().hasSuffix(key) }.map {
                Intent.Place(entity: entity.name, name: $0.name, isRelation: false)
            }
        }
        return places.isEmpty ? nil : places
    }

    /// "limit post titles to 120 characters", "cap the size of a reservation at 20"
    mutating func limiting(_ clause: Clause) -> Findings {
        guard let measure = clause.measures.first else {
            if !clause.values.isEmpty || !clause.phrases(.to).isEmpty, !clause.objects.isEmpty {
                let found = places(clause.objects)
                let values = clause.values.isEmpty ? clause.phrases(.to).map(\.text) : clause.values
                guard found.problem == nil, values.count > 1 else { return found.problem ?? Findings() }
                return .done(found.places.map { .setValues(values, $0) })
            }
            return Findings()
        }
        var objects = clause.objects
        if let first = objects.first,
            ["length", "size", "number", "count", "amount", "value"].contains(first.words.last ?? ""),
            !first.owners.isEmpty, case .missing = members(first, in: [])
        {
            objects = first.owners
        }
        let found = places(objects, in: entities(clause.phrases(.of, .for, .on, .in)))
        if let problem = found.problem { return problem }
        attend(found.places)
        var bound = measure
        if bound.isBare { bound.isBare = false }
        return .done(found.places.map { .bound($0, bound) })
    }

    /// "Discounts can't exceed 50 percent"
    mutating func exceeding(_ clause: Clause) -> Findings {
        guard let measure = clause.measures.first, let value = measure.high ?? measure.low else { return Findings() }
        var bound = Measure()
        bound.unit = measure.unit
        if clause.isNegated {
            bound.high = .init(value: value.value)
        } else {
            bound.low = .init(value: value.value, isOpen: true)
        }
        let found = subjectPlaces(clause)
        if let problem = found.problem {
            guard let all = everyFieldLike(clause.subject.first) else { return problem }
            return .done(all.map { .bound($0, bound) })
        }
        attend(found.places)
        return .done(found.places.map { .bound($0, bound) })
    }
}
