extension Expression {
    /// The operands, in the order in which they are written.
    public var children: [Expression] {
        switch self {
        case .null, .boolean, .number, .string, .column, .current: []
        case .unary(_, let operand), .test(let operand, _), .cast(let operand, _), .extract(_, let operand):
            [operand]
        case .binary(_, let left, let right), .quantified(let left, _, _, let right): [left, right]
        case .inList(let operand, let elements, _): [operand] + elements
        case .between(let operand, let lower, let upper, _): [operand, lower, upper]
        case .choice(let operand, let branches, let otherwise):
            (operand.map { [$0] } ?? []) + branches.flatMap { [$0.condition, $0.result] }
                + (otherwise.map { [$0] } ?? [])
        case .call(_, let arguments), .array(let arguments): arguments
        }
    }

    /// The same expression over operands that went through `transform`.
    public func mapChildren(_ transform: (Expression) -> Expression) -> Expression {
        switch self {
        case .null, .boolean, .number, .string, .column, .current: self
        case .unary(let symbol, let operand): .unary(symbol, transform(operand))
        case .binary(let symbol, let left, let right): .binary(symbol, transform(left), transform(right))
        case .test(let operand, let test): .test(transform(operand), test)
        case .inList(let operand, let elements, let negated):
            .inList(transform(operand), elements.map(transform), negated: negated)
        case .between(let operand, let lower, let upper, let negated):
            .between(transform(operand), lower: transform(lower), upper: transform(upper), negated: negated)
        case .quantified(let left, let symbol, let quantifier, let right):
            .quantified(transform(left), symbol, quantifier, transform(right))
        case .choice(let operand, let branches, let otherwise):
            .choice(
                operand: operand.map(transform),
                branches: branches.map { Branch(when: transform($0.condition), then: transform($0.result)) },
                otherwise: otherwise.map(transform))
        case .call(let function, let arguments): .call(function, arguments.map(transform))
        case .cast(let operand, let type): .cast(transform(operand), type)
        case .array(let elements): .array(elements.map(transform))
        case .extract(let field, let operand): .extract(field, from: transform(operand))
        }
    }

    /// The names of the columns that the expression reads.
    public var columns: Set<String> {
        if case .column(let name) = self { return [name] }
        return children.reduce(into: []) { $0.formUnion($1.columns) }
    }

    /// The same expression after a column changed its name.
    public func renamingColumn(_ old: String, to new: String) -> Expression {
        if self == .column(old) { return .column(new) }
        return mapChildren { $0.renamingColumn(old, to: new) }
    }
}
