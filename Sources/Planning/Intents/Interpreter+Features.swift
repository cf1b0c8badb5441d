internal import Naming
internal import Specification

/// Ready-made parts that a verb asks for: "users can like posts", "soft delete todos", "remind me about a todo".
extension Interpreter {
    mutating func feature(_ clause: Clause) -> Findings? {
        if let found = tenancy(clause) ?? featureByNoun(clause) { return found }
        guard clause.verb != nil, !clause.isNegated else { return nil }
        if let found = adjective(clause) { return found }
        if let found = ordering(clause) ?? history(clause) ?? onceOnly(clause) { return found }
        if let found = given(clause) { return found }
        guard clause.verbs.allSatisfy({ lexicon.verbFeatures[$0] != nil }) else { return nil }
        // "like and comment on photos": each of them.
        var all = Findings()
        for verb in clause.verbs {
            guard let feature = lexicon.verbFeatures[verb], let found = requested(feature, clause, verb) else {
                return nil
            }
            all.intents += found.intents
            all.problem = all.problem ?? found.problem
            all.isSettled = all.isSettled || found.isSettled
        }
        return all
    }

    /// "customers may leave reviews on products", "users can write comments on posts"
    private mutating func given(_ clause: Clause) -> Findings? {
        guard clause.mood == .statement, clause.modal == .can || clause.modal == .should || draft.begins, let verb = clause.verb,
            lexicon.isA(verb, .own) || lexicon.isA(verb, .add), let noun = clause.objects.first,
            let feature = lexicon.feature(noun: noun.words),
            [.comment, .review, .rate, .vote, .react, .like].contains(feature)
        else { return nil }
        var targets = entities(clause.phrases(.on, .for, .to, .about, .of) + noun.owners)
        if targets.isEmpty, clause.inheritsSubject { targets = focus.objects }
        guard let target = targets.first, target != "User" else { return nil }
        attend([target])
        var request = Intent.FeatureRequest(feature: feature, target: target)
        request.actor = actor(clause.subject)
        if clause.inheritsSubject, let subject = focus.subject.first, subject != "User" {
            request.actor = .entity(subject)
        }
        request.details = noun.parts + clause.phrases(.with)
        request.measure = noun.measure ?? request.details.compactMap(\.measure).first
        request.word = noun.words.last
        return .done([.feature(request)])
    }

    /// "deleted animals should be recoverable"
    private mutating func adjective(_ clause: Clause) -> Findings? {
        guard clause.verb == "be" || lexicon.isA(clause.verb ?? "", .make) else { return nil }
        var words = clause.complements.compactMap { if case .word(let word) = $0.kind { word } else { nil } }
        var objects = clause.objects
        // "make replies searchable"
        if clause.mood == .command, let last = objects.indices.last, objects[last].words.count > 1,
            let word = objects[last].words.last, lexicon.adjectiveFeatures[word] != nil
        {
            words.append(word)
            objects[last].words.removeLast()
        }
        guard let feature = words.compactMap({ lexicon.adjectiveFeatures[$0] }).first else { return nil }
        let targets = entities(clause.mood == .command ? objects : clause.subject)
        guard !targets.isEmpty else { return nil }
        attend(targets)
        if feature == .search, !clause.phrases(.by).isEmpty {
            return searching(.init(feature: .search, target: ""), clause.phrases(.by), clause.subject, clause)
        }
        return .done(targets.map { .feature(.init(feature: feature, target: $0)) })
    }

    // MARK: By verb

    private mutating func requested(_ feature: Feature, _ clause: Clause, _ verb: String? = nil) -> Findings? {
        let isWish =
            clause.mood == .command || clause.modal == .can || clause.modal == .should || clause.modal == .must
            || clause.mood == .statement
        guard isWish else { return nil }
        var objects = clause.isPassive ? clause.subject : clause.objects
        if clause.isPassive, clause.inheritsSubject {
            objects = focus.subject.map { NounPhrase(words: Naming.words(of: $0), range: 0..<0) }
        }
        var others = clause.phrases(.to, .on, .about, .for, .in, .of, .over, .via, .into)
        if objects.isEmpty { objects = others; others = [] }
        var request = Intent.FeatureRequest(feature: feature, target: "")
        request.word = verb ?? clause.verb
        request.actor = clause.isPassive ? nil : actor(clause.subject)
        if clause.inheritsSubject, let subject = focus.subject.first, subject != "User" {
            request.actor = .entity(subject)
        }
        request.measure = clause.measures.first
        request.details = clause.phrases(.with) + objects.flatMap(\.parts)
        request.values = clause.values
        request.measure = request.measure ?? (request.details + objects).compactMap(\.measure).first
        switch feature {
        case .attach: return attaching(request, objects, others)
        case .tag: return tagging(request, objects, clause)
        case .invite: return inviting(request, objects, clause)
        case .notify: return notifying(request)
        case .share: return sharingWith(request, objects, clause)
        case .subdivide: return subdividing(request, objects, clause)
        case .search: return searching(request, objects, others, clause)
        case .count: return counting(objects, others)
        case .mark: return flagging(clause, objects)
        case .repeat: return nil
        case .mention: return mentioning(clause)
        case .message: return messaging(request, objects, clause)
        case .assign: return assigning(objects, clause)
        default: break
        }
        return simple(request, objects + (entities(objects).isEmpty ? others : []), clause)
    }

    private mutating func simple(_ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ clause: Clause)
        -> Findings?
    {
        let isMutual = objects.contains { $0.pronoun == .eachOther }
        let objects =
            isMutual
            ? clause.subject + (clause.inheritsSubject ? [NounPhrase(words: ["users"], range: 0..<0)] : []) : objects
        let targets = entities(objects, making: false).filter {
            $0 != "User" || request.feature == .follow || draft.entity($0) != nil
        }
        // A verb without an object of the application may be something else altogether.
        guard !targets.isEmpty else { return nil }
        if request.feature == .reply, !clause.isPassive, clause.subject.isEmpty { return nil }
        if request.feature == .translate, !clause.phrases(.by).isEmpty { return nil }
        var request = request
        // "staff reply to requests": an answer isn't what it answers.
        if request.feature == .reply, !clause.isPassive,
            !targets.allSatisfy({ lexicon.isIn("contributions", Naming.words(of: $0).last ?? "") })
        {
            request.feature = .comment
        }
        // "guests can order services" is about buying them.
        if request.feature == .reorder, clause.verb == "order", case .entity? = request.actor { return nil }
        // "order products by price": an order of reading, which a person doesn't choose.
        if request.feature == .reorder, !clause.phrases(.by).isEmpty,
            clause.mood == .command || clause.isPassive && clause.modal != .can
        {
            return defaultOrder(clause, targets)
        }
        if request.feature == .review || request.feature == .rate || request.feature == .comment
            || request.feature == .like, clause.mood == .command, clause.verb == "grade" || clause.verb == "score"
        {
            return nil
        }
        if request.feature == .schedule, clause.mood == .statement, clause.modal == nil { return nil }
        if request.feature == .bookmark, clause.verb == "save", clause.subject.isEmpty { return nil }
        if request.feature == .report || request.feature == .review, clause.subject.isEmpty, !clause.isPassive,
            clause.mood == .command
        {
            return nil
        }
        return done(request, with: targets)
    }

    func actor(_ nouns: [NounPhrase]) -> Intent.Actor? {
        guard let noun = nouns.first else { return nil }
        if let name = draft.entityName(noun.words), name != "User" { return .entity(name) }
        if announced.contains(draft.names.key(noun.words)), !draft.isAccount(noun.words) {
            return .entity(draft.entityNameOfSingular(noun.words))
        }
        return .account
    }

    private mutating func attaching(_ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ others: [NounPhrase])
        -> Findings?
    {
        var request = request
        let owners = entities(others)
        if let owner = owners.first {
            attend(owners)
            let things = objects.filter { entity($0).isEmpty }
            guard let thing = things.first else { return nil }
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

    /// The feature, for each of several entities.
    private mutating func done(_ request: Intent.FeatureRequest, with targets: [String]) -> Findings {
        attend(targets)
        return .done(
            targets.map { target in
                var request = request
                request.target = target
                return .feature(request)
            })
    }

    private mutating func tagging(_ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ clause: Clause)
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

    private mutating func inviting(_ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ clause: Clause)
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

    private mutating func notifying(_ request: Intent.FeatureRequest) -> Findings? { .done([.feature(request)]) }

    private mutating func sharingWith(_ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ clause: Clause)
        -> Findings?
    {
        var request = request
        guard let target = entities(objects).first(where: { $0 != "User" }),
            clause.isPassive || !clause.phrases(.with, .between).isEmpty || clause.modal == .can
        else { return nil }
        request.target = target
        request.details = []
        request.values = permissions(clause)
        attend([target])
        return .done([.feature(request)])
    }

    /// "either to view or to edit them"
    private func permissions(_ clause: Clause) -> [String] {
        var values: [String] = []
        for complement in clause.complements {
            if case .infinitive(let purpose) = complement.kind { values += purpose.verbs }
            if case .values(let more) = complement.kind { values += more }
        }
        values = values.map { $0.hasPrefix("to ") ? String($0.dropFirst(3)) : $0 }
        return values.count > 1 ? values : []
    }

    /// "break todos down into subtasks"
    private mutating func subdividing(_ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ clause: Clause)
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

    private mutating func searching(
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
    private mutating func counting(_ objects: [NounPhrase], _ others: [NounPhrase]) -> Findings? {
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
    private mutating func flagging(_ clause: Clause, _ objects: [NounPhrase]) -> Findings? {
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
    private mutating func assigning(_ objects: [NounPhrase], _ clause: Clause) -> Findings? {
        let targets = entities(objects)
        guard let target = targets.first, let who = clause.phrases(.to).first else { return nil }
        let assignee = entity(who).first ?? "User"
        // "agents are assigned to tickets"
        if clause.isPassive, let noun = clause.subject.first, lexicon.isPerson(noun.words), !lexicon.isPerson(who.words),
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
    private mutating func mentioning(_ clause: Clause) -> Findings? {
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
    private mutating func messaging(_ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ clause: Clause)
        -> Findings?
    {
        guard let other = entities(objects.filter { $0.pronoun != .eachOther }).first
            ?? (objects.contains {
                $0.pronoun == .eachOther || draft.isAccount($0.words) || lexicon.isPerson($0.words) && draft.hasAccounts
            } ? "User" : nil)
        else { return nil }
        var request = request
        request.target = other
        return .done([.feature(request)])
    }

    private mutating func defaultOrder(_ clause: Clause, _ targets: [String]) -> Findings? {
        let found = places(clause.phrases(.by), in: targets)
        guard found.problem == nil, let place = found.places.first else { return nil }
        var request = Intent.FeatureRequest(feature: .reorder, target: place.entity)
        request.fields = found.places.map(\.name)
        return .done([.feature(request)])
    }

    // MARK: By what is done to rows

    /// "Menu items should be kept in the order the owner chose"
    private mutating func ordering(_ clause: Clause) -> Findings? {
        guard
            let order = clause.phrases(.in).first(where: {
                ["order", "sequence", "ordering"].contains($0.words.last ?? "") || $0.words.contains("order")
            })
        else { return nil }
        let targets = entities((clause.isPassive ? clause.subject : clause.objects) + order.owners)
        guard !targets.isEmpty else { return nil }
        attend(targets)
        return .done(targets.map { .feature(.init(feature: .reorder, target: $0)) })
    }

    /// "All revisions of a post should be kept", "posts are moved to a trash", "keep a history of changes to notes"
    private mutating func history(_ clause: Clause) -> Findings? {
        let nouns = (clause.isPassive ? clause.subject : clause.objects)
        for noun in clause.phrases(.to, .in, .into, .insteadOf) {
            if lexicon.feature(noun: noun.words) == .softDelete,
                let target = entities(nouns.isEmpty ? clause.subject : nouns).first
            {
                return .done([.feature(.init(feature: .softDelete, target: target))])
            }
        }
        guard clause.isPassive, lexicon.isA(clause.verb ?? "", .add) || clause.verb == "keep", let noun = nouns.first,
            lexicon.feature(noun: noun.words) == .history
        else { return nil }
        let targets = entities(noun.owners)
        guard !targets.isEmpty else { return nil }
        return .done(targets.map { .feature(.init(feature: .history, target: $0)) })
    }

    /// "each user can review a restaurant only once"
    private mutating func onceOnly(_ clause: Clause) -> Findings? {
        guard
            clause.traits.contains(.once)
                || clause.objects.contains(where: {
                    $0.quantity == .one && clause.modal == .can && clause.subject.contains { $0.quantity == .each }
                        && clause.complements.count > 1
                }), clause.modal == .can || clause.isNegated == false, let verb = clause.verb, !clause.isPassive
        else { return nil }
        guard let target = entities(clause.objects + clause.phrases(.for, .in, .to, .on, .per)).first else {
            return nil
        }
        let who = clause.subject.first.map { draft.isAccount($0.words) ? "User" : entity($0).first ?? "User" } ?? "User"
        // The entity that records it: its name is the verb's noun, and it belongs to both.
        let nouns =
            [verb] + [lexicon.events[verb]].compactMap { $0 }
            + (lexicon.events[verb].flatMap { lexicon.eventSynonyms[$0] } ?? [])
        let link =
            draft.specification.entities.first { entity in
                let relations = entity.relations.filter { $0.kind == .belongsTo }
                return relations.contains { $0.entity == who } && relations.contains { $0.entity == target }
                    && nouns.contains { noun in
                        Naming.words(of: entity.name).last.map { $0.hasPrefix(noun.prefix(max(4, noun.count - 2))) }
                            ?? false
                    }
            }
            ?? draft.specification.entities.first { entity in
                let relations = entity.relations.filter { $0.kind == .belongsTo }
                return relations.contains { $0.entity == who } && relations.contains { $0.entity == target }
                    && entity.name != target
            }
        // What can be done once to a thing by each is done by rows that are unique for the two.
        if link == nil,
            let feature = lexicon.verbFeatures[verb]
                ?? verb.split(separator: "-").first.flatMap({ lexicon.verbFeatures[String($0)] }),
            [.like, .bookmark, .vote, .rate, .review, .report].contains(feature), target != "User"
        {
            var request = Intent.FeatureRequest(feature: feature, target: target)
            request.actor = actor(clause.subject)
            request.word = verb
            attend([target])
            return .done([.feature(request)])
        }
        guard let link, let one = link.relations.first(where: { $0.entity == target })?.name,
            let two = link.relations.first(where: { $0.entity == who })?.name
        else { return nil }
        attend([link.name])
        return .done([.unique([one, two], entity: link.name)])
    }

    // MARK: By noun

    /// "soft delete for todos", "full-text search over the title of posts", "an audit log of tasks", "recurring todos"
    private mutating func featureByNoun(_ clause: Clause) -> Findings? {
        let isAsking =
            clause.mood != .statement
            && (clause.verb == nil || lexicon.isA(clause.verb ?? "", .add) || clause.verb == "need"
                || clause.verb == "have")
        guard isAsking, !clause.isNegated else { return nil }
        let nouns = clause.mood == .fragment ? clause.subject : clause.objects
        guard let noun = nouns.first, nouns.count == 1 else { return nil }
        let targets =
            noun.owners + clause.phrases(.for, .on, .of, .to, .over, .in, .about) + noun.owners.flatMap(\.owners)
        if let first = noun.words.first, noun.words.count > 1 || !noun.modifiers.isEmpty,
            ["recurring", "repeating", "recurrent", "repeated"].contains(first) || noun.modifiers.contains("recurring")
        {
            var rest = noun
            if ["recurring", "repeating", "recurrent", "repeated"].contains(first) { rest.words.removeFirst() }
            if let target = entity(rest).first {
                return .done([.feature(recurrence(target, noun.values.isEmpty ? clause.values : noun.values))])
            }
        }
        guard
            let feature = lexicon.feature(noun: noun.words) ?? lexicon.feature(noun: noun.words.suffix(2).map { $0 })
                ?? (noun.words.last == "history" ? .history : nil)
        else { return nil }
        var request = Intent.FeatureRequest(feature: feature, target: "")
        request.values = noun.values
        switch feature {
        case .history, .audit, .softDelete, .realtime, .reorder, .nest, .translate, .repeat:
            guard let target = entities(targets).first ?? (targets.isEmpty ? draft.mainEntity : nil) else { return nil }
            let all = entities(targets)
            return .done(
                (all.isEmpty ? [target] : all).map { target in
                    if feature == .repeat { return .feature(recurrence(target, noun.values)) }
                    var request = request
                    request.target = target
                    return .feature(request)
                })
        case .search:
            return searching(request, targets, [], clause)
        case .notify: return .done([.feature(request)])
        case .invite:
            guard let target = entities(targets).first(where: { $0 != "User" }) ?? draft.specification.tenancy?.entity
            else { return nil }
            request.target = target
            return .done([.feature(request)])
        case .bookmark where targets.isEmpty && draft.mainEntity == nil:
            var findings = Findings.problem("it isn't said what '\(noun.text)' are of")
            findings.alternatives = draft.specification.entities.prefix(5).filter { $0.name != "User" }.map { entity in
                Alternative(
                    "users can bookmark \(phrase(pluralized(entity.name)))", "keeps who bookmarked which \(phrase(entity.name))")
            }
            return findings
        case .bookmark:
            guard let target = entities(targets).first(where: { $0 != "User" }) else { return nil }
            request.target = target
            return .done([.feature(request)])
        default: return nil
        }
    }

    private func recurrence(_ target: String, _ values: [String]) -> Intent.FeatureRequest {
        var request = Intent.FeatureRequest(feature: .repeat, target: target)
        request.values = values
        return request
    }
}
