import Naming

extension Parser {
    /// What stands between operators: a literal, a column, a call, something in parentheses, a prefix operator.
    mutating func operand() throws(Refusal) -> Node {
        let start = token
        switch start.kind {
        case .number(let literal): return try leaf(.number(literal))
        case .string(let text):
            let node = try leaf(.string(text))
            if case .string = token.kind {
                throw Refusal(
                    "expression-syntax", "there is no operator between these two texts", token.range,
                    fix: "write one text, or || between them")
            }
            return node
        case .quotedName(let name):
            guard !name.unicodeScalars.contains("\"") else {
                throw Refusal("expression-column", "a column's name can't hold a double quote", start.range)
            }
            return try column(name)
        case .punctuation("("): return try parenthesized()
        case .symbol("-"):
            advance()
            let operand = try expression(.sign)
            return try node(
                .unary(.minus, operand.expression), start.range.lowerBound..<operand.range.upperBound,
                over: [operand])
        case .symbol("+"):
            advance()
            return try expression(.sign)
        case .word(let word): return try self.word(word)
        case .symbol, .punctuation, .end: throw unexpected("a value")
        }
    }

    private mutating func leaf(_ expression: Expression) throws(Refusal) -> Node {
        try node(expression, advance().range)
    }

    private mutating func parenthesized() throws(Refusal) -> Node {
        let start = advance().range.lowerBound
        try refuseSubquery()
        var inner = try expression(.or)
        if token.isPunctuation(",") {
            throw Refusal("expression-syntax", "a list of values stands only after 'in'", token.range)
        }
        inner.range = start..<(try expect(")"))
        return inner
    }

    /// A word that begins an operand: a keyword, a call, a literal with its type, or a column.
    private mutating func word(_ word: String) throws(Refusal) -> Node {
        switch word {
        case "null": return try leaf(.null)
        case "true": return try leaf(.boolean(true))
        case "false": return try leaf(.boolean(false))
        case "not":
            let start = advance().range.lowerBound
            let operand = try expression(.not)
            return try node(
                .unary(.not, operand.expression), start..<operand.range.upperBound, over: [operand])
        case "case": return try choice()
        case "cast" where following.isPunctuation("("): return try castFunction()
        case "array": return try array()
        case "extract" where following.isPunctuation("("): return try extract()
        case "position" where following.isPunctuation("("): return try positionFunction()
        case "substring" where following.isPunctuation("("): return try substring()
        case "trim" where following.isPunctuation("("): return try trim()
        default: break
        }
        if let value = CurrentValue(rawValue: word) {
            let node = try leaf(.current(value))
            guard !token.isPunctuation("(") else {
                throw Refusal("expression-syntax", "'\(word)' takes no precision here", token.range)
            }
            return node
        }
        try refuseSubquery()
        if following.isPunctuation("(") { return try call(word) }
        if following.isPunctuation(".") {
            throw Refusal(
                "expression-column", "names can't be qualified in an expression",
                token.range.lowerBound..<following.range.upperBound, fix: "write the column alone")
        }
        if let literal = try typedLiteral(word) { return literal }
        guard !reservedWords.contains(word) else { throw reserved(word) }
        return try column(word)
    }

    private mutating func column(_ name: String) throws(Refusal) -> Node {
        let range = token.range
        if following.isPunctuation(".") || following.isPunctuation("(") {
            let what = following.isPunctuation("(") ? "functions can't be called by a quoted name" : nil
            throw Refusal(
                "expression-column", what ?? "names can't be qualified in an expression",
                range.lowerBound..<following.range.upperBound)
        }
        return try leaf(.column(name))
    }

    private func reserved(_ word: String) -> Refusal {
        if ["current_user", "session_user", "current_role", "user", "current_schema", "current_catalog"]
            .contains(word)
        {
            return Refusal(
                "expression-function",
                "'\(word)' depends on who is connected and can't be used in an expression",
                token.range, fix: word == "user" ? "if a column is meant, write \"user\"" : nil)
        }
        if word == "default" {
            return Refusal("expression-syntax", "'default' stands only for a whole value", token.range)
        }
        return Refusal(
            "expression-syntax", "'\(word)' is a reserved word", token.range,
            fix: "if a column is meant, write \"\(word)\"")
    }

    private mutating func choice() throws(Refusal) -> Node {
        let start = advance().range.lowerBound
        var children: [Node] = []
        if !token.isWord("when") { children.append(try expression(.or)) }
        let operand = children.first?.expression
        var branches: [Expression.Branch] = []
        while skipWord("when") {
            let condition = try expression(.or)
            try expectWord("then")
            let result = try expression(.or)
            branches.append(.init(when: condition.expression, then: result.expression))
            children += [condition, result]
        }
        guard !branches.isEmpty else { throw unexpected("'when'") }
        var otherwise: Expression?
        if skipWord("else") {
            let node = try expression(.or)
            otherwise = node.expression
            children.append(node)
        }
        let end = try expectWord("end")
        return try node(
            .choice(operand: operand, branches: branches, otherwise: otherwise), start..<end, over: children)
    }

    private mutating func array() throws(Refusal) -> Node {
        let start = advance().range.lowerBound
        if token.isPunctuation("(") {
            advance()
            try refuseSubquery()
            throw Refusal(
                "expression-syntax", "the elements of an array stand in square brackets", token.range)
        }
        try expect("[")
        let elements = try list(until: "]")
        let end = try expect("]")
        return try node(.array(elements.map(\.expression)), start..<end, over: elements)
    }

    /// Expressions separated by commas, possibly none, up to the closing punctuation.
    mutating func list(until close: String) throws(Refusal) -> [Node] {
        try refuseSubquery()
        var elements: [Node] = []
        guard !token.isPunctuation(close) else { return [] }
        repeat { elements.append(try expression(.or)) } while skip(",")
        return elements
    }

    func refuseSubquery() throws(Refusal) {
        guard case .word(let word) = token.kind else { return }
        if ["select", "with", "values", "table"].contains(word)
            || (word == "exists" && following.isPunctuation("("))
        {
            throw Refusal(
                "expression-subquery", "an expression reads one row and can't hold a query", token.range,
                fix: "compare columns of the row itself, or write a rule in 'access'")
        }
    }

    // MARK: Tokens that must be there

    func unexpected(_ expected: String) -> Refusal {
        Refusal(
            "expression-syntax",
            token.kind == .end
                ? "the expression ends where \(expected) is needed" : "\(expected) is needed here",
            token.range)
    }

    /// The end of the punctuation that was skipped.
    @discardableResult mutating func expect(_ text: String) throws(Refusal) -> Int {
        guard token.isPunctuation(text) else { throw unexpected("'\(text)'") }
        return advance().range.upperBound
    }

    @discardableResult mutating func expectWord(_ word: String) throws(Refusal) -> Int {
        guard token.isWord(word) else { throw unexpected("'\(word)'") }
        return advance().range.upperBound
    }

    mutating func skip(_ text: String) -> Bool {
        guard token.isPunctuation(text) else { return false }
        advance()
        return true
    }

    mutating func skipWord(_ word: String) -> Bool {
        guard token.isWord(word) else { return false }
        advance()
        return true
    }
}

/// Keywords that PostgreSQL takes for a column only in quotes: all but those that may not name a function or type.
private let reservedWords: Set<String> = sqlKeywords.subtracting(
    """
    between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout \
    int integer interval json json_array json_arrayagg json_exists json_object json_objectagg json_query \
    json_scalar json_serialize json_table json_value least merge_action national nchar none normalize nullif \
    numeric out overlay position precision real row setof smallint substring time timestamp treat trim values \
    varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot \
    xmlserialize xmltable
    """.split(separator: " ").map(String.init))
