internal import Naming
internal import Specification

/// The rows that a rule is about.
extension Interpreter {
    // MARK: Targets

    /// What is spoken of; all of a new application where nothing is named.
    mutating func targets(_ rule: Rule) -> [Target] {
        if rule.objects.isEmpty, rule.isRestricted { return [] }
        if rule.objects.isEmpty {
            return (draft.begins ? draft.newEntities.filter { $0 != "User" } : focus.entities).map {
                Target(entity: $0)
            }
        }
        var found: [Target] = []
        for noun in rule.objects {
            let known = entity(noun)
            if !known.isEmpty { found += known.map { Target(entity: $0) }; continue }
            if noun.words == ["everything"] || noun.words == ["data"], !rule.isOwn {
                found += draft.specification.entities.map { Target(entity: $0.name) }
                continue
            }
            if let value = namedByValue(noun) { found.append(Target(entity: value)); continue }
            var bare = noun
            if bare.quantity == .possessive { bare.owners = [] }
            if !rule.operations.contains(.create), case .found(let place) = members(bare, in: []), !place.isRelation {
                found.append(Target(entity: place.entity, field: place.name))
                continue
            }
            let key = draft.names.key(noun.words)
            if draft.begins && title.contains(key) || ["it", "content"].contains(key) {
                found += draft.newEntities.filter { $0 != "User" }.map { Target(entity: $0) }
            }
        }
        return found.filter { $0.entity != "User" || draft.entity("User") != nil }
    }

    /// "drafts": the rows whose status is that.
    func namedByValue(_ noun: NounPhrase) -> String? {
        guard noun.words.count == 1, noun.isPlural else { return nil }
        let places = draft.names.values[draft.names.key(noun.words)] ?? []
        return Set(places.map(\.entity)).count == 1 ? places.first?.entity : nil
    }

    /// "their own entries", "their own listings": what the subject makes, by another name.
    mutating func ownThings(_ rule: Rule) -> [Target]? {
        guard rule.isOwn, let subject = rule.subjects.first else { return nil }
        if rule.objects.contains(where: { lexicon.isIn("profiles", $0.words.last ?? "") }),
            let own = draft.entityName(subject.words)
                ?? (draft.isAccount(subject.words) ? draft.entity("User")?.name : nil)
        {
            return [Target(entity: own)]
        }
        let person = draft.entityName(subject.words, isExact: true) ?? "User"
        for noun in rule.objects {
            if let verb = noun.words.last.flatMap({ lexicon.verbForms[[singularized($0)]] }),
                verb.forms.contains(.gerund),
                let made = doings[person]?[verb.lemma]
            {
                return [Target(entity: made)]
            }
        }
        guard rule.objects.contains(where: { lexicon.isIn("records", $0.words.last ?? "") }) else { return nil }
        let children = draft.specification.entities.filter { entity in
            entity.relations.contains { $0.kind == .belongsTo && $0.entity == person }
        }
        return children.isEmpty ? nil : children.map { Target(entity: $0.name) }
    }

    /// "the courses they are enrolled in": rows that another row links with the subject.
    mutating func throughLink(_ clause: Clause, _ rule: Rule) -> Findings? {
        guard let noun = rule.objects.first, let verb = noun.linkedBy, let target = entity(noun).first,
            let subject = rule.subjects.first, !rule.isNegated
        else { return nil }
        let person = draft.entityName(subject.words, isExact: true) ?? "User"
        if let path = path(from: target, to: person), person != "User" || draft.relation(path, target) != nil {
            return nil
        }
        let nouns =
            ([verb, lexicon.events[verb]]
            + (lexicon.events[verb].flatMap { lexicon.eventSynonyms[$0] } ?? [])
            .map { Optional($0) }).compactMap { $0 }
        let links = draft.specification.entities.filter { entity in
            let relations = entity.relations.filter { $0.kind == .belongsTo }
            return relations.contains { $0.entity == person } && relations.contains { $0.entity == target }
        }
        let link =
            links.first { link in
                nouns.contains { lexicon.key(Naming.words(of: link.name)).contains(lexicon.key([$0])) }
            }
            ?? links.first
        guard let link else {
            return .problem("nothing says which \(phrase(pluralized(target))) \(subject.text) \(verb)")
        }
        guard let account = link.relations.first(where: { $0.entity == "User" && $0.kind == .belongsTo })?.name else {
            return .problem(
                "\(phrase(pluralized(link.name))) don't name an account, so that they can't say who may see which "
                    + phrase(pluralized(target)))
        }
        var grant = AllowGrant()
        grant.who = .listedIn(link.name, permission: [], account: account, permissionField: nil)
        grant.can = rule.operations
        attend([target])
        return .done(narrowing(rule, subject, target, to: grant.who) + [.grant(grant, entity: target)])
    }
}
