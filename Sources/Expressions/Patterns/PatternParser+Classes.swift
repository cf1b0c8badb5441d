extension PatternParser {
    mutating func scalarClass() throws(Refusal) -> ScalarSet {
        let start = position
        position += 1
        let isNegated = peek() == "^"
        if isNegated { position += 1 }
        var ranges: [ClosedRange<UInt32>] = []
        while let next = peek(), next != "]" {
            let itemStart = position
            let item = try classItem(next)
            ranges += item.ranges
            guard peek() == "-", let bound = peek(1), bound != "]" else { continue }
            position += 1
            let upper = try classItem(bound)
            guard let low = item.only, let high = upper.only else {
                throw refusal(
                    "a range has one character at each end", from: itemStart, fix: "write \\- for a hyphen")
            }
            guard low <= high else { throw refusal("this range runs backwards", from: itemStart) }
            ranges.append(low...high)
        }
        guard peek() == "]" else {
            position = start
            throw refusal("this class is never closed", fix: "to match the bracket, write \\[")
        }
        position += 1
        guard !ranges.isEmpty else { throw refusal("a class can't be empty", from: start) }
        let set = ScalarSet(ranges)
        let result = isNegated ? set.inverted : set
        guard !result.ranges.isEmpty else { throw refusal("no character is in this class", from: start) }
        return result
    }

    private mutating func classItem(_ next: Unicode.Scalar) throws(Refusal) -> ScalarSet {
        if next == "\\" { return try escape() }
        if next == "[" {
            let isNamed = [":", ".", "="].contains(peek(1))
            throw isNamed
                ? refusal(
                    "named classes can't be used here", 2,
                    fix: "write \\d, \\w, \\s or the characters themselves")
                : refusal("'[' has to be escaped in a class", fix: "write \\[")
        }
        position += 1
        return ScalarSet(next)
    }

    mutating func escape() throws(Refusal) -> ScalarSet {
        guard let letter = peek(1) else {
            throw refusal("there is nothing after this backslash", fix: "write \\\\")
        }
        let message: String
        switch letter {
        case "d", "w", "s", "t", "n", "r":
            position += 2
            switch letter {
            case "d": return .digits
            case "w": return .words
            case "s": return .spaces
            case "t": return ScalarSet("\t")
            case "n": return ScalarSet("\n")
            default: return ScalarSet("\r")
            }
        case "D", "W", "S":
            throw refusal(
                "'\\\(letter)' can't be used here", 2, fix: "write [^\\\(letter.properties.lowercaseMapping)]"
            )
        case "0"..."9", "k", "g": message = "backreferences can't be used here"
        case "p", "P", "X", "N": message = "Unicode classes can't be used here"
        case "b", "B", "y", "Y", "m", "M", "A", "Z", "z", "G", "<", ">":
            message = "the anchor '\\\(letter)' means different things to PostgreSQL and Swift"
        case _ where ScalarSet.words.contains(letter) && letter != "_":
            message = "there is no escape '\\\(letter)' here"
        case _ where letter.isASCII && letter.value > 0x20 && letter.value < 0x7F:
            position += 2
            return ScalarSet(letter)
        default: message = "this character needs no backslash"
        }
        throw refusal(message, 2)
    }
}

extension ScalarSet {
    /// The number of the one scalar in the set; nil if there are several.
    fileprivate var only: UInt32? {
        ranges.count == 1 && ranges[0].count == 1 ? ranges[0].lowerBound : nil
    }
}
