internal import Diagnostics

/// Cuts a DBML text into tokens, in one pass over its bytes.
struct Lexer {
    private let file: SourceFile
    private let bytes: [UInt8]
    private var offset = 0
    private var isFirstOnLine = true

    private(set) var tokens: ContiguousArray<Token> = []
    private(set) var annotations: [AnnotationSyntax] = []
    private(set) var diagnostics = Diagnostics()
    /// Whether a text or comment goes on until the end of the file.
    private(set) var isCutOff = false

    init(_ file: SourceFile) {
        self.file = file
        bytes = file.bytes
        // Most tokens of most files have between four and eight bytes.
        tokens.reserveCapacity(bytes.count / 5 + 1)
    }

    mutating func run() {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
        while offset < bytes.count { next() }
        add(.end, from: bytes.count)
    }

    private func byte(at offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    private mutating func add(_ kind: Token.Kind, from start: Int) {
        tokens.append(Token(kind: kind, isFirstOnLine: isFirstOnLine, range: UInt32(start)..<UInt32(offset)))
        isFirstOnLine = false
    }

    private mutating func sign(_ kind: Token.Kind, length: Int = 1) {
        let start = offset
        offset += length
        add(kind, from: start)
    }

    private mutating func next() {
        let first = bytes[offset]
        switch first {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0B, 0x0C: offset += 1
        case UInt8(ascii: "\n"):
            offset += 1
            isFirstOnLine = true
        case _ where Self.isWordByte(first): word()
        case UInt8(ascii: "'"): string()
        case UInt8(ascii: "\""): quoted(.quotedName, mayHoldLines: false)
        case UInt8(ascii: "`"): quoted(.expression, mayHoldLines: true)
        case UInt8(ascii: "/") where byte(at: offset + 1) == UInt8(ascii: "/"): lineComment()
        case UInt8(ascii: "/") where byte(at: offset + 1) == UInt8(ascii: "*"): blockComment()
        case UInt8(ascii: "#"): color()
        case UInt8(ascii: "{"): sign(.openBrace)
        case UInt8(ascii: "}"): sign(.closeBrace)
        case UInt8(ascii: "["): sign(.openBracket)
        case UInt8(ascii: "]"): sign(.closeBracket)
        case UInt8(ascii: "("): sign(.openParenthesis)
        case UInt8(ascii: ")"): sign(.closeParenthesis)
        case UInt8(ascii: ","): sign(.comma)
        case UInt8(ascii: ":"): sign(.colon)
        case UInt8(ascii: "."): sign(.dot)
        case UInt8(ascii: "~"): sign(.tilde)
        case UInt8(ascii: "*"): sign(.asterisk)
        case UInt8(ascii: "-"): sign(.minus)
        case UInt8(ascii: "+"): sign(.plus)
        case UInt8(ascii: ">"): sign(.greater)
        case UInt8(ascii: "<") where byte(at: offset + 1) == UInt8(ascii: ">"): sign(.lessGreater, length: 2)
        case UInt8(ascii: "<"): sign(.less)
        case 0x21...0x7E: sign(.other)
        default: unknownCharacter()
        }
    }

    /// Letters of other scripts are bytes from 0x80 on; whether they are letters is asked at the end of the word.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: byte >= 0x80
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private mutating func word() {
        let start = offset
        var isNumber = true
        var isASCII = true
        while offset < bytes.count, Self.isWordByte(bytes[offset]) {
            if !Self.isDigit(bytes[offset]) { isNumber = false }
            if bytes[offset] >= 0x80 { isASCII = false }
            offset += 1
        }
        if Self.isDigit(bytes[start]), isASCII {
            if number(from: start) { return }
            if isNumber { return invalidNumber(from: start) }
        }
        if !isASCII, !isName(start..<offset) { return }
        add(.word, from: start)
    }

    /// The rest of a number that began at `start`, behind the digits that were read; false where it is a word that
    /// begins with a digit.
    private mutating func number(from start: Int) -> Bool {
        var end = start
        func digits() { while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 } }
        digits()
        if byte(at: end) == UInt8(ascii: "."), Self.isDigit(byte(at: end + 1)) {
            end += 1
            digits()
        }
        if byte(at: end) | 0x20 == UInt8(ascii: "e") {
            var exponent = end + 1
            if byte(at: exponent) == UInt8(ascii: "-") || byte(at: exponent) == UInt8(ascii: "+") { exponent += 1 }
            if Self.isDigit(byte(at: exponent)) {
                end = exponent
                digits()
            }
        }
        guard end >= offset, end == bytes.count || !Self.isWordByte(bytes[end]) else { return false }
        offset = end
        add(.number, from: start)
        return true
    }

    private mutating func invalidNumber(from start: Int) {
        while offset < bytes.count, Self.isWordByte(bytes[offset]) || bytes[offset] == UInt8(ascii: ".") { offset += 1 }
        report("invalid-number", "this is neither a number nor a name", start..<offset)
        add(.invalid, from: start)
    }

    /// Whether a word with characters beyond ASCII holds only letters and digits; reports the first that is neither.
    private mutating func isName(_ range: Range<Int>) -> Bool {
        let text = String(decoding: bytes[range], as: UTF8.self)
        var place = range.lowerBound
        for scalar in text.unicodeScalars {
            let length = UTF8.width(scalar)
            let properties = scalar.properties
            let isMark = [.nonspacingMark, .spacingMark].contains(properties.generalCategory)
            if !scalar.isASCII, !properties.isAlphabetic, !isMark, properties.numericType == nil {
                reportCharacter(scalar, at: place..<place + length)
                add(.invalid, from: range.lowerBound)
                return false
            }
            place += length
        }
        return true
    }

    private mutating func color() {
        let start = offset
        offset += 1
        while offset < bytes.count, Self.isWordByte(bytes[offset]) { offset += 1 }
        let digits = bytes[start + 1..<offset]
        let isHexadecimal = digits.allSatisfy {
            Self.isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0 | 0x20)
        }
        guard isHexadecimal, [3, 4, 6, 8].contains(digits.count) else {
            report("invalid-color", "a color is # and three or six hexadecimal digits", start..<offset)
            return add(.invalid, from: start)
        }
        add(.color, from: start)
    }

    // MARK: Texts

    private mutating func string() {
        let quote = UInt8(ascii: "'")
        guard byte(at: offset + 1) == quote, byte(at: offset + 2) == quote else {
            return quoted(.string, mayHoldLines: false)
        }
        let start = offset
        offset += 3
        while offset < bytes.count {
            if bytes[offset] == UInt8(ascii: "\\") {
                offset += 2
            } else if bytes[offset] == quote, byte(at: offset + 1) == quote, byte(at: offset + 2) == quote {
                offset += 3
                return add(.longString, from: start)
            } else {
                offset += 1
            }
        }
        offset = bytes.count
        isCutOff = true
        report("unclosed-string", "this text has no end", start..<start + 3, fix: "write ''' after it")
        add(.invalid, from: start)
    }

    private mutating func quoted(_ kind: Token.Kind, mayHoldLines: Bool) {
        let start = offset
        let quote = bytes[offset]
        offset += 1
        while offset < bytes.count {
            switch bytes[offset] {
            case quote:
                offset += 1
                return add(kind, from: start)
            // SQL has escapes of its own. Elsewhere, one before the end of a line joins it to the next.
            case UInt8(ascii: "\\") where kind != .expression: offset += 2
            case UInt8(ascii: "\n") where !mayHoldLines: return unclosed(from: start, quote)
            default: offset += 1
            }
        }
        offset = bytes.count
        isCutOff = true
        unclosed(from: start, quote)
    }

    private mutating func unclosed(from start: Int, _ quote: UInt8) {
        let sign = String(UnicodeScalar(quote))
        report("unclosed-string", "nothing closes what begins with this \(sign)", start..<start + 1)
        add(.invalid, from: start)
    }

    // MARK: Comments

    private mutating func lineComment() {
        let start = offset
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
        var text = bytes[start + 2..<offset]
        let isBlank: (UInt8) -> Bool = {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r")
        }
        text = text.drop(while: isBlank)
        guard text.starts(with: "hasura:".utf8) else { return }
        while let last = text.last, isBlank(last) { text.removeLast() }
        annotations.append(
            AnnotationSyntax(text: String(decoding: text, as: UTF8.self), range: UInt32(start)..<UInt32(offset)))
    }

    private mutating func blockComment() {
        let start = offset
        offset += 2
        while offset < bytes.count {
            if bytes[offset] == UInt8(ascii: "*"), byte(at: offset + 1) == UInt8(ascii: "/") {
                offset += 2
                return
            }
            if bytes[offset] == UInt8(ascii: "\n") { isFirstOnLine = true }
            offset += 1
        }
        isCutOff = true
        report("unclosed-comment", "this comment has no end", start..<start + 2, fix: "write */ after it")
    }

    // MARK: What is wrong

    private mutating func unknownCharacter() {
        let start = offset
        offset += 1
        reportCharacter(UnicodeScalar(bytes[start]), at: start..<offset)
        add(.invalid, from: start)
    }

    private mutating func reportCharacter(_ scalar: UnicodeScalar, at range: Range<Int>) {
        let code = "U+" + String(scalar.value, radix: 16, uppercase: true)
        report("unexpected-character", "the character \(code) can't stand outside of a text or quoted name", range)
    }

    private mutating func report(_ code: String, _ message: String, _ range: Range<Int>, fix: String? = nil) {
        diagnostics.error(
            code, message, at: diagnostics.keeps(.error) ? file.location(of: range) : nil, fix: fix)
    }
}
