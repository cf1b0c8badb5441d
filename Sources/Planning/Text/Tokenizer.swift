/// Cuts a request into tokens in one pass over its bytes.
struct Tokenizer {
    private let bytes: [UInt8]
    private var position = 0
    private var tokens: [Token] = []
    private var isSpaced = true
    private var isLineStart = true

    /// How far the second quote may be from the first; what is longer isn't a name or a value.
    private static let longestQuotation = 120

    private init(_ text: String) { bytes = Array(text.utf8) }

    static func tokens(of text: String) -> [Token] {
        var tokenizer = Tokenizer(text)
        tokenizer.run()
        return tokenizer.tokens
    }

    private mutating func run() {
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\n") {
                append(.mark, "\n", length: 1)
                isLineStart = true
                continue
            }
            if byte <= 0x20 || byte == 0x7F || isNoBreakSpace {
                position += isNoBreakSpace ? 2 : 1
                isSpaced = true
                continue
            }
            if isLineStart, let length = bulletLength {
                append(.mark, Mark.bullet, length: length)
                isLineStart = false
                continue
            }
            isLineStart = false
            if let quote = quotationLength {
                appendQuotation(quote)
            } else if isDigit(byte) {
                readNumber()
            } else if isLetter(position) {
                readWord()
            } else {
                readMark()
            }
        }
    }

    // MARK: Characters

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// ASCII letters, and everything beyond ASCII but punctuation and signs.
    private func isLetter(_ index: Int) -> Bool {
        guard index < bytes.count else { return false }
        let byte = bytes[index]
        if (0x61...0x7A).contains(byte | 0x20), byte < 0x80 { return true }
        guard byte >= 0x80 else { return false }
        // U+2000 to U+2BFF are marks and signs, U+00A0 to U+00BF too, but for ª and º.
        if byte == 0xE2 { return index + 1 < bytes.count && bytes[index + 1] >= 0xB0 }
        if byte == 0xC2 { return false }
        return true
    }

    private var isNoBreakSpace: Bool {
        bytes[position] == 0xC2 && position + 1 < bytes.count && bytes[position + 1] == 0xA0
    }

    private func length(of lead: UInt8) -> Int { lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }

    private func slice(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    /// An apostrophe, straight or curly: how many bytes it has.
    private func apostropheLength(_ index: Int) -> Int? {
        guard index < bytes.count else { return nil }
        if bytes[index] == UInt8(ascii: "'") { return 1 }
        if index + 2 < bytes.count, bytes[index] == 0xE2, bytes[index + 1] == 0x80, bytes[index + 2] == 0x99 {
            return 3
        }
        return nil
    }

    private var bulletLength: Int? {
        let rest = bytes[position...].prefix(5)
        guard let first = rest.first else { return nil }
        let bullets: [[UInt8]] = [Array("- ".utf8), Array("* ".utf8), Array("+ ".utf8), Array("• ".utf8)]
        if let bullet = bullets.first(where: { rest.starts(with: $0) }) { return bullet.count }
        guard isDigit(first) else { return nil }
        let digits = rest.prefix { isDigit($0) }.count
        let after = rest.dropFirst(digits)
        guard let mark = after.first, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")"),
            after.dropFirst().first == 0x20
        else { return nil }
        return digits + 1
    }

    // MARK: Tokens

    private mutating func append(_ kind: Token.Kind, _ text: String, length: Int) {
        let range = position..<min(position + length, bytes.count)
        tokens.append(Token(kind: kind, text: text, original: slice(range), range: range, isSpaced: isSpaced))
        position = range.upperBound
        isSpaced = false
    }

    /// The quotes at both ends and the bytes of the whole, if a quotation begins here.
    private var quotationLength: (quote: Int, whole: Int)? {
        let pairs: [(open: [UInt8], close: [UInt8])] = [
            ([0x22], [0x22]), ([0x60], [0x60]), (Array("“".utf8), Array("”".utf8)), (Array("‘".utf8), Array("’".utf8)),
            ([0x27], [0x27]), (Array("«".utf8), Array("»".utf8)),
        ]
        for pair in pairs where bytes[position...].starts(with: pair.open) {
            // An apostrophe inside a word opens nothing.
            if pair.open == [0x27], position > 0, isLetter(position - 1) || isDigit(bytes[position - 1]) { continue }
            let start = position + pair.open.count
            let limit = min(bytes.count, start + Self.longestQuotation)
            var end = start
            while end < limit, bytes[end] != UInt8(ascii: "\n") {
                if bytes[end...].starts(with: pair.close), end > start {
                    let after = end + pair.close.count
                    // Neither does one between two letters close anything.
                    if !(pair.close.count != 1 || pair.close == [0x27]) || !isLetter(after) {
                        return (pair.open.count, after - position)
                    }
                }
                end += 1
            }
        }
        return nil
    }

    private mutating func appendQuotation(_ quotation: (quote: Int, whole: Int)) {
        let start = position
        let close = quotation.quote
        let content = slice(start + quotation.quote..<start + quotation.whole - close)
        append(.quoted, content, length: quotation.whole)
    }

    private mutating func readNumber() {
        var end = position
        while end < bytes.count {
            if isDigit(bytes[end]) {
                end += 1
            } else if bytes[end] == UInt8(ascii: "."), end + 1 < bytes.count, isDigit(bytes[end + 1]) {
                end += 1
            } else if bytes[end] == UInt8(ascii: ","), end + 3 < bytes.count,
                bytes[end + 1...end + 3].allSatisfy(isDigit),
                !(end + 4 < bytes.count && isDigit(bytes[end + 4]))
            {
                end += 1
            } else {
                break
            }
        }
        var text = slice(position..<end)
        text.removeAll { $0 == "," }
        if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "k"), !isLetter(end + 1), !text.contains(".") {
            append(.number, text + "000", length: end + 1 - position)
            return
        }
        // An ordinal or an identifier such as 3D is a word.
        if end < bytes.count, isLetter(end), bytes[end] < 0x80 {
            let letters = bytes[end...].prefix { $0 < 0x80 && (0x61...0x7A).contains($0 | 0x20) }
            if ["st", "nd", "rd", "th", "d"].contains(String(decoding: letters, as: UTF8.self).lowercased()) {
                append(
                    .word, slice(position..<end + letters.count).lowercased(), length: end + letters.count - position)
                return
            }
        }
        append(.number, text, length: end - position)
    }

    private mutating func readWord() {
        var end = position
        while end < bytes.count {
            if isLetter(end) {
                end += length(of: bytes[end])
            } else if isDigit(bytes[end]) || bytes[end] == UInt8(ascii: "_") {
                end += 1
            } else if bytes[end] == UInt8(ascii: "-"),
                isLetter(end + 1) || end + 1 < bytes.count && isDigit(bytes[end + 1])
            {
                end += 1
            } else if end - position == 1 || end > position + 1 && bytes[end - 2] == UInt8(ascii: "."),
                bytes[end] == UInt8(ascii: "."), isLetter(end + 1) || end > position + 1
            {
                // e.g., i.e.
                end += 1
            } else {
                break
            }
        }
        let text = slice(position..<end)
        let start = tokens.count
        append(.word, text.lowercased(), length: end - position)
        // A word with dots that isn't an abbreviation, such as `posts.title`, goes on behind the dot.
        if position < bytes.count, bytes[position] == UInt8(ascii: "."), isLetter(position + 1), start < tokens.count {
            append(.mark, Mark.possessive, length: 1)
            return
        }
        readContraction()
    }

    private static let contractions: [String: String] = [
        "d": "would", "ll": "will", "re": "are", "ve": "have", "m": "am",
    ]
    private static let notPossessive: Set<String> = [
        "it", "that", "there", "what", "who", "he", "she", "here", "where",
    ]

    private mutating func readContraction() {
        guard let quote = apostropheLength(position), let word = tokens.last else { return }
        let start = position + quote
        var end = start
        while end < bytes.count, bytes[end] < 0x80, isLetter(end) { end += 1 }
        let tail = slice(start..<end).lowercased()
        if tail == "t", word.text.hasSuffix("n"), let index = tokens.indices.last {
            // can't, won't, shan't: the n belongs to the auxiliary or to the contraction.
            let bases = ["can": "can", "won": "will", "shan": "shall", "ain": "is"]
            tokens[index].text = bases[word.text] ?? String(word.text.dropLast())
            append(.word, "not", length: end - position)
        } else if tail == "s" {
            if word.text == "let" {
                append(.word, "us", length: end - position)
            } else {
                let isVerb = Self.notPossessive.contains(word.text)
                append(isVerb ? .word : .mark, isVerb ? "is" : Mark.possessive, length: end - position)
            }
        } else if let full = Self.contractions[tail] {
            append(.word, full, length: end - position)
        } else if tail.isEmpty, word.text.hasSuffix("s") {
            append(.mark, Mark.possessive, length: quote)
        }
    }

    private mutating func readMark() {
        let byte = bytes[position]
        let size = byte < 0x80 ? 1 : length(of: byte)
        let text = slice(position..<position + size)
        switch text {
        case "–", "—", "‒", "―":
            append(.mark, isBetweenDigits(size) ? "-" : Mark.dash, length: size)
        case "-":
            let isApart = isSpaced && position + 1 < bytes.count && bytes[position + 1] <= 0x20
            if isSpaced, position + 1 < bytes.count, isDigit(bytes[position + 1]), !isBetweenDigits(size) {
                readNegativeNumber()
            } else {
                append(.mark, isApart && !isBetweenDigits(size) ? Mark.dash : "-", length: size)
            }
        case ">", "<":
            let isEqual = position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "=")
            append(.mark, isEqual ? text + "=" : text, length: isEqual ? 2 : 1)
        case "≥": append(.mark, ">=", length: size)
        case "≤": append(.mark, "<=", length: size)
        case "…": append(.mark, ".", length: size)
        default: append(.mark, text, length: size)
        }
    }

    private mutating func readNegativeNumber() {
        let start = position
        let spaced = isSpaced
        position += 1
        readNumber()
        guard let index = tokens.indices.last, tokens[index].kind == .number else { return }
        tokens[index].text = "-" + tokens[index].text
        tokens[index].original = "-" + tokens[index].original
        tokens[index].range = start..<tokens[index].range.upperBound
        tokens[index].isSpaced = spaced
    }

    private func isBetweenDigits(_ size: Int) -> Bool {
        var next = position + size
        while next < bytes.count, bytes[next] == 0x20 { next += 1 }
        return tokens.last?.kind == .number && next < bytes.count && isDigit(bytes[next])
    }
}
