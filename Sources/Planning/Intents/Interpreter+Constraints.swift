internal import Naming
internal import Specification

/// What must hold of values: required, unique, within bounds, by default, of a type.
extension Interpreter {
    // MARK: Being

    mutating func being(_ clause: Clause) -> Findings {
        if let found = slowness(clause) ?? namedDefault(clause) { return found }
        if let found = participation(clause) { return found }
        if !clause.measures.isEmpty, clause.defaultValue == nil { return bounding(clause) }
        let found = describing(clause)
        if found.isUnderstood || found.problem != nil && (!clause.traits.isEmpty || clause.defaultValue != nil) { return found }
        if let typed = typing(clause) { return typed }
        if let flag = flagged(clause) { return flag }
        return found
    }

    /// "looking up patients by last name is slow": an index.
    private mutating func slowness(_ clause: Clause) -> Findings? {
        guard let event = clause.conditions.first, !event.phrases(.by).isEmpty, clause.has("slow") || clause.has("slower") || clause.has("fast") || clause.has("faster") || clause.has("quick") else { return nil }
        let found = places(event.phrases(.by), in: entities(event.objects + event.phrases(.for)))
        guard found.problem == nil, !found.places.isEmpty else { return found.problem }
        attend(found.places)
        return .done(found.places.map { .index($0) }, "looking rows up by a field is fast with an index")
    }

    /// "the default species is sheep"
    private mutating func namedDefault(_ clause: Clause) -> Findings? {
        guard let noun = clause.subject.first, noun.words.count > 1, noun.words.first == "default" else { return nil }
        var bare = noun
        bare.words.removeFirst()
        let words = clause.complements.compactMap { complement -> String? in
            switch complement.kind {
            case .word(let word): word
            case .object(let nouns): nouns.first.map { $0.quoted ?? $0.text }
            case .measure(let measure): measure.high?.value
            default: nil
            }
        }
        guard let value = words.first, case .found(let place) = members(bare, in: entities(clause.phrases(.of, .for))) else { return nil }
        attend([place])
        return .done([.setDefault(place, value)])
    }

    /// "The body of a post is optional", "slugs must be unique", "new products should be inactive by default",
    /// "the status is one of open or closed"
    mutating func describing(_ clause: Clause) -> Findings {
        let traits = clause.traits.union(clause.subject.last.map { $0.traits.subtracting([.indexed]) } ?? [])
        if traits.contains(.required), traits.contains(.optional) { return .problem("what is required can't be optional as well") }
        if traits.contains(.once) || clause.traits.contains(.unique) && clause.subject.isEmpty == false && clause.subject.allSatisfy({ !entity($0).isEmpty && $0.owners.isEmpty }), let found = uniqueRows(clause) { return found }
        if let value = clause.defaultValue { return defaulted(clause, value) }
        let found = subjectPlaces(clause)
        guard !traits.isEmpty || !clause.values.isEmpty else { return Findings() }
        if let problem = found.problem {
            return attributeWithTraits(clause) ?? problem
        }
        attend(found.places)
        var intents: [Intent] = []
        for place in found.places {
            if traits.contains(.required) { intents.append(.require(place, !clause.isNegated)) }
            if traits.contains(.optional) { intents.append(.require(place, clause.isNegated)) }
            if traits.contains(.unique), !clause.isNegated { intents.append(uniqueness(place, clause)) }
            if traits.contains(.indexed) { intents.append(.index(place)) }
        }
        if traits.contains(.unique), clause.isNegated { return Findings() }
        if !clause.values.isEmpty { intents += found.places.map { .setValues(clause.values, $0) } }
        return .done(intents)
    }

    /// "Reservations' phone number is required" of a field that doesn't exist yet is a wish for it where the owner is
    /// known and the noun holds a value.
    private func attributeWithTraits(_ clause: Clause) -> Findings? { nil }

    func bareSubject(_ clause: Clause) -> [NounPhrase] {
        clause.subject.map { noun in
            var noun = noun
            noun.traits = []
            return noun
        }
    }

    mutating func subjectPlaces(_ clause: Clause) -> (places: [Intent.Place], problem: Findings?) {
        let context = entities(clause.phrases(.for, .of, .on, .in).filter { !clause.traits.contains(.unique) || $0.isPlural })
        if clause.inheritsSubject { return focus.members.isEmpty ? ([], .problem("it isn't said of what")) : (focus.members, nil) }
        return places(clause.subject.map { noun in
            var noun = noun
            // "their e-mail": of what was spoken of before.
            if noun.quantity == .possessive, noun.owners.isEmpty, let entity = focus.subject.first ?? focus.entities.first, draft.member(noun.words, of: entity) != nil { noun.owners = [NounPhrase(words: Naming.words(of: entity), range: 0..<0)] }
            return noun
        }, in: context)
    }

    private func uniqueness(_ place: Intent.Place, _ clause: Clause) -> Intent {
        var within: [String] = []
        for noun in clause.phrases(.per, .for, .in, .of, .at, .over, .by) + clause.subject.flatMap(\.within) {
            if let name = scope(noun, of: place.entity), name != place.name { within.append(name) }
        }
        return .unique(within + [place.name], entity: place.entity)
    }

    /// The relation (or field) by which a name is unique within something.
    func scope(_ noun: NounPhrase, of entity: String) -> String? {
        if let place = draft.member(noun.words, of: entity, isExact: true) { return place.name }
        let target = draft.isAccount(noun.words) && draft.entityName(noun.words) == nil ? "User" : draft.entityName(noun.words)
        let relations = draft.entity(entity)?.relations.filter { $0.kind == .belongsTo } ?? []
        if let target, let relation = relations.first(where: { $0.entity == target }) { return relation.name }
        return nil
    }

    // MARK: Uniqueness

    /// "No two suppliers share an e-mail", "two assignments of a course may not have the same title"
    mutating func sharing(_ clause: Clause) -> Findings {
        sameness(clause, clause.objects) ?? .problem("it isn't said what they may not share")
    }

    mutating func sameness(_ clause: Clause, _ objects: [NounPhrase]) -> Findings? {
        let isSame = objects.contains { $0.traits.contains(.unique) && ($0.quantity == .bare || $0.quantity == .definite) }
        let isTwo = clause.subject.contains { $0.quantity == .noTwo || $0.quantity == .number("2") || $0.quantity == .no } 
        let shares = lexicon.isA(clause.verb ?? "", .shareValue)
        guard isTwo && (isSame || shares) || clause.isNegated && (isSame || shares) && clause.subject.contains(where: { $0.isPlural }) || isTwo && clause.isForbidden else { return nil }
        guard let subject = clause.subject.first else { return nil }
        var bare = subject
        bare.owners = []
        guard let owner = entity(bare).first else { return .problem("there is no '\(subject.text)'") }
        var names: [String] = []
        for noun in subject.owners + clause.phrases(.per, .in, .of, .for, .at) + subject.within + objects.flatMap(\.within) {
            if let name = scope(noun, of: owner) { names.append(name) }
        }
        var fields: [String] = []
        for noun in objects {
            guard let place = draft.member(noun.words, of: owner) else { return .problem("\(phrase(pluralized(owner))) have no '\(noun.text)'") }
            fields.append(place.name)
        }
        attend([owner])
        attend(fields.map { Intent.Place(entity: owner, name: $0, isRelation: false) })
        return .done([.unique(names + fields, entity: owner)])
    }

    /// "A user can review a restaurant only once", "one review per user and restaurant"
    private mutating func uniqueRows(_ clause: Clause) -> Findings? { nil }

    // MARK: Bounds

    mutating func bounding(_ clause: Clause) -> Findings {
        guard var measure = clause.measures.first else { return Findings() }
        for further in clause.measures.dropFirst() {
            measure.low = measure.low ?? further.low
            measure.high = measure.high ?? further.high
            measure.unit = measure.unit ?? further.unit
        }
        if clause.measures.count == 1, measure.isBare, clause.verb == "be", clause.defaultValue == nil, measure.unit?.kind != .length { return Findings() }
        if clause.isNegated { measure = measure.opposite }
        var found = subjectPlaces(clause)
        if found.problem != nil, !clause.objects.isEmpty {
            let owners = entities(clause.subject)
            found = places(clause.objects, in: owners)
        }
        if found.problem != nil, let unit = measure.unit, let owner = (clause.inheritsSubject ? focus.subject : entities(clause.subject)).first, let place = draft.member([unit.word], of: owner) {
            found = ([place], nil)
        }
        if found.problem != nil, let everywhere = everyFieldLike(clause.subject.first) { found = (everywhere, nil) }
        if let problem = found.problem { return problem }
        attend(found.places)
        return .done(found.places.map { .bound($0, measure) })
    }

    /// "Prices can never be negative": of every field that has this noun.
    func everyFieldLike(_ noun: NounPhrase?) -> [Intent.Place]? {
        guard let noun, noun.isPlural, noun.owners.isEmpty, noun.words.count == 1 else { return nil }
        let key = draft.names.key(noun.words)
        let places = draft.specification.entities.flatMap { entity in
            entity.fields.filter { $0.name.lowercased().hasSuffix(key) }.map { Intent.Place(entity: entity.name, name: $0.name, isRelation: false) }
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
        if let first = objects.first, ["length", "size", "number", "count", "amount", "value"].contains(first.words.last ?? ""), !first.owners.isEmpty, case .missing = members(first, in: []) {
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
        if clause.isNegated { bound.high = .init(value: value.value) } else { bound.low = .init(value: value.value, isOpen: true) }
        let found = subjectPlaces(clause)
        if let problem = found.problem {
            guard let all = everyFieldLike(clause.subject.first) else { return problem }
            return .done(all.map { .bound($0, bound) })
        }
        attend(found.places)
        return .done(found.places.map { .bound($0, bound) })
    }

    // MARK: Defaults

    /// "courses default to 4 credits", "the status starts as draft", "default the role to member"
    mutating func defaulting(_ clause: Clause) -> Findings {
        var value = clause.defaultValue ?? clause.measures.first?.high?.value ?? clause.values.first
        if value == nil { value = clause.phrases(.to, .as).first.map { $0.quoted ?? $0.text } }
        if value == nil, clause.mood == .statement { value = clause.objects.first?.text }
        guard let value else { return Findings() }
        return defaulted(clause, value)
    }

    mutating func defaulted(_ clause: Clause, _ value: String) -> Findings {
        var value = value
        let nouns = clause.subject.isEmpty && !clause.inheritsSubject ? Array(clause.objects.prefix(1)) : clause.subject
        let context = entities(clause.phrases(.of, .for, .on, .in))
        let isEntity = nouns.count == 1 && nouns[0].owners.isEmpty && draft.entityName(nouns[0].words, isExact: true) != nil
        let found: (places: [Intent.Place], problem: Findings?) = isEntity ? ([], nil) : clause.inheritsSubject ? (focus.members, nil) : places(nouns, in: context)
        if found.problem == nil, !found.places.isEmpty {
            attend(found.places)
            return .done(found.places.map { .setDefault($0, value) })
        }
        // "courses default to 4 credits", "new products are inactive by default"
        let owners = clause.inheritsSubject ? focus.subject : entities(nouns)
        guard let owner = owners.first else { return found.problem ?? .problem("it isn't said what the default is of") }
        let units = clause.measures.compactMap { $0.unit?.word } + clause.objects.map(\.text)
        for unit in units {
            if let place = draft.member(Lexicon.split(unit), of: owner) { return .done([.setDefault(place, value)]) }
        }
        let words = Lexicon.split(value.lowercased())
        if let last = words.last, words.count > 1, let place = draft.member([last], of: owner) {
            value = words.dropLast().joined(separator: " ")
            return .done([.setDefault(place, value)])
        }
        let sketch = FieldSketch(lexicon: lexicon)
        let matching = (draft.entity(owner)?.fields ?? []).filter { field in
            (field.type == .boolean || field.type == .enum) && sketch.literal(value, for: field) != nil && (field.type == .enum || !["true", "false", "yes", "no", "on", "off"].contains(value.lowercased()))
        }
        guard matching.count == 1, let field = matching.first else { return .problem("it isn't said what of \(phrase(pluralized(owner))) is '\(value)' by default") }
        attend([owner])
        return .done([.setDefault(.init(entity: owner, name: field.name, isRelation: false), value)])
    }

    // MARK: Types

    /// "The floor of a room should be stored as text", "titles are text"
    mutating func typing(_ clause: Clause) -> Findings? {
        let words = clause.phrases(.as, .to, .into, .in).map(\.words) + clause.objects.map(\.words) + clause.complements.compactMap { if case .word(let word) = $0.kind { [word] } else { nil } }
        guard let type = words.compactMap({ lexicon.typeWord($0) }).first else { return nil }
        let found = subjectPlaces(clause)
        guard found.problem == nil, !found.places.isEmpty, found.places.allSatisfy({ !$0.isRelation }) else { return nil }
        attend(found.places)
        return .done(found.places.map { .changeType($0, type) })
    }

    /// "change stock to a decimal number", "turn the due date into a timestamp", "set the status to draft by default"
    mutating func changing(_ clause: Clause) -> Findings {
        if let value = clause.defaultValue ?? (clause.traits.contains(.byDefault) ? clause.phrases(.to, .as).first.map { ($0.modifiers + $0.words).joined(separator: " ") } : nil) { return defaulted(clause, value) }
        let targets = clause.phrases(.to, .into, .as, .in)
        let isRemoval = targets.isEmpty
        let found = places(clause.objects, in: entities(clause.phrases(.of, .for, .on, .in).filter { _ in !isRemoval }))
        if let measure = clause.measures.first, found.problem == nil { return .done(found.places.map { .bound($0, measure) }) }
        if !clause.values.isEmpty, found.problem == nil { return .done(found.places.map { .setValues(clause.values, $0) }) }
        if clause.traits.contains(.optional) || clause.traits.contains(.required) || clause.traits.contains(.unique) { return make(clause) }
        if let target = targets.first {
            if target.isPlural || target.quantity == .possessive || target.quantity == .indefinite, let kind = target.words.last, lexicon.isIn("generic", kind) || kind == "entity" || kind == "table" { return extracting(clause) }
            let type = lexicon.typeWord(target.words) ?? (target.values.isEmpty ? nil : .enum) ?? (target.isList ? .text : nil)
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
        if traits.contains(.required), traits.contains(.optional) { return .problem("what is required can't be optional as well") }
        let context = entities(clause.phrases(.of, .for, .on, .in).filter { !traits.contains(.unique) || $0.isPlural })
        if !clause.values.isEmpty, !nouns.isEmpty, traits.isEmpty { return marking(clause) }
        let found = places(nouns, in: context)
        if traits.isEmpty {
            if let value = clause.defaultValue { return defaulted(clause, value) }
            if let measure = clause.measures.first, found.problem == nil { return .done(found.places.map { .bound($0, measure) }) }
            if found.problem == nil, let typed = clause.objects.dropFirst().compactMap({ lexicon.typeWord($0.words) }).first, let place = found.places.first { return .done([.changeType(place, typed)]) }
            if let last = nouns.last, nouns.count == 2, let type = lexicon.typeWord(last.words), case .found(let place) = members(nouns[0], in: context) { return .done([.changeType(place, type)]) }
            if let type = clause.phrases(.as, .to, .into).compactMap({ lexicon.typeWord($0.words) }).first, found.problem == nil { return .done(found.places.map { .changeType($0, type) }) }
            return found.problem.map { $0 } ?? Findings()
        }
        if let problem = found.problem { return problem }
        attend(found.places)
        var intents: [Intent] = []
        for place in found.places {
            if traits.contains(.required) { intents.append(.require(place, !clause.isNegated)) }
            if traits.contains(.optional) { intents.append(.require(place, clause.isNegated)) }
            if traits.contains(.unique), !clause.isNegated { intents.append(uniqueness(place, clause)) }
            if traits.contains(.indexed) { intents.append(.index(place)) }
        }
        return .done(intents)
    }

    /// "mark todos as pending, in progress or blocked": a status.
    mutating func marking(_ clause: Clause) -> Findings {
        let owners = entities(clause.objects)
        let values = clause.values
        guard !owners.isEmpty, values.count > 1 else { return .problem("it isn't said what to mark") }
        attend(owners)
        return .done(owners.map { owner in
            if let place = statusField(of: owner) { return .addValues(values, place) }
            var noun = NounPhrase(words: ["status"], range: 0..<0)
            noun.values = values
            return .attribute(noun, entity: owner, nil)
        }, "what a thing can be marked as is its status")
    }

    // MARK: Indexes

    /// "add an index on the email of customers", "looking up patients by last name is slow"
    mutating func indexed(_ clause: Clause) -> Findings? {
        guard let noun = clause.objects.first(where: { $0.words.last == "index" || $0.words == ["indexes"] || $0.words == ["indices"] }) else { return nil }
        var nouns = clause.phrases(.on, .to, .for, .over) + noun.owners
        if noun.words.count > 1 { nouns.append(NounPhrase(words: Array(noun.words.dropLast()), range: noun.range)) }
        if nouns.isEmpty { return focus.members.isEmpty ? .problem("it isn't said what to index") : .done(focus.members.map { .index($0) }) }
        let context = entities(clause.phrases(.of, .in, .to, .on).filter { !entity($0).isEmpty })
        let found = places(nouns.filter { entity($0).isEmpty || $0.owners.isEmpty == false }, in: context)
        if let problem = found.problem { return problem }
        return .done(found.places.map { .index($0) })
    }

    mutating func indexing(_ clause: Clause) -> Findings {
        let found = places(clause.objects, in: entities(clause.phrases(.of, .for, .on, .in, .by)))
        if let problem = found.problem {
            // "index patients by last name"
            let owners = entities(clause.objects)
            let fields = places(clause.phrases(.by, .on), in: owners)
            guard !owners.isEmpty, fields.problem == nil else { return problem }
            return .done(fields.places.map { .index($0) })
        }
        return .done(found.places.map { .index($0) })
    }

    // MARK: Being somewhere, being something

    /// "products can be in several categories", "a reservation can be for a table", "tasks are part of a project"
    private mutating func participation(_ clause: Clause) -> Findings? {
        let places = clause.phrases(.in, .for, .at, .with, .from, .of, .on, .by)
        guard clause.traits.isEmpty, clause.measures.isEmpty, clause.values.isEmpty, let place = places.first else { return nil }
        let children = clause.inheritsSubject ? focus.subject : entities(clause.subject)
        guard !children.isEmpty, !entity(place).isEmpty || place.quantity == .many || place.quantity == .indefinite || place.quantity == .one, clause.complements.allSatisfy({ if case .word(let word) = $0.kind { ["part", "member", "specific", "owned"].contains(word) } else { true } }) else { return nil }
        return relate(children, to: [place], clause)
    }

    /// "Todos can be private", "products are perishable": a state of its own.
    private mutating func flagged(_ clause: Clause) -> Findings? {
        let owners = clause.inheritsSubject ? focus.subject : entities(clause.subject)
        guard clause.modal == .can, !clause.isNegated, !owners.isEmpty else { return nil }
        let words = clause.complements.compactMap { if case .word(let word) = $0.kind { word } else { nil } }
        let values = words + clause.values
        guard !values.isEmpty, clause.complements.count <= 2 else { return nil }
        attend(owners)
        return .done(owners.flatMap { owner -> [Intent] in
            if let status = statusField(of: owner) { return [.addValues(values, status)] }
            return values.map { value in
                var noun = NounPhrase(words: Lexicon.split(value.lowercased()), range: 0..<0)
                noun.typeWords = ["boolean"]
                return .attribute(noun, entity: owner, nil)
            }
        })
    }
}
