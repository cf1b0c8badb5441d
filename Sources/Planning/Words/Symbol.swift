/// What a small word or a set phrase means to a sentence; the raw value is the name in `phrases.txt`.
enum Symbol: String, Sendable {
    // Determiners and quantifiers
    case a, the, each, certain = "some", their, one, many, two, no, both, listOf = "listof"
    // Pronouns
    case it, they, former, latter, we, eachOther = "each-other", same
    // Auxiliaries
    case can, must, should, will, not, `do`, be, have, only
    // Conjunctions and relatives
    case and, or, but, then, when, `if`, `where`, unless, because, that, which, bothWhich = "bothwhich", who
    case what, how, whether, howOften = "how-often", howMany = "how-many", why, `while`
    // Prepositions
    case to, of, from, on, `in`, into, `for`, with, by, at, `as`, than, per, without, about, over, between, before
    case after, insteadOf = "instead-of", via
    // Amounts
    case atLeast = "at-least", atMost = "at-most", moreThan = "more-than", lessThan = "less-than", exactly
    case orMore = "or-more", orLess = "or-less", positive, nonNegative = "non-negative", negative
    // Traits of fields
    case required, optional, unique, indexed, byDefault = "by-default", `default`, once, oneOf = "one-of", called
    // Ways to ask
    case please, need, possibleFor = "possible-for", impossible, `let`, filler

    static let prepositions: Set<Symbol> = [
        .to, .of, .from, .on, .in, .into, .for, .with, .by, .at, .as, .than, .per, .without, .about, .over, .between,
        .before, .after, .insteadOf, .via,
    ]
    static let determiners: Set<Symbol> = [
        .a, .the, .each, .certain, .their, .one, .many, .two, .no, .both, .listOf, .same,
    ]
    static let pronouns: Set<Symbol> = [.it, .they, .former, .latter, .eachOther]
    static let modals: Set<Symbol> = [.can, .must, .should, .will]
    static let traits: Set<Symbol> = [.required, .optional, .unique, .indexed]
    static let measures: Set<Symbol> = [
        .atLeast, .atMost, .moreThan, .lessThan, .exactly, .positive, .nonNegative, .negative,
    ]
    static let subordinators: Set<Symbol> = [.when, .if, .where, .unless, .because, .while]

    var isPreposition: Bool { Self.prepositions.contains(self) }
    var isDeterminer: Bool { Self.determiners.contains(self) }
    var isPronoun: Bool { Self.pronouns.contains(self) }
    var isModal: Bool { Self.modals.contains(self) }
}
