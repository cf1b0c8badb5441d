/// A precedence-climbing parser. This file holds its state and the operators; the operands are in
/// `Parser+Operands.swift`.
struct Parser {
    /// What was read so far of one expression.
    struct Node {
        var expression: Expression
        var range: Range<Int>
        var depth: Int
    }

    private let tokens: [Token]
    private var index = 0
    /// How many operands are open: parentheses, functions, prefix operators.
    private var nesting = 0
    /// How many calls of `expression` are open, which also counts right operands: it bounds the stack.
    private var recursion = 0
    /// In the order in which nodes are completed: operands before their operator.
    var ranges: [Range<Int>] = []
    /// Errors after which reading could go on.
    var refusals: [Refusal] = []

    init(_ tokens: [Token]) { self.tokens = tokens }

    var token: Token { tokens[index] }
    var following: Token { tokens[min(index + 1, tokens.count - 1)] }

    @discardableResult mutating func advance() -> Token {
        defer { if index < tokens.count - 1 { index += 1 } }
        return tokens[index]
    }

    mutating func parse() throws(Refusal) -> ParsedExpression {
        if token.kind == .end {
            throw Refusal("expression-syntax", "an expression can't be empty", token.range)
        }
        let node = try expression(.or)
        guard token.kind == .end else { throw unexpected("an operator or the end") }
        return ParsedExpression(expression: node.expression, ranges: ranges)
    }

    /// An expression whose operators bind at least as tightly as `minimum`.
    mutating func expression(_ minimum: Precedence) throws(Refusal) -> Node {
        recursion += 1
        nesting += 1
        defer { recursion -= 1 }
        guard nesting <= Expression.deepestNesting, recursion <= 4 * Expression.deepestNesting else {
            throw Refusal(
                "expression-too-deep", "an expression is nested at most \(Expression.deepestNesting) deep",
                token.range)
        }
        var left = try operand()
        nesting -= 1
        var last: Precedence?
        while let level = infixLevel, level >= minimum {
            if level == last, !level.chains {
                throw Refusal(
                    "expression-syntax", "operators of this kind don't chain", token.range,
                    fix: "put one of the two in parentheses")
            }
            // `is null` and a list in parentheses are complete in themselves, so another operator may follow.
            last = try infix(&left, level) ? level : nil
        }
        return left
    }

    /// Completes a node over `children`.
    mutating func node(_ expression: Expression, _ range: Range<Int>, over children: [Node] = [])
        throws(Refusal) -> Node
    {
        let depth = 1 + (children.map(\.depth).max() ?? 0)
        guard depth <= Expression.deepestTree else {
            throw Refusal(
                "expression-too-deep", "an expression chains at most \(Expression.deepestTree) operators",
                range,
                fix: "write 'x in (…)' or put parts of the chain in parentheses")
        }
        ranges.append(range)
        return Node(expression: expression, range: range, depth: depth)
    }

    /// How tightly the operator at the current token binds; nil where there is none.
    private var infixLevel: Precedence? {
        switch token.kind {
        case .symbol(let text): return BinaryOperator.symbols[text]?.precedence ?? .other
        case .punctuation("::"), .punctuation("["): return .cast
        case .word("not"):
            guard case .word(let word) = following.kind, Self.patternWords.contains(word) else { return nil }
            return .pattern
        case .word("is"), .word("isnull"), .word("notnull"): return .is
        case .word("at"): return .timeZone
        case .word(let word):
            return Self.patternWords.contains(word) ? .pattern : BinaryOperator(rawValue: word)?.precedence
        default: return nil
        }
    }

    private static let patternWords: Set = ["in", "between", "like", "ilike", "similar"]

    /// Reads an operator and its right side onto `left`; true if it ended in an operand of its own level.
    private mutating func infix(_ left: inout Node, _ level: Precedence) throws(Refusal) -> Bool {
        switch token.kind {
        case .punctuation("::"):
            advance()
            left = try cast(left, to: typeName(), from: left.range.lowerBound)
            return false
        case .punctuation("["):
            throw Refusal(
                "expression-syntax", "elements of an array can't be taken by subscript here", token.range,
                fix: "write 'x = any (array)', or array_position(array, x)")
        case .word("is"), .word("isnull"), .word("notnull"): return try test(&left)
        case .word("not"):
            advance()
            return try pattern(&left, negated: true)
        case .word("in"), .word("between"), .word("like"), .word("ilike"), .word("similar"):
            return try pattern(&left, negated: false)
        default:
            let symbol = try binaryOperator()
            if symbol.isComparison, token.isWord("any") || token.isWord("all") || token.isWord("some") {
                left = try quantified(left, symbol)
                return false
            }
            let right = try expression(level.next)
            left = try binary(symbol, left, right)
            return true
        }
    }

    private mutating func binary(_ symbol: BinaryOperator, _ left: Node, _ right: Node) throws(Refusal)
        -> Node
    {
        try node(
            .binary(symbol, left.expression, right.expression),
            left.range.lowerBound..<right.range.upperBound,
            over: [left, right])
    }

    private mutating func binaryOperator() throws(Refusal) -> BinaryOperator {
        let token = advance()
        switch token.kind {
        case .symbol(let text):
            if let symbol = BinaryOperator.symbols[text] { return symbol }
            refusals.append(
                Refusal(
                    "expression-operator", "the operator '\(text)' can't be used in an expression",
                    token.range,
                    fix: text == "^" ? "write power(a, b)" : nil))
            return .concatenate
        case .word("at"):
            try expectWord("time")
            try expectWord("zone")
            return .atTimeZone
        case .word("or"): return .or
        default: return .and
        }
    }

    /// `is [not] null | true | false | unknown | distinct from x`
    private mutating func test(_ left: inout Node) throws(Refusal) -> Bool {
        let keyword = advance()
        if keyword.isWord("isnull") || keyword.isWord("notnull") {
            let test: Expression.Test = keyword.isWord("isnull") ? .null : .notNull
            left = try node(
                .test(left.expression, test), left.range.lowerBound..<keyword.range.upperBound, over: [left])
            return false
        }
        let negated = skipWord("not")
        if skipWord("distinct") {
            try expectWord("from")
            left = try binary(negated ? .isNotDistinctFrom : .isDistinctFrom, left, expression(.comparison))
            return true
        }
        guard case .word(let word) = token.kind,
            let test = Expression.Test(rawValue: (negated ? "is not " : "is ") + word)
        else { throw unexpected("null, true, false, unknown or 'distinct from'") }
        let end = advance().range.upperBound
        left = try node(.test(left.expression, test), left.range.lowerBound..<end, over: [left])
        return false
    }

    /// `in`, `between`, `like` and `ilike`, after a `not` if there was one.
    private mutating func pattern(_ left: inout Node, negated: Bool) throws(Refusal) -> Bool {
        let keyword = advance()
        let start = left.range.lowerBound
        switch keyword.kind {
        case .word("in"):
            try expect("(")
            let elements = try list(until: ")")
            guard !elements.isEmpty else { throw unexpected("a value") }
            let end = try expect(")")
            left = try node(
                .inList(left.expression, elements.map(\.expression), negated: negated), start..<end,
                over: [left] + elements)
            return false
        case .word("between"):
            if token.isWord("symmetric") {
                throw Refusal(
                    "expression-syntax", "'between symmetric' can't be used here", token.range,
                    fix: "put the lower bound first")
            }
            let lower = try expression(.other)
            try expectWord("and")
            let upper = try expression(.other)
            left = try node(
                .between(left.expression, lower: lower.expression, upper: upper.expression, negated: negated),
                start..<upper.range.upperBound, over: [left, lower, upper])
        case .word("similar"):
            throw Refusal(
                "expression-operator", "'similar to' can't be used in an expression", keyword.range,
                fix: "write like, or a regular expression with ~")
        default:
            let symbol: BinaryOperator =
                keyword.isWord("like") ? (negated ? .notLike : .like) : (negated ? .notILike : .ilike)
            left = try binary(symbol, left, expression(.other))
            if token.isWord("escape") {
                throw Refusal(
                    "expression-syntax", "like has no escape character of one's own here", token.range,
                    fix: "escape with a backslash")
            }
        }
        return true
    }

    private mutating func quantified(_ left: Node, _ symbol: BinaryOperator) throws(Refusal) -> Node {
        // `some` is another word for `any`.
        let quantifier: Expression.Quantifier = advance().isWord("all") ? .all : .any
        try expect("(")
        let right = try expression(.or)
        let end = try expect(")")
        return try node(
            .quantified(left.expression, symbol, quantifier, right.expression), left.range.lowerBound..<end,
            over: [left, right])
    }
}
