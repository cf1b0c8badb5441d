internal import Naming
internal import Specification

/// What is done to things: "songs are written by an artist", "threads can be pinned", "a booking is open or closed".
extension Interpreter {
    // MARK: Passive

    mutating func passive(_ clause: Clause) -> Findings {
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
            let noun = clause.phrases(.in).first,
            noun.quantity == .indefinite || noun.quantity == .one
                || noun.quantity == .bare && noun.isPlural && lexicon.isIn("keeping", verb),
            isPossibleName(noun.words),
            lexicon.type(ofName: noun.words).map({ $0 == .text && noun.isPlural }) ?? true
        {
            return relate(clause.inheritsSubject ? focus.subject : entities(clause.subject), to: [noun], clause)
        }
        // "should be recorded", "must be tracked": the subject is what to add.
        if classes.contains(.add), clause.modal != .can || draft.begins { return addition(active(clause)) }
        return flags(clause)
    }

    /// "a post can be reposted by other users": many do it with many, each once.
    mutating func performing(_ clause: Clause) -> Findings? {
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
    mutating func states(_ clause: Clause) -> Findings? {
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
    func agentRole(_ clause: Clause, _ parents: [NounPhrase]) -> String? {
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

    func verbNoun(_ verb: String?) -> String? { verb == "assign" ? "assignee" : nil }

    func entityIsAccount(_ noun: NounPhrase) -> Bool { draft.isAccount(noun.words) }

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
    mutating func flags(_ clause: Clause) -> Findings {
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
}
