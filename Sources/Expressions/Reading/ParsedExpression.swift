public import Diagnostics

/// An expression together with the places of its parts in the text that it was read from.
public struct ParsedExpression: Sendable, Hashable {
    public let expression: Expression
    /// The bytes of every node, operands before their operator. The tree itself stays free of places, so that two
    /// spellings of one expression are equal.
    let ranges: [Range<Int>]
}

extension Expression {
    /// The longest text that is read, in bytes.
    public static let longestText = 10_000
    /// How deep parentheses, functions and prefix operators may be nested.
    public static let deepestNesting = 100
    /// How deep the tree may grow, chains like `a or b or c` included.
    public static let deepestTree = 250

    /// Reads `text`, in linear time.
    ///
    /// Unknown functions, types and operators are all reported; a syntax error ends the reading.
    ///
    /// - Parameters:
    ///   - place: The location, in the file that holds the text, of a range of its UTF-8 bytes.
    ///   - diagnostics: Receives every error, each with a code that begins with `expression-`.
    /// - Returns: Nil if there was an error.
    public static func parse(
        _ text: String, at place: (Range<Int>) -> SourceLocation? = { _ in nil },
        reporting diagnostics: inout Diagnostics
    ) -> ParsedExpression? {
        var refusals: [Refusal] = []
        var result: ParsedExpression?
        do throws(Refusal) {
            result = try read(Array(text.utf8), &refusals)
        } catch {
            refusals.append(error)
        }
        for refusal in refusals {
            diagnostics.error(refusal.code, refusal.message, at: place(refusal.range), fix: refusal.fix)
        }
        return refusals.isEmpty ? result : nil
    }

    private static func read(_ bytes: [UInt8], _ refusals: inout [Refusal]) throws(Refusal)
        -> ParsedExpression
    {
        guard bytes.count <= longestText else {
            throw Refusal(
                "expression-too-long",
                "an expression has at most \(longestText) bytes, and this has \(bytes.count)",
                0..<bytes.count)
        }
        var parser = Parser(try Lexer.tokens(of: bytes))
        defer { refusals = parser.refusals }
        return try parser.parse()
    }

    /// Reads `sql`, or throws everything that is wrong with it.
    public init(sql: String) throws(DiagnosticsError) {
        var diagnostics = Diagnostics()
        guard let parsed = Self.parse(sql, reporting: &diagnostics) else {
            throw DiagnosticsError(diagnostics.all)
        }
        self = parsed.expression
    }
}
