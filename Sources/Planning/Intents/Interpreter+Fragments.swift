internal import Naming
internal import Specification

/// Phrases without a verb, and additions of another kind than fields.
extension Interpreter {
    // MARK: Fragments

    /// "due dates", "menu items: calories (whole number)", "dosage at most 500 chars", "comments on todos"
    mutating func fragment(_ clause: Clause) -> Findings {
        let parts = clause.phrases(.with)
        let targets = clause.phrases(.for, .on, .of, .to, .in)
        if !clause.values.isEmpty || !clause.measures.isEmpty || !clause.traits.isEmpty || clause.defaultValue != nil
            || clause.subject.contains(where: { $0.measure != nil })
        {
            if clause.subject.count == 1, let noun = clause.subject.first, targets.isEmpty,
                case .found(let place) = members(noun, in: [])
            {
                if let measure = clause.measures.first ?? noun.measure {
                    return .done([.bound(place, measure)])
                }
                return describing(clause)
            }
        }
        let owners = entities(targets)
        if !owners.isEmpty {
            attend(owners)
            var intents: [Intent] = []
            for owner in owners {
                for (index, noun) in clause.subject.enumerated() {
                    if let vague = vagueness(noun) { return .problem(vague) }
                    var noun = noun
                    if index == clause.subject.count - 1 { noun.parts += parts; complete(&noun, clause) }
                    // "categories for books": each book is in one.
                    if noun.isPlural, noun.values.isEmpty, lexicon.isIn("classifiers", noun.words.last ?? ""),
                        noun.words.last?.hasPrefix("sub") == false, let kind = entity(noun, making: true).first,
                        kind != owner
                    {
                        intents += [.entity(kind), .belongsTo(.init(child: owner, parent: kind))]
                        intents += noun.parts.map { .attribute($0, entity: kind, nil) }
                        continue
                    }
                    intents.append(.attribute(noun, entity: owner, nil))
                }
            }
            return .done(intents)
        }
        if clause.subject.count == 1, let noun = clause.subject.first {
            let known = entity(noun)
            let all = parts + noun.parts + clause.objects
            if !known.isEmpty, !all.isEmpty || !noun.parts.isEmpty {
                attend(known)
                focus.subject = known
                return .done(
                    known.flatMap { entity in
                        (draft.entity(entity) == nil ? [Intent.entity(entity)] : [])
                            + all.map { .attribute($0, entity: entity, nil) }
                    })
            }
            if draft.begins, !all.isEmpty, isPossibleName(noun.words) {
                var whole = noun
                whole.parts = all
                return .done(newEntity(whole))
            }
        }
        if clause.subject.count == 1, let noun = clause.subject.first, noun.parts.isEmpty,
            draft.entityName(noun.words, isExact: true) != nil
        {
            return Findings()
        }
        guard !clause.subject.isEmpty else { return Findings() }
        // A single unknown noun is a wish only if it is a noun that holds something.
        let isWish = clause.subject.allSatisfy {
            lexicon.isValueNoun($0.words) || lexicon.feature(noun: $0.words) != nil || !$0.values.isEmpty
                || $0.unit != nil || ownerInName($0) != nil || !$0.typeWords.isEmpty || !$0.parts.isEmpty
                || !$0.owners.isEmpty
        }
        // "Tractors: make, model and year": a list of what is known of something new.
        if let noun = clause.subject.first, clause.subject.count == 1, noun.isPlural,
            parts.count + noun.parts.count > 1,
            (parts + noun.parts).allSatisfy({
                lexicon.isValueNoun($0.words) || $0.form != .noun || !$0.values.isEmpty || !$0.typeWords.isEmpty
            }) || parts.filter({ lexicon.isValueNoun($0.words) }).count > 1
        {
            var whole = noun
            whole.parts = noun.parts + parts
            return .done(newEntity(whole))
        }
        guard isWish || draft.begins else { return Findings() }
        var nouns = clause.subject
        complete(&nouns[nouns.count - 1], clause)
        return objectsWithoutOwner(nouns, [], nil)
    }

    // MARK: Special additions

    /// "Add a no-show status to appointments", "add 'urgent' to the priorities of tasks"
    mutating func enumValue(_ clause: Clause) -> Findings? {
        let objects = clause.objects
        guard !objects.isEmpty else { return nil }
        let targets = clause.phrases(.to, .for, .on, .in, .of)
        // "… to the status of orders", "urgent as a priority"
        for noun in targets + clause.phrases(.as) {
            let context = targets.compactMap { draft.entityName($0.words) }
            if case .found(let place) = members(
                noun, in: noun.owners.isEmpty && draft.entityName(noun.words) == nil ? context : []), !place.isRelation,
                draft.field(place.name, place.entity)?.type == .enum
            {
                guard
                    objects.allSatisfy({
                        $0.form == .noun && $0.parts.isEmpty
                            && ($0.isQuoted || !lexicon.isValueNoun($0.words) || $0.quoted != nil || $0.words.count > 1)
                    })
                else { return nil }
                attend([place])
                return .done([.addValues(objects.map(valueName), place)])
            }
        }
        let owners = entities(targets) + objects.flatMap { entities($0.owners) }
        var intents: [Intent] = []
        for noun in objects {
            guard noun.words.count > 1 || noun.quoted != nil || !noun.values.isEmpty, noun.parts.isEmpty,
                let last = noun.words.last
            else { return nil }
            let generic = lexicon.isIn("values", last) || lexicon.isIn("statuses", last)
            for owner in owners.isEmpty ? [draft.mainEntity].compactMap({ $0 }) : owners {
                guard
                    let place = membershipRoleField(last, owner) ?? draft.member([last], of: owner, isExact: true)
                        ?? (generic ? statusField(of: owner) : nil)
                            ?? draft.member(Array(noun.words.suffix(2)), of: owner, isExact: true),
                    let field = draft.field(place.name, place.entity), field.type == .enum
                else { continue }
                if names(noun, exactly: place), noun.values.isEmpty, noun.quoted == nil { continue }
                let values =
                    !noun.values.isEmpty ? noun.values : [noun.quoted ?? noun.words.dropLast().joined(separator: " ")]
                intents.append(.addValues(values, place))
            }
            guard !intents.isEmpty else { return nil }
        }
        attend(owners)
        return intents.isEmpty ? nil : .done(intents)
    }

    /// The roles of a tenant are those of its members.
    private func membershipRoleField(_ word: String, _ owner: String) -> Intent.Place? {
        guard singularized(word) == "role", let tenancy = draft.specification.tenancy, tenancy.entity == owner else {
            return nil
        }
        return draft.member(["role"], of: tenancy.membership, isExact: true)
    }

    private func names(_ noun: NounPhrase, exactly place: Intent.Place) -> Bool {
        lexicon.key(noun.words) == lexicon.key(Naming.words(of: place.name))
    }

    private func valueName(_ noun: NounPhrase) -> String {
        if let quoted = noun.quoted { return quoted }
        var words = noun.words
        if words.count > 1, let last = words.last, lexicon.isIn("values", last) { words.removeLast() }
        return words.joined(separator: " ")
    }

    /// The one field of an entity that says in what state it is.
    func statusField(of entity: String) -> Intent.Place? {
        let fields = draft.entity(entity)?.fields.filter { $0.type == .enum } ?? []
        let named = fields.filter { ["status", "state", "stage", "phase"].contains($0.name) }
        guard let field = named.first ?? (fields.count == 1 ? nil : nil) else { return nil }
        return Intent.Place(entity: entity, name: field.name, isRelation: false)
    }

    /// "For every product and warehouse we want to know the quantity": what is known of a pair is an entity of its own.
    mutating func pairAttribute(_ clause: Clause) -> Findings? {
        guard let complement = clause.complements.first, case .phrase(.for, let nouns) = complement.kind,
            nouns.count == 2, nouns.contains(where: { $0.quantity == .each })
        else { return nil }
        let pair = entities(nouns, making: draft.begins)
        guard pair.count == 2, pair[0] != pair[1] else { return nil }
        let name = pair[0] + pair[1]
        var intents: [Intent] = [.entity(name)]
        for parent in pair {
            intents.append(.belongsTo(.init(child: name, parent: parent, isRequired: true, isPart: true)))
        }
        intents.append(.unique(pair.map(camelCase), entity: name))
        var objects = clause.objects
        if let last = objects.indices.last { complete(&objects[last], clause) }
        intents += objects.map { .attribute($0, entity: name, nil) }
        attend([name])
        return .done(
            intents, "what is known of each \(phrase(pair[0])) in each \(phrase(pair[1])) is kept once for the two")
    }

    /// "products have a many-to-many relationship with suppliers"
    mutating func cardinality(_ clause: Clause, _ objects: [NounPhrase]) -> Findings? {
        guard let noun = objects.first,
            let kind = noun.words.first(where: { $0.hasPrefix("many-to") || $0.hasPrefix("one-to") }),
            noun.words.last.map({
                $0.hasPrefix("relation") || $0.hasPrefix("connection") || $0.hasPrefix("association")
            }) ?? false
        else { return nil }
        let subjects = entities(clause.subject)
        let others = entities(noun.parts + noun.owners + clause.phrases(.with, .to, .between))
        guard let one = subjects.first, let other = others.first else { return nil }
        attend([one, other])
        switch kind {
        case "many-to-many": return .done([.link(one, other, name: nil)])
        case "one-to-many": return .done([.belongsTo(.init(child: other, parent: one))])
        case "many-to-one": return .done([.belongsTo(.init(child: one, parent: other))])
        default: return .done([.belongsTo(.init(child: one, parent: other, isOneToOne: true))])
        }
    }
}
