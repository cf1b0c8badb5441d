@testable import Expressions

/// SplitMix64, so that a failing round trip can be run again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Expression {
    /// Any expression that the tree can hold, well typed or not, at most `depth` deep.
    static func random(depth: Int, using generator: inout some RandomNumberGenerator) -> Expression {
        guard depth > 1, Int.random(in: 0..<6, using: &generator) > 0 else { return leaf(using: &generator) }
        func operand() -> Expression { random(depth: depth - 1, using: &generator) }
        func operands(_ counts: ClosedRange<Int>) -> [Expression] {
            (0..<Int.random(in: counts, using: &generator)).map { _ in operand() }
        }
        switch Int.random(in: 0..<18, using: &generator) {
        case 0: return .unary(.not, operand())
        case 1: return .unary(.minus, operand())
        case 2: return .test(operand(), pick(Test.allCases, &generator))
        case 3: return .inList(operand(), operands(1...3), negated: Bool.random(using: &generator))
        case 4:
            return .between(
                operand(), lower: operand(), upper: operand(), negated: Bool.random(using: &generator))
        case 5:
            let comparisons = BinaryOperator.allCases.filter(\.isComparison)
            return .quantified(
                operand(), pick(comparisons, &generator), pick(Quantifier.allCases, &generator), operand())
        case 6:
            return .choice(
                operand: Bool.random(using: &generator) ? operand() : nil,
                branches: (0..<Int.random(in: 1...2, using: &generator)).map { _ in
                    Branch(when: operand(), then: operand())
                }, otherwise: Bool.random(using: &generator) ? operand() : nil)
        case 7:
            let function = pick(Function.all, &generator)
            let counts = pick(function.signatures, &generator).counts
            return .call(
                function, operands(counts.lowerBound...min(counts.upperBound, counts.lowerBound + 2)))
        case 8: return .cast(operand(), pick(types, &generator))
        case 9: return .array(operands(0...3))
        case 10: return .extract(pick(DateField.allCases, &generator), from: operand())
        default: return .binary(pick(BinaryOperator.allCases, &generator), operand(), operand())
        }
    }

    private static func pick<Element>(_ all: [Element], _ generator: inout some RandomNumberGenerator)
        -> Element
    {
        all[Int.random(in: 0..<all.count, using: &generator)]
    }

    private static func leaf(using generator: inout some RandomNumberGenerator) -> Expression {
        let names = ["price", "due_date", "order", "Größe", "select", "a b", "time", "user", "end", "_x1"]
        let texts = ["", "it's", "\\", "é\u{301}", "'\u{301}", "--", "/*", "1 day", "\"", "$1", ";", "\n"]
        let numbers = ["0", "1", "12.50", ".5", "1e10", "1.5e-3", "99999999999999999999"]
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: return .null
        case 1: return .boolean(Bool.random(using: &generator))
        case 2: return NumberLiteral(pick(numbers, &generator)).map(Expression.number) ?? .null
        case 3, 4: return .string(pick(texts, &generator))
        case 5: return .current(pick(CurrentValue.allCases, &generator))
        default: return .column(pick(names, &generator))
        }
    }

    static let types: [PlainType] =
        PlainType.words.sorted { $0.key < $1.key }.map(\.value) + [
            .numeric(precision: 12, scale: 2), .numeric(precision: 5, scale: nil), .varchar(255),
            .array(of: .text),
            .array(of: .doublePrecision), .array(of: .numeric(precision: 3, scale: 1)),
        ]

    /// The expression with every operator in parentheses: what the printer's precedence is held against.
    var fullyParenthesized: String {
        switch self {
        case .null, .boolean, .number, .string, .column, .current: return sql
        case .unary(.not, let operand): return "(not \(operand.fullyParenthesized))"
        case .unary(.minus, let operand): return "(- \(operand.fullyParenthesized))"
        case .binary(let symbol, let left, let right):
            return "(\(left.fullyParenthesized) \(symbol.rawValue) \(right.fullyParenthesized))"
        case .test(let operand, let test): return "(\(operand.fullyParenthesized) \(test.rawValue))"
        case .inList(let operand, let elements, let negated):
            return "(\(operand.fullyParenthesized)\(negated ? " not" : "") in (\(Self.list(elements))))"
        case .between(let operand, let lower, let upper, let negated):
            return "(\(operand.fullyParenthesized)\(negated ? " not" : "") between "
                + "\(lower.fullyParenthesized) and \(upper.fullyParenthesized))"
        case .quantified(let left, let symbol, let quantifier, let right):
            return "(\(left.fullyParenthesized) \(symbol.rawValue) \(quantifier.rawValue) "
                + "(\(right.fullyParenthesized)))"
        case .choice(let operand, let branches, let otherwise):
            let cases = branches.map {
                " when \($0.condition.fullyParenthesized) then \($0.result.fullyParenthesized)"
            }
            return "(case" + (operand.map { " " + $0.fullyParenthesized } ?? "") + cases.joined()
                + (otherwise.map { " else " + $0.fullyParenthesized } ?? "") + " end)"
        case .call(let function, let arguments): return "\(function.name)(\(Self.list(arguments)))"
        case .cast(let operand, let type): return "((\(operand.fullyParenthesized))::\(type.sql))"
        case .array(let elements): return "array[\(Self.list(elements))]"
        case .extract(let field, let operand):
            return "extract(\(field.rawValue) from \(operand.fullyParenthesized))"
        }
    }

    private static func list(_ elements: [Expression]) -> String {
        elements.map(\.fullyParenthesized).joined(separator: ", ")
    }
}
