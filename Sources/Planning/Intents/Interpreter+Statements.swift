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
            clause.subject.contains(where: { draft.isAccount($0.words) })
                || clause.inheritsSubject && focus.subject == ["User"] || !entity(noun).isEmpty
        {
            return associating(clause)
        }
        if verb == "have" || verb == "need" || verb == "get" || verb == "require" || verb == "want"
            || classes.contains(.add) && !classes.contains(.own)
                && !(classes.contains(.transact) && clause.objects.isEmpty) || verb == "contain" || verb == "include"
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
    private mutating func stating(_ clause: Clause) -> Findings? {
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

    private func infinitiveObjects(_ clause: Clause) -> [NounPhrase] {
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

    // MARK: Passive

    private mutating func passive(_ clause: Clause) -> Findings {
        guard let verb = clause.verb else { return Findings() }
        let classes = lexicon.classes(of: verb)
        if classes.contains(.rename) || verb == "call" { return renaming(active(clause)) }
        if classes.contains(.limit) { return limiting(active(clause)) }
        if clause.conditions.isEmpty, !clause.phrases(.as).isEmpty, let found = typing(clause) { return found }
        if verb == "require" || verb == "oblige" {
            var required = clause
            required.isPassive = false
            required.verbs = ["be"]
            required.complements.insert(Complement(kind: .trait(.required), range: 0..<0), at: 0)
            return describing(required)
        }
        if classes.contains(.remove), clause.modal != .can { return removal(active(clause)) }
        for kind in [VerbClass.split, .merge, .move, .replace] where classes.contains(kind) && clause.modal != .can {
            let found: Findings
            switch kind {
            case .split: found = splitting(active(clause))
            case .merge: found = merging(active(clause))
            case .move: found = moving(active(clause))
            default: found = replacing(active(clause))
            }
            if found.isUnderstood { return found }
        }
        if let value = clause.defaultValue, case .found(let place)? = clause.subject.first.map({ members($0, in: []) })
        {
            return .done([.setDefault(place, value)])
        }
        if !clause.measures.isEmpty {
            let found = bounding(clause)
            if found.isUnderstood { return found }
        }
        if let found = performing(clause) { return found }
        if let found = states(clause) { return found }
        let agents = clause.phrases(.by)
        let places = clause.phrases(.in, .on, .at, .to, .with, .from, .of, .for, .into)
        let known = (agents + places).filter { !entity($0, making: false).isEmpty }
        if !known.isEmpty
            || !agents.isEmpty
                && (draft.begins
                    || agents.contains { $0.quantity == .one || $0.quantity == .indefinite || $0.quantity == .many })
        {
            let children = clause.inheritsSubject ? focus.subject : entities(clause.subject, making: draft.begins)
            if !children.isEmpty {
                let parents = known.isEmpty ? agents : known
                let found = relate(children, to: parents, clause, named: agentRole(clause, parents))
                if found.isUnderstood { return found }
            }
        }
        if !clause.phrases(.in).isEmpty, clause.inheritsSubject || !entities(clause.subject).isEmpty,
            let noun = clause.phrases(.in).first, noun.quantity == .indefinite || noun.quantity == .one,
            isPossibleName(noun.words), lexicon.type(ofName: noun.words) == nil
        {
            return relate(clause.inheritsSubject ? focus.subject : entities(clause.subject), to: [noun], clause)
        }
        // "should be recorded", "must be tracked": the subject is what to add.
        if classes.contains(.add), clause.modal != .can || draft.begins { return addition(active(clause)) }
        return flags(clause)
    }

    /// "a post can be reposted by other users": many do it with many, each once.
    private mutating func performing(_ clause: Clause) -> Findings? {
        guard clause.modal == .can, !clause.isNegated, let verb = clause.verb, lexicon.verbFeatures[verb] == nil,
            operations([verb]) == nil, let agent = clause.phrases(.by).first, agent.isMany,
            draft.isAccount(agent.words) || granteeKind(agent.words) == "signedIn",
            let target = entities(clause.subject).first, target != "User"
        else { return nil }
        var request = Intent.FeatureRequest(feature: .perform, target: target)
        request.word = lexicon.events[verb] ?? verb
        request.actor = .account
        attend([target])
        return .done([.feature(request)])
    }

    /// "A booking is confirmed, waitlisted or cancelled": the states it can be in.
    private mutating func states(_ clause: Clause) -> Findings? {
        let isChoice = clause.modal == nil || clause.modal == .can || clause.modal == .must || clause.modal == .should
        guard clause.isPassive, isChoice, !clause.isNegated, clause.phrases(.by, .to, .for).isEmpty else { return nil }
        var values = clause.participles + clause.values
        for case .word(let word) in clause.complements.map(\.kind) { values.append(word) }
        guard values.count > 2 || values.count == 2 && clause.modal == nil else { return nil }
        let owners = clause.inheritsSubject ? focus.subject : entities(clause.subject, making: draft.begins)
        guard !owners.isEmpty else { return nil }
        return status(values, of: owners)
    }

    /// The states that things can be in, as the values of their status.
    mutating func status(_ values: [String], of owners: [String]) -> Findings {
        attend(owners)
        focus.subject = owners
        return .done(
            owners.flatMap { owner -> [Intent] in
                let made: [Intent] = draft.entity(owner) == nil && owner != "User" ? [.entity(owner)] : []
                if let place = statusField(of: owner) { return made + [.addValues(values, place)] }
                // "public or private" is a visibility.
                let usual = lexicon.defaultValues.filter { Set(values).isSubset(of: $0.value) }.keys.sorted().first
                var noun = NounPhrase(words: usual.map { Lexicon.split($0) } ?? ["status"], range: 0..<0)
                noun.values = values
                return made + [.attribute(noun, entity: owner, nil)]
            }, "what a thing can be is its status")
    }

    /// The relation's name for accounts: "written by a user" is an author.
    private func agentRole(_ clause: Clause, _ parents: [NounPhrase]) -> String? {
        guard let noun = parents.first else { return nil }
        if !clause.phrases(.by).isEmpty, let participle = clause.participles.first,
            let own = clause.subject.first.flatMap({ draft.entityName($0.words) }), draft.entityName(noun.words) == own
        {
            return camelCase(participle + "_by")
        }
        guard entityIsAccount(noun) else { return nil }
        guard let verb = clause.verb, !clause.phrases(.by).isEmpty else { return verbNoun(clause.verb) }
        return ["write", "author", "post", "publish"].contains(verb)
            ? "author"
            : ["create", "own", "add", "make"].contains(verb)
                ? "owner" : camelCase((clause.participles.first ?? verb) + "_by")
    }

    private func verbNoun(_ verb: String?) -> String? { verb == "assign" ? "assignee" : nil }

    private func entityIsAccount(_ noun: NounPhrase) -> Bool { draft.isAccount(noun.words) }

    /// The command that a passive stands for: its subject is the object.
    func active(_ clause: Clause) -> Clause {
        var command = clause
        command.mood = .command
        command.isPassive = false
        command.subject = []
        let objects = clause.inheritsSubject ? [] : clause.subject
        command.complements.insert(Complement(kind: .object(objects), range: 0..<0), at: 0)
        return command
    }

    /// "threads can be pinned or locked", "orders can also be refunded"
    private mutating func flags(_ clause: Clause) -> Findings {
        let owners =
            clause.inheritsSubject
            ? focus.subject
            : clause.subject.contains { $0.pronoun != nil }
                ? (focus.entities.isEmpty ? focus.subject : focus.entities) : entities(clause.subject)
        guard !owners.isEmpty, !clause.participles.isEmpty else {
            return .missing(clause.subject.first?.text ?? "such thing")
        }
        guard clause.modal == .can || clause.modal == .should || clause.modal == .must else { return Findings() }
        if clause.adverbs.contains("twice") || !clause.measures.isEmpty {
            return .problem("how often something happens can't be limited")
        }
        guard clause.phrases(.by, .in, .with, .from).isEmpty || clause.modal == .can else { return Findings() }
        var intents: [Intent] = []
        for owner in owners {
            for word in clause.participles {
                let words = Lexicon.split(word)
                if draft.member(words, of: owner, isExact: true) != nil
                    || draft.names.values[draft.names.key(words)]?.contains(where: { $0.entity == owner }) ?? false
                {
                    return .settled("it can be \(word) already")
                }
                if let status = statusField(of: owner), !clause.isNegated {
                    intents.append(.addValues([word], status))
                } else if !clause.isNegated {
                    var noun = NounPhrase(words: words, range: 0..<0)
                    noun.typeWords = ["boolean"]
                    intents.append(.attribute(noun, entity: owner, nil))
                }
            }
        }
        attend(owners)
        return intents.isEmpty
            ? Findings()
            : .done(intents, "what can be \(clause.participles.joined(separator: " or ")) has a state for it")
    }

    // MARK: Things that do something with things

    /// "Artists release albums", "members can borrow books", "patients book appointments with a doctor"
    mutating func associating(_ clause: Clause) -> Findings {
        var clause = clause
        clause.complements = clause.complements.map(Self.namingEntries(lexicon))
        guard let verb = clause.verb else { return Findings() }
        let isKnown = lexicon.verbClasses[verb] != nil || lexicon.verbFeatures[verb] != nil
        let subjects =
            clause.inheritsSubject
            ? focus.subject
            : clause.subject.contains { $0.pronoun != nil }
                ? focus.subject : entities(clause.subject, making: draft.begins && isKnown)
        guard let subject = subjects.first else {
            return clause.subject.isEmpty ? Findings() : .missing(clause.subject[0].text)
        }
        var objects = clause.objects
        var others = clause.phrases(.for, .with, .on, .at, .to, .in, .from)
        let isIndirect = objects.isEmpty && !others.isEmpty
        if isIndirect { objects = [others.removeFirst()] }
        guard isKnown || draft.begins, !objects.isEmpty else { return Findings() }
        let classes = lexicon.classes(of: verb)
        if let found = business(clause, subject, objects) { return found }
        // "mechanics do repairs on cars, each repair with a date"
        for noun in others where noun.quantity == .each && !noun.parts.isEmpty {
            let key = draft.names.key(noun.words)
            guard let index = objects.firstIndex(where: { draft.names.key($0.words) == key }) else { continue }
            objects[index].parts += noun.parts
            others.removeAll { $0 == noun }
        }
        // "employees log hours on tasks with a date": the details are those of what is done.
        for index in others.indices where !others[index].parts.isEmpty && !entity(others[index]).isEmpty {
            if let last = objects.indices.last, objects[last].parts.isEmpty { objects[last].parts = others[index].parts }
            others[index].parts = []
        }
        var all = Findings()
        for noun in objects {
            let isDescribed =
                draft.begins || noun.isMany || noun.quantity == .indefinite || noun.quantity == .one
            guard let object = entity(noun, making: isDescribed && canBeMade(noun)).first,
                object != "User" || subject != "User"
            else {
                if objects.count == 1 { return .missing(noun.text) }
                continue
            }
            doings[subject, default: [:]][verb] = object
            if !focus.objects.contains(object) { focus.objects.append(object) }
            if noun.quantity == .many, areLinked(subject, object) {
                all.isSettled = true
                continue
            }
            if isIndirect, classes.isDisjoint(with: [.link, .transact]), !noun.isPlural, draft.entity(subject) != nil {
                // "employees report to a manager"
                let made: [Intent] = draft.entity(object) == nil && object != "User" ? [.entity(object)] : []
                all.intents += made + [
                    .belongsTo(
                        .init(
                            child: subject, parent: object, name: roleName(noun, object),
                            isRequired: requirement(clause, noun, subject)))
                ]
                continue
            }
            let found = association(subject, verb, classes, noun, object, others, clause)
            all.intents += found.intents
            all.isSettled = all.isSettled || found.isSettled
        }
        focus.subject = subjects
        return all
    }

    /// "A yoga studio offers classes", "we run a library that lends books": whoever runs the application is no entity
    /// of it; what it offers is.
    private mutating func business(_ clause: Clause, _ subject: String, _ objects: [NounPhrase]) -> Findings? {
        guard draft.begins, draft.entity(subject) == nil, subject != "User", let noun = clause.subject.first,
            noun.quantity == .indefinite, lexicon.isIn("app", noun.words.last ?? ""), !described.contains(subject)
        else { return nil }
        var intents: [Intent] = []
        for object in objects {
            guard let name = entity(object, making: canBeMade(object)).first, name != "User" else { continue }
            intents.append(.entity(name))
            intents += object.parts.map { .attribute($0, entity: name, nil) }
        }
        guard !intents.isEmpty else { return nil }
        for noun in clause.phrases(.to, .for) {
            if let name = entity(noun).first, name != "User" { intents.append(.entity(name)) }
        }
        return .done(intents)
    }

    private func areLinked(_ one: String, _ other: String) -> Bool {
        [(one, other), (other, one)].contains { from, to in
            draft.entity(from)?.relations.contains { $0.kind == .manyToMany && $0.entity == to } ?? false
        }
    }

    /// "employees log hours": each time is an entry.
    private static func namingEntries(_ lexicon: Lexicon) -> (Complement) -> Complement {
        { complement in
            guard case .object(var nouns) = complement.kind else { return complement }
            for index in nouns.indices where lexicon.units[nouns[index].text]?.kind == .duration {
                nouns[index].words = ["time", "entries"]
            }
            return Complement(kind: .object(nouns), range: complement.range)
        }
    }

    private mutating func association(
        _ subject: String, _ verb: String, _ classes: Set<VerbClass>, _ noun: NounPhrase, _ object: String,
        _ others: [NounPhrase], _ clause: Clause
    ) -> Findings {
        var intents: [Intent] = []
        for name in [subject, object] where draft.entity(name) == nil && name != "User" {
            intents.append(.entity(name))
        }
        // The thing done, where the verb has a noun for it and the object exists without it.
        let event = eventName(verb, object)
        let isWithOthers = others.contains { $0.parts.isEmpty && !entity($0).isEmpty }
        let isEvent =
            classes.contains(.transact) && event != object && !isWithOthers
            && (announcedEvent(verb) != nil || draft.begins || clause.modal == .can)
        if isEvent, let event {
            intents.append(.entity(event))
            intents.append(.belongsTo(.init(child: event, parent: subject, name: actorRole(subject), isRequired: true)))
            intents.append(.belongsTo(.init(child: event, parent: object, isRequired: true)))
            let parts =
                clause.phrases(.with).filter { entity($0).isEmpty } + noun.parts
                + clause.phrases(.from, .to, .on, .at).filter {
                    lexicon.isValueNoun($0.words) && $0.quantity == .indefinite && entity($0).isEmpty
                }
            intents += parts.map { .attribute($0, entity: event, nil) }
            attend([event])
            return .done(intents, "each time that \(phrase(subject)) and \(phrase(object)) come together is kept")
        }
        if ["contain", "include", "comprise", "consist-of", "hold"].contains(verb), !noun.parts.isEmpty {
            attend([subject])
            return .done(intents + [.attribute(noun, entity: subject, nil)])
        }
        intents += noun.parts.map { .attribute($0, entity: object, nil) }
        let meeting = clause.phrases(.in, .at).compactMap {
            $0.isMany && announced.contains(draft.names.key($0.words)) ? $0 : nil
        }.first
        if let meeting, let event = entity(meeting).first, event != object {
            intents.append(.entity(event))
            for parent in [subject, object] {
                intents.append(.belongsTo(.init(child: event, parent: parent, isRequired: true)))
            }
            attend([event])
            return .done(intents)
        }
        if clause.inheritsSubject, subject == "User", classes.contains(.own), let joined, joined != object {
            intents.append(
                .belongsTo(
                    .init(
                        child: object, parent: joined,
                        isRequired: draft.entity(object) == nil || draft.isNew(object) ? true : nil)))
        }
        let isOwned =
            noun.quantity == .possessive || classes.contains(.own) && noun.quantity != .many
            || classes.contains(.transact)
        if isOwned || classes.contains(.own) && !classes.contains(.link) || subject == "User" && classes.contains(.add) {
            intents.append(
                .belongsTo(
                    .init(
                        child: object, parent: subject, name: subject == "User" ? accountRole(object) : nil,
                        isRequired: draft.entity(object) == nil || draft.isNew(object) ? true : nil,
                        isPart: classes.contains(.own)
                            && ["contain", "include", "comprise", "consist-of", "hold"].contains(verb))))
            intents += furtherParents(object, others, clause)
            attend([object])
            return .done(intents)
        }
        guard classes.contains(.link) || classes.contains(.own) || classes.contains(.transact) || draft.begins else {
            return Findings()
        }
        joined = object
        if noun.isMany || noun.quantity == .bare {
            intents.append(.link(subject, object, name: nil))
        } else {
            intents.append(
                .belongsTo(.init(child: subject, parent: object, isRequired: requirement(clause, noun, subject))))
        }
        attend([subject, object])
        return .done(intents)
    }

    private mutating func furtherParents(_ child: String, _ others: [NounPhrase], _ clause: Clause) -> [Intent] {
        others.flatMap { noun -> [Intent] in
            if noun.parts.isEmpty, let parent = entity(noun).first, parent != child {
                return (draft.entity(parent) == nil && parent != "User" ? [.entity(parent)] : []) + [
                    .belongsTo(
                        .init(
                            child: child, parent: parent, name: roleName(noun, parent),
                            isRequired: draft.entity(child) == nil || draft.isNew(child) ? true : nil))
                ]
            }
            if lexicon.isValueNoun(noun.words) { return [.attribute(noun, entity: child, nil)] }
            return []
        }
    }

    /// Whether a noun can name a new entity: no value, or several of what an application is about.
    private func canBeMade(_ noun: NounPhrase) -> Bool {
        lexicon.type(ofName: noun.words) == nil || draft.begins && noun.isPlural
    }

    func accountRole(_ object: String) -> String {
        lexicon.isIn("contributions", Naming.words(of: object).last ?? "") ? "author" : "owner"
    }

    private func actorRole(_ subject: String) -> String? { subject == "User" ? "user" : nil }

    /// The noun of what a verb does, where there is one: borrow, a loan.
    func eventName(_ verb: String, _ object: String) -> String? {
        if let announced = announcedEvent(verb) { return announced }
        return lexicon.events[verb].map { pascalCase($0) }
    }

    private func announcedEvent(_ verb: String) -> String? {
        guard let noun = lexicon.events[verb] else { return nil }
        let nouns = [noun] + (lexicon.eventSynonyms[noun] ?? [])
        return nouns.first {
            announced.contains(draft.names.key(Lexicon.split($0)))
                || draft.entityName(Lexicon.split($0), isExact: true) != nil
        }.map { pascalCase($0.replacing(" ", with: "_")) }
    }

    /// "A rental links a car and a customer"
    private mutating func connecting(_ clause: Clause) -> Findings {
        let children = clause.inheritsSubject ? focus.subject : entities(clause.subject, making: draft.begins)
        let parents = clause.objects + clause.phrases(.to, .with, .and)
        let found = relate(children, to: parents, clause)
        return found
    }

    /// "tasks may depend on other tasks"
    private mutating func depending(_ clause: Clause) -> Findings? {
        let subjects = clause.inheritsSubject ? focus.subject : entities(clause.subject)
        let targets = entities(clause.phrases(.on, .to, .by) + clause.objects)
        guard let subject = subjects.first, let target = targets.first else { return nil }
        attend(subjects)
        let name = subject == target ? (clause.verb == "block" ? "blockers" : "dependencies") : nil
        return .done([.link(subject, target, name: name)])
    }
}
