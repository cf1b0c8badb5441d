import Diagnostics

extension Parser {
    /// `name(argument, …)`
    mutating func call(_ name: String) throws(Refusal) -> Node {
        let nameRange = advance().range
        try expect("(")
        for word in ["distinct", "all", "variadic"] where token.isWord(word) {
            throw Refusal("expression-syntax", "'\(word)' can't be used in a call here", token.range)
        }
        if token.kind == .symbol("*") {
            throw Refusal("expression-function", "an expression can't count or sum up rows", token.range)
        }
        let arguments = try list(until: ")")
        let range = nameRange.lowerBound..<(try expect(")"))
        for word in ["over", "filter", "within"] where token.isWord(word) {
            throw Refusal("expression-function", "an expression can't look at other rows", token.range)
        }
        return try call(name, nameRange, arguments, range)
    }

    /// A call of the function called `name`. A wrong name or count is reported, and reading goes on.
    private mutating func call(
        _ name: String, _ nameRange: Range<Int>, _ arguments: [Node], _ range: Range<Int>
    ) throws(Refusal) -> Node {
        guard let function = Function(name) else {
            refusals.append(
                Refusal(
                    "expression-function", "an expression can't call '\(name)'", nameRange,
                    fix: (Function.replacements[name] ?? nearest(to: name, among: Function.all.map(\.name)))
                        .map { "write \($0)" }))
            return try node(.null, range, over: arguments)
        }
        if !function.accepts(count: arguments.count) {
            refusals.append(
                Refusal(
                    "expression-arguments",
                    "\(name) takes \(function.countDescription), and this has \(arguments.count)", range))
        }
        return try node(.call(function, arguments.map(\.expression)), range, over: arguments)
    }

    /// `extract(field from x)`
    mutating func extract() throws(Refusal) -> Node {
        let start = advance().range.lowerBound
        try expect("(")
        let field: String
        switch token.kind {
        case .word(let word), .string(let word): field = word.lowercased()
        default: throw unexpected("a field such as year")
        }
        let fieldRange = advance().range
        try expectWord("from")
        let operand = try expression(.or)
        let end = try expect(")")
        guard let known = DateField(rawValue: field) else {
            refusals.append(
                Refusal(
                    "expression-function", "there is no field '\(field)' to extract", fieldRange,
                    fix: nearest(to: field, among: DateField.allCases.map(\.rawValue)).map { "write \($0)" }))
            return operand
        }
        return try node(.extract(known, from: operand.expression), start..<end, over: [operand])
    }

    /// `position(a in b)`, which is `strpos(b, a)`.
    mutating func positionFunction() throws(Refusal) -> Node {
        let name = advance().range
        try expect("(")
        let first = ranges.count
        let part = try expression(.other)
        let second = ranges.count
        try expectWord("in")
        let whole = try expression(.other)
        let end = try expect(")")
        swapRanges(first, second)
        return try call("strpos", name, [whole, part], name.lowerBound..<end)
    }

    /// `substring(x from 1 for 2)`, which is `substring(x, 1, 2)`; the form with commas is read too.
    mutating func substring() throws(Refusal) -> Node {
        let name = advance().range
        try expect("(")
        var arguments = [try expression(.or)]
        if skip(",") {
            arguments += try list(until: ")")
        } else if skipWord("from") {
            arguments.append(try expression(.or))
            if skipWord("for") { arguments.append(try expression(.or)) }
        } else if token.isWord("for") || token.isWord("similar") {
            throw Refusal(
                "expression-syntax", "this form of substring can't be used here", token.range,
                fix: "write substring(text from start for count)")
        }
        return try call("substring", name, arguments, name.lowerBound..<(try expect(")")))
    }

    /// `trim(both 'x' from y)`, which is `btrim(y, 'x')`, and its shorter forms.
    mutating func trim() throws(Refusal) -> Node {
        let name = advance().range
        try expect("(")
        var function = "btrim"
        for (word, other) in [("both", "btrim"), ("leading", "ltrim"), ("trailing", "rtrim")]
        where skipWord(word) {
            function = other
            break
        }
        var arguments: [Node] = []
        let first = ranges.count
        if !token.isWord("from") { arguments.append(try expression(.or)) }
        let second = ranges.count
        if skipWord("from") {
            arguments.insert(try expression(.or), at: 0)
            if arguments.count == 2 { swapRanges(first, second) }
        } else if skip(",") {
            arguments.append(try expression(.or))
        }
        return try call(function, name, arguments, name.lowerBound..<(try expect(")")))
    }

    /// Puts the places from `second` on before those from `first` on, after two operands changed places.
    private mutating func swapRanges(_ first: Int, _ second: Int) {
        ranges = Array(ranges[..<first] + ranges[second...] + ranges[first..<second])
    }
}
