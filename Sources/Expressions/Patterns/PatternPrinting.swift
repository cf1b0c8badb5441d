extension Pattern {
    /// The pattern for PostgreSQL's `~`, as a regular expression and not yet as a literal.
    ///
    /// `\d`, `\w` and `\s` are written as the ASCII classes that they mean here: in PostgreSQL they depend on the
    /// collation.
    public var postgreSQL: String { PatternPrinter(isSwift: false).text(of: root) }

    /// The pattern for Swift's `Regex`, as a string that its initializer reads or the inside of a literal `#/…/#`.
    ///
    /// To count characters as PostgreSQL does, match by Unicode scalars: `matchingSemantics(.unicodeScalar)`; and to
    /// look for it anywhere as `~` does, use `contains` or `firstMatch(of:)`.
    public var swift: String { PatternPrinter(isSwift: true).text(of: root) }
}

extension Pattern: CustomStringConvertible {
    public var description: String { source }
}

private struct PatternPrinter {
    let isSwift: Bool

    func text(of node: PatternNode) -> String {
        switch node {
        case .scalars(let set): scalars(set)
        case .start: "^"
        case .end: "$"
        case .sequence(let parts): parts.map { inSequence($0) }.joined()
        case .alternatives(let branches): branches.map { text(of: $0) }.joined(separator: "|")
        case .repeated(let part, let least, let most): quantifiable(part) + quantifier(least, most)
        }
    }

    private func inSequence(_ node: PatternNode) -> String {
        switch node {
        case .alternatives, .sequence: "(?:\(text(of: node)))"
        default: text(of: node)
        }
    }

    private func quantifiable(_ node: PatternNode) -> String {
        switch node {
        case .scalars: text(of: node)
        default: "(?:\(text(of: node)))"
        }
    }

    private func quantifier(_ least: Int, _ most: Int?) -> String {
        switch (least, most) {
        case (0, nil): "*"
        case (1, nil): "+"
        case (0, 1): "?"
        case (_, nil): "{\(least),}"
        case (_, let most?): least == most ? "{\(least)}" : "{\(least),\(most)}"
        }
    }

    private func scalars(_ set: ScalarSet) -> String {
        // A newline is a character like any other to PostgreSQL.
        if set == .all { return isSwift ? "(?s:.)" : "." }
        if let range = set.ranges.first, set.ranges.count == 1, range.count == 1 {
            return scalar(range.lowerBound)
        }
        let inverse = set.inverted
        // The shorter of the two; a class that holds the last scalar was written as a negation.
        let isNegated = set.ranges.last?.upperBound == 0x10FFFF
        let items = (isNegated ? inverse : set).ranges.map { range in
            range.count <= 2
                ? range.map(scalar).joined() : scalar(range.lowerBound) + "-" + scalar(range.upperBound)
        }
        return (isNegated ? "[^" : "[") + items.joined() + "]"
    }

    /// One scalar, escaped alike inside and outside of classes.
    private func scalar(_ value: UInt32) -> String {
        guard let scalar = Unicode.Scalar(value) else { return "" }
        if value < 0x20 || value == 0x7F {
            let digits = String(value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        }
        // Swift's classes also give `&&`, `--` and `~~` a meaning, and its literals end at a slash.
        let special = isSwift ? "\\^$.|?*+()[]{}-/&~#" : "\\^$.|?*+()[]{}-"
        return special.unicodeScalars.contains(scalar) ? "\\\(scalar)" : String(scalar)
    }
}
