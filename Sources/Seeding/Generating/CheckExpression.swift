internal import Expressions
internal import SQL

extension SQLExpression {
    /// The same condition as a tree that can be computed; nil for what that tree can't say.
    var computable: Expression? {
        switch self {
        case .user(let expression): return expression
        case .column(let name): return .column(name)
        case .string(let text): return .string(text)
        case .boolean(let value): return .boolean(value)
        case .number(let text):
            let isNegative = text.hasPrefix("-")
            guard let literal = NumberLiteral(isNegative ? String(text.dropFirst()) : text) else {
                return nil
            }
            return isNegative ? .unary(.minus, .number(literal)) : .number(literal)
        case .compare(let left, let symbol, .call(nil, let arguments, name: "all")):
            guard let left = left.computable, let symbol = BinaryOperator(rawValue: symbol),
                let array = arguments.first?.computable
            else { return nil }
            return .quantified(left, symbol, .all, array)
        case .compare(let left, let symbol, let right):
            guard let left = left.computable, let symbol = BinaryOperator(rawValue: symbol),
                let right = right.computable
            else { return nil }
            return .binary(symbol, left, right)
        case .call(nil, let arguments, let name):
            let operands = arguments.compactMap(\.computable)
            guard let function = Function(name), operands.count == arguments.count else { return nil }
            return .call(function, operands)
        case .all(let parts): return Self.chain(.and, parts, empty: true)
        case .any(let parts): return Self.chain(.or, parts, empty: false)
        case .isNull(let value, let isNull):
            return value.computable.map { .test($0, isNull ? .null : .notNull) }
        case .isOneOf(let value, let list):
            let elements = list.compactMap(\.computable)
            guard let value = value.computable, elements.count == list.count else { return nil }
            return .inList(value, elements, negated: false)
        case .array(let elements, _):
            let values = elements.compactMap(\.computable)
            return values.count == elements.count ? .array(values) : nil
        case .argument, .keyword, .qualified, .call, .once, .anyOf, .cast, .isIn, .isRow, .exists: return nil
        }
    }

    private static func chain(_ symbol: BinaryOperator, _ parts: [SQLExpression], empty: Bool) -> Expression? {
        var result: Expression?
        for part in parts {
            guard let next = part.computable else { return nil }
            result = result.map { .binary(symbol, $0, next) } ?? next
        }
        return result ?? .boolean(empty)
    }
}

extension Expression {
    /// The expression itself and everything below it.
    var descendants: [Expression] {
        var all = [self]
        var next = 0
        while next < all.count {
            all += all[next].children
            next += 1
        }
        return all
    }
}
