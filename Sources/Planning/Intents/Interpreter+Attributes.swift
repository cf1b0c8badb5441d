internal import Naming
internal import Specification

/// Adding: "Add a subtitle to posts", "Posts have a subtitle", "due dates".
extension Interpreter {
    mutating func addition(_ clause: Clause) -> Findings {
        var intents: [Intent] = []
        var pending: [NounPhrase] = []
        var owners: [String] = []
        var parts: [NounPhrase] = []
        var didOwn = false
        if let found = enumValue(clause) ?? indexed(clause) ?? pairAttribute(clause) { return found }
        func flush(_ interpreter: inout Interpreter, to entities: [String]) {
            for var noun in pending {
                // "the date of the last checkup for each member": what it is of is no thing that is kept.
                if let owner = noun.owners.first, noun.owners.count == 1, owner.pronoun == nil, !owner.words.isEmpty,
                    interpreter.entities([owner]).isEmpty, noun.words.count + owner.words.count < 5
                {
                    noun.words = owner.words + noun.words
                    noun.owners = []
                }
                for entity in entities {
                    intents.append(.attribute(noun, entity: entity, interpreter.necessity(clause)))
                }
            }
            pending = []
        }
        for (index, complement) in clause.complements.enumerated() {
            switch complement.kind {
            case .object(let listed):
                let nouns = sharingOwners(listed)
                let hasOwnOwner = clause.complements[(index + 1)...].contains { later in
                    if case .phrase(let preposition, let nouns) = later.kind {
                        [.to, .for, .on, .of, .in, .into].contains(preposition) && !entities(nouns).isEmpty
                    } else {
                        false
                    }
                }
                if clause.verb == "give" || clause.verb == "provide" || clause.verb == "equip"
                    || clause.verb == "extend" || clause.verb == "supply", pending.isEmpty, owners.isEmpty
                {
                    let receivers = entities(nouns)
                    if receivers.count == nouns.count, !receivers.isEmpty,
                        clause.objects.count > nouns.count || !clause.phrases(.with).isEmpty
                    {
                        owners = receivers
                        continue
                    }
                }
                pending += nouns
                if !owners.isEmpty, !hasOwnOwner { flush(&self, to: owners) }
            case .phrase(let preposition, let nouns)
            where [.to, .for, .on, .of, .in, .into, .from, .about, .per, .by, .with].contains(preposition):
                if preposition == .with {
                    parts += nouns
                    continue
                }
                if preposition == .by {
                    continue
                }
                let found = entities(nouns)
                guard !found.isEmpty else {
                    if preposition == .of || preposition == .for, nouns.count == 1, let last = pending.indices.last {
                        pending[last].owners += nouns
                    }
                    continue
                }
                owners = found
                didOwn = true
                // "a flag for featured posts": the adjective is what is flagged.
                if let last = pending.indices.last, lexicon.isIn("flags", pending[last].words.last ?? ""),
                    pending[last].words.count == 1, let noun = nouns.first,
                    let adjective = noun.words.count > 1 ? noun.words.first : noun.modifiers.first
                {
                    pending[last].words = [adjective]
                    pending[last].typeWords = ["boolean"]
                }
                parts += nouns.flatMap(\.parts)
                if let last = pending.indices.last {
                    pending[last].values += nouns.flatMap(\.values)
                    pending[last].traits.formUnion(nouns.flatMap(\.traits))
                    pending[last].defaultValue = pending[last].defaultValue ?? nouns.compactMap(\.defaultValue).first
                    pending[last].measure = pending[last].measure ?? nouns.compactMap(\.measure).first
                }
                flush(&self, to: owners)
            case .values(let values):
                if let last = pending.indices.last {
                    pending[last].values = values
                } else {
                    intents = withLast(intents) { $0.values = values }
                }
            case .trait(let trait):
                if let last = pending.indices.last {
                    pending[last].traits.insert(trait)
                } else {
                    intents = withLast(intents) { $0.traits.insert(trait) }
                }
            case .defaultValue(let value):
                if let last = pending.indices.last {
                    pending[last].defaultValue = value
                } else {
                    intents = withLast(intents) { $0.defaultValue = value }
                }
            case .measure(let measure):
                if let last = pending.indices.last {
                    pending[last].measure = measure
                } else {
                    intents = withLast(intents) { $0.measure = measure }
                }
            case .infinitive(let purpose), .purpose(let purpose):
                // "a field to store the weight": what it stores is the thing.
                if lexicon.isA(purpose.verb ?? "", .add),
                    pending.allSatisfy({ lexicon.isIn("generic", $0.words.last ?? "") })
                {
                    pending = purpose.objects
                }
            default: continue
            }
        }
        if !parts.isEmpty {
            if !pending.isEmpty {
                pending[pending.count - 1].parts += parts
            } else {
                intents = withLast(intents) { $0.parts += parts }
            }
        }
        if pending.isEmpty { return intents.isEmpty ? vaguely(clause) : finish(intents, owners) }
        let rest = objectsWithoutOwner(pending, didOwn ? owners : [], necessity(clause))
        if let problem = rest.problem {
            return intents.isEmpty
                ? rest
                : {
                    var all = Findings.done(intents); all.problem = problem; return all
                }()
        }
        return finish(intents + rest.intents, owners)
    }

    /// "the brand and the price of each product": what both are of stands once, at the end.
    private func sharingOwners(_ nouns: [NounPhrase]) -> [NounPhrase] {
        if let first = nouns.first, nouns.count > 1, !first.owners.isEmpty,
            nouns.dropFirst().contains(where: { $0.quantity == .possessive && $0.owners.isEmpty })
        {
            // "the cover of a book, its weight and its dimensions"
            return nouns.map { noun in
                var noun = noun
                if noun.quantity == .possessive, noun.owners.isEmpty {
                    noun.owners = first.owners
                    noun.quantity = .definite
                }
                return noun
            }
        }
        guard let last = nouns.last, nouns.count > 1, !last.owners.isEmpty,
            nouns.dropLast().allSatisfy({ $0.owners.isEmpty && $0.form == .noun })
        else { return nouns }
        return nouns.map { noun in
            var noun = noun
            if noun.owners.isEmpty { noun.owners = last.owners }
            return noun
        }
    }

    private func vaguely(_ clause: Clause) -> Findings { .problem("it isn't said what to add") }

    private mutating func finish(_ intents: [Intent], _ owners: [String]) -> Findings {
        attend(owners)
        if let vague = intents.compactMap({ vagueName($0) }).first { return .problem(vague) }
        return .done(intents)
    }

    private func vagueName(_ intent: Intent) -> String? {
        guard case .attribute(let noun, _, _) = intent else { return nil }
        return vagueness(noun)
    }

    /// Why a name says too little: "a field", "something".
    func vagueness(_ noun: NounPhrase) -> String? {
        guard noun.form == .noun, let last = noun.words.last, !noun.isQuoted,
            draft.entityName(noun.words, isExact: true) == nil
        else { return nil }
        if noun.words.count == 1, lexicon.isIn("generic", last), noun.parts.isEmpty, noun.kind.isEmpty,
            noun.values.isEmpty, lexicon.nounTypes[lexicon.key([last])] == nil
        {
            return "'\(last)' doesn't say which"
        }
        if noun.words.count == 1, noun.form == .noun, lexicon.isIn("flags", last), noun.owners.isEmpty {
            return "'\(noun.text)' doesn't say what it marks"
        }
        if lexicon.typeWord(noun.words) == .boolean, noun.words.count > 1 {
            return "'\(noun.text)' doesn't say of what"
        }
        if noun.words.contains(where: { lexicon.vague.contains($0) }), noun.words.count <= 2, noun.owners.isEmpty,
            lexicon.isIn("generic", last) || lexicon.vague.contains(last)
        {
            return "'\(noun.text)' says too little"
        }
        return nil
    }

    private func withLast(_ intents: [Intent], _ change: (inout NounPhrase) -> Void) -> [Intent] {
        var intents = intents
        guard case .attribute(var noun, let entity, let necessity)? = intents.last else { return intents }
        change(&noun)
        intents[intents.count - 1] = .attribute(noun, entity: entity, necessity)
        return intents
    }

    func necessity(_ clause: Clause) -> Intent.Necessity? {
        if clause.isNegated { return nil }
        if clause.modal == .must { return .required }
        if clause.modal == .can { return .optional }
        return nil
    }

    /// Things to add that no owner is named for: entities where they look like some, else fields of what the request
    /// was about, or of the one entity that can be meant.
    mutating func objectsWithoutOwner(_ nouns: [NounPhrase], _ stated: [String], _ necessity: Intent.Necessity?)
        -> Findings
    {
        var intents: [Intent] = []
        for var noun in nouns {
            if let vague = vagueness(noun) { return .problem(vague) }
            if !noun.owners.isEmpty {
                let owners =
                    entities(noun.owners.filter { $0.pronoun == nil })
                    + (noun.owners.contains { $0.pronoun != nil } ? focus.entities : [])
                if owners.isEmpty {
                    if draft.begins, let owner = noun.owners.first, isPossibleName(owner.words) {
                        let name = draft.entityNameOfSingular(owner.words)
                        noun.owners = []
                        intents += [.entity(name), .attribute(noun, entity: name, necessity)]
                        continue
                    }
                    return .missing(noun.owners[0].text)
                }
                noun.owners = []
                for owner in owners { intents.append(.attribute(noun, entity: owner, necessity)) }
                attend(owners)
                continue
            }
            if let place = draft.compound(noun.words, true), !place.isRelation {
                var member = noun
                member.words = Naming.words(of: place.name)
                intents.append(.attribute(member, entity: place.entity, necessity))
                continue
            }
            if let split = ownerInName(noun) {
                intents.append(.attribute(split.noun, entity: split.entity, necessity))
                continue
            }
            if isEntityLike(noun) {
                intents += newEntity(noun)
                continue
            }
            let owner =
                stated.isEmpty
                ? (focus.entities.isEmpty ? draft.mainEntity.map { [$0] } ?? [] : focus.entities) : stated
            guard !owner.isEmpty else {
                if draft.begins { intents += newEntity(noun); continue }
                var findings = Findings.problem("it isn't said of what '\(noun.text)' is known")
                findings.alternatives = draft.specification.entities.prefix(5).map { entity in
                    Alternative("add \(noun.text) to \(phrase(pluralized(entity.name)))", "adds it to \(entity.name)")
                }
                return findings
            }
            for entity in owner { intents.append(.attribute(noun, entity: entity, necessity)) }
        }
        return .done(intents)
    }

    /// "task priority": an entity's name in front of what is new about it.
    func ownerInName(_ noun: NounPhrase) -> (noun: NounPhrase, entity: String)? {
        guard noun.words.count > 1, !noun.isQuoted else { return nil }
        for count in stride(from: noun.words.count - 1, through: 1, by: -1) {
            guard let entity = draft.entityName(Array(noun.words.prefix(count)), isExact: true) else { continue }
            var rest = noun
            rest.words = Array(noun.words.dropFirst(count))
            guard lexicon.isValueNoun(rest.words) || lexicon.feature(noun: rest.words) != nil else { continue }
            return (rest, entity)
        }
        return nil
    }

    /// Whether a phrase names a kind of thing rather than a value: it has parts, is announced, or is the plural of a
    /// noun that holds no value.
    func isEntityLike(_ noun: NounPhrase) -> Bool {
        guard noun.form == .noun, noun.typeWords.isEmpty, noun.values.isEmpty, noun.unit == nil, noun.measure == nil
        else { return false }
        if draft.entityName(noun.words, isExact: true) != nil { return true }
        if !noun.parts.isEmpty || announced.contains(draft.names.key(noun.words)) { return true }
        if noun.kind.contains(where: { lexicon.isIn("generic", $0.words.last ?? "") }) { return true }
        if noun.isPlural, !lexicon.isValueNoun(noun.words), lexicon.pluralValues[lexicon.key(noun.words)] == nil {
            return true
        }
        return draft.begins && noun.quantity != .definite && (noun.isPlural || noun.quantity == .possessive)
    }

    mutating func newEntity(_ noun: NounPhrase) -> [Intent] {
        var words = noun.words
        // "an entity Warehouse", "a table orders"
        if words.count > 1,
            words[0] == "entity"
                || ["table", "model"].contains(words[0]) && noun.quantity == .indefinite && noun.isPlural
        {
            words.removeFirst()
        }
        if words.count > 1, lexicon.isIn("generic", words.last ?? "") { words.removeLast() }
        let name = draft.entityName(words, isExact: true) ?? draft.entityNameOfSingular(words)
        var intents: [Intent] = [.entity(name)]
        intents += noun.parts.map { .attribute($0, entity: name, nil) }
        if noun.quantity == .possessive, draft.begins || draft.hasAccounts {
            intents.append(.belongsTo(.init(child: name, parent: "User", name: "owner", isRequired: true)))
        }
        attend([name])
        return intents
    }

    // MARK: Statements

    /// "Posts have a subtitle", "every team needs a plan", "tasks get a priority"
    mutating func having(_ clause: Clause) -> Findings {
        var subject = clause.subject
        let objects = clause.objects + clause.phrases(.with)
        if clause.inheritsSubject {
            subject = []
        }
        // "Project names need at least 3 letters": about a member.
        if !clause.measures.isEmpty, objects.isEmpty { return bounding(clause) }
        if objects.contains(where: { $0.measure?.unit?.kind == .length && $0.words == [$0.measure?.unit?.word ?? ""] })
        {
            var measured = clause
            measured.complements = objects.compactMap(\.measure).map { Complement(kind: .measure($0), range: 0..<0) }
            return bounding(measured)
        }
        if objects.isEmpty {
            if clause.traits.contains(.unique) || clause.traits.contains(.required) { return describing(clause) }
            return Findings()
        }
        // "courses have 4 credits by default"
        if clause.traits.contains(.byDefault), let noun = objects.first, noun.measure?.isBare ?? false,
            let value = noun.measure?.high?.value
        {
            var bare = noun
            bare.measure = nil
            if case .found(let place) = members(bare, in: entities(clause.subject)) {
                return .done([.setDefault(place, value)])
            }
        }
        if let found = sameness(clause, objects) ?? cardinality(clause, objects) { return found }
        var owners = clause.inheritsSubject ? focus.subject : entities(subject)
        if owners.isEmpty, subject.contains(where: { $0.pronoun != nil }) { owners = focus.subject }
        // "runs also have a distance", where a workout's type can be a run
        if owners.isEmpty, let noun = subject.first, subject.count == 1, let entity = namedByValue(noun) {
            owners = [entity]
        }
        if owners.isEmpty, let noun = subject.first, case .found(let place) = members(noun, in: []) {
            // "the description has a limit of 200 characters"
            if let measure = objects.compactMap(\.measure).first {
                attend([place])
                return .done([.bound(place, measure)])
            }
            if let value = objects.compactMap(\.defaultValue).first { return .done([.setDefault(place, value)]) }
            if let relation = draft.relation(place.name, place.entity)?.entity, place.isRelation { owners = [relation] }
        }
        if owners.isEmpty {
            guard !subject.isEmpty || clause.inheritsSubject else { return Findings() }
            owners = entities(subject.filter { isSubjectOfDescription($0, clause) }, making: true)
        }
        guard !owners.isEmpty else { return .missing(subject.first?.text ?? "such thing") }
        if clause.isNegated || objects.contains(where: { $0.quantity == .no }) {
            return losing(clause, objects, owners)
        }
        focus.subject = owners
        attend(owners)
        var intents = owners.filter { draft.entity($0) == nil && $0 != "User" }.map { Intent.entity($0) }
        let isOptional = clause.modal == .can
        var objectsWithExtras = objects
        if let last = objectsWithExtras.indices.last { complete(&objectsWithExtras[last], clause) }
        for owner in owners {
            for noun in objectsWithExtras {
                if let vague = vagueness(noun) { return .problem(vague) }
                var noun = noun
                if isOptional, !noun.isMany { noun.traits.insert(.optional) }
                // "moorings always need an end date", where they have one already
                if clause.adverbs.contains("always"), !noun.isMany, !noun.traits.contains(.optional),
                    !draft.isNew(owner),
                    let place = draft.member(noun.words, of: owner, isExact: true)
                {
                    intents.append(.require(place, true))
                }
                intents.append(.attribute(noun, entity: owner, necessity(clause)))
            }
        }
        if let owner = subject.first(where: { $0.quantity == .possessive }), owner.pronoun == nil, draft.begins {
            intents += owners.map { .belongsTo(.init(child: $0, parent: "User", name: "owner", isRequired: true)) }
        }
        return .done(intents)
    }

    /// Whether a new entity may be made of a subject: in a description of an application, or with several things said.
    private func isSubjectOfDescription(_ noun: NounPhrase, _ clause: Clause) -> Bool {
        guard draft.begins || announced.contains(draft.names.key(noun.words)) else { return false }
        return noun.form == .noun && noun.pronoun == nil
    }

    func complete(_ noun: inout NounPhrase, _ clause: Clause) {
        if noun.values.isEmpty { noun.values = clause.values }
        if noun.defaultValue == nil { noun.defaultValue = clause.defaultValue }
        if noun.measure == nil { noun.measure = clause.measures.first }
        noun.traits.formUnion(clause.traits.intersection([.required, .optional, .unique]))
    }

    /// "Rooms don't have a floor anymore": removal.
    private mutating func losing(_ clause: Clause, _ objects: [NounPhrase], _ owners: [String]) -> Findings {
        var nouns = objects
        for index in nouns.indices { if nouns[index].quantity == .no { nouns[index].quantity = .bare } }
        let found = places(nouns, in: owners)
        if let problem = found.problem { return problem }
        if clause.modal == .must || clause.modal == .should && clause.verb == "have" {
            if clause.modal == .must { return .done(found.places.map { .require($0, false) }) }
        }
        return .done(found.places.map { .removeMember($0) })
    }
}
