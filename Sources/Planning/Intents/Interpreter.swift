internal import Naming
internal import Specification

/// Finds out what clauses ask for, given what the specification holds and what was talked about before.
struct Interpreter {
    var draft: Draft
    let lexicon: Lexicon
    /// Nouns that some clause of the request describes, by their keys: they name entities wherever they stand.
    var announced: Set<String> = []
    /// What pronouns mean: the entities and members that were mentioned last.
    var focus = Focus()
    /// Nouns that things are said to belong to, by their keys.
    var tenants: Set<String> = []
    /// What the subject of the sentence takes part in: what it then sends or writes belongs there.
    var joined: String?
    /// Entities of which the request says more than that they do something.
    var described: Set<String> = []
    /// What the people of an entity do, by the verb's infinitive: sellers list bikes.
    var doings: [String: [String: String]] = [:]
    /// Whether the request speaks of accounts: users, signed-in people.
    var speaksOfAccounts = false
    /// Words of the application's name, where the request begins one: "listings".
    var title: [String] = []
    /// Values that fields were bound to in this request, to find contradictions.
    var stated: [Intent.Place: Bool] = [:]

    struct Focus: Sendable {
        var entities: [String] = []
        var members: [Intent.Place] = []
        /// Whether what was spoken of last has gone.
        var hasRemoved = false
        /// The value that was removed last.
        var removedValue: (value: String, place: Intent.Place)?
        /// Who does something in the clause that is read: "the others vote on them" are others than they.
        var speakers: [String] = []
        /// What the last statement was done with: "students enroll in courses and review them".
        var objects: [String] = []
        /// The owner in a sentence before: "Members have … They also have …"
        var subject: [String] = []
    }

    // MARK: Clauses

    mutating func findings(_ clause: Clause) -> Findings {
        if clause.isOpenQuestion { return .problem("a question changes nothing; say what should be stored or allowed") }
        if clause.verbs.isEmpty, clause.subject.isEmpty, clause.complements.isEmpty {
            if let condition = clause.conditions.first { return findings(condition) }
            return Findings()
        }
        if !clause.inheritsSubject { joined = nil; focus.objects = [] }
        if let name = draft.entityName(clause.heading) { attend([name]) }
        let speakers = clause.subject.filter { $0.pronoun == nil }
        focus.speakers = speakers.isEmpty ? [] : entities(speakers)
        if let found = heir(clause) ?? distinctness(clause) { return found }
        if let found = overlap(clause) ?? twice(clause) ?? lifecycle(clause) ?? deletion(clause) { return found }
        if let found = comparing(clause) { return found }
        if clause.mood == .statement, clause.verb != "be", let found = onePer(clause, clause.objects) { return found }
        if let found = access(clause) { return found }
        if let found = feature(clause) { return found }
        switch clause.mood {
        case .command: return command(clause)
        case .fragment: return fragment(clause)
        case .statement: return statement(clause)
        }
    }

    private mutating func command(_ clause: Clause) -> Findings {
        guard let verb = clause.verb else { return Findings() }
        let classes = lexicon.classes(of: verb)
        if clause.isNegated {
            if classes.contains(.make) { return make(clause) }
            if classes.contains(.add) || ["need", "use", "want", "have"].contains(verb) { return removal(clause) }
            if classes.contains(.remove) { return .settled("nothing is to be removed") }
            return Findings()
        }
        if let found = listedCommand(clause, classes) { return found }
        if verb == "have" || verb == "need" { return addition(clause) }
        // A verb of doing, applied to things that are known already, adds nothing.
        guard !clause.objects.allSatisfy({ draft.entityName($0.words, isExact: true) != nil }) else {
            return Findings()
        }
        if lexicon.verbFeatures[verb] != nil || classes.contains(.link) || classes.contains(.own) {
            return addition(clause)
        }
        return Findings()
    }

    private mutating func listedCommand(_ clause: Clause, _ classes: Set<VerbClass>) -> Findings? {
        let readers: [(VerbClass, (inout Interpreter, Clause) -> Findings)] = [
            (.rename, { $0.renaming($1) }), (.split, { $0.splitting($1) }), (.merge, { $0.merging($1) }),
            (.move, { $0.moving($1) }), (.extract, { $0.extracting($1) }), (.replace, { $0.replacing($1) }),
            (.limit, { $0.limiting($1) }), (.change, { $0.changing($1) }), (.make, { $0.make($1) }),
            (.group, { $0.grouping($1) }), (.remove, { $0.removal($1) }), (.default, { $0.defaulting($1) }),
            (.index, { $0.indexing($1) }), (.add, { $0.addition($1) }),
        ]
        var first: Findings?
        for (kind, read) in readers where classes.contains(kind) {
            let found = read(&self, clause)
            if found.isUnderstood { return found }
            first = first ?? (found.problem != nil ? found : nil)
        }
        return first
    }

    // MARK: Entities

    /// The entities that phrases name; those that exist, and those that the request describes or that `making` allows.
    mutating func entities(_ nouns: [NounPhrase], making: Bool = false) -> [String] {
        nouns.flatMap { entity($0, making: making) }
    }

    mutating func entity(_ noun: NounPhrase, making: Bool = false) -> [String] {
        if let pronoun = noun.pronoun {
            switch pronoun {
            case .it, .they:
                let meant = focus.objects.isEmpty ? focus.entities : focus.objects
                let others = meant.filter { !focus.speakers.contains($0) }
                return others.isEmpty ? meant : others
            case .latter: return focus.entities.suffix(1)
            case .former: return Array(focus.entities.prefix(1))
            default: return []
            }
        }
        guard noun.form == .noun else { return [] }
        if let name = draft.entityName(noun.words) { return [name] }
        if noun.words.count > 1, lexicon.isIn("generic", noun.words.last ?? ""),
            let name = draft.entityName(Array(noun.words.dropLast()))
        {
            return [name]
        }
        // "details of doctors", "list of orders": the generic noun says nothing.
        if let last = noun.words.last, !noun.owners.isEmpty,
            lexicon.isIn("generic", last)
                || ["detail", "list", "record", "entry", "profile"].contains(singularized(last))
        {
            return entities(noun.owners, making: making)
        }
        if draft.isAccount(noun.words) { return ["User"] }
        if announced.contains(draft.names.key(noun.words)) || making {
            guard isPossibleName(noun.words) else { return [] }
            return [draft.entityNameOfSingular(noun.words)]
        }
        // "published posts": an adjective and an entity.
        if noun.words.count > 1, let name = draft.entityName(Array(noun.words.dropFirst()), isExact: true),
            isAdjective(noun.words[0], of: name)
        {
            return [name]
        }
        return []
    }

    func isPossibleName(_ words: [String]) -> Bool {
        guard let first = words.first?.first, first.isLetter, words.count <= 5 else { return false }
        if Self.everything.contains(words.joined(separator: " ")) { return false }
        if let kind = granteeKind(words), kind == "anyone" || kind == "signedIn",
            !lexicon.isPerson(words) || draft.isAccount(words), !announced.contains(draft.names.key(words))
        {
            return false
        }
        if draft.begins, words == ["table"] || words == ["tables"] { return true }
        return !words.contains { $0.contains { !$0.isLetter && !$0.isNumber && $0 != "-" } }
            && !lexicon.isIn("meta", words.last ?? "")
    }

    func isAdjective(_ word: String, of entity: String) -> Bool {
        if lexicon.weakAdjectives.contains(word) || lexicon.visible[word] != nil || lexicon.hidden.contains(word) {
            return true
        }
        if draft.names.values[draft.names.key([word])]?.contains(where: { $0.entity == entity }) ?? false {
            return true
        }
        if draft.member([word], of: entity, isExact: true) != nil { return true }
        return ["in", "un"].contains {
            word.hasPrefix($0) && draft.member([String(word.dropFirst($0.count))], of: entity, isExact: true) != nil
        } || Conjugation.base(ofParticiple: word) != nil
    }

    /// The members that a phrase means; a pronoun means those that were talked about.
    func members(_ noun: NounPhrase, in context: [String], isExact: Bool = false) -> Resolution {
        if let pronoun = noun.pronoun, [.it, .they, .latter, .former].contains(pronoun) {
            guard let last = pronoun == .former ? focus.members.first : focus.members.last else { return .missing }
            return .found(last)
        }
        let resolved = draft.resolve(noun, in: context, isExact: isExact)
        if case .missing = resolved, noun.owners.isEmpty, context.isEmpty == false,
            let place = draft.compound(noun.words, isExact)
        {
            return .found(place)
        }
        // "their phone number": of what the sentence before spoke of.
        if case .ambiguous(let places) = resolved {
            if let place = places.first(where: { focus.entities.contains($0.entity) }) { return .found(place) }
        }
        return resolved
    }

    /// Every member that the phrases mean; what is wrong with those that mean none.
    mutating func places(_ nouns: [NounPhrase], in context: [String] = []) -> (
        places: [Intent.Place], problem: Findings?
    ) {
        var places: [Intent.Place] = []
        for noun in nouns {
            if noun.pronoun != nil, [.they].contains(noun.pronoun), context.isEmpty {
                places += focus.members
                continue
            }
            var noun = noun
            if noun.owners.contains(where: { $0.pronoun != nil || $0.quantity == .possessive && $0.words.isEmpty }) {
                noun.owners = []
            }
            switch members(noun, in: noun.owners.isEmpty ? context : []) {
            case .found(let place):
                places.append(place)
                for owner in noun.owners.dropFirst() {
                    if let entity = draft.entityName(owner.words), let other = draft.member(noun.words, of: entity) {
                        places.append(other)
                    }
                }
            case .ambiguous(let candidates): return (places, ambiguity(noun, candidates))
            case .missing:
                let of = (noun.owners.map(\.text) + context).first.map { " of \($0)" } ?? ""
                return (places, .problem("there is no '\(noun.text)'\(of)"))
            }
        }
        return (places, places.isEmpty ? .problem("it isn't said of what") : nil)
    }

    func ambiguity(_ noun: NounPhrase, _ places: [Intent.Place]) -> Findings {
        var findings = Findings.problem(
            "'\(noun.text)' can be that of \(places.map { phrase(pluralized($0.entity)) }.joined(separator: " or "))")
        findings.alternatives = places.map { place in
            Alternative(
                "the \(phrase(place.name)) of \(phrase(pluralized(place.entity)))",
                "changes \(place.entity).\(place.name)")
        }
        return findings
    }

    mutating func attend(_ entities: [String]) {
        if !entities.isEmpty { focus.entities = entities }
    }

    mutating func attend(_ places: [Intent.Place]) {
        guard !places.isEmpty else { return }
        focus.members = places
        if !places.contains(where: { focus.entities.contains($0.entity) }) {
            focus.entities = Array(Set(places.map(\.entity))).sorted()
        }
    }
}

extension Interpreter.Focus {
    /// What was removed by the intents of a clause, so that what follows can speak of it.
    mutating func note(_ intents: [Intent]) {
        hasRemoved = false
        for intent in intents {
            switch intent {
            case .removeEntity, .removeMember: hasRemoved = true
            case .removeValue(let value, let place, _): removedValue = (value, place)
            default: continue
            }
        }
    }
}
