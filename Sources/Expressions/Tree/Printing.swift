import Naming

extension Expression {
    /// The expression as SQL, always the same for the same tree: lower-case keywords, only the parentheses that
    /// PostgreSQL's precedence asks for, names quoted where they must be.
    ///
    /// Literals assume `standard_conforming_strings`, on since PostgreSQL 9.1: a backslash means itself.
    public var sql: String {
        switch self {
        case .null: return "null"
        case .boolean(let value): return value ? "true" : "false"
        case .number(let literal): return literal.text
        case .string(let text): return quotedLiteral(text)
        case .column(let name): return quotedIdentifier(name)
        case .current(let value): return value.rawValue
        case .unary(let symbol, let operand): return Self.print(symbol, operand)
        case .binary(let symbol, let left, let right):
            // Left-associative levels take their own level on the left; those that don't chain take it nowhere.
            let level = symbol.precedence
            if case .binary(.atTimeZone, _, _) = left, symbol == .atTimeZone {
                return "\(left.sql) \(symbol.rawValue) \(right.operand(level.next))"
            }
            return left.operand(level.chains ? level : level.next) + " \(symbol.rawValue) "
                + right.operand(level.next)
        case .test(let operand, let test): return operand.operand(.comparison) + " " + test.rawValue
        case .inList(let operand, let elements, let negated):
            return operand.operand(.other) + (negated ? " not in (" : " in (") + Self.list(elements) + ")"
        case .between(let operand, let lower, let upper, let negated):
            return operand.operand(.other) + (negated ? " not between " : " between ") + lower.operand(.other)
                + " and " + upper.operand(.other)
        case .quantified(let left, let symbol, let quantifier, let right):
            return left.operand(.pattern) + " \(symbol.rawValue) \(quantifier.rawValue) (\(right.sql))"
        case .choice(let operand, let branches, let otherwise):
            return "case" + (operand.map { " " + $0.sql } ?? "")
                + branches.map { " when \($0.condition.sql) then \($0.result.sql)" }.joined()
                + (otherwise.map { " else " + $0.sql } ?? "") + " end"
        case .call(let function, let arguments): return "\(function.name)(\(Self.list(arguments)))"
        case .cast(let operand, let type): return "\(operand.operand(.cast))::\(type.sql)"
        case .array(let elements): return "array[\(Self.list(elements))]"
        case .extract(let field, let operand): return "extract(\(field.rawValue) from \(operand.sql))"
        }
    }

    private static func print(_ symbol: UnaryOperator, _ operand: Expression) -> String {
        if symbol == .not { return "not " + operand.operand(.not) }
        let text = operand.operand(.sign)
        // Two minus signs would begin a comment.
        return text.hasPrefix("-") ? "-(\(text))" : "-" + text
    }

    private static func list(_ elements: [Expression]) -> String {
        elements.map(\.sql).joined(separator: ", ")
    }

    /// The expression where something of at least `level` must stand.
    private func operand(_ level: Precedence) -> String {
        // The lower bound of `between` can't hold a bare `at time zone` at any depth (it is a `b_expr`), so as an
        // operand that operator always gets parentheses.
        if case .binary(.atTimeZone, _, _) = self { return "(\(sql))" }
        return precedence < level ? "(\(sql))" : sql
    }

    private var precedence: Precedence {
        switch self {
        case .unary(let symbol, _): symbol.precedence
        case .binary(let symbol, _, _): symbol.precedence
        case .test: .is
        case .inList, .between: .pattern
        case .quantified: .comparison
        case .cast: .cast
        case .null, .boolean, .number, .string, .column, .current, .choice, .call, .array, .extract: .primary
        }
    }
}

extension Expression: CustomStringConvertible {
    public var description: String { sql }
}

/// `text` as a literal of standard SQL: in single quotes, those inside doubled.
///
/// Works on scalars: as a `Character`, a quote with a combining mark after it is no quote, and would end the literal.
func quotedLiteral(_ text: String) -> String {
    var scalars = String.UnicodeScalarView("'".unicodeScalars)
    for scalar in text.unicodeScalars {
        if scalar == "'" { scalars.append(scalar) }
        scalars.append(scalar)
    }
    scalars.append("'")
    return String(scalars)
}
