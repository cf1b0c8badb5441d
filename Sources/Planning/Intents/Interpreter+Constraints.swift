internal import Naming
internal import Specification

/// What must hold of values: required, unique, within bounds, by default, of a type.
extension Interpreter {
    // MARK: Being

    mutating func being(_ clause: Clause) -> Findings {
        if clause.modal != nil, !clause.phrases(.called).isEmpty { return renaming(active(clause)) }
        if let found = slowness(clause) ?? namedDefault(clause) ?? manyToMany(clause) ?? kinds(clause) { return found }
        if let found = participation(clause) { return found }
        if !clause.measures.isEmpty, clause.defaultValue == nil {
            var found = bounding(clause)
            // "unique and between 3 and 20 characters long"
            if found.isUnderstood, !clause.traits.isEmpty {
                found.intents += marks(clause.traits, of: subjectPlaces(clause).places, clause)
            }
            return found
        }
        if clause.traits.isEmpty, clause.values.count > 1, clause.modal == nil, clause.defaultValue == nil,
            !clause.isNegated
        {
            let owners =
                clause.inheritsSubject ? [] : clause.subject.filter { $0.owners.isEmpty }.flatMap { entity($0) }
            if !owners.isEmpty, owners.count == clause.subject.count { return status(clause.values, of: owners) }
        }
        let found = describing(clause)
        if found.isUnderstood || found.problem != nil && (!clause.traits.isEmpty || clause.defaultValue != nil) {
            return found
        }
        if let typed = typing(clause) { return typed }
        if let flag = flagged(clause) { return flag }
        return found
    }

    /// "courses and members are many-to-many"
    private mutating func manyToMany(_ clause: Clause) -> Findings? {
        let words = clause.complements.flatMap { complement -> [String] in
            switch complement.kind {
            case .word(let word): [word]
            case .object(let nouns): nouns.flatMap(\.words)
            default: []
            }
        }
        guard words.contains(where: { $0.hasPrefix("many-to-many") }) || words.starts(with: ["many", "to", "many"]),
            !entities(clause.subject).isEmpty,
            case let names = entities(clause.subject, making: true), names.count == 2
        else { return nil }
        attend(names)
        let made = names.filter { draft.entity($0) == nil && $0 != "User" }.map { Intent.entity($0) }
        return .done(made + [.link(names[0], names[1], name: nil)])
    }

    /// "a property can be a house, a flat or an office": the types of it.
    private mutating func kinds(_ clause: Clause) -> Findings? {
        let nouns = clause.objects
        guard nouns.count > 1, !clause.isNegated, clause.modal != .must || nouns.count > 2,
            nouns.allSatisfy({ $0.quantity == .indefinite && !$0.isPlural && $0.parts.isEmpty && entity($0).isEmpty }),
            case let owners = clause.subject.flatMap({ entity($0) }), owners.count == 1, let owner = owners.first
        else { return nil }
        let values = nouns.map(\.text)
        let fields = (draft.entity(owner)?.fields ?? []).filter { ["type", "kind"].contains($0.name) }
        attend([owner])
        if let field = fields.first, field.type == .enum {
            return .done([.addValues(values, .init(entity: owner, name: field.name, isRelation: false))])
        }
        var noun = NounPhrase(words: ["type"], range: 0..<0)
        noun.values = values
        return .done([.attribute(noun, entity: owner, nil)])
    }

    /// "looking up patients by last name is slow": an index.
    private mutating func slowness(_ clause: Clause) -> Findings? {
        guard let event = clause.conditions.first, !event.phrases(.by).isEmpty,
            clause.has("slow") || clause.has("slower") || clause.has("fast") || clause.has("faster")
                || clause.has("quick")
        else { return nil }
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
        guard let value = words.first, case .found(let place) = members(bare, in: entities(clause.phrases(.of, .for)))
        else { return nil }
        attend([place])
        return .done([.setDefault(place, value)])
    }

    /// "The body of a post is optional", "slugs must be unique", "new products should be inactive by default",
    /// "the status is one of open or closed"
    mutating func describing(_ clause: Clause) -> Findings {
        let traits = clause.traits.union(clause.subject.last.map { $0.traits.subtracting([.indexed]) } ?? [])
        if traits.contains(.required), traits.contains(.optional) {
            return .problem("what is required can't be optional as well")
        }
        if let value = clause.defaultValue { return defaulted(clause, value) }
        let found = subjectPlaces(clause)
        guard !traits.isEmpty || !clause.values.isEmpty else { return Findings() }
        if found.problem != nil, clause.values.count > 1, let noun = clause.subject.first, !noun.words.isEmpty,
            entity(noun).isEmpty,
            let owner = noun.owners.isEmpty
                ? focus.subject.first ?? focus.entities.first : entities(noun.owners).first
        {
            var attribute = noun
            attribute.values = clause.values
            attribute.owners = []
            return .done([.attribute(attribute, entity: owner, nil)])
        }
        if let problem = found.problem { return problem }
        attend(found.places)
        var intents = marks(traits, of: found.places, clause)
        if traits.contains(.unique), clause.isNegated { return Findings() }
        if !clause.values.isEmpty { intents += found.places.map { .setValues(clause.values, $0) } }
        return .done(intents)
    }

    mutating func subjectPlaces(_ clause: Clause) -> (places: [Intent.Place], problem: Findings?) {
        let context = entities(
            clause.phrases(.for, .of, .on, .in).filter { !clause.traits.contains(.unique) || $0.isPlural })
        if clause.inheritsSubject {
            return focus.members.isEmpty ? ([], .problem("it isn't said of what")) : (focus.members, nil)
        }
        return places(
            clause.subject.map { noun in
                var noun = noun
                // "their e-mail": of what was spoken of before.
                if noun.quantity == .possessive, noun.owners.isEmpty,
                    let entity = focus.subject.first ?? focus.entities.first,
                    draft.member(noun.words, of: entity) != nil
                {
                    noun.owners = [NounPhrase(words: Naming.words(of: entity), range: 0..<0)]
                }
                // "the reader": that of the loan just spoken of.
                if noun.owners.isEmpty, noun.quantity == .definite, context.isEmpty,
                    let entity = focus.entities.first(where: {
                        draft.names.membersOf[$0]?[draft.names.key(noun.words)] != nil
                    })
                {
                    noun.owners = [NounPhrase(words: Naming.words(of: entity), range: 0..<0)]
                }
                return noun
            }, in: context)
    }

    /// What is said of places in one word each: required, optional, unique, indexed.
    func marks(_ traits: Set<Symbol>, of places: [Intent.Place], _ clause: Clause) -> [Intent] {
        places.flatMap { place in
            var intents: [Intent] = []
            if traits.contains(.required) { intents.append(.require(place, !clause.isNegated)) }
            if traits.contains(.optional) { intents.append(.require(place, clause.isNegated)) }
            if traits.contains(.unique), !clause.isNegated { intents.append(uniqueness(place, clause)) }
            if traits.contains(.indexed) { intents.append(.index(place)) }
            return intents
        }
    }

    func uniqueness(_ place: Intent.Place, _ clause: Clause) -> Intent {
        var within: [String] = []
        for noun in clause.phrases(.per, .for, .in, .of, .at, .over, .by) + clause.subject.flatMap(\.within) {
            if let name = scope(noun, of: place.entity), name != place.name { within.append(name) }
        }
        return .unique(within + [place.name], entity: place.entity)
    }

    /// The relation (or field) by which a name is unique within something.
    func scope(_ noun: NounPhrase, of entity: String) -> String? {
        if let place = draft.member(noun.words, of: entity, isExact: true) { return place.name }
        let target =
            draft.isAccount(noun.words) && draft.entityName(noun.words) == nil ? "User" : draft.entityName(noun.words)
        let relations = draft.entity(entity)?.relations.filter { $0.kind == .belongsTo } ?? []
        if let target, let relation = relations.first(where: { $0.entity == target }) { return relation.name }
        return nil
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
        let isEntity =
            nouns.count == 1 && nouns[0].owners.isEmpty && draft.entityName(nouns[0].words, isExact: true) != nil
        let found: (places: [Intent.Place], problem: Findings?) =
            isEntity ? ([], nil) : clause.inheritsSubject ? (focus.members, nil) : places(nouns, in: context)
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
        attend([owner])
        let sketch = FieldSketch(lexicon: lexicon)
        let matching = (draft.entity(owner)?.fields ?? []).filter { field in
            (field.type == .boolean || field.type == .enum) && sketch.literal(value, for: field) != nil
                && (field.type == .enum || !["true", "false", "yes", "no", "on", "off"].contains(value.lowercased()))
        }
        guard matching.count == 1, let field = matching.first else {
            return .problem("it isn't said what of \(phrase(pluralized(owner))) is '\(value)' by default")
        }
        attend([owner])
        return .done([.setDefault(.init(entity: owner, name: field.name, isRelation: false), value)])
    }

    // MARK: Indexes

    /// "add an index on the email of customers", "looking up patients by last name is slow"
    mutating func indexed(_ clause: Clause) -> Findings? {
        guard
            let noun = clause.objects.first(where: {
                $0.words.last == "index" || $0.words == ["indexes"] || $0.words == ["indices"]
            })
        else { return nil }
        var nouns = clause.phrases(.on, .to, .for, .over) + noun.owners
        if noun.words.count > 1 { nouns.append(NounPhrase(words: Array(noun.words.dropLast()), range: noun.range)) }
        if nouns.isEmpty {
            return focus.members.isEmpty
                ? .problem("it isn't said what to index") : .done(focus.members.map { .index($0) })
        }
        let context = entities(clause.phrases(.of, .in, .to, .on).filter { !entity($0).isEmpty })
        let found = places(nouns.filter { entity($0).isEmpty || $0.owners.isEmpty == false }, in: context)
        if let problem = found.problem { return problem }
        return .done(found.places.map { .index($0) })
    }

    mutating func indexing(_ clause: Clause) -> Findings {
        // "speed up finding orders by customer"
        for complement in clause.complements {
            if case .purpose(let event) = complement.kind, !event.phrases(.by).isEmpty {
                let found = places(event.phrases(.by), in: entities(event.objects + event.phrases(.for)))
                if let problem = found.problem { return problem }
                attend(found.places)
                return .done(found.places.map { .index($0) }, "looking rows up by a field is fast with an index")
            }
        }
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
        if let found = between(clause) { return found }
        let places = clause.phrases(.in, .for, .at, .with, .from, .of, .on, .by)
        guard clause.traits.isEmpty, clause.measures.isEmpty, clause.values.isEmpty, let place = places.first else {
            return nil
        }
        let children = clause.inheritsSubject ? focus.subject : entities(clause.subject)
        guard !children.isEmpty,
            !entity(place).isEmpty || place.quantity == .many || place.quantity == .indefinite
                || place.quantity == .one,
            clause.complements.allSatisfy({
                if case .word(let word) = $0.kind {
                    ["part", "member", "specific", "owned"].contains(word)
                } else {
                    true
                }
            })
        else { return nil }
        let all = clause.phrases(.for, .with, .from, .of).filter { $0.parts.isEmpty }
        guard all.count > 1, draft.begins else { return relate(children, to: [place], clause) }
        // "An order is for one child, one meal and one day"
        var found = relate(children, to: all.filter { !lexicon.isValueNoun($0.words) && $0.measure == nil }, clause)
        for noun in all where lexicon.isValueNoun(noun.words) || noun.measure != nil {
            for child in children {
                var value = noun
                value.measure = nil
                found.intents.append(.attribute(value, entity: child, nil))
            }
        }
        return found
    }

    /// "Matches are between two teams": one and another of them.
    private mutating func between(_ clause: Clause) -> Findings? {
        guard let noun = clause.phrases(.between).first(where: { $0.quantity == .number("2") }),
            let parent = entity(noun).first
        else { return nil }
        let children = clause.inheritsSubject ? focus.subject : entities(clause.subject, making: draft.begins)
        guard !children.isEmpty else { return nil }
        focus.subject = children
        attend(children)
        return .done(
            children.flatMap { child -> [Intent] in
                (draft.entity(child) == nil ? [.entity(child)] : [])
                    + ["first", "second"].map {
                        .belongsTo(
                            .init(
                                child: child, parent: parent, name: $0 + pascalCase(parent),
                                isRequired: draft.entity(child) == nil || draft.isNew(child) ? true : nil))
                    }
            })
    }

    /// "Todos can be private", "products are perishable": a state of its own.
    private mutating func flagged(_ clause: Clause) -> Findings? {
        let owners = clause.inheritsSubject ? focus.subject : entities(clause.subject)
        guard clause.modal == .can, !clause.isNegated, !owners.isEmpty else { return nil }
        let words = clause.complements.compactMap { if case .word(let word) = $0.kind { word } else { nil } }
        let values = words + clause.values
        guard !values.isEmpty, clause.complements.count <= 2 else { return nil }
        if values.count > 2 || clause.values.count > 1 { return status(values, of: owners) }
        attend(owners)
        return .done(
            owners.flatMap { owner -> [Intent] in
                if let status = statusField(of: owner) { return [.addValues(values, status)] }
                return values.map { value in
                    var noun = NounPhrase(words: Lexicon.split(value.lowercased()), range: 0..<0)
                    noun.typeWords = ["boolean"]
                    return .attribute(noun, entity: owner, nil)
                }
            })
    }
}
