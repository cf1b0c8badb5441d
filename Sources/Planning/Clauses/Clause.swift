/// A sentence or a part of one with a verb of its own, or a phrase that stands alone.
struct Clause: Sendable, Hashable {
    enum Mood: Sendable, Hashable {
        /// "Add a title to posts"
        case command
        /// "Posts have a title"
        case statement
        /// "due dates"
        case fragment
    }

    var mood = Mood.statement
    var subject: [NounPhrase] = []
    /// Whether the subject was left out because it is the one of the clause before.
    var inheritsSubject = false
    /// "Only admins may …"
    var isOnly = false
    /// Whether "only" stood with the verb: "users can only see …"
    var isOnlyVerbal = false
    /// "members see only their own loans": what they may do is limited to the object.
    var isRestricted = false
    /// What only colours the clause: "really", "twice".
    var adverbs: [String] = []
    /// A question for something that isn't a wish: "what", "why".
    var isOpenQuestion = false
    var modal: Symbol?
    var isNegated = false
    /// "It should not be possible to …", "prevent …"
    var isForbidden = false
    /// The infinitives of the verbs: several in "create and update".
    var verbs: [String] = []
    /// The participles as they were written, of a passive: "pinned or locked".
    var participles: [String] = []
    var isPassive = false
    var complements: [Complement] = []
    /// "When a doctor is deleted, …": an event that the clause follows.
    var conditions: [Clause] = []
    /// The words of a heading before it: "bottles: add a label".
    var heading: [String] = []
    /// The words that it was read from, and those among them that no part of it accounts for.
    var range = 0..<0
    var unplaced: [Range<Int>] = []

    var verb: String? { verbs.first }

    func phrases(_ prepositions: Symbol...) -> [NounPhrase] {
        complements.flatMap { complement -> [NounPhrase] in
            if case .phrase(let preposition, let nouns) = complement.kind, prepositions.contains(preposition) {
                return nouns
            }
            return []
        }
    }

    var objects: [NounPhrase] {
        complements.flatMap { complement -> [NounPhrase] in
            if case .object(let nouns) = complement.kind { return nouns }
            return []
        }
    }

    var measures: [Measure] {
        complements.compactMap { if case .measure(let measure) = $0.kind { measure } else { nil } }
    }

    var traits: Set<Symbol> {
        Set(complements.compactMap { if case .trait(let trait) = $0.kind { trait } else { nil } })
    }

    var defaultValue: String? {
        for case .defaultValue(let value) in complements.map(\.kind) { return value }
        return nil
    }

    var values: [String] {
        for case .values(let values) in complements.map(\.kind) { return values }
        return []
    }

    /// Whether one of its noun phrases has the key.
    func mentions(_ key: String, _ keyOf: (NounPhrase) -> String) -> Bool {
        func holds(_ nouns: [NounPhrase]) -> Bool {
            nouns.contains { keyOf($0) == key || holds($0.owners + $0.parts + $0.kind) }
        }
        return holds(subject)
            || complements.contains { complement in
                switch complement.kind {
                case .object(let nouns), .phrase(_, let nouns): holds(nouns)
                case .infinitive(let inner), .purpose(let inner): inner.mentions(key, keyOf)
                default: false
                }
            }
    }

    func has(_ word: String) -> Bool {
        complements.contains { if case .word(let other) = $0.kind { other == word } else { false } }
    }
}

/// Something behind a verb.
struct Complement: Sendable, Hashable {
    indirect enum Kind: Sendable, Hashable {
        case object([NounPhrase])
        case phrase(Symbol, [NounPhrase])
        case measure(Measure)
        case trait(Symbol)
        case values([String])
        case defaultValue(String)
        /// An adjective, an adverb or a participle that the lexicon gives no meaning of its own.
        case word(String)
        case infinitive(Clause)
        case purpose(Clause)
    }

    var kind: Kind
    var range: Range<Int>
}
