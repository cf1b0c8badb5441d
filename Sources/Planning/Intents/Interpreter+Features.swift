internal import Naming
internal import Specification

/// Ready-made parts that a verb asks for: "users can like posts", "soft delete todos", "remind me about a todo".
extension Interpreter {
    mutating func feature(_ clause: Clause) -> Findings? {
        let found = readyMade(clause)
        // "readers can comment on articles and like them": the readers do.
        if found?.isUnderstood ?? false, !clause.inheritsSubject, !clause.isPassive, !clause.subject.isEmpty {
            focus.subject = focus.speakers.isEmpty ? ["User"] : focus.speakers
        }
        return found
    }

    private mutating func readyMade(_ clause: Clause) -> Findings? {
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
    mutating func given(_ clause: Clause) -> Findings? {
        guard clause.mood == .statement, clause.modal == .can || clause.modal == .should || draft.begins,
            let verb = clause.verb,
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
    mutating func adjective(_ clause: Clause) -> Findings? {
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

    mutating func requested(_ feature: Feature, _ clause: Clause, _ verb: String? = nil) -> Findings? {
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

    mutating func simple(_ request: Intent.FeatureRequest, _ objects: [NounPhrase], _ clause: Clause)
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

    /// The feature, for each of several entities.
    mutating func done(_ request: Intent.FeatureRequest, with targets: [String]) -> Findings {
        attend(targets)
        focus.objects = targets
        return .done(
            targets.map { target in
                var request = request
                request.target = target
                return .feature(request)
            })
    }

    // MARK: By what is done to rows

    /// "Menu items should be kept in the order the owner chose"
    mutating func ordering(_ clause: Clause) -> Findings? {
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
    mutating func history(_ clause: Clause) -> Findings? {
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
    mutating func onceOnly(_ clause: Clause) -> Findings? {
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
    mutating func featureByNoun(_ clause: Clause) -> Findings? {
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
        // "threaded comments", "posts in multiple languages"
        if let first = noun.words.first, noun.words.count > 1, let feature = lexicon.adjectiveFeatures[first],
            let target = entity(NounPhrase(words: Array(noun.words.dropFirst()), range: noun.range)).first
        {
            return done(.init(feature: feature, target: target), with: [target])
        }
        if clause.phrases(.in).contains(where: { $0.isMany && ["languages", "locales"].contains($0.words.last ?? "") }),
            let target = entity(noun).first
        {
            return done(.init(feature: .translate, target: target), with: [target])
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
                    "users can bookmark \(phrase(pluralized(entity.name)))",
                    "keeps who bookmarked which \(phrase(entity.name))")
            }
            return findings
        case .bookmark:
            guard let target = entities(targets).first(where: { $0 != "User" }) else { return nil }
            request.target = target
            return .done([.feature(request)])
        default: return nil
        }
    }

    func recurrence(_ target: String, _ values: [String]) -> Intent.FeatureRequest {
        var request = Intent.FeatureRequest(feature: .repeat, target: target)
        request.values = values
        return request
    }
}
