extension Evaluator {
    func call(_ name: String, _ arguments: [Value]) -> Value {
        switch name {
        case "coalesce": return arguments.first { $0 != .null } ?? .null
        case "greatest": return extreme(arguments, .greater)
        case "least": return extreme(arguments, .less)
        case "nullif": return nullIf(arguments)
        case "num_nonnulls", "num_nulls":
            if arguments.contains(.unknown) { return .unknown }
            return .integer(Int64(arguments.count { ($0 == .null) == (name == "num_nulls") }))
        case "concat": return joined(arguments)
        default: break
        }
        // Every other function here is strict.
        if arguments.contains(.null) { return .null }
        if arguments.contains(.unknown) { return .unknown }
        switch name {
        case "now", "transaction_timestamp", "statement_timestamp":
            return now.map(Value.timestamp) ?? .unknown
        case "make_date": return madeDate(arguments)
        case "make_interval": return madeInterval(arguments)
        case "array_length", "cardinality": return arrayLength(name, arguments)
        default: break
        }
        if let text = arguments.first?.string {
            return textFunction(name, text, Array(arguments.dropFirst()))
        }
        if let number = arguments.first, number.double != nil {
            return numberFunction(name, number, Array(arguments.dropFirst()))
        }
        return timeFunction(name, arguments)
    }

    private func extreme(_ arguments: [Value], _ wanted: Comparison) -> Value {
        var best = Value.null
        for argument in arguments where argument != .null {
            if argument == .unknown { return .unknown }
            guard best != .null else {
                best = argument
                continue
            }
            switch argument.compared(with: best) {
            case wanted: best = argument
            case .different, .unknown: return .unknown
            default: break
            }
        }
        return best
    }

    private func nullIf(_ arguments: [Value]) -> Value {
        guard arguments.count == 2 else { return .unknown }
        switch compare(.equal, arguments[0], arguments[1]) {
        case .boolean(true): return .null
        case .boolean(false), .null: return arguments[0]
        default: return .unknown
        }
    }

    private func joined(_ arguments: [Value]) -> Value {
        var result = ""
        for argument in arguments where argument != .null {
            guard case .text(let text) = cast(argument, to: .text) else { return .unknown }
            // `concat` writes booleans by their output function, not by the cast.
            if case .boolean(let flag) = argument { result += flag ? "t" : "f" } else { result += text }
        }
        return .text(result)
    }

    private func arrayLength(_ name: String, _ arguments: [Value]) -> Value {
        guard case .array(let elements) = arguments[0] else { return .unknown }
        // Arrays within arrays are further dimensions.
        if elements.contains(where: { if case .array = $0 { true } else { false } }) { return .unknown }
        if name == "cardinality" { return .integer(Int64(elements.count)) }
        return elements.isEmpty || arguments[1] != .integer(1) ? .null : .integer(Int64(elements.count))
    }

    private func textFunction(_ name: String, _ text: String, _ rest: [Value]) -> Value {
        let scalars = Array(text.unicodeScalars)
        switch name {
        case "lower", "upper": return asciiCase(text, upper: name == "upper").map(Value.text) ?? .unknown
        case "length", "char_length", "character_length": return .integer(Int64(scalars.count))
        case "octet_length": return .integer(Int64(text.utf8.count))
        case "btrim", "ltrim", "rtrim":
            return trimmed(scalars[...], rest, start: name != "rtrim", end: name != "ltrim")
        case "left", "right":
            guard let count = rest.first?.count else { return .unknown }
            let kept =
                count >= 0
                ? min(count, scalars.count) : max(0, scalars.count - min(scalars.count, Int(count.magnitude)))
            return Self.text(name == "left" ? scalars.prefix(kept) : scalars.suffix(kept))
        case "substring": return substring(scalars, rest)
        case "replace": return replaced(scalars, rest)
        case "strpos":
            guard let part = rest.first?.string else { return .unknown }
            return .integer(Int64(Self.position(of: Array(part.unicodeScalars), in: scalars) + 1))
        case "starts_with":
            guard let part = rest.first?.string else { return .unknown }
            return .boolean(scalars.starts(with: part.unicodeScalars))
        case "reverse": return Self.text(scalars.reversed()[...])
        default: return .unknown
        }
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> Value {
        .text(String(String.UnicodeScalarView(scalars)))
    }

    private func trimmed(_ scalars: ArraySlice<Unicode.Scalar>, _ rest: [Value], start: Bool, end: Bool)
        -> Value
    {
        var characters: Set<Unicode.Scalar> = [" "]
        if let argument = rest.first {
            guard let text = argument.string else { return .unknown }
            characters = Set(text.unicodeScalars)
        }
        var scalars = scalars
        while start, let first = scalars.first, characters.contains(first) { scalars.removeFirst() }
        while end, let last = scalars.last, characters.contains(last) { scalars.removeLast() }
        return Self.text(scalars)
    }

    /// Positions count from one; those before it take from the count.
    private func substring(_ scalars: [Unicode.Scalar], _ rest: [Value]) -> Value {
        guard let start = rest.first?.count, start.magnitude < 1 << 32 else { return .unknown }
        guard rest.count == 2 else { return Self.text(scalars[min(max(0, start - 1), scalars.count)...]) }
        guard let count = rest[1].count, (0..<(1 << 32)).contains(count) else { return .unknown }
        let lower = min(max(0, start - 1), scalars.count)
        let upper = min(max(lower, start - 1 + count), scalars.count)
        return Self.text(scalars[lower..<upper])
    }

    private func replaced(_ scalars: [Unicode.Scalar], _ rest: [Value]) -> Value {
        guard rest.count == 2, let old = rest[0].string, let new = rest[1].string else { return .unknown }
        let wanted = Array(old.unicodeScalars)
        guard !wanted.isEmpty else { return Self.text(scalars[...]) }
        var result: [Unicode.Scalar] = []
        var position = 0
        while position < scalars.count {
            if scalars[position...].starts(with: wanted) {
                result += new.unicodeScalars
                position += wanted.count
            } else {
                result.append(scalars[position])
                position += 1
            }
        }
        return Self.text(result[...])
    }

    /// -1 if there is none.
    private static func position(of part: [Unicode.Scalar], in whole: [Unicode.Scalar]) -> Int {
        guard part.count <= whole.count else { return -1 }
        return (0...(whole.count - part.count)).first { whole[$0...].starts(with: part) } ?? -1
    }
}
