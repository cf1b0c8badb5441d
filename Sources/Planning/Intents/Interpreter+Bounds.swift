internal import Naming
internal import Specification

/// Limits of numbers and texts.
extension Interpreter {
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
        let isDenied = clause.subject.contains { $0.quantity == .no }
        if clause.isNegated || isDenied { measure = measure.opposite }
        var found = subjectPlaces(clause)
        if let place = measured(clause, measure) { found = ([place], nil) }
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

    /// "no parcel may weigh more than 30", "a treatment lasts at most 240 minutes": the field that the verb speaks of.
    private mutating func measured(_ clause: Clause, _ measure: Measure) -> Intent.Place? {
        guard !clause.isPassive, let verb = clause.verb,
            let owner = (clause.inheritsSubject ? focus.subject : entities(clause.subject)).first,
            let nouns = lexicon.measuring[verb]
        else { return nil }
        for noun in nouns {
            guard let place = draft.member([noun], of: owner), let field = draft.field(place.name, owner),
                [.integer, .bigint, .decimal, .float, .money].contains(field.type)
            else { continue }
            return place
        }
        return nil
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
