/// A word or sign of a DBML text. Its text is looked up in the file, so that a token costs no memory of its own.
struct Token: Sendable, Equatable {
    enum Kind: UInt8, Sendable {
        /// A bare name or keyword: letters, digits and underscores.
        case word
        case number
        /// A name in double quotes.
        case quotedName
        /// A text in single quotes, on one line.
        case string
        /// A text between three single quotes, on any number of lines.
        case longString
        /// SQL between backticks.
        case expression
        /// `#` and hexadecimal digits.
        case color
        case openBrace, closeBrace, openBracket, closeBracket, openParenthesis, closeParenthesis
        case comma, colon, dot, tilde, asterisk, minus, plus
        case less, greater, lessGreater
        /// A sign that DBML has no use for.
        case other
        /// Something that the lexer has reported already.
        case invalid
        /// After the last token.
        case end
    }

    var kind: Kind
    /// Whether nothing but white space and comments stands before it on its line.
    var isFirstOnLine: Bool
    /// UTF-8 offsets in the file, quotes included.
    var range: Range<UInt32>
}

/// A comment that later steps read, such as `// hasura:permissions user:select[id]`.
struct AnnotationSyntax: Sendable, Equatable {
    /// What follows the slashes, without white space around it.
    var text: String
    var range: Range<UInt32>
}

extension Range<UInt32> {
    /// As ``SourceFile/location(of:)`` counts.
    var offsets: Range<Int> { Int(lowerBound)..<Int(upperBound) }

    /// From the beginning of this range to the end of the other.
    func through(_ other: Range<UInt32>) -> Range<UInt32> { lowerBound..<Swift.max(upperBound, other.upperBound) }
}
