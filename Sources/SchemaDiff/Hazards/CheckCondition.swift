internal import Foundation

/// The condition of a check as PostgreSQL prints it, read far enough to see that one asks for no more than another.
struct CheckCondition {
    private let parts: [Part]

    private enum Part: Equatable {
        /// `left = ANY (ARRAY[…])` or `left <@ ARRAY[…]`, with the elements as they are printed.
        case oneOf(left: String, Set<String>)
        case atLeast(left: String, Decimal)
        case atMost(left: String, Decimal)
        case other(String)
    }

    init(_ text: String) {
        parts = Self.conjuncts(text[...]).map(Self.part)
    }

    /// Whether everything that passes this one passes `other`: each part of it follows from a part here.
    func implies(_ other: CheckCondition) -> Bool {
        other.parts.allSatisfy { wanted in parts.contains { Self.part($0, implies: wanted) } }
    }

    private static func part(_ given: Part, implies wanted: Part) -> Bool {
        switch (given, wanted) {
        case (.oneOf(let left, let few), .oneOf(let right, let many)): left == right && few.isSubset(of: many)
        case (.atLeast(let left, let bound), .atLeast(let right, let lower)): left == right && lower <= bound
        case (.atMost(let left, let bound), .atMost(let right, let higher)): left == right && bound <= higher
        default: given == wanted
        }
    }

    /// What stands between the ANDs, each without the parentheses around it.
    private static func conjuncts(_ text: Substring) -> [Substring] {
        let text = bare(text)
        let parts = split(text, at: " AND ")
        // Whatever else binds looser than AND would be in parentheses.
        guard parts.count > 1, split(text, at: " OR ").count == 1, !text.contains(" BETWEEN ") else { return [text] }
        return parts.flatMap(conjuncts)
    }

    private static func part(_ text: Substring) -> Part {
        for (symbol, end) in [(" = ANY (ARRAY[", "])"), (" <@ ARRAY[", "]")] {
            guard let place = text.range(of: symbol), text.hasSuffix(end),
                split(text[..<place.lowerBound], at: " ").count == 1
            else { continue }
            let list = text[place.upperBound...].dropLast(end.count)
            return .oneOf(left: "\(bare(text[..<place.lowerBound]))\(symbol)", Set(SQLText.entries(list)))
        }
        let equals = split(text, at: " = ")
        if equals.count == 2, equals[1].hasPrefix("'"), split(equals[1], at: " ").count == 1 {
            // A list of one value.
            return .oneOf(left: "\(bare(equals[0])) = ANY (ARRAY[", [String(equals[1])])
        }
        for (symbol, make) in [(" >= ", Part.atLeast), (" <= ", Part.atMost)] {
            let sides = split(text, at: symbol)
            guard sides.count == 2, let number = number(sides[1]) else { continue }
            return make(String(bare(sides[0])), number)
        }
        return .other(String(text))
    }

    /// `120`, `(0)::numeric`, `'-5'::integer`
    private static func number(_ text: Substring) -> Decimal? {
        let value = (text.range(of: "::", options: .backwards).map { text[..<$0.lowerBound] } ?? text)
        let digits = bare(value).trimmingCharacters(in: ["'"])
        return digits.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?/) == nil ? nil : Decimal(string: digits)
    }

    private static func bare(_ text: Substring) -> Substring {
        guard let (inside, rest) = SQLText.parenthesized(text), rest.isEmpty else { return text }
        return bare(inside)
    }

    /// The pieces between the places where `separator` stands in no parentheses and no quotes.
    private static func split(_ text: Substring, at separator: String) -> [Substring] {
        var pieces: [Substring] = []
        var start = text.startIndex
        for index in SQLText.openPlaces(text) where index >= start && text[index...].hasPrefix(separator) {
            pieces.append(text[start..<index])
            start = text.index(index, offsetBy: separator.count)
        }
        return pieces + [text[start...]]
    }
}
