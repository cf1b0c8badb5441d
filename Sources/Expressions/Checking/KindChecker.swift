public import Diagnostics

extension ParsedExpression {
    /// Finds what PostgreSQL would refuse about the columns and kinds of the expression.
    ///
    /// Everything that PostgreSQL would convert by itself passes, and so does what can't be told here.
    ///
    /// - Parameters:
    ///   - columns: The columns that the expression may read: those of the table for a check, none for a default.
    ///   - expected: What the expression has to yield: `.boolean` for a check or a `where`, the column's kind for a
    ///     default or a generated column.
    ///   - place: As for ``Expression/parse(_:at:reporting:)``.
    ///   - diagnostics: Receives `expression-column` for names that aren't among `columns`, and `expression-type`.
    /// - Returns: The kind that the expression yields.
    @discardableResult public func check(
        columns: [String: ValueKind], expecting expected: ValueKind,
        at place: (Range<Int>) -> SourceLocation? = { _ in nil }, reporting diagnostics: inout Diagnostics
    ) -> ValueKind {
        var checker = KindChecker(columns: columns, ranges: ranges)
        let (kind, range) = checker.visit(expression)
        if checker.refusals.isEmpty {
            let fits = expected == .boolean ? kind.converts(to: .boolean) : kind.isAssignable(to: expected)
            if !fits {
                checker.refuse(
                    "\(expected.description) is needed here, and this is \(kind.description)", range)
            }
        }
        for refusal in checker.refusals {
            diagnostics.error(refusal.code, refusal.message, at: place(refusal.range), fix: refusal.fix)
        }
        return kind
    }
}

/// Infers kinds from the leaves up. The operators are in `KindChecker+Operators.swift`.
struct KindChecker {
    typealias Typed = (kind: ValueKind, range: Range<Int>)

    let columns: [String: ValueKind]
    let ranges: [Range<Int>]
    var refusals: [Refusal] = []
    private var visited = 0

    init(columns: [String: ValueKind], ranges: [Range<Int>]) {
        self.columns = columns
        self.ranges = ranges
    }

    mutating func refuse(_ message: String, _ range: Range<Int>, fix: String? = nil) {
        refusals.append(Refusal("expression-type", message, range, fix: fix))
    }

    /// Visits the operands and then `expression` itself: the order in which the parser noted the places.
    mutating func visit(_ expression: Expression) -> Typed {
        let operands = expression.children.map { visit($0) }
        let range = ranges[visited]
        visited += 1
        return (kind(of: expression, operands, range), range)
    }

    mutating func kind(of expression: Expression, _ operands: [Typed], _ range: Range<Int>) -> ValueKind {
        switch expression {
        case .null, .string: return .any
        case .boolean: return .boolean
        case .number: return .number
        case .column(let name): return column(name, range)
        case .current(let value): return value.kind
        case .unary(.not, _):
            needBoolean(operands, "not")
            return .boolean
        case .unary(.minus, _): return negation(operands[0])
        case .binary(let symbol, _, _): return binary(symbol, operands[0], operands[1], range)
        case .test(_, let test):
            if test != .null, test != .notNull { needBoolean(operands, test.rawValue) }
            return .boolean
        case .inList, .between:
            unite(operands, "can't be compared with")
            return .boolean
        case .quantified: return quantified(operands[0], operands[1])
        case .choice(let operand, let branches, let otherwise):
            return choice(operands, hasOperand: operand != nil, branches.count, hasElse: otherwise != nil)
        case .call(let function, _): return call(function, operands, range)
        case .cast(let operand, let type):
            checkCast(operand, operands[0], to: type)
            return type.kind
        case .array: return .array(unite(operands, "can't stand in one array with"))
        case .extract: return extracted(operands[0])
        }
    }

    private mutating func column(_ name: String, _ range: Range<Int>) -> ValueKind {
        if let kind = columns[name] { return kind }
        let near = nearest(to: name, among: columns.keys.sorted())
        refusals.append(
            Refusal(
                "expression-column",
                columns.isEmpty ? "no column can be used here" : "there is no column '\(name)' here", range,
                fix: near.map { "write \($0)" }))
        return .any
    }

    /// The kind that all `operands` have in common. The first that doesn't fit those before it is reported.
    @discardableResult mutating func unite(_ operands: [Typed], _ verb: String) -> ValueKind {
        var common = ValueKind.any
        for operand in operands {
            guard let united = common.united(with: operand.kind) else {
                refuse("\(operand.kind.description) \(verb) \(common.description)", operand.range, fix: nil)
                return common
            }
            common = united
        }
        return common
    }

    mutating func needBoolean(_ operands: [Typed], _ word: String) {
        for operand in operands where !operand.kind.converts(to: .boolean) {
            refuse("'\(word)' is about booleans, and this is \(operand.kind.description)", operand.range)
        }
    }

    private mutating func choice(_ operands: [Typed], hasOperand: Bool, _ count: Int, hasElse: Bool)
        -> ValueKind
    {
        let first = hasOperand ? 1 : 0
        let conditions = (0..<count).map { operands[first + 2 * $0] }
        var results = (0..<count).map { operands[first + 2 * $0 + 1] }
        if hasElse, let last = operands.last { results.append(last) }
        if hasOperand {
            unite([operands[0]] + conditions, "can't be compared with")
        } else {
            needBoolean(conditions, "when")
        }
        return unite(results, "can't be a result beside")
    }

    /// Words that PostgreSQL replaces by the moment at which it reads the statement, once and for all.
    private static let frozenWords: Set = ["now", "today", "tomorrow", "yesterday"]

    private mutating func checkCast(_ operand: Expression, _ typed: Typed, to type: PlainType) {
        guard case .string(let text) = operand else { return }
        switch type {
        case .date, .time, .timestamp, .timestamptz:
            guard Self.frozenWords.contains(text.lowercased()) else { return }
            refuse(
                "'\(text)' means the moment at which the statement is read, not the one at which it is used",
                typed.range,
                fix: text.lowercased() == "now" ? "write now()" : "write current_date, plus or minus days")
        default: return
        }
    }
}

extension CurrentValue {
    var kind: ValueKind {
        switch self {
        case .date: .date
        case .time, .localTime: .time
        case .timestamp: .timestamp
        case .localTimestamp: .localTimestamp
        }
    }
}
