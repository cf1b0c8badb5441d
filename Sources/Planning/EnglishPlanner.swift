internal import Naming
public import Specification

/// Turns a request in plain English into edits of a specification, by rules: the same request and specification give
/// the same plan, and nothing is asked of a network.
public struct EnglishPlanner: Sendable {
    private let lexicon: Lexicon

    public init(lexicon: Lexicon = .english) { self.lexicon = lexicon }

    /// The longest request that is read, in bytes.
    public static let longestRequest = 100_000

    /// What `request` asks of `specification`; nil begins one.
    public func plan(_ request: String, for specification: Specification?) -> Plan {
        guard request.utf8.count <= Self.longestRequest else {
            var plan = Plan()
            plan.refusal = "the request is longer than \(Self.longestRequest) bytes; plan one change at a time"
            return plan
        }
        var planning = Planning(request, specification, lexicon)
        return planning.plan()
    }
}

/// One request on its way to a plan.
private struct Planning {
    private let bytes: [UInt8]
    private let words: [Word]
    private let lexicon: Lexicon
    private var plan_ = Plan()
    private var interpreter: Interpreter
    private var drafter: Drafter
    private var sawSettled = false
    private let unchanged: Draft

    init(_ request: String, _ specification: Specification?, _ lexicon: Lexicon) {
        bytes = Array(request.utf8)
        self.lexicon = lexicon
        let draft = Draft(specification, lexicon)
        unchanged = draft
        words = WordReader(lexicon: lexicon, names: draft.names).words(of: Tokenizer.tokens(of: request))
        interpreter = Interpreter(draft: draft, lexicon: lexicon)
        drafter = Drafter(draft: draft, lexicon: lexicon)
    }

    mutating func plan() -> Plan {
        for word in words {
            if let right = word.correction { plan_.notes.append("'\(word.original)' is read as '\(right)'") }
        }
        let sentences = read()
        guard !sentences.isEmpty else {
            plan_.refusal = "nothing is asked for"
            return plan_
        }
        prepare(sentences)
        for (sentence, clauses) in sentences { for clause in clauses { perform(clause, sentence) } }
        complete()
        return finish()
    }

    // MARK: Reading

    private mutating func read() -> [([Word], [Clause])] {
        Sentences.split(words).map { sentence in
            guard sentence.count <= SentenceReader.longestSentence else {
                report(
                    sentence.first.map(\.range.lowerBound) ?? 0, sentence.last.map(\.range.upperBound) ?? 0,
                    "the sentence is too long")
                return (sentence, [])
            }
            var reader = SentenceReader(sentence, lexicon, drafter.draft.names)
            return (sentence, reader.clauses())
        }
    }

    /// What the whole request tells before its parts are read: which nouns it describes, and what it is about.
    private mutating func prepare(_ sentences: [([Word], [Clause])]) {
        var announced: Set<String> = []
        let names = drafter.draft.names
        for clause in sentences.flatMap(\.1) {
            for noun in clause.subject
            where noun.owners.isEmpty && noun.form == .noun && noun.pronoun == nil && describes(clause)
                && !isOnlyAllowed(noun, clause, sentences)
            {
                let key = names.key(noun.words)
                if !drafter.draft.begins, lexicon.isPerson(noun.words), clause.verb != "have", clause.modal == .can,
                    drafter.draft.hasAccounts
                {
                    continue
                }
                if names.entities[key] == nil, !noun.words.isEmpty, !isGrantee(noun),
                    interpreter.isPossibleName(noun.words), names.members[key] == nil || drafter.draft.begins,
                    drafter.draft.compound(noun.words) == nil
                {
                    announced.insert(key)
                }
            }
            for noun in clause.subject where lexicon.isIn("app", noun.words.last ?? "") {
                let key = names.key(noun.words)
                let isElsewhere = sentences.contains { sentence in
                    sentence.1.contains {
                        $0 != clause && !isTitle($0, sentence.0) && $0.mentions(key) { names.key($0.words) }
                    }
                }
                if clause.verb == "have" || isElsewhere {
                    interpreter.described.insert(drafter.draft.entityNameOfSingular(noun.words))
                }
            }
            for complement in clause.complements {
                if case .phrase(.for, let nouns) = complement.kind, drafter.draft.begins {
                    for noun in nouns where noun.quantity == .each && !isGrantee(noun) && !noun.words.isEmpty {
                        announced.insert(names.key(noun.words))
                    }
                }
            }
            if lexicon.isA(clause.verb ?? "", .belong) {
                for noun in clause.phrases(.to) { interpreter.tenants.insert(names.key(noun.words)) }
            }
        }
        interpreter.announced = announced
        interpreter.speaksOfAccounts = words.contains {
            $0.parts.contains {
                ["assignee", "assignees", "user", "users", "signed-in", "logged-in", "everyone", "anyone", "my"]
                    .contains($0)
            }
        }
        drafter.announced = announced
        drafter.speaksOfAccounts = interpreter.speaksOfAccounts
        if drafter.draft.begins { begin(sentences) }
    }

    /// Whether people are spoken of for nothing but what they may do: then they are accounts, or a role.
    private func isOnlyAllowed(_ noun: NounPhrase, _ clause: Clause, _ sentences: [([Word], [Clause])]) -> Bool {
        guard interpreter.isPermission(clause), interpreter.isAgent(noun) else { return false }
        let key = drafter.draft.names.key(noun.words)
        return !sentences.flatMap { sentence in sentence.1.map { (sentence.0, $0) } }.contains { sentence, other in
            other != clause && !isTitle(other, sentence) && !interpreter.isPermission(other)
                && other.mentions(key) { drafter.draft.names.key($0.words) }
        }
    }

    private func isGrantee(_ noun: NounPhrase) -> Bool {
        lexicon.grantees[noun.words.joined(separator: " ")] != nil
            && ![
                "owner", "owners", "author", "authors", "visitor", "visitors", "guest", "guests", "creator", "creators",
            ].contains(noun.words.last ?? "")
    }

    /// Whether a clause says what its subject consists of or does, so that the subject is a kind of thing.
    private func describes(_ clause: Clause) -> Bool {
        guard clause.mood == .statement, let verb = clause.verb else {
            return clause.mood == .fragment && drafter.draft.begins && !clause.phrases(.with).isEmpty
        }
        if clause.isPassive { return drafter.draft.begins && !clause.phrases(.by, .in, .to).isEmpty }
        let classes = lexicon.classes(of: verb)
        if drafter.draft.begins { return verb != "be" || clause.subject.contains { $0.quantity == .each } }
        return (verb == "have" || !classes.isDisjoint(with: [.own, .link, .transact, .connect]))
            && clause.modal != .must && !classes.contains(.manage)
    }

    private mutating func begin(_ sentences: [([Word], [Clause])]) {
        let name = ApplicationName(lexicon).name(of: sentences.first?.0 ?? [])
        drafter.draft.setName(name.isEmpty ? "app" : name, description: nil)
        if !name.isEmpty { plan_.name = name }
        interpreter.title = Set(
            name.split(separator: "-").map(String.init) + (sentences.first?.0 ?? []).flatMap(\.parts)
        ).map { drafter.draft.names.key([$0]) }.sorted()
    }

    // MARK: Clauses

    private mutating func perform(_ clause: Clause, _ sentence: [Word]) {
        let range = bytes(clause.range, sentence)
        interpreter.draft = drafter.draft
        if drafter.draft.begins, isTitle(clause, sentence) { return }
        let findings = interpreter.findings(clause)
        guard findings.isUnderstood else {
            plan_.alternatives += findings.alternatives
            // What follows speaks of this subject, not of the one before.
            if drafter.draft.begins, !clause.subject.isEmpty {
                interpreter.focus.subject = interpreter.entities(clause.subject, making: true)
                interpreter.focus.entities = interpreter.focus.subject
            }
            if !isEmpty(clause, sentence) { report(range.lowerBound, range.upperBound, findings.problem) }
            return
        }
        sawSettled = true
        let before = drafter
        drafter.draft.words = text(range)
        drafter.draft.reason = findings.reason
        drafter.touched = []
        drafter.touchedEntities = []
        for intent in findings.intents {
            drafter.perform(intent)
            if drafter.problem != nil { break }
        }
        drafter.problem = drafter.problem ?? drafter.draft.fault(since: before.draft)
        if let problem = drafter.problem ?? findings.problem {
            if drafter.problem != nil { drafter = before }
            drafter.problem = nil
            plan_.alternatives += findings.alternatives
            report(range.lowerBound, range.upperBound, problem)
            return
        }
        if !drafter.touched.isEmpty { interpreter.focus.members = drafter.touched }
        if !drafter.touchedEntities.isEmpty { interpreter.focus.entities = drafter.touchedEntities }
        let granted = findings.intents.compactMap { intent -> String? in
            switch intent {
            case .grant(_, let entity), .onlyGrant(_, let entity), .revoke(_, _, let entity): entity
            default: nil
            }
        }
        if !granted.isEmpty { interpreter.focus.entities = Array(Set(granted)).sorted() }
        interpreter.focus.note(findings.intents)
        reportUncovered(clause, findings, sentence)
        for unplaced in clause.unplaced {
            let words = bytes(unplaced, sentence)
            if sentence[unplaced].contains(where: { $0.isNameable || $0.kind == .number || $0.verb != nil }) {
                report(words.lowerBound, words.upperBound, nil)
            }
        }
    }

    /// Phrases of a clause that no intent mentions: they were read, but nothing came of them.
    private mutating func reportUncovered(_ clause: Clause, _ findings: Findings, _ sentence: [Word]) {
        guard !findings.intents.isEmpty, let mentioned = Intent.mentioned(findings.intents) else { return }
        let names = drafter.draft.names
        let known = Set(mentioned.flatMap { Naming.words(of: $0) }.map { names.key([$0]) })
        let nouns =
            clause.subject
            + clause.complements.flatMap { complement -> [NounPhrase] in
                switch complement.kind {
                case .object(let nouns), .phrase(_, let nouns): nouns
                default: []
                }
            }
        for noun in nouns where !isCovered(noun, known) {
            let range = bytes(noun.range, sentence)
            report(range.lowerBound, range.upperBound, "nothing was made of it")
        }
        guard !findings.intents.contains(where: \.mayMeasure) else { return }
        for complement in clause.complements {
            guard case .measure = complement.kind else { continue }
            let range = bytes(complement.range, sentence)
            report(range.lowerBound, range.upperBound, "nothing was made of it")
        }
    }

    private func isCovered(_ noun: NounPhrase, _ known: Set<String>) -> Bool {
        let names = drafter.draft.names
        guard noun.pronoun == nil, !noun.words.isEmpty, !noun.range.isEmpty, noun.form == .noun else { return true }
        if drafter.draft.begins, noun.quantity == .indefinite, ApplicationName(lexicon).isApplication(noun) {
            return true
        }
        if noun.words.contains(where: { word in
            word.split(separator: "-").contains { known.contains(names.key([String($0)])) }
        }) {
            return true
        }
        if noun.words.contains(where: { word in
            ["generic", "values", "changes", "records", "profiles", "deletion", "overlapping", "rights", "tenancy"]
                .contains { lexicon.isIn($0, word) } || lexicon.units[word] != nil
        }) {
            return true
        }
        if noun.traits.contains(.unique), lexicon.isIn("points in time", noun.words.last ?? "") { return true }
        return lexicon.typeWord(noun.words) != nil || lexicon.grantees[noun.text] != nil || lexicon.isPerson(noun.words)
            || lexicon.feature(noun: noun.words) != nil || noun.owners.contains { isCovered($0, known) }
            || lexicon.sameField[names.key(noun.words)] != nil
    }

    /// "A todo app.", "We run a gym.": what the application is, not what it keeps.
    private func isTitle(_ clause: Clause, _ sentence: [Word]) -> Bool {
        let nouns = clause.mood == .fragment ? clause.subject : clause.mood == .command ? clause.objects : []
        guard !nouns.isEmpty, nouns.allSatisfy({ $0.parts.isEmpty && $0.quantity != .possessive && $0.form == .noun }),
            clause.phrases(.with).isEmpty
        else { return false }
        if clause.mood == .command {
            // "We run a vet practice.", "I teach piano."
            if sentence.first?.symbol == .we, words.first == sentence.first, nouns.count == 1, !nouns[0].isPlural,
                nouns[0].owners.isEmpty, nouns[0].quantity == .indefinite || nouns[0].quantity == .bare,
                let verb = clause.verb, !lexicon.isA(verb, .add) || lexicon.isA(verb, .describe),
                !lexicon.classes(of: verb).isDisjoint(with: [.describe, .own, .link])
            {
                return true
            }
            guard lexicon.isA(clause.verb ?? "", .describe) else { return false }
        }
        return ApplicationName(lexicon).isApplication(nouns[0])
            || sentence.first.map { words.first == $0 } ?? false && clause.mood == .fragment
                && clause.range.lowerBound <= 2
    }

    private func isEmpty(_ clause: Clause, _ sentence: [Word]) -> Bool {
        !sentence[clause.range].contains { $0.kind != .mark && $0.symbol != .filler && $0.symbol != .please }
    }

    private func bytes(_ range: Range<Int>, _ sentence: [Word]) -> Range<Int> {
        let range = range.clamped(to: 0..<sentence.count)
        guard let first = sentence[range].first, let last = sentence[range].last else { return 0..<0 }
        return first.range.lowerBound..<last.range.upperBound
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    private mutating func report(_ start: Int, _ end: Int, _ reason: String?) {
        guard start < end else { return }
        plan_.notUnderstood.append(NotUnderstood(text(start..<end), range: start..<end, reason: reason))
    }

    // MARK: The end

    /// New entities that the request says nothing more about get a name; those that hang on others get their rights.
    private mutating func complete() {
        for name in drafter.draft.newEntities where name != "User" {
            guard let entity = drafter.draft.entity(name) else { continue }
            drafter.draft.words = ""
            let isLink =
                entity.relations.count { $0.kind == .belongsTo && !($0.entity == "User" && $0.unique == true) } > 1
            if entity.fields.isEmpty, !isLink {
                var field = FieldDeclaration()
                field.name = "name"
                field.required = true
                drafter.draft.addField(field, name)
            }
            if !drafter.draft.begins { inheritRights(name) }
        }
    }

    private mutating func inheritRights(_ name: String) {
        guard let entity = drafter.draft.entity(name), entity.access == nil, drafter.draft.owner(of: name) == nil,
            drafter.draft.specification.tenancy?.membership != name, drafter.draft.specification.tenancy?.entity != name
        else { return }
        if let parent = entity.relations.first(where: { $0.kind == .belongsTo && $0.isRequired && $0.entity != "User" })
        {
            drafter.through(parent.name, name, all: true)
            return
        }
        // What groups somebody's own rows is theirs as well.
        let children = drafter.draft.specification.entities.filter { child in
            child.relations.contains { $0.entity == name } && drafter.draft.owner(of: child.name) == "owner"
                && child.access == nil
        }
        if !children.isEmpty { drafter.belong(.init(child: name, parent: "User", name: "owner", isRequired: true)) }
    }

    private mutating func finish() -> Plan {
        drafter.makeSound()
        if let fault = drafter.draft.fault(since: unchanged) {
            plan_.refusal = fault
            return plan_
        }
        plan_.edits = drafter.draft.edits()
        plan_.notes += drafter.notes
        guard plan_.edits.isEmpty else {
            plan_.alternatives = []
            return plan_
        }
        if sawSettled, plan_.notUnderstood.isEmpty {
            plan_.isAlreadyTrue = true
        } else {
            plan_.refusal =
                plan_.notUnderstood.compactMap(\.reason).first
                ?? "none of it is about something that the application keeps"
        }
        return plan_
    }
}
