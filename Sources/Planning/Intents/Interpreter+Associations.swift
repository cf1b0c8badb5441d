internal import Naming
internal import Specification

/// Things that do something with things: "artists release albums", "members can borrow books".
extension Interpreter {
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
        var others = clause.phrases(.for, .with, .on, .at, .to, .in, .from, .into, .about)
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
            if let last = objects.indices.last, objects[last].parts.isEmpty {
                objects[last].parts = others[index].parts
            }
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
                all.intents +=
                    made + [
                        .belongsTo(
                            .init(
                                child: subject, parent: object, name: roleName(noun, object),
                                isRequired: requirement(clause, noun, subject)))
                    ]
                continue
            }
            let found = association(subject, verb, classes, noun, object, others, clause)
            all.intents += found.intents
            if found.isUnderstood { all.intents += wholes(of: noun, object, subject) }
            all.isSettled = all.isSettled || found.isSettled
        }
        // "parents order meals for their children": the children are the parents'.
        for noun in others
        where noun.quantity == .possessive && all.isUnderstood && subject != "User" && lexicon.isPerson(noun.words) {
            guard let owned = entity(noun).first, owned != subject, !areRelated(owned, subject) else { continue }
            all.intents.append(
                .belongsTo(.init(child: owned, parent: subject, isRequired: draft.entity(owned) == nil ? true : nil)))
        }
        focus.subject = subjects
        return all
    }

    /// "copies of books", "tours of an exhibition": what the things are of.
    private mutating func wholes(of noun: NounPhrase, _ object: String, _ subject: String) -> [Intent] {
        noun.owners.flatMap { owner -> [Intent] in
            guard owner.quantity != .possessive, owner.pronoun == nil, owner.parts.isEmpty, canBeMade(owner),
                let whole = entity(owner, making: draft.begins).first, whole != object, whole != subject,
                !areRelated(object, whole)
            else { return [] }
            return (draft.entity(whole) == nil && whole != "User" ? [.entity(whole)] : []) + [
                .belongsTo(.init(child: object, parent: whole, isRequired: draft.entity(object) == nil ? true : nil))
            ]
        }
    }

    private func areRelated(_ one: String, _ other: String) -> Bool {
        draft.entity(one)?.relations.contains { $0.entity == other } ?? false
            || draft.entity(other)?.relations.contains { $0.entity == one } ?? false
    }

    /// "A yoga studio offers classes", "we run a library that lends books": whoever runs the application is no entity
    /// of it; what it offers is.
    mutating func business(_ clause: Clause, _ subject: String, _ objects: [NounPhrase]) -> Findings? {
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
        // "A shop takes orders from customers": the orders are theirs.
        for noun in clause.phrases(.from) where lexicon.isPerson(noun.words) || isAgent(noun) {
            guard let name = entity(noun, making: true).first else { continue }
            if name != "User" { intents.append(.entity(name)) }
            for object in objects {
                guard let child = entity(object, making: true).first, child != name else { continue }
                intents.append(.belongsTo(.init(child: child, parent: name, isRequired: true)))
            }
        }
        return .done(intents)
    }

    func areLinked(_ one: String, _ other: String) -> Bool {
        [(one, other), (other, one)].contains { from, to in
            draft.entity(from)?.relations.contains { $0.kind == .manyToMany && $0.entity == to } ?? false
        }
    }

    /// "employees log hours": each time is an entry.
    static func namingEntries(_ lexicon: Lexicon) -> (Complement) -> Complement {
        { complement in
            guard case .object(var nouns) = complement.kind else { return complement }
            for index in nouns.indices where lexicon.units[nouns[index].text]?.kind == .duration {
                nouns[index].words = ["time", "entries"]
            }
            return Complement(kind: .object(nouns), range: complement.range)
        }
    }

    mutating func association(
        _ subject: String, _ verb: String, _ classes: Set<VerbClass>, _ noun: NounPhrase, _ object: String,
        _ others: [NounPhrase], _ clause: Clause
    ) -> Findings {
        // "appointments with doctors": people aren't parts of what is done with them.
        var noun = noun, others = others
        for part in noun.parts
        where part.parts.isEmpty && (lexicon.isPerson(part.words) || part.quantity == .indefinite) {
            guard let companion = entity(part).first, companion != object, companion != subject else { continue }
            noun.parts.removeAll { $0 == part }
            others.append(part)
        }
        var intents: [Intent] = []
        for name in [subject, object] where draft.entity(name) == nil && name != "User" {
            intents.append(.entity(name))
        }
        // The thing done, where the verb has a noun for it and the object exists without it.
        let event = eventName(verb, object)
        // Bookings are for somebody; tickets are for an event.
        let beneficiaries = clause.phrases(.for).filter {
            $0.parts.isEmpty && !entity($0).isEmpty && ($0.quantity == .possessive || lexicon.isPerson($0.words))
        }
        let isWithOthers = others.contains {
            $0.parts.isEmpty && !beneficiaries.contains($0) && !entity($0).isEmpty
        }
        let isEvent =
            classes.contains(.transact) && event != object && !isWithOthers
            && !lexicon.isIn("engagements", Naming.words(of: object).last ?? "")
            && (announcedEvent(verb) != nil || draft.begins || clause.modal == .can)
        if isEvent, let event {
            intents.append(.entity(event))
            intents.append(.belongsTo(.init(child: event, parent: subject, name: actorRole(subject), isRequired: true)))
            intents.append(.belongsTo(.init(child: event, parent: object, isRequired: true)))
            intents += furtherParents(event, beneficiaries, clause)
            let parts =
                clause.phrases(.with).filter { entity($0).isEmpty } + noun.parts
                + clause.phrases(.from, .to, .on, .at, .for).filter {
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
            $0.isMany
                && (announced.contains(draft.names.key($0.words))
                    || draft.begins && lexicon.isIn("engagements", $0.words.last ?? ""))
                ? $0 : nil
        }.first
        if let meeting, let event = entity(meeting, making: draft.begins).first, event != object {
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
        // A second one who has to do with it needn't be known from the start.
        let isSecond =
            draft.isNew(object)
            && draft.entity(object)?.relations.contains {
                $0.kind == .belongsTo && $0.isRequired && $0.entity != subject
                    && lexicon.isPerson(Naming.words(of: $0.entity ?? ""))
            } ?? false
        if isOwned || classes.contains(.own) && !classes.contains(.link)
            || classes.contains(.add) && (subject == "User" || draft.begins)
        {
            intents.append(
                .belongsTo(
                    .init(
                        child: object, parent: subject, name: subject == "User" ? accountRole(object) : nil,
                        isRequired: !isSecond && (draft.entity(object) == nil || draft.isNew(object)) ? true : nil,
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
        // "cupboards stand in rooms": each is in one place.
        if lexicon.isIn("standing", verb), noun.quantity != .many {
            intents.append(
                .belongsTo(.init(child: subject, parent: object, isRequired: requirement(clause, noun, subject))))
            attend([subject])
            return .done(intents)
        }
        if noun.isMany || noun.quantity == .bare {
            intents.append(.link(subject, object, name: nil))
        } else {
            intents.append(
                .belongsTo(.init(child: subject, parent: object, isRequired: requirement(clause, noun, subject))))
        }
        attend([subject, object])
        return .done(intents)
    }

    mutating func furtherParents(_ child: String, _ others: [NounPhrase], _ clause: Clause) -> [Intent] {
        others.flatMap { noun -> [Intent] in
            // "with at most 20 people" is a limit.
            if noun.measure != nil { return [] }
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
    func canBeMade(_ noun: NounPhrase) -> Bool {
        lexicon.type(ofName: noun.words) == nil || draft.begins && noun.isPlural
    }

    func accountRole(_ object: String) -> String {
        lexicon.isIn("contributions", Naming.words(of: object).last ?? "") ? "author" : "owner"
    }

    func actorRole(_ subject: String) -> String? { subject == "User" ? "user" : nil }

    /// The noun of what a verb does, where there is one: borrow, a loan.
    func eventName(_ verb: String, _ object: String) -> String? {
        if let announced = announcedEvent(verb) { return announced }
        return lexicon.events[verb].map { pascalCase($0) }
    }

    func announcedEvent(_ verb: String) -> String? {
        guard let noun = lexicon.events[verb] else { return nil }
        let nouns = [noun] + (lexicon.eventSynonyms[noun] ?? [])
        return nouns.first {
            announced.contains(draft.names.key(Lexicon.split($0)))
                || draft.entityName(Lexicon.split($0), isExact: true) != nil
        }.map { pascalCase($0.replacing(" ", with: "_")) }
    }
}
