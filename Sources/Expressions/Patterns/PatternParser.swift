/// Reads a regular expression, a branch at a time. Classes and escapes are in `PatternParser+Classes.swift`.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    /// The byte at which each scalar begins, and where the text ends.
    private let offsets: [Int]
    var position = 0
    private var nesting = 0
    private static let deepestNesting = 50

    init(_ source: String) throws(Refusal) {
        guard source.utf8.count <= Pattern.longestText else {
            throw Refusal(
                "pattern-too-large", "a pattern has at most \(Pattern.longestText) bytes",
                0..<source.utf8.count)
        }
        scalars = Array(source.unicodeScalars)
        var offsets = [0]
        for scalar in scalars { offsets.append((offsets.last ?? 0) + UTF8.width(scalar)) }
        self.offsets = offsets
    }

    mutating func parse() throws(Refusal) -> PatternNode {
        let node = try alternatives()
        if peek() == ")" { throw refusal("this parenthesis closes nothing", fix: "write \\)") }
        return node
    }

    func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < scalars.count ? scalars[position + ahead] : nil
    }

    func refusal(_ message: String, _ length: Int = 1, from start: Int? = nil, fix: String? = nil)
        -> Refusal
    {
        let first = start ?? position
        let last = min(max(first, position) + (start == nil ? length : 0), scalars.count)
        return Refusal(
            "pattern-syntax", message, offsets[first]..<max(offsets[first], offsets[last]), fix: fix)
    }

    private mutating func alternatives() throws(Refusal) -> PatternNode {
        var branches = [try sequence()]
        while peek() == "|" {
            position += 1
            branches.append(try sequence())
        }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(Refusal) -> PatternNode {
        var parts: [PatternNode] = []
        while let next = peek(), next != "|", next != ")" {
            let start = position
            let part = try atom(next)
            parts.append(try quantified(part, from: start))
        }
        guard !parts.isEmpty else {
            throw refusal(
                "something to match is missing here", fix: "to make a part optional, write ? after it")
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func atom(_ next: Unicode.Scalar) throws(Refusal) -> PatternNode {
        switch next {
        case "(": return try group()
        case "[": return .scalars(try scalarClass())
        case "\\": return .scalars(try escape())
        case "*", "+", "?":
            throw refusal("there is nothing before '\(next)' to repeat", fix: "write \\\(next)")
        case "{", "}", "]": throw refusal("'\(next)' has to be escaped here", fix: "write \\\(next)")
        case "\0": throw refusal("PostgreSQL stores no NUL characters")
        default: break
        }
        position += 1
        switch next {
        case "^": return .start
        case "$": return .end
        case ".": return .scalars(.all)
        default: return .scalars(ScalarSet(next))
        }
    }

    private mutating func group() throws(Refusal) -> PatternNode {
        let start = position
        position += 1
        if peek() == "?" {
            guard peek(1) == ":" else { throw specialGroup(start) }
            position += 2
        }
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.deepestNesting else {
            throw refusal("groups are nested at most \(Self.deepestNesting) deep")
        }
        let node = try alternatives()
        guard peek() == ")" else {
            position = start
            throw refusal("this parenthesis is never closed", fix: "to match it, write \\(")
        }
        position += 1
        return node
    }

    /// What `(?` begins, by the name that manuals give it.
    private func specialGroup(_ start: Int) -> Refusal {
        let (name, length) =
            switch (peek(1), peek(2)) {
            case ("=", _), ("!", _): ("lookahead", 3)
            case ("<", "="), ("<", "!"): ("lookbehind", 4)
            case ("<", _), ("P", _), ("'", _): ("a named group", 3)
            case (">", _): ("an atomic group", 3)
            case ("#", _): ("a comment", 3)
            default: ("an option", 2)
            }
        let end = min(start + length, scalars.count)
        return Refusal(
            "pattern-syntax",
            "\(name) means different things to PostgreSQL and Swift, and can't be used here",
            offsets[start]..<offsets[end], fix: name == "a named group" ? "write (?:…)" : nil)
    }

    private mutating func quantified(_ node: PatternNode, from start: Int) throws(Refusal) -> PatternNode {
        let bounds: (least: Int, most: Int?)
        let first = position
        switch peek() {
        case "*": bounds = (0, nil)
        case "+": bounds = (1, nil)
        case "?": bounds = (0, 1)
        case "{":
            bounds = try counts()
            position -= 1
        default: return node
        }
        position += 1
        // A group that an anchor makes empty is repeated by Swift's engine in ways of its own; `(^a)?` is none of them.
        if node == .start || node == .end || (bounds.most != 1 && node.hasAnchor) {
            throw refusal("an anchor can't be repeated", from: start)
        }
        switch peek() {
        case "?":
            throw refusal("lazy quantifiers can't be used here: a check asks only whether there is a match")
        case "+":
            throw refusal(
                "possessive quantifiers can't be used here", fix: "put the first quantifier in a group")
        case "*", "{": throw refusal("a quantifier can't follow another", fix: "put the first in a group")
        default: break
        }
        if let most = bounds.most, most < bounds.least {
            throw refusal("the lower bound is above the upper one", from: first)
        }
        return .repeated(node, least: bounds.least, most: bounds.most)
    }

    /// `{m}`, `{m,}` or `{m,n}`, whose closing brace is the last scalar that was read.
    private mutating func counts() throws(Refusal) -> (least: Int, most: Int?) {
        let start = position
        position += 1
        guard let least = try number(from: start) else {
            position = start
            throw refusal("'{' has to be escaped here", fix: "write \\{")
        }
        var most: Int? = least
        if peek() == "," {
            position += 1
            most = try number(from: start)
        }
        guard peek() == "}" else { throw refusal("a count looks like {2}, {2,} or {2,5}", from: start) }
        position += 1
        return (least, most)
    }

    private mutating func number(from start: Int) throws(Refusal) -> Int? {
        var value: Int?
        while let digit = peek(), ScalarSet.digits.contains(digit) {
            let next = (value ?? 0) * 10 + Int(digit.value - 0x30)
            position += 1
            guard next <= Pattern.highestBound else {
                throw refusal("PostgreSQL counts to \(Pattern.highestBound) at most", from: start)
            }
            value = next
        }
        return value
    }
}
