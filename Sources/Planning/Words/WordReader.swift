internal import Naming

/// Reads tokens as words: names of the specification, set phrases, verbs, compound nouns; corrects misspelt ones.
struct WordReader {
    let lexicon: Lexicon
    let names: NameIndex

    func words(of tokens: [Token]) -> [Word] {
        let values = Self.alternatives(tokens)
        let tokens = tokens.indices.map { index in
            let read = corrected(tokens[index])
            // A value is what somebody calls it.
            return values.contains(index) && read.correction != nil ? Read(token: tokens[index]) : read
        }
        var words: [Word] = []
        words.reserveCapacity(tokens.count)
        var index = 0
        while index < tokens.count {
            let (word, length) = longestWord(at: index, in: tokens)
            words.append(word)
            index += length
        }
        return words
    }

    // MARK: One word

    private struct Read { var token: Token; var correction: String? }

    private func longestWord(at index: Int, in tokens: [Read]) -> (Word, Int) {
        let token = tokens[index].token
        guard token.kind != .quoted else { return (quotation(token), 1) }
        if token.kind == .number { return (single(tokens[index]), 1) }
        let limit = min(tokens.count - index, max(lexicon.longest[token.text] ?? 1, names.longest(from: token.text)))
        var length = limit
        while length >= 1 {
            let span = tokens[index..<index + length]
            if span.contains(where: { $0.token.kind == .quoted || $0.token.text == "\n" }) {
                length -= 1
                continue
            }
            let texts = span.map(\.token.text)
            if let word = compound(texts, span) { return (word, length) }
            length -= 1
        }
        return (single(tokens[index]), 1)
    }

    private func compound(_ texts: [String], _ span: ArraySlice<Read>) -> Word? {
        let areWords = span.allSatisfy { $0.token.kind == .word }
        if texts.count > 1, areWords, names.hasName(lexicon.key(texts)) { return joined(texts, span) }
        // "IT support" is about computers.
        let isAbbreviation =
            texts.count == 1 && texts[0].count == 2
            && span.first.map { $0.token.original == texts[0].uppercased() } ?? false
            && (texts[0] == "it" || texts[0] == "us")
        // What an entity is called means it, also where the word can be a small one: "stays".
        let isName = texts.count == 1 && texts[0].count > 3 && names.entities[lexicon.key(texts)] != nil
        if let symbol = lexicon.phrases[texts], !isAbbreviation, !isName {
            // A name of the specification is that name, whatever the word means elsewhere.
            var word = joined(texts, span)
            word.symbol = symbol
            if texts.count == 1 { word.verb = lexicon.verbForms[texts] }
            return word
        }
        if texts.count > 1, let verb = lexicon.verbForms[texts] {
            var word = joined(texts, span)
            word.verb = verb
            return word
        }
        if texts.count > 1, areWords {
            let key = lexicon.key(texts)
            if lexicon.nounTypes[key] != nil || lexicon.nounFeatures[key] != nil
                || lexicon.units[texts.joined(separator: " ")] != nil
            {
                return joined(texts, span)
            }
        }
        return nil
    }

    private func joined(_ texts: [String], _ span: ArraySlice<Read>) -> Word {
        let first = span.first?.token, last = span.last?.token
        return Word(
            kind: first?.kind == .mark && span.count == 1 ? .mark : .word, parts: texts,
            original: span.map(\.token.original).joined(separator: " "),
            range: (first?.range.lowerBound ?? 0)..<(last?.range.upperBound ?? 0), isSpaced: first?.isSpaced ?? true,
            correction: span.compactMap(\.correction).first)
    }

    private func quotation(_ token: Token) -> Word {
        Word(
            kind: .quoted, parts: [token.text], original: token.original, range: token.range, isSpaced: token.isSpaced)
    }

    private func single(_ read: Read) -> Word {
        let token = read.token
        var word = Word(
            kind: token.kind, parts: [token.text], original: token.original, range: token.range,
            isSpaced: token.isSpaced, correction: read.correction)
        guard token.kind == .word else { return word }
        if let number = Self.numbers[token.text] {
            word.kind = .number
            word.parts = [number]
            return word
        }
        // Names such as dueDate and due_date are read as their words.
        let isAcronym = (token.original.hasSuffix("s") ? token.original.dropLast() : token.original[...]).allSatisfy {
            $0.isUppercase
        }
        let isName = token.text.contains("_") || !isAcronym && token.original.dropFirst().contains { $0.isUppercase }
        if isName, token.original.contains(where: \.isLowercase) || token.text.contains("_") {
            word.parts = Naming.words(of: token.original)
        }
        // SKUs are several of an SKU.
        if isAcronym, token.original.count > 2, token.original.hasSuffix("s") {
            word.parts = [String(token.text.dropLast())]
        }
        word.verb = lexicon.verbForms[[token.text]]
        if word.verb == nil, let base = Conjugation.base(ofParticiple: token.text) {
            word.verb = VerbForm(lemma: lexicon.verbForms[[base]]?.lemma ?? base, forms: [.participle])
        }
        return word
    }

    private static let numbers: [String: String] = [
        "zero": "0", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
        "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30",
        "forty": "40", "fifty": "50", "sixty": "60", "hundred": "100", "thousand": "1000",
    ]

    // MARK: Spelling

    /// The tokens that are values as they stand: what is in parentheses, and alternatives such as "red, teal or mauve".
    private static func isList(_ tokens: [Token], _ index: Int) -> Bool {
        let marks = [",", "/", "|", ";", "(", ")", "[", "]", "or"]
        return index > 0 && marks.contains(tokens[index - 1].text)
            && (index + 1 >= tokens.count || marks.contains(tokens[index + 1].text))
    }

    private static func alternatives(_ tokens: [Token]) -> Set<Int> {
        var found: Set<Int> = []
        var depth = 0
        for index in tokens.indices {
            let text = tokens[index].text
            if text == "(" || text == "[" { depth += 1 }
            if text == ")" || text == "]" { depth = max(0, depth - 1) }
            if depth > 0, isList(tokens, index) { found.insert(index) }
            guard text == "or", index > 1, index + 1 < tokens.count else { continue }
            // Backwards over single words between commas: at least two of them before "or".
            var start = index - 1
            if tokens[start].text == "," { start -= 1 }
            var items = [start, index + 1]
            while start > 1, tokens[start].kind == .word, tokens[start - 1].text == "," {
                start -= 2
                items.append(start)
            }
            found.formUnion(items.filter { $0 >= 0 })
        }
        return found
    }

    private func corrected(_ token: Token) -> Read {
        guard token.kind == .word, token.text.count >= 5, Self.numbers[token.text] == nil, !isKnown(token.text),
            token.text.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
        else { return Read(token: token) }
        guard let right = names.spelling.correction(of: token.text) ?? lexicon.spelling.correction(of: token.text)
        else {
            return Read(token: token)
        }
        var fixed = token
        fixed.text = right
        return Read(token: fixed, correction: right)
    }

    private func isKnown(_ word: String) -> Bool {
        if lexicon.vocabulary.contains(word) || names.words.contains(word) { return true }
        let one = singularized(word)
        if lexicon.vocabulary.contains(one) || names.words.contains(one) { return true }
        if let spelling = lexicon.spellings[one] ?? lexicon.spellings[word], lexicon.vocabulary.contains(spelling) {
            return true
        }
        // Derived words of known ones are right too.
        for (ending, instead) in Self.endings where word.hasSuffix(ending) && word.count > ending.count + 2 {
            let stem = word.dropLast(ending.count)
            if instead.contains(where: { lexicon.vocabulary.contains(stem + $0) || names.words.contains(stem + $0) }) {
                return true
            }
            if let last = stem.last, stem.dropLast().last == last, lexicon.vocabulary.contains(String(stem.dropLast()))
            {
                return true
            }
        }
        return Self.prefixes.contains {
            word.hasPrefix($0) && lexicon.vocabulary.contains(String(word.dropFirst($0.count)))
        }
    }

    private static let prefixes = ["un", "re", "sub", "pre", "non", "over", "under", "co", "super", "multi"]
    private static let endings: [(String, [String])] = [
        ("ed", ["", "e"]), ("ing", ["", "e"]), ("er", ["", "e"]), ("ers", ["", "e"]), ("or", ["", "e"]),
        ("ly", ["", "e"]),
        ("ment", [""]), ("ness", [""]), ("able", ["", "e"]), ("ful", [""]), ("ation", ["", "e"]), ("ion", ["", "e"]),
        ("ship", [""]), ("ity", ["", "e"]), ("al", ["", "e"]), ("y", ["", "e"]), ("ist", [""]), ("est", ["", "e"]),
        ("ies", ["y"]), ("ied", ["y"]), ("ish", [""]), ("less", [""]), ("ance", ["", "e"]), ("ence", ["", "e"]),
        ("ions", ["", "e"]), ("ive", ["", "e"]),
    ]
}
