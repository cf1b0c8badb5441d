/// One or several tokens read as one word: a name of the specification, a set phrase, a compound noun, or what
/// stands alone.
struct Word: Sendable, Hashable {
    var kind: Token.Kind
    /// The single words, in lower case and spelt right.
    var parts: [String]
    /// As it stands in the request.
    var original: String
    var symbol: Symbol?
    var verb: VerbForm?
    /// The bytes of the request that it was read from.
    var range: Range<Int>
    var isSpaced: Bool
    /// What it was read as instead of what was written.
    var correction: String?

    var text: String { parts.joined(separator: " ") }

    func isMark(_ mark: String) -> Bool { kind == .mark && symbol == nil && parts.first == mark }

    /// Whether it can be part of a name.
    var isNameable: Bool { (kind == .word && symbol == nil) || kind == .quoted }
}

/// A verb in one of its forms.
struct VerbForm: Sendable, Hashable {
    struct Forms: OptionSet, Sendable, Hashable {
        let rawValue: Int
        static let base = Forms(rawValue: 1)
        static let third = Forms(rawValue: 2)
        static let past = Forms(rawValue: 4)
        static let participle = Forms(rawValue: 8)
        static let gerund = Forms(rawValue: 16)
    }

    /// The infinitive; words of a phrasal verb are joined by hyphens: `set-up`.
    var lemma: String
    var forms: Forms
}
