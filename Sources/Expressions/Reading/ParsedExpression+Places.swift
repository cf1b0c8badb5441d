extension ParsedExpression {
    /// A name or text of an expression and the bytes that spell it.
    public struct Place: Sendable, Hashable {
        public var content: String
        public var range: Range<Int>

        public init(content: String, range: Range<Int>) {
            self.content = content
            self.range = range
        }
    }

    /// Every use of a column, in the order of the text.
    public var columnPlaces: [Place] {
        var places: [Place] = []
        walk { expression, range, _ in
            if case .column(let name) = expression { places.append(Place(content: name, range: range)) }
        }
        return places
    }

    /// The quoted texts that `column` is compared with, be it by an operator, in a list or as the operand of a `case`.
    public func texts(comparedWith column: String) -> [Place] {
        var places: [Place] = []
        walk { expression, _, operands in
            guard Self.compares(expression, column) else { return }
            for (operand, range) in operands {
                // An array's elements and a cast's operand were visited before and stand inside this range.
                for text in Self.texts(in: operand) { places += occurrences(of: text, in: range) }
            }
        }
        return Array(Set(places)).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private static func compares(_ expression: Expression, _ column: String) -> Bool {
        switch expression {
        case .binary(.concatenate, _, _): false
        case .binary, .inList, .between, .quantified, .choice:
            expression.children.contains { bare($0) == .column(column) }
        default: false
        }
    }

    /// Without the casts around it.
    private static func bare(_ expression: Expression) -> Expression {
        if case .cast(let operand, _) = expression { bare(operand) } else { expression }
    }

    private static func texts(in expression: Expression) -> [String] {
        switch bare(expression) {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap { texts(in: $0) }
        default: []
        }
    }

    private func occurrences(of text: String, in range: Range<Int>) -> [Place] {
        var places: [Place] = []
        walk { expression, place, _ in
            if case .string(text) = expression, range.contains(place.lowerBound) {
                places.append(Place(content: text, range: place))
            }
        }
        return places
    }

    /// Visits operands before what they belong to, which is the order in which the parser noted the places.
    private func walk(_ visit: (Expression, Range<Int>, [(Expression, Range<Int>)]) -> Void) {
        var next = 0
        func step(_ expression: Expression) -> Range<Int> {
            let operands = expression.children.map { ($0, step($0)) }
            guard ranges.indices.contains(next) else { return 0..<0 }
            let range = ranges[next]
            next += 1
            visit(expression, range, operands)
            return range
        }
        _ = step(expression)
    }
}
