internal import Naming
internal import Specification

/// What clauses with a subject say: what things have, are, belong to, and do with one another.
extension Interpreter {
    mutating func statement(_ clause: Clause) -> Findings {
        guard let verb = clause.verb else { return Findings() }
        if clause.isPassive { return passive(clause) }
        if verb == "be" { return being(clause) }
        if verb == "default" { return defaulting(clause) }
        let classes = lexicon.classes(of: verb)
        if clause.isNegated, classes.contains(.shareValue) { return sharing(clause) }
        if classes.contains(.shareValue), clause.subject.contains(where: { $0.quantity == .noTwo }) {
            return sharing(clause)
        }
        if let found = onePer(clause, clause.objects) { return found }
        if classes.contains(.exceed) { return exceeding(clause) }
        if classes.contains(.range), !clause.measures.isEmpty { return bounding(clause) }
        if !clause.measures.isEmpty, clause.objects.isEmpty, lexicon.measuring[verb] != nil, verb != "have" {
            let found = bounding(clause)
            if found.isUnderstood { return found }
        }
        if clause.isNegated, classes.contains(.remove) == false,
            [
                "give", "provide", "enter", "specify", "state", "supply", "need", "have", "fill-in", "set", "choose",
                "add", "include",
            ].contains(verb), clause.modal == .must || verb == "need"
        {
            return needless(clause)
        }
        // "users set goals": what accounts make is theirs.
        if draft.begins, classes.contains(.add), !clause.isNegated, clause.objects.count == 1,
            let noun = clause.objects.first, noun.isPlural, noun.form == .noun, noun.quantity == .bare,
            clause.phrases(.to, .for, .on, .of).isEmpty,
            clause.subject.contains(where: { draft.isAccount($0.words) || isAgent($0) && canBeMade(noun) })
                || clause.inheritsSubject && focus.subject == ["User"] || !entity(noun).isEmpty
        {
            return associating(clause)
        }
        if verb == "have" || verb == "need" || verb == "get" || verb == "require" || verb == "want"
            || classes.contains(.add) && !classes.contains(.own)
                && !(classes.contains(.transact) && clause.objects.isEmpty)
            || verb == "contain" || verb == "include"
            || verb == "carry" || verb == "hold"
        {
            if let found = stating(clause) { return found }
            if verb != "require" || clause.objects.allSatisfy({ entity($0).isEmpty }) {
                let found = having(clause)
                if found.isUnderstood || verb == "have" || classes.isDisjoint(with: [.own, .link, .transact, .depend]) {
                    return found
                }
            }
        }
        if classes.contains(.default) { return defaulting(clause) }
        if classes.contains(.belong) { return belonging(clause) }
        if classes.contains(.connect) { return connecting(clause) }
        if classes.contains(.depend), let found = depending(clause) { return found }
        return associating(clause)
    }

    /// "Customers must give a phone number", "users can set a due date": a value that somebody states.
    mutating func stating(_ clause: Clause) -> Findings? {
        guard let verb = clause.verb, verb != "have", lexicon.isA(verb, .add) else { return nil }
        let people = entities(clause.subject)
        let targets = entities(clause.phrases(.to, .for, .on, .of, .in))
        guard !targets.isEmpty else {
            guard clause.modal == .must, people.count == 1, let owner = people.first, draft.entity(owner) != nil else {
                return nil
            }
            return having(clause)
        }
        var command = clause
        command.mood = .command
        command.subject = []
        if clause.objects.allSatisfy({ entity($0).isEmpty }) { return addition(command) }
        _ = people
        return nil
    }

    /// "Patients don't have to give their date of birth": optional.
    mutating func needless(_ clause: Clause) -> Findings {
        let owners = clause.inheritsSubject ? focus.subject : entities(clause.subject)
        let objects = clause.objects + infinitiveObjects(clause)
        guard !objects.isEmpty else { return Findings() }
        let found = places(objects, in: owners)
        if let problem = found.problem { return problem }
        attend(found.places)
        // What isn't needed any more, and needn't be stated anyway, goes.
        let isOver = clause.adverbs.contains { ["any more", "anymore", "no longer", "any longer"].contains($0) }
        if isOver, found.places.allSatisfy({ !$0.isRelation && draft.field($0.name, $0.entity)?.isRequired == false }) {
            return .done(found.places.map { .removeMember($0) })
        }
        return .done(found.places.map { .require($0, false) })
    }

    func infinitiveObjects(_ clause: Clause) -> [NounPhrase] {
        clause.complements.flatMap { complement -> [NounPhrase] in
            if case .infinitive(let inner) = complement.kind { return inner.objects }
            return []
        }
    }

    // MARK: Belonging

    mutating func belonging(_ clause: Clause) -> Findings {
        let children = clause.inheritsSubject ? focus.subject : entities(clause.subject, making: draft.begins)
        let parents = clause.phrases(.to, .of, .in) + clause.objects
        // "a house belongs to one city, and a city to one country"
        if clause.objects.count == 1, let child = clause.objects.first, clause.phrases(.to).count == 2 {
            var all = relate(children, to: [clause.phrases(.to)[0]], clause)
            let further = relate(entity(child, making: true), to: [clause.phrases(.to)[1]], clause)
            all.intents += further.intents
            return all.isUnderstood && further.isUnderstood ? all : further
        }
        return relate(children, to: parents, clause)
    }

    /// A reference from each child to each parent; a link where several parents are meant.
    mutating func relate(
        _ children: [String], to parents: [NounPhrase], _ clause: Clause, named: String? = nil, isPart: Bool = false
    ) -> Findings {
        guard !children.isEmpty else { return .missing(clause.subject.first?.text ?? "such thing") }
        var intents: [Intent] = []
        for child in children where draft.entity(child) == nil && child != "User" { intents.append(.entity(child)) }
        for noun in parents {
            let known = entity(noun, making: true)
            guard let parent = known.first else { return .missing(noun.text) }
            if parent != "User", draft.entity(parent) == nil { intents.append(.entity(parent)) }
            intents += noun.parts.map { .attribute($0, entity: parent, nil) }
            for child in children {
                if noun.isMany, noun.quantity == .many || noun.isList {
                    intents.append(.link(child, parent, name: nil))
                } else {
                    let role = named ?? roleName(noun, parent)
                    intents.append(
                        .belongsTo(
                            .init(
                                child: child, parent: parent, name: role, isRequired: requirement(clause, noun, child),
                                isPart: isPart)))
                }
            }
        }
        guard intents.contains(where: { if case .entity = $0 { false } else { true } }) else { return Findings() }
        focus.subject = children
        attend(children)
        return .done(intents)
    }

    /// "can belong to", "optionally": optional; "must": required; a new thing belongs from the start.
    func requirement(_ clause: Clause, _ noun: NounPhrase, _ child: String) -> Bool? {
        if noun.traits.contains(.optional) || clause.modal == .can { return nil }
        if clause.modal == .must || noun.traits.contains(.required) { return true }
        return draft.entity(child) == nil || draft.isNew(child) ? true : nil
    }

    /// The role in which a person or a thing stands, where its noun isn't the entity's name.
    func roleName(_ noun: NounPhrase, _ parent: String) -> String? {
        let key = draft.names.key(noun.words)
        guard draft.names.entities[key] == nil, key != draft.names.key(Naming.words(of: parent)) else { return nil }
        return draft.isAccount(noun.words) ? nil : camelCase(draft.singularWords(noun.words).joined(separator: "_"))
    }

    /// "A rental links a car and a customer"
    mutating func connecting(_ clause: Clause) -> Findings {
        let children = clause.inheritsSubject ? focus.subject : entities(clause.subject, making: draft.begins)
        let parents = clause.objects + clause.phrases(.to, .with, .and)
        let found = relate(children, to: parents, clause)
        return found
    }

    /// "tasks may depend on other tasks"
    mutating func depending(_ clause: Clause) -> Findings? {
        let subjects = clause.inheritsSubject ? focus.subject : entities(clause.subject)
        let targets = entities(clause.phrases(.on, .to, .by) + clause.objects)
        guard let subject = subjects.first, let target = targets.first else { return nil }
        attend(subjects)
        let name = subject == target ? (clause.verb == "block" ? "blockers" : "dependencies") : nil
        return .done([.link(subject, target, name: name)])
    }
}
