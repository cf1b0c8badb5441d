extension SentenceReader {
    /// Values behind "of", ":", "as" or "one of": "low, medium or high". Nil, and the cursor where it was, when fewer
    /// than two stand there or when they can't be values.
    mutating func values(atLeast count: Int = 2) -> [String]? {
        let start = position
        _ = take(.oneOf)
        if let values = readValues(), values.count >= count { return values }
        position = start
        return nil
    }

    private mutating func readValues() -> [String]? {
        var values: [String] = []
        while true {
            guard let value = value() else { return values.isEmpty ? nil : values }
            values.append(value)
            let end = position
            let hadComma = takeMark(",") || takeMark("/") || takeMark("|")
            if symbol() == .or || symbol() == .and {
                position += 1
                _ = take(.oneOf)
                // The last one, unless a clause begins here.
                guard !beginsClause(position) || symbol(-1) == .or, let last = self.value() else {
                    position = end
                    return values
                }
                values.append(last)
                return values
            }
            guard hadComma else { return values }
            let next = symbol()
            if isAtEnd || next == .which || next == .who || next == .that || next == .bothWhich
                || beginsClause(position) || isDefaultAhead
            {
                position = end
                return values
            }
        }
    }

    /// Whether "normal by default" stands at the cursor.
    var isDefaultAhead: Bool {
        guard let word = current else { return false }
        if word.symbol == .default { return true }
        return word.isNameable && symbol(1) == .byDefault || word.symbol == .with && symbol(1) == .default
    }

    /// One value: up to four words, a number or a quotation.
    private mutating func value() -> String? {
        var parts: [String] = []
        while let word = current, parts.count < 4 {
            if word.kind == .quoted {
                guard parts.isEmpty else { break }
                position += 1
                return word.text
            }
            if word.kind == .mark, word.symbol == nil { break }
            if let symbol = word.symbol {
                let joins: Set<Symbol> = [
                    .in, .on, .to, .not, .for, .at, .by, .no, .filler, .optional, .required, .one, .unique, .over,
                ]
                let isLast = isClauseEnd(position + 1) || self.symbol(1) == .or || self.symbol(1) == .and
                let canEnd: Set<Symbol> = [
                    .optional, .required, .positive, .negative, .no, .filler, .both, .lessThan, .moreThan,
                ]
                guard joins.contains(symbol) && !isLast || canEnd.contains(symbol) && isLast else { break }
                if symbol == .filler, parts.isEmpty, !isLast { position += 1; continue }
            } else if parts.count > 0, word.kind == .word,
                isFiniteVerb(position, after: words[(position - 1)..<position])
            {
                break
            }
            parts += word.kind == .word && word.symbol == nil ? original(word) : word.parts
            position += 1
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// "from A to G": every letter of it.
    mutating func letterRange() -> [String]? {
        guard symbol(2) == .to, let first = letter(position + 1), let last = letter(position + 3), first < last else {
            return nil
        }
        position += 4
        return (first...last).map { String(UnicodeScalar($0)) }
    }

    private func letter(_ index: Int) -> UInt8? {
        guard let bytes = word(index)?.original.utf8, bytes.count == 1, let byte = bytes.first,
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        else { return nil }
        return byte
    }

    /// Values are kept as they are spelt, but for capitals at the beginning of what isn't a proper name.
    private func original(_ word: Word) -> [String] { word.correction == nil ? [word.original] : word.parts }

    /// The value that a default has: a number, a quotation, one to three words.
    mutating func defaultValue() -> String? {
        while [.a, .the, .to, .filler, .be, .as, .of].contains(symbol()) { position += 1 }
        guard let word = current else { return nil }
        if word.kind == .quoted || word.kind == .number {
            position += 1
            return word.text
        }
        if word.isMark("=") { position += 1 }
        var parts: [String] = []
        while let word = current, parts.count < 3, word.kind == .word || word.kind == .number,
            word.symbol == nil || word.symbol == .in && !parts.isEmpty || word.symbol == .not && parts.isEmpty
                || word.symbol == .no || word.symbol == .optional && parts.isEmpty && word.parts.count == 1
        {
            if !parts.isEmpty, word.kind == .number || isFiniteVerb(position, after: words[(position - 1)..<position]) {
                break
            }
            parts += original(word)
            position += 1
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}
