internal import Diagnostics

/// Reads a DBML file into its tree. Every statement ends with its line, so whatever is wrong costs one diagnostic,
/// and reading goes on with the next line. Nothing here calls itself, so no input nests too deeply.
struct Parser {
    let file: SourceFile
    let bytes: [UInt8]
    private let tokens: ContiguousArray<Token>
    private var annotations: ArraySlice<AnnotationSyntax>
    private(set) var position = 0
    private(set) var diagnostics: Diagnostics
    /// Whether a text or comment goes on until the end of the file.
    private let isCutOff: Bool
    var tree = FileSyntax()
    /// Whether this statement was found to be wrong; one diagnostic says it.
    var isWrong = false
    /// The position of this statement's first token.
    private var statementStart = 0

    /// The tree of `file`, and what is wrong with it.
    static func parse(_ file: SourceFile) -> (tree: FileSyntax, diagnostics: Diagnostics) {
        if let offset = invalidByte(in: file.bytes) {
            var diagnostics = Diagnostics()
            diagnostics.error(
                "invalid-utf8", "this byte is no UTF-8", at: file.location(of: offset..<offset + 1),
                fix: "save the file again, encoded as UTF-8")
            return (FileSyntax(), diagnostics)
        }
        var lexer = Lexer(file)
        lexer.run()
        var parser = Parser(file, lexer)
        parser.parseFile()
        return (parser.tree, parser.diagnostics)
    }

    /// The offset of the first byte that belongs to no character.
    private static func invalidByte(in bytes: [UInt8]) -> Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
        return offset
    }

    private init(_ file: SourceFile, _ lexer: Lexer) {
        self.file = file
        bytes = file.bytes
        tokens = lexer.tokens
        annotations = lexer.annotations[...]
        isCutOff = lexer.isCutOff
        diagnostics = lexer.diagnostics
    }

    // MARK: Tokens

    var token: Token { tokens[position] }

    func token(after count: Int) -> Token { tokens[min(position + count, tokens.count - 1)] }

    var kind: Token.Kind { tokens[position].kind }

    /// Where the token before this one ends.
    var previousRange: Range<UInt32> { tokens[max(0, position - 1)].range }

    mutating func advance() { if position < tokens.count - 1 { position += 1 } }

    /// Whether the statement is over before this token.
    var isAtEndOfStatement: Bool {
        token.isFirstOnLine || kind == .closeBrace || kind == .end
    }

    /// Takes a token of this kind, if it is the next on this line.
    mutating func take(_ wanted: Token.Kind) -> Bool {
        guard kind == wanted, !token.isFirstOnLine || wanted == .closeBrace else { return false }
        advance()
        return true
    }

    /// Whether the token is this word, however it is cased. `word` is lower case.
    func isWord(_ word: StaticString, _ token: Token) -> Bool {
        guard token.kind == .word, token.range.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { wanted in
            zip(wanted, bytes[token.range.offsets]).allSatisfy { $0 == ($1 < 0x80 ? $1 | 0x20 : $1) || $0 == $1 }
        }
    }

    func text(_ range: Range<UInt32>) -> String { String(decoding: bytes[range.offsets], as: UTF8.self) }

    /// A text, quoted name or expression without its quotes.
    mutating func value(of token: Token) -> String {
        let quotes = token.kind == .longString ? 3 : 1
        let content = bytes[token.range.offsets].dropFirst(quotes).dropLast(quotes)
        if token.kind == .expression { return String(decoding: content, as: UTF8.self) }
        var value = TextValue()
        let text = value.text(of: content, isLong: token.kind == .longString)
        if let offset = value.incompleteEscape {
            let start = token.range.lowerBound + UInt32(quotes + offset)
            report("invalid-escape", "\\u is followed by four hexadecimal digits", start..<start + 2)
        }
        return text
    }

    // MARK: Names

    /// A name, bare or in double quotes, if it is the next token.
    mutating func takeName() -> NameSyntax? {
        let token = token
        switch token.kind {
        case .word:
            advance()
            return NameSyntax(text: text(token.range), range: token.range)
        case .quotedName:
            advance()
            return NameSyntax(text: value(of: token), range: token.range)
        default: return nil
        }
    }

    /// Names with dots between them; nil, and a diagnostic, where there is none.
    mutating func path(_ what: String) -> [NameSyntax]? {
        guard let first = takeName() else {
            expected(what)
            return nil
        }
        var names = [first]
        while kind == .dot, !token.isFirstOnLine, token(after: 1).kind != .openParenthesis {
            advance()
            guard let name = takeName() else {
                expected("a name after the dot")
                return nil
            }
            names.append(name)
        }
        return names
    }

    mutating func qualifiedName(_ what: String) -> QualifiedNameSyntax? {
        // Most names have one part.
        if token(after: 1).kind != .dot, let name = takeName() { return QualifiedNameSyntax(name: name) }
        guard let names = path(what) else { return nil }
        return qualified(names)
    }

    mutating func qualified(_ names: [NameSyntax]) -> QualifiedNameSyntax? {
        guard let last = names.last, names.count <= 2 else {
            let range = (names.first?.range ?? token.range).through(names.last?.range ?? token.range)
            report("nested-schema", "a name has one schema at most", range, fix: "write schema.name")
            return nil
        }
        return QualifiedNameSyntax(schema: names.count == 2 ? names[0] : nil, name: last)
    }

    // MARK: What is wrong

    /// Reports something other than what is there; nothing where this statement is known to be wrong.
    mutating func expected(_ what: String, fix: String? = nil) {
        guard !isWrong else { return }
        // What the lexer couldn't read may be all that is wrong here. Lines that are longer than anybody's are not
        // worth the time.
        var ahead = position
        repeat {
            if tokens[ahead].kind == .invalid {
                isWrong = true
                return
            }
            ahead += 1
        } while ahead < min(tokens.count, position + 100) && !tokens[ahead].isFirstOnLine
        if isAtEndOfStatement, position > statementStart || kind == .closeBrace || kind == .end {
            let place = previousRange
            report("unexpected-token", "\(what) is expected after this", place, fix: fix)
        } else {
            report("unexpected-token", "\(what) is expected here, not \(description(of: token))", token.range, fix: fix)
        }
    }

    private func description(of token: Token) -> String {
        switch token.kind {
        case .string, .longString: "a text"
        case .expression: "an expression"
        default: token.range.count <= 40 ? "'\(text(token.range))'" : "this"
        }
    }

    mutating func report(
        _ code: String, _ message: String, _ range: Range<UInt32>, notes: [Diagnostic.Note] = [], fix: String? = nil
    ) {
        isWrong = true
        diagnostics.error(
            code, message, at: diagnostics.keeps(.error) ? file.location(of: range.offsets) : nil, notes: notes,
            fix: fix)
    }

    // MARK: Statements

    /// Goes to the next line of this block, past whatever braces the rest of this one opens.
    mutating func skipStatement() {
        var depth = 0
        while kind != .end {
            if depth == 0, isAtEndOfStatement { return }
            if kind == .openBrace { depth += 1 }
            if kind == .closeBrace { depth -= 1 }
            advance()
        }
    }

    /// Reads one statement; it takes at least one token, and what stands behind it on its line is reported.
    mutating func statement(_ body: (inout Self) -> Void) {
        isWrong = false
        let start = position
        statementStart = start
        body(&self)
        if !isWrong, !isAtEndOfStatement { expected("the end of the line") }
        if position == start {
            if !isWrong { expected("a statement") }
            advance()
        }
        if isWrong { skipStatement() }
    }

    /// Reads the statements between braces, whose first is the next token. A brace that was forgotten is reported,
    /// and stands where a further declaration begins.
    mutating func block(
        of what: String, from start: Range<UInt32>, holdsDeclarations: Bool = false, _ body: (inout Self) -> Void
    ) {
        if kind == .openBrace {
            advance()
        } else {
            expected("{", fix: "write { at the end of this line")
            if !token.isFirstOnLine { return skipStatement() }
            if kind == .end || startsDeclaration { return }
        }
        while kind != .closeBrace {
            if kind == .end || !holdsDeclarations && token.isFirstOnLine && startsDeclaration {
                // A text or comment that nothing closes has swallowed the brace.
                if kind == .end, isCutOff { return }
                isWrong = false
                return report("unclosed-block", "nothing closes this \(what)", start, fix: "write } after it")
            }
            statement(body)
        }
        advance()
        isWrong = false
    }

    /// Whether a declaration with a block begins here: a keyword, and a brace before the line ends.
    private var startsDeclaration: Bool {
        guard let declaration = Declaration(of: token, self) else { return false }
        // A table has notes and records of its own, which have no names.
        let next = token(after: 1).kind
        guard next == .word || next == .quotedName || next == .openBrace && declaration == .ref else { return false }
        var ahead = position + 1
        while ahead < tokens.count, !tokens[ahead].isFirstOnLine {
            if tokens[ahead].kind == .openBrace { return true }
            ahead += 1
        }
        return false
    }

    /// The comments for other programs that stand before this offset and weren't taken yet.
    mutating func takeAnnotations(before offset: UInt32) -> [AnnotationSyntax] {
        let taken = annotations.prefix { $0.range.lowerBound < offset }
        annotations = annotations.dropFirst(taken.count)
        return Array(taken)
    }
}
