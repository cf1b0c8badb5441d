/// A piece of a request: a word, a number, something in quotes, or a mark.
struct Token: Sendable, Hashable {
    enum Kind: Sendable { case word, number, quoted, mark }

    var kind: Kind
    /// In lower case, contractions written out; a quotation as it stands, without its quotes.
    var text: String
    /// As it stands in the request.
    var original: String
    /// The bytes of the request's UTF-8 that it was read from.
    var range: Range<Int>
    /// Whether a space stands before it.
    var isSpaced: Bool
}

/// The marks that mean something; every other mark stands for itself.
enum Mark {
    static let possessive = "'s"
    static let dash = "—"
    static let bullet = "•"
    static let sentenceEnds: Set<String> = [".", "!", "?", "\n"]
}
