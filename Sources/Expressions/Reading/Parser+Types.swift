import Diagnostics

extension Parser {
    /// `cast(x as type)`
    mutating func castFunction() throws(Refusal) -> Node {
        let start = advance().range.lowerBound
        try expect("(")
        let operand = try expression(.or)
        try expectWord("as")
        let type = try typeName()
        var node = try cast(operand, to: type, from: start)
        node.range = start..<(try expect(")"))
        ranges[ranges.count - 1] = node.range
        return node
    }

    /// A cast that ends at the token before the current one.
    mutating func cast(_ operand: Node, to type: (type: PlainType, end: Int), from start: Int) throws(Refusal)
        -> Node
    {
        try node(.cast(operand.expression, type.type), start..<type.end, over: [operand])
    }

    /// `interval '1 day'`, `date '2024-01-01'`: nil if no text follows the name of a type.
    mutating func typedLiteral(_ word: String) throws(Refusal) -> Node? {
        let start = token.range.lowerBound
        let type: (type: PlainType, end: Int)
        if case .string = following.kind {
            type = try typeName()
        } else if ["double", "timestamp", "time", "character"].contains(word),
            case .word(let next) = following.kind,
            ["precision", "with", "without", "varying"].contains(next)
        {
            type = try typeName()
        } else {
            return nil
        }
        guard case .string(let text) = token.kind else { throw unexpected("a text") }
        let operand = try node(.string(text), advance().range)
        var literal = try cast(operand, to: type, from: start)
        literal.range = start..<operand.range.upperBound
        ranges[ranges.count - 1] = literal.range
        for field in ["year", "month", "day", "hour", "minute", "second"] where token.isWord(field) {
            throw Refusal(
                "expression-syntax", "the unit belongs into the quotes", token.range,
                fix: "write interval '\(text) \(field)'")
        }
        return literal
    }

    /// A type and where it ends. An unknown one is reported and read as text.
    mutating func typeName() throws(Refusal) -> (type: PlainType, end: Int) {
        let start = token
        guard case .word(let word) = start.kind else {
            if case .quotedName = start.kind {
                throw Refusal("expression-cast", "types are written without quotes here", start.range)
            }
            throw unexpected("a type")
        }
        var end = advance().range.upperBound
        if token.isPunctuation(".") {
            throw Refusal(
                "expression-cast", "a type's name can't be qualified",
                start.range.lowerBound..<token.range.upperBound)
        }
        var type = try plainType(word, start.range, &end)
        while token.isPunctuation("["), following.isPunctuation("]") {
            advance()
            end = advance().range.upperBound
            // PostgreSQL has one type for arrays of any number of dimensions.
            if case .array = type { continue }
            type = .array(of: type)
        }
        return (type, end)
    }

    private mutating func plainType(_ word: String, _ range: Range<Int>, _ end: inout Int) throws(Refusal)
        -> PlainType
    {
        switch word {
        case "double":
            end = try expectWord("precision")
            return .doublePrecision
        case "character" where token.isWord("varying"):
            end = advance().range.upperBound
            return .varchar(try typeModifiers(1, &end, 1...10_485_760).first)
        case "varchar": return .varchar(try typeModifiers(1, &end, 1...10_485_760).first)
        case "numeric", "decimal":
            let modifiers = try typeModifiers(2, &end, 0...1000)
            return .numeric(precision: modifiers.first, scale: modifiers.dropFirst().first)
        case "timestamp", "time":
            let local: PlainType = word == "time" ? .time : .timestamp
            guard token.isWord("with") || token.isWord("without") else { return local }
            let hasZone = advance().isWord("with")
            try expectWord("time")
            end = try expectWord("zone")
            guard hasZone else { return local }
            if word == "timestamp" { return .timestamptz }
            refusals.append(
                Refusal(
                    "expression-cast", "an expression can't cast to 'time with time zone'",
                    range.lowerBound..<end,
                    fix: "write time or timestamptz"))
            return .time
        default: break
        }
        if let type = PlainType.words[word] { return type }
        refusals.append(
            Refusal(
                "expression-cast",
                word.hasPrefix("reg") || word == "oid"
                    ? "a cast to '\(word)' looks into the database's catalog and can't be used in an expression"
                    : "an expression can't cast to '\(word)'", range,
                fix: nearest(to: word, among: PlainType.words.keys.sorted()).map { "write \($0)" }))
        if token.isPunctuation("(") { _ = try typeModifiers(2, &end, 0...Int.max) }
        return .text
    }

    /// `(12, 2)` after the name of a type; empty if there is none.
    private mutating func typeModifiers(_ limit: Int, _ end: inout Int, _ allowed: ClosedRange<Int>)
        throws(Refusal) -> [Int]
    {
        guard skip("(") else { return [] }
        var modifiers: [Int] = []
        repeat {
            guard case .number(let literal) = token.kind, let value = Int(literal.text),
                allowed.contains(value),
                modifiers.count < limit
            else {
                throw Refusal(
                    "expression-cast", "this isn't a length or precision that the type can have", token.range)
            }
            modifiers.append(value)
            advance()
        } while skip(",")
        end = try expect(")")
        return modifiers
    }
}
