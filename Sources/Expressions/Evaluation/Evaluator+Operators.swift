extension Evaluator {
    func compare(_ symbol: BinaryOperator, _ left: Value, _ right: Value) -> Value {
        if left == .null || right == .null { return .null }
        if left == .unknown || right == .unknown { return .unknown }
        return Value(left.compared(with: right).holds(for: symbol))
    }

    func binary(_ symbol: BinaryOperator, _ left: Value, _ right: Value) -> Value {
        switch symbol {
        case .and: return left.and(right)
        case .or: return left.or(right)
        case .isDistinctFrom: return distinct(left, right)
        case .isNotDistinctFrom: return distinct(left, right).negatedTruth
        default: break
        }
        // Every other operator here is strict.
        if left == .null || right == .null { return .null }
        if left == .unknown || right == .unknown { return .unknown }
        switch symbol {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            return compare(symbol, left, right)
        case .like, .ilike: return like(left, right, ignoringCase: symbol == .ilike)
        case .notLike, .notILike: return like(left, right, ignoringCase: symbol == .notILike).negatedTruth
        case .matches: return matches(left, right)
        case .doesNotMatch: return matches(left, right).negatedTruth
        case .concatenate: return concatenated(left, right)
        case .isContainedIn: return contained(left, right)
        case .contains: return contained(right, left)
        case .overlaps: return overlapping(left, right)
        case .add, .subtract, .multiply, .divide, .remainder: return Arithmetic.value(symbol, left, right)
        case .atTimeZone: return atTimeZone(left, right)
        case .matchesIgnoringCase, .doesNotMatchIgnoringCase, .member, .memberText, .and, .or,
            .isDistinctFrom,
            .isNotDistinctFrom:
            return .unknown
        }
    }

    func negated(_ operand: Value) -> Value {
        switch operand {
        case .null: .null
        case .integer(let value):
            checked(Int64(0).subtractingReportingOverflow(value)).map(Value.integer) ?? .unknown
        case .decimal(let value): .decimal(from: value.negated)
        case .float(let value): .float(-value)
        case .number(let value): value.negated.map(Value.number) ?? .unknown
        case .interval(let value): value.multiplied(by: -1).map(Value.interval) ?? .unknown
        default: .unknown
        }
    }

    private func distinct(_ left: Value, _ right: Value) -> Value {
        if left == .unknown || right == .unknown { return .unknown }
        if left == .null || right == .null { return .boolean(left != right) }
        return compare(.notEqual, left, right)
    }

    private func like(_ left: Value, _ right: Value, ignoringCase: Bool) -> Value {
        guard case .text(let text) = left, case .text(let pattern) = right else { return .unknown }
        if ignoringCase {
            guard let text = asciiCase(text, upper: false), let pattern = asciiCase(pattern, upper: false)
            else { return .unknown }
            return Value(likeMatches(text, pattern))
        }
        return Value(likeMatches(text, pattern))
    }

    private func matches(_ left: Value, _ right: Value) -> Value {
        guard case .text(let text) = left, case .text(let source) = right, let pattern = Pattern(source)
        else { return .unknown }
        return .boolean(pattern.matches(text))
    }

    private func concatenated(_ left: Value, _ right: Value) -> Value {
        switch (left, right) {
        case (.array(let a), .array(let b)): return .array(a + b)
        case (.array(let elements), _) where right.string == nil: return .array(elements + [right])
        case (_, .array(let elements)) where left.string == nil: return .array([left] + elements)
        default: break
        }
        guard left.string != nil || right.string != nil, case .text(let a) = cast(left, to: .text),
            case .text(let b) = cast(right, to: .text), !isArray(left), !isArray(right)
        else { return .unknown }
        return .text(a + b)
    }

    private func isArray(_ value: Value) -> Bool {
        if case .array = value { true } else { false }
    }

    /// Whether every element of `part` is one of `whole`; a null is never found.
    private func contained(_ part: Value, _ whole: Value) -> Value {
        guard case .array(let part) = part, case .array(let whole) = whole else { return .unknown }
        return part.reduce(.boolean(true)) { $0.and(found($1, in: whole)) }
    }

    private func overlapping(_ left: Value, _ right: Value) -> Value {
        guard case .array(let left) = left, case .array(let right) = right else { return .unknown }
        return left.reduce(.boolean(false)) { $0.or(found($1, in: right)) }
    }

    private func found(_ element: Value, in elements: [Value]) -> Value {
        elements.reduce(.boolean(false)) { result, other in
            element == .null || other == .null ? result : result.or(compare(.equal, element, other))
        }
    }

    private func atTimeZone(_ left: Value, _ zone: Value) -> Value {
        guard let zone = zone.string, ["utc", "gmt"].contains(zone.lowercased()) else { return .unknown }
        switch left {
        case .timestamp(let value): return .localTimestamp(value)
        case .localTimestamp(let value): return .timestamp(value)
        default: return .unknown
        }
    }
}

/// `text` in one case; nil if it holds a letter beyond ASCII, whose case depends on the locale.
func asciiCase(_ text: String, upper: Bool) -> String? {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return upper ? text.uppercased() : text.lowercased()
}

/// Whether `pattern` matches the whole of `text`: `_` is one character, `%` any number, `\` takes the next literally.
/// Nil for a pattern that ends in its escape, which is an error.
///
/// Takes time proportional to both lengths at worst: only the last `%` is ever gone back to.
func likeMatches(_ text: String, _ pattern: String) -> Bool? {
    enum Part: Hashable { case one, any, scalar(Unicode.Scalar) }
    var parts: [Part] = []
    var isEscaped = false
    for scalar in pattern.unicodeScalars {
        switch scalar {
        case _ where isEscaped:
            parts.append(.scalar(scalar))
            isEscaped = false
        case "\\": isEscaped = true
        case "_": parts.append(.one)
        case "%": parts.append(.any)
        default: parts.append(.scalar(scalar))
        }
    }
    if isEscaped { return nil }
    let scalars = Array(text.unicodeScalars)
    var (position, part) = (0, 0)
    var retry: (position: Int, part: Int)?
    while position < scalars.count {
        if part < parts.count, parts[part] == .any {
            part += 1
            retry = (position, part)
        } else if part < parts.count, parts[part] == .one || parts[part] == .scalar(scalars[position]) {
            position += 1
            part += 1
        } else if let last = retry {
            position = last.position + 1
            part = last.part
            retry = (position, part)
        } else {
            return false
        }
    }
    return parts[part...].allSatisfy { $0 == .any }
}
