internal import SQL

extension SQLExpression {
    /// The expression with one of its parts changed, each time another, and what was done to it.
    ///
    /// A part of a conjunction is left out, which admits more; a part of a disjunction, which admits less; a
    /// disjunction and a conjunction are taken for each other; a list is shortened.
    ///
    /// - Parameter implied: conjuncts that hold in any case, and alternatives that others give anyway; neither is left
    ///   out.
    func mutations(sparing implied: [SQLExpression] = []) -> [(what: String, expression: SQLExpression)] {
        switch self {
        case .all(let parts) where parts.count > 1:
            return Self.shortened(parts, "conjunct", sparing: implied, SQLExpression.conjunction)
                + [("'or' in the place of 'and'", .disjunction(parts))]
                + Self.inside(parts, SQLExpression.conjunction)
        case .any(let parts) where parts.count > 1:
            // What another alternative admits anyway needn't be there.
            let absorbed = parts.filter { part in
                implied.contains(part)
                    || parts.contains { $0 != part && $0.conjuncts.allSatisfy(part.conjuncts.contains) }
            }
            return Self.shortened(parts, "alternative", sparing: absorbed, SQLExpression.disjunction)
                + [("'and' in the place of 'or'", .conjunction(parts))]
                + Self.inside(parts, sparing: absorbed, SQLExpression.disjunction)
        case .isOneOf(let value, let list) where list.count > 1:
            return Self.shortened(list, "value") { .isOneOf(value, $0) }
        case .isIn(let values, var query):
            return query.mutations.map { what, mutant in
                query = mutant
                return (what, .isIn(values, query))
            }
        case .exists(let table, let alias, let condition):
            return condition.mutations().map {
                ($0.what, .exists(table: table, alias: alias, condition: $0.expression))
            }
        case .compare(let left, "is distinct from", let right):
            return [("'=' in the place of 'is distinct from'", .compare(left, "=", right))]
        case .compare(let left, ">=", let right): return [("'>' in the place of '>='", .compare(left, ">", right))]
        case .compare(let left, "<=", let right): return [("'<' in the place of '<='", .compare(left, "<", right))]
        case .isNull(let value, let isNull): return [("the opposite of '\(sql)'", .isNull(value, !isNull))]
        default: return []
        }
    }

    private static func shortened(
        _ parts: [SQLExpression], _ word: String, sparing implied: [SQLExpression] = [],
        _ make: ([SQLExpression]) -> SQLExpression
    ) -> [(what: String, expression: SQLExpression)] {
        parts.indices.filter { !implied.contains(parts[$0]) }.map { index in
            var rest = parts
            let part = rest.remove(at: index)
            return ("without the \(word) '\(part.sql)'", make(rest))
        }
    }

    private static func inside(
        _ parts: [SQLExpression], sparing absorbed: [SQLExpression] = [], _ make: ([SQLExpression]) -> SQLExpression
    ) -> [(what: String, expression: SQLExpression)] {
        parts.indices.filter { !absorbed.contains(parts[$0]) }.flatMap { index in
            parts[index].mutations().map { what, mutant in
                var parts = parts
                parts[index] = mutant
                return (what, make(parts))
            }
        }
    }
}

extension SQLExpression {
    /// The conjuncts that are about the caller alone: they hold for a row as it will be when they hold for the row as
    /// it was.
    var callerConjuncts: [SQLExpression] {
        conjuncts.filter(\.isAboutCaller)
    }

    /// What has to hold at the top.
    var conjuncts: [SQLExpression] { if case .all(let parts) = self { parts } else { [self] } }

    var isAboutCaller: Bool {
        switch self {
        case .column, .qualified, .user, .isIn, .isRow, .exists: false
        case .string, .number, .boolean, .argument, .keyword: true
        case .call(_, let arguments, _): arguments.allSatisfy(\.isAboutCaller)
        case .once(let inner), .cast(let inner, _), .isNull(let inner, _): inner.isAboutCaller
        case .compare(let left, _, let right): left.isAboutCaller && right.isAboutCaller
        case .all(let parts), .any(let parts), .array(let parts, _): parts.allSatisfy(\.isAboutCaller)
        case .isOneOf(let value, let list): ([value] + list).allSatisfy(\.isAboutCaller)
        case .anyOf(let value, let array): value.isAboutCaller && array.isAboutCaller
        }
    }
}

extension SQLExpression.Query {
    /// The query with another condition, and what was done to it.
    var mutations: [(what: String, query: SQLExpression.Query)] {
        func asking(_ condition: SQLExpression) -> SQLExpression.Query {
            .init(columns: columns, table: table, alias: alias, condition: condition)
        }
        let inner = condition.mutations().map { ($0.what, asking($0.expression)) }
        return condition.isTrue ? inner : [("finding every row of \(table.name)", asking(.boolean(true)))] + inner
    }
}
