internal import Naming
internal import Specification

/// What the verbs of ready-made parts need: a place for attachments, a recipient of messages, the fields of a search.
extension Interpreter {
    mutating func attaching(_ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ others: [NounPhrase])
        -> Findings?
    {
        var request = request
        let owners = entities(others + objects.flatMap(\.owners))
        if let owner = owners.first {
            attend(owners)
            let things = objects.filter { entity($0).isEmpty }
            guard var thing = things.first else { return nil }
            thing.owners = []
            return .done([.attribute(thing, entity: owner, nil)])
        }
        // "students can upload a profile picture": it is theirs.
        if case .entity(let name)? = request.actor, let thing = objects.first, entity(thing).isEmpty {
            attend([name])
            return .done([.attribute(thing, entity: name, nil)])
        }
        if request.actor == .account, draft.entity("User") != nil, let thing = objects.first, entity(thing).isEmpty,
            thing.quantity == .indefinite || thing.quantity == .possessive
        {
            return .done([.attribute(thing, entity: "User", nil)])
        }
        guard let target = entities(objects).first else { return nil }
        request.target = target
        return .done([.feature(request)])
    }

    mutating func tagging(_ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ clause: Clause)
        -> Findings?
    {
        let targets = entities(objects)
        guard !targets.isEmpty else { return nil }
        // "books can be tagged with genres": the tags are genres.
        if let noun = clause.phrases(.with).first, noun.isPlural, noun.parts.isEmpty,
            lexicon.feature(noun: noun.words) != .tag, let kind = entity(noun, making: true).first
        {
            attend(targets)
            return .done(
                (draft.entity(kind) == nil ? [.entity(kind)] : []) + targets.map { .link($0, kind, name: nil) })
        }
        return done(request, with: targets)
    }

    mutating func inviting(_ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ clause: Clause)
        -> Findings?
    {
        var request = request
        let places = clause.phrases(.to, .into, .for) + objects
        guard
            let target = places.flatMap({ entity($0) }).first(where: { $0 != "User" })
                ?? draft.specification.tenancy?.entity
        else { return nil }
        let tenancy = draft.specification.tenancy
        request.target = tenancy?.membership == target ? tenancy?.entity ?? target : target
        return .done([.feature(request)])
    }

    mutating func notifying(_ request: Intent.FeatureRequest) -> Findings? { .done([.feature(request)]) }

    mutating func sharingWith(_ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ clause: Clause)
        -> Findings?
    {
        var request = request
        guard let target = entities(objects).first(where: { $0 != "User" }),
            clause.isPassive || !clause.phrases(.with, .between).isEmpty || clause.modal == .can
                || objects.contains(where: {
                    $0.parts.contains { draft.isAccount($0.words) || granteeKind($0.words) != nil }
                })
        else { return nil }
        request.target = target
        request.details = []
        request.values = permissions(clause)
        if request.values.isEmpty {
            request.values =
                (objects.flatMap(\.parts) + clause.phrases(.with)).map(\.values).first { $0.count > 1 } ?? []
        }
        attend([target])
        return .done([.feature(request)])
    }

    /// "either to view or to edit them"
    func permissions(_ clause: Clause) -> [String] {
        var values: [String] = []
        for complement in clause.complements {
            if case .infinitive(let purpose) = complement.kind { values += purpose.verbs }
            if case .values(let more) = complement.kind { values += more }
        }
        values = values.map { $0.hasPrefix("to ") ? String($0.dropFirst(3)) : $0 }
        return values.count > 1 ? values : []
    }

    /// "break todos down into subtasks"
    mutating func subdividing(_ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ clause: Clause)
        -> Findings?
    {
        guard let target = entities(objects).first else { return nil }
        let part = clause.phrases(.into, .in).first
        attend([target])
        guard let part, let name = entity(part).first, name != target else {
            return .done([.feature(.init(feature: .nest, target: target))])
        }
        return .done([.belongsTo(.init(child: name, parent: target, isPart: true))])
    }

    mutating func searching(
        _ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ others: [NounPhrase], _ clause: Clause
    ) -> Findings? {
        let nouns = objects + others + clause.phrases(.by)
        let targets = entities(nouns)
        let found = nouns.filter { entity($0).isEmpty || !$0.owners.isEmpty }
        var request = request
        let places = places(found, in: targets).places.filter { !$0.isRelation }
        guard let target = places.first?.entity ?? targets.first else { return nil }
        request.target = target
        request.fields = places.filter { $0.entity == target }.map(\.name)
        attend([target])
        return .done([.feature(request)])
    }

    /// "count how often a comment has been reported", "count the views of a page"
    mutating func counting(_ objects: [NounPhrase], _ others: [NounPhrase]) -> Findings? {
        guard var noun = objects.first else { return nil }
        let owners = entities(noun.owners + others)
        guard let owner = owners.first else { return nil }
        if noun.form == .noun {
            guard entity(NounPhrase(words: noun.words, range: noun.range)).isEmpty || noun.owners.isEmpty == false
            else { return nil }
            noun.form = .counter
        }
        noun.owners = []
        attend([owner])
        return .done([.attribute(noun, entity: owner, nil)], "a count starts at nothing")
    }

    /// "check off items", "mark a task as done"
    mutating func flagging(_ clause: Clause, _ objects: [NounPhrase]) -> Findings? {
        let owners =
            clause.isPassive && clause.inheritsSubject
            ? focus.subject
            : clause.isPassive && clause.subject.contains { $0.pronoun != nil }
                ? (focus.entities.isEmpty ? focus.subject : focus.entities) : entities(objects)
        guard !owners.isEmpty else { return nil }
        let states =
            clause.values + clause.phrases(.as).map(\.text)
            + clause.complements.compactMap { if case .word(let word) = $0.kind { word } else { nil } }
        if states.count > 1 {
            var command = clause
            command.mood = .command
            command.complements = [
                Complement(
                    kind: .object(owners.map { NounPhrase(words: Naming.words(of: $0), range: 0..<0) }), range: 0..<0),
                Complement(kind: .values(states), range: 0..<0),
            ]
            return marking(command)
        }
        let word = states.first ?? clause.participles.first ?? lexicon.participle(of: clause.verb ?? "mark")
        guard !word.isEmpty else { return nil }
        attend(owners)
        return .done(
            owners.flatMap { owner -> [Intent] in
                if let status = statusField(of: owner), !states.isEmpty { return [.addValues([word], status)] }
                var noun = NounPhrase(words: Lexicon.split(word), range: 0..<0)
                noun.typeWords = ["boolean"]
                return [.attribute(noun, entity: owner, nil)]
            })
    }

    /// "Tasks can be assigned to more than one person"
    mutating func assigning(_ objects: [NounPhrase], _ clause: Clause) -> Findings? {
        let targets = entities(objects)
        guard let target = targets.first, let who = clause.phrases(.to).first else { return nil }
        let assignee = entity(who).first ?? "User"
        // "agents are assigned to tickets"
        if clause.isPassive, let noun = clause.subject.first, lexicon.isPerson(noun.words),
            !lexicon.isPerson(who.words),
            assignee != "User"
        {
            attend([assignee])
            return .done([.link(assignee, target, name: nil)])
        }
        attend([target])
        if who.isMany { return .done([.link(target, assignee, name: "assignees")]) }
        return .done([.belongsTo(.init(child: target, parent: assignee, name: assignee == "User" ? "assignee" : nil))])
    }

    /// "users can mention other users in comments"
    mutating func mentioning(_ clause: Clause) -> Findings? {
        let places = entities(clause.phrases(.in, .on, .at)).filter { $0 != "User" }
        guard let place = places.first else { return nil }
        let others = entities(clause.objects)
        guard let other = others.first(where: { $0 != place }) ?? (clause.objects.isEmpty ? nil : "User") else {
            return nil
        }
        attend([place])
        return .done([.link(place, other, name: other == "User" ? "mentions" : nil)])
    }

    /// "students can message teachers", "customers can send messages to sellers"
    mutating func messaging(_ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ clause: Clause)
        -> Findings?
    {
        guard
            let other = entities(objects.filter { $0.pronoun != .eachOther }).first
                ?? (objects.contains {
                    $0.pronoun == .eachOther || draft.isAccount($0.words)
                        || lexicon.isPerson($0.words) && draft.hasAccounts
                } ? "User" : nil)
        else { return nil }
        var request = request
        request.target = other
        return .done([.feature(request)])
    }

    mutating func defaultOrder(_ clause: Clause, _ targets: [String]) -> Findings? {
        let found = places(clause.phrases(.by), in: targets)
        guard found.problem == nil, let place = found.places.first else { return nil }
        var request = Intent.FeatureRequest(feature: .reorder, target: place.entity)
        request.fields = found.places.map(\.name)
        return .done([.feature(request)])
    }
}
