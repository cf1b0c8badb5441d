/// A word of an expression and where it stands, in bytes.
struct Token: Hashable {
    enum Kind: Hashable {
        /// A name or keyword without quotes, folded to lower case as PostgreSQL does.
        case word(String)
        /// A name in double quotes: never a keyword.
        case quotedName(String)
        case number(NumberLiteral)
        case string(String)
        /// A run of operator characters, taken apart by PostgreSQL's rules.
        case symbol(String)
        /// One of `( ) [ ] , .` or `::`.
        case punctuation(String)
        case end
    }

    var kind: Kind
    var range: Range<Int>

    func isWord(_ word: String) -> Bool { kind == .word(word) }
    func isPunctuation(_ text: String) -> Bool { kind == .punctuation(text) }
}

/// Why an expression can't be read: what becomes a diagnostic once its place is known.
struct Refusal: Error, Hashable {
    var code: String
    var message: String
    var range: Range<Int>
    var fix: String?

    init(_ code: String, _ message: String, _ range: Range<Int>, fix: String? = nil) {
        self.code = code
        self.message = message
        self.range = range
        self.fix = fix
    }
}
