internal import Expressions

/// An expression as PostgreSQL prints it, in the words that a person would have written.
struct PrintedExpression {
    let expression: Expression

    /// Nil for what a specification's expressions can't say.
    init?(_ text: String) {
        guard let parsed = try? Expression(sql: text) else { return nil }
        expression = Self.plain(parsed)
    }

    var sql: String { expression.sql }

    /// The parts that all have to hold.
    var conjuncts: [Expression] {
        func parts(_ expression: Expression) -> [Expression] {
            guard case .binary(.and, let left, let right) = expression else { return [expression] }
            return parts(left) + parts(right)
        }
        return parts(expression)
    }

    /// Without the casts that only say what a literal is, and with `in` for `= any (array[…])`.
    private static func plain(_ expression: Expression) -> Expression {
        let inner = expression.mapChildren(plain)
        switch inner {
        case .cast(.string(let text), let type):
            switch type {
            case .text, .varchar: return .string(text)
            default: return inner
            }
        case .cast(.number(let number), .numeric), .cast(.number(let number), .doublePrecision),
            .cast(.number(let number), .bigint):
            return .number(number)
        case .quantified(let operand, .equal, .any, .array(let elements)) where !elements.isEmpty:
            return .inList(operand, elements, negated: false)
        case .quantified(let operand, .notEqual, .all, .array(let elements)) where !elements.isEmpty:
            return .inList(operand, elements, negated: true)
        default: return inner
        }
    }
}
