/// Takes the text of an expression apart, by the lexical rules of PostgreSQL.
///
/// Source: <https://www.postgresql.org/docs/current/sql-syntax-lexical.html>
struct Lexer {
    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The tokens of `bytes`, the last of which is ``Token/Kind/end``.
    static func tokens(of bytes: [UInt8]) throws(Refusal) -> [Token] {
        var lexer = Lexer(bytes)
        var tokens: [Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private mutating func next() throws(Refusal) -> Token {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
        let start = position
        guard start < bytes.count else { return Token(kind: .end, range: start..<start) }
        let first = bytes[start]
        switch first {
        case UInt8(ascii: "'"): return try string()
        case UInt8(ascii: "\""): return try quotedName()
        case UInt8(ascii: "$"): throw dollar()
        case UInt8(ascii: ";"):
            throw Refusal(
                "expression-syntax", "an expression is part of a statement and can't hold a semicolon",
                start..<start + 1)
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","):
            return punctuation(1)
        case UInt8(ascii: ":") where byte(start + 1) == UInt8(ascii: ":"): return punctuation(2)
        case UInt8(ascii: "."): return Self.isDigit(byte(start + 1)) ? try number() : punctuation(1)
        case _ where Self.isDigit(first): return try number()
        case _ where Self.isNameStart(first): return try word()
        case _ where Self.symbols.contains(first): return try symbol()
        default:
            var end = start + 1
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            throw Refusal(
                "expression-syntax",
                first < 0x80
                    ? "this character has no meaning in an expression"
                    : "a name with letters beyond a to z has to be in double quotes", start..<end)
        }
    }

    private mutating func punctuation(_ length: Int) -> Token {
        position += length
        return Token(
            kind: .punctuation(text(position - length..<position)), range: position - length..<position)
    }

    private mutating func word() throws(Refusal) -> Token {
        let start = position
        while Self.isNamePart(byte(position)) { position += 1 }
        let word = text(start..<position).lowercased()
        let quote = UInt8(ascii: "'")
        if ["e", "b", "x", "n"].contains(word), byte(position) == quote {
            throw Refusal(
                "expression-syntax",
                "strings with a prefix, like \(word.uppercased())'…', can't be used here",
                start..<position + 1, fix: "write the text itself between single quotes")
        }
        if word == "u", byte(position) == UInt8(ascii: "&"),
            [quote, UInt8(ascii: "\"")].contains(byte(position + 1))
        {
            throw Refusal(
                "expression-syntax", "text with Unicode escapes (U&) can't be used here",
                start..<position + 2,
                fix: "write the characters themselves")
        }
        return Token(kind: .word(word), range: start..<position)
    }

    private mutating func number() throws(Refusal) -> Token {
        let start = position
        var isExponent = false
        while true {
            let next = byte(position)
            let isSign = next == UInt8(ascii: "+") || next == UInt8(ascii: "-")
            guard Self.isNamePart(next) || next == UInt8(ascii: ".") || (isSign && isExponent) else { break }
            // Only in decimal digits does an `e` announce a signed exponent.
            isExponent = next | 0x20 == UInt8(ascii: "e")
            position += 1
        }
        let range = start..<position
        guard let literal = NumberLiteral(text(range)) else {
            throw Refusal("expression-syntax", "'\(text(range))' isn't a number in decimal digits", range)
        }
        return Token(kind: .number(literal), range: range)
    }

    private mutating func string() throws(Refusal) -> Token {
        let start = position
        let contents = try delimited(
            by: UInt8(ascii: "'"), unclosed: "this text has no closing quote", empty: nil)
        return Token(kind: .string(contents), range: start..<position)
    }

    private mutating func quotedName() throws(Refusal) -> Token {
        let start = position
        let contents = try delimited(
            by: UInt8(ascii: "\""), unclosed: "this name has no closing quote", empty: "a name can't be empty"
        )
        return Token(kind: .quotedName(contents), range: start..<position)
    }

    private mutating func delimited(by quote: UInt8, unclosed: String, empty: String?) throws(Refusal)
        -> String
    {
        let start = position
        var contents: [UInt8] = []
        position += 1
        while position < bytes.count {
            if bytes[position] == quote {
                guard byte(position + 1) == quote else { break }
                position += 1
            }
            guard bytes[position] != 0 else {
                throw Refusal(
                    "expression-syntax", "PostgreSQL stores no NUL characters", position..<position + 1)
            }
            contents.append(bytes[position])
            position += 1
        }
        guard position < bytes.count else { throw Refusal("expression-syntax", unclosed, start..<start + 1) }
        position += 1
        if let empty, contents.isEmpty { throw Refusal("expression-syntax", empty, start..<position) }
        return String(decoding: contents, as: UTF8.self)
    }

    private func dollar() -> Refusal {
        Self.isDigit(byte(position + 1))
            ? Refusal(
                "expression-syntax", "there are no parameters here that a placeholder could stand for",
                position..<position + 2)
            : Refusal(
                "expression-syntax", "text between dollar signs can't be used here", position..<position + 1,
                fix: "write it between single quotes")
    }

    /// A run of operator characters, cut before a comment and before a trailing sign: `a=-1` is `a = -1`, but a
    /// run that holds one of `~ ! @ # % ^ & | ` ?` keeps its sign.
    private mutating func symbol() throws(Refusal) -> Token {
        let start = position
        var end = start
        while Self.symbols.contains(byte(end)) {
            let pair = (byte(end), byte(end + 1))
            if pair == (UInt8(ascii: "-"), UInt8(ascii: "-"))
                || pair == (UInt8(ascii: "/"), UInt8(ascii: "*"))
            {
                break
            }
            end += 1
        }
        if end == start {
            throw Refusal("expression-syntax", "an expression can't hold comments", start..<start + 2)
        }
        if !bytes[start..<end].contains(where: Self.signKeepers.contains) {
            while end - start > 1, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[end - 1]) {
                end -= 1
            }
        }
        position = end
        return Token(kind: .symbol(text(start..<end)), range: start..<end)
    }

    private static let symbols = Set("+-*/<>=~!@#%^&|`?".utf8)
    private static let signKeepers = Set("~!@#%^&|`?".utf8)

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    private static func isNameStart(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }
    private static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }
}
