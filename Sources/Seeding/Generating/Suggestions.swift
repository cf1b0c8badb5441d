internal import DomainModel
internal import Expressions

/// Values for one column that a check hints at: what it compares the column with, and a little more or less.
struct Suggestions {
    let column: Int
    let maker: ValueMaker
    let row: [SeedValue]
    let plan: TablePlan
    /// The row's number, so that rows differ.
    let number: Int

    private var kind: ColumnKind { plan.kinds[column] }
    private var name: String { plan.columns[column] }

    func values(for check: Expression) -> [SeedValue] {
        var found: [Value] = []
        var literals: [Value] = []
        var lengths: [Int] = []
        for part in check.descendants {
            switch part {
            case .binary(let symbol, let left, let right) where symbol.isComparison:
                found += isolated(left, right) + isolated(right, left) + solutions(left, right)
            case .binary(.isNotDistinctFrom, let left, let right):
                found += isolated(left, right) + isolated(right, left)
            case .between(.column(name), let lower, let upper, _): found += near(lower) + near(upper)
            case .binary(.matches, _, .string(let source)):
                guard let pattern = Pattern(source) else { break }
                found += (0..<4).compactMap {
                    pattern.example(seed: maker.hash.number(number, $0)).map(Value.text)
                }
            case .binary(.like, _, .string(let pattern)):
                found.append(.text(String(pattern.compactMap { $0 == "%" ? nil : $0 == "_" ? "a" : $0 })))
            case .string(let text): literals.append(.text(text))
            case .boolean(let flag): literals.append(.boolean(flag))
            case .number:
                guard case .integer(let number) = value(of: part) else {
                    literals.append(value(of: part))
                    break
                }
                literals += [.integer(number), .integer(number &+ 1), .integer(number &- 1)]
                if (0...1000).contains(number) { lengths += [Int(number), Int(number) + 1, Int(number) - 1] }
            case .column(let other) where other != name:
                literals.append(value(of: part))
            default: break
            }
        }
        var values: [SeedValue] = []
        for value in found + literals {
            guard let stored = kind.stored(value), isOfType(stored), !values.contains(stored) else {
                continue
            }
            values.append(stored)
        }
        return values + texts(of: lengths)
    }

    /// Enumerations of native types have no check that would say so.
    private func isOfType(_ value: SeedValue) -> Bool {
        guard case .enumeration = maker.attribute.type, case .text(let text) = value else { return true }
        return maker.choices.contains(text)
    }

    private func value(of expression: Expression) -> Value { plan.value(of: expression, in: row) }

    /// What the column is near when `side` is near `other`, where a single step isolates it.
    private func isolated(_ side: Expression, _ other: Expression) -> [Value] {
        switch side {
        case .column(name): near(other)
        case .binary(.subtract, .column(name), let part): near(.binary(.add, part, other))
        case .binary(.subtract, let part, .column(name)): near(.binary(.subtract, part, other))
        case .binary(.add, .column(name), let part), .binary(.add, let part, .column(name)):
            near(.binary(.subtract, other, part))
        default: []
        }
    }

    /// What `expression` yields, a step more and a step less.
    private func near(_ expression: Expression) -> [Value] {
        let step: Expression =
            switch kind {
            case .timestamp, .localTimestamp, .time, .interval: .cast(.string("1 hour"), .interval)
            default: .number(1)
            }
        return [value(of: expression)]
            + [BinaryOperator.add, .subtract].map { value(of: .binary($0, expression, step)) }
    }

    /// Where `left` and `right` are numbers that depend on the column in a straight line: where they meet, found from
    /// two points. Whoever takes it checks it exactly.
    private func solutions(_ left: Expression, _ right: Expression) -> [Value] {
        let scale: Int
        switch kind {
        case .integer, .bigint: scale = 0
        case .decimal(_, let digits): scale = min(digits, 6)
        case .float: scale = 4
        default: return []
        }
        let difference = Expression.binary(.subtract, left, right)
        guard difference.columns.contains(name), let atZero = number(difference, at: 0),
            let atOne = number(difference, at: 1), atOne != atZero
        else { return [] }
        let unit = (0..<scale).reduce(1.0) { power, _ in power * 10 }
        let meeting = (atZero / (atZero - atOne) * unit).rounded()
        guard meeting.magnitude < 1e15 else { return [] }
        return [meeting, meeting + unit, meeting - unit, meeting + 1, meeting - 1].compactMap { scaled in
            let whole = Int64(scaled)
            guard scale > 0 else { return .integer(whole) }
            let digits = ValueMaker.padded(String(whole.magnitude), scale + 1)
            return ExactNumber("\(whole < 0 ? "-" : "")\(digits.dropLast(scale)).\(digits.suffix(scale))")
                .map(Value.decimal)
        }
    }

    private func number(_ expression: Expression, at point: Int64) -> Double? {
        let result = expression.evaluate { other in
            if other == name { return kind == .float ? .float(Double(point)) : .decimal(ExactNumber(point)) }
            return plan.positions[other].map { plan.kinds[$0].evaluated(row[$0]) }
        }
        return switch result {
        case .integer(let value): Double(value)
        case .decimal(let value): Double(value.description)
        case .float(let value): value
        default: nil
        }
    }

    /// The text, longer or shorter.
    private func texts(of lengths: [Int]) -> [SeedValue] {
        guard kind == .text, case .text = maker.attribute.type else { return [] }
        let base = if case .text(let text) = row[column] { text } else { maker.texts.first ?? "x" }
        return Set(lengths).sorted().filter { $0 > 0 }.map {
            .text(ValueMaker.resized(base, $0, $0, maker.hash.offset(below: 36)))
        }
    }
}
