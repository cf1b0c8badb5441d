internal import Expressions
internal import Naming

extension SQLExpression {
    /// The expression as SQL, on one line.
    public var sql: String {
        switch self {
        case .column(let name): return quotedIdentifier(name)
        case .qualified(let table, let column): return "\(quotedIdentifier(table)).\(quotedIdentifier(column))"
        case .string(let text): return quotedLiteral(text)
        case .number(let text): return text
        case .boolean(let value): return value ? "true" : "false"
        case .argument(let position): return "$\(position)"
        case .keyword(let word): return word
        case .call(let qualified, let arguments, let name):
            return "\(qualified?.sql ?? name)(\(arguments.map(\.sql).joined(separator: ", ")))"
        case .once(let inner): return "(select \(inner.sql))"
        case .compare(let left, let symbol, let right): return "\(left.operand) \(symbol) \(right.operand)"
        case .all(let parts):
            return parts.isEmpty ? "true" : parts.map { $0.conjunct }.joined(separator: " and ")
        case .any(let parts):
            return parts.isEmpty ? "false" : parts.map { $0.disjunct }.joined(separator: " or ")
        case .isNull(let value, let isNull): return "\(value.operand) is \(isNull ? "" : "not ")null"
        case .isOneOf(let value, let list):
            return "\(value.operand) in (\(list.map(\.sql).joined(separator: ", ")))"
        case .anyOf(let value, let array): return "\(value.operand) = any (\(array.sql))"
        case .cast(let value, let type): return "\(value.operand)::\(type)"
        case .isIn(let values, let query): return "\(Self.tuple(values)) in (\(query.sql))"
        case .isRow(let values, let function): return "\(Self.tuple(values)) in (select * from \(function.sql)())"
        case .exists(let table, let alias, let condition):
            return "exists (select from \(table.sql) as \(quotedIdentifier(alias)) where \(condition.sql))"
        case .array(let elements, let type):
            return "array[\(elements.map(\.sql).joined(separator: ", "))]::\(type)[]"
        case .user(let expression): return expression.sql
        }
    }

    /// In parentheses unless it binds tighter than every operator.
    private var operand: String {
        switch self {
        case .column, .qualified, .string, .number, .boolean, .argument, .keyword, .call, .once, .cast, .array, .exists:
            return sql
        default: return "(\(sql))"
        }
    }

    /// As a part of a conjunction.
    private var conjunct: String {
        switch self {
        case .any(let parts) where parts.count > 1: return "(\(sql))"
        case .user: return "(\(sql))"
        default: return sql
        }
    }

    /// As a part of a disjunction: conjunctions get parentheses, so that nobody has to know which binds tighter.
    private var disjunct: String {
        switch self {
        case .all(let parts) where parts.count > 1: return "(\(sql))"
        case .user: return "(\(sql))"
        default: return sql
        }
    }

    /// The expression over several lines where one is too short for it; `indentation` is that of the first line.
    public func lines(indentation: String, width: Int) -> String {
        let line = sql
        guard line.utf8.count + indentation.utf8.count > width else { return line }
        switch self {
        case .all(let parts) where parts.count > 1:
            return parts.map { $0.lines($0.conjunct, indentation, width) }.joined(separator: "\n\(indentation)and ")
        case .any(let parts) where parts.count > 1:
            return parts.map { $0.lines($0.disjunct, indentation, width) }.joined(separator: "\n\(indentation)or ")
        case .compare(let left, let symbol, let right) where right == .boolean(true):
            let lines = left.lines(indentation: indentation + "  ", width: width)
            return "(\n\(indentation)  \(lines)\n\(indentation)) \(symbol) \(right.operand)"
        case .isIn(let values, let query):
            let inner = indentation + "  "
            return "\(Self.tuple(values)) in (\n\(inner)\(query.lines(indentation: inner, width: width))"
                + "\n\(indentation))"
        case .exists(let table, let alias, let condition):
            return "exists (\n\(indentation)  select from \(table.sql) as \(quotedIdentifier(alias))"
                + "\n\(indentation)  where \(condition.lines(indentation: indentation + "    ", width: width))"
                + "\n\(indentation))"
        default: return line
        }
    }

    /// One part of a longer expression; `line` is how it stands there on one line.
    private func lines(_ line: String, _ indentation: String, _ width: Int) -> String {
        guard indentation.utf8.count + 4 + line.utf8.count > width else { return line }
        let inner = indentation + "  "
        return line == sql
            ? lines(indentation: indentation, width: width - 4)
            : "(\n\(inner)\(lines(indentation: inner, width: 0))\n\(indentation))"
    }

    private static func tuple(_ values: [SQLExpression]) -> String {
        values.count == 1 ? values[0].operand : "(\(values.map(\.sql).joined(separator: ", ")))"
    }
}

extension SQLExpression.Query {
    /// On one line.
    public var sql: String { head(" ") + (condition.isTrue ? "" : " where \(condition.sql)") }

    /// Each clause on a line of its own; `indentation` is that of the first line.
    public func lines(indentation: String, width: Int) -> String {
        let head = head("\n\(indentation)")
        if condition.isTrue { return head }
        return head + "\n\(indentation)where " + condition.lines(indentation: indentation + "  ", width: width)
    }

    private func head(_ separator: String) -> String {
        let alias = quotedIdentifier(alias)
        let columns = columns.map { "\(alias).\(quotedIdentifier($0))" }.joined(separator: ", ")
        return "select \(columns)\(separator)from \(table.sql) as \(alias)"
    }
}
