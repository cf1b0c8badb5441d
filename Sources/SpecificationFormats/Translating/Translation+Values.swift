internal import Specification

extension Translation {
    /// The default of a column, in the terms of its type.
    mutating func defaultValue(of column: Schema.Column, _ type: ColumnType) -> DefaultValue? {
        switch column.defaultValue {
        case nil, .null: return nil
        case .expression(let sql):
            if Self.isNow(column.defaultValue) { return .sql("now()") }
            // What stands between backticks may be a plain value all the same.
            switch sql.lowercased() {
            case "true": return .literal(.boolean(true))
            case "false": return .literal(.boolean(false))
            case "null": return nil
            default: return .sql(sql)
            }
        case .string(let text) where type.type == .json:
            // A text between quotes is the JSON's own text, not a string in it.
            return .sql("'\(text.replacing("'", with: "''"))'::jsonb")
        case .string(let text) where type.isList:
            if text == "{}" { return .literal(.list([])) }
            warning(
                "list-default", "the default of '\(column.name)' is left out: a list's is '{}' or nothing",
                at: column.place)
            return nil
        case let value?: return Self.literal(value, type).map(DefaultValue.literal)
        }
    }

    /// A plain value as its type has it: `1` is true, and `'1'` a number, where the type says so.
    static func literal(_ value: Schema.Value, _ type: ColumnType) -> Literal? {
        switch (value, type.type) {
        case (.null, _), (.expression, _): return nil
        case (.boolean(let value), _):
            return [.text, .enum].contains(type.type) ? .string(value ? "true" : "false") : .boolean(value)
        case (.number(let text), .boolean) where text == "0" || text == "1": return .boolean(text == "1")
        case (.number(let text), .text), (.number(let text), .enum): return .string(text)
        case (.number(let text), _): return .number(Number(text))
        case (.string(let text), .boolean):
            switch text.lowercased() {
            case "true", "t", "1", "yes", "y": return .boolean(true)
            case "false", "f", "0", "no", "n": return .boolean(false)
            default: return .string(text)
            }
        case (.string(let text), .integer), (.string(let text), .bigint), (.string(let text), .decimal),
            (.string(let text), .float):
            // As JSON writes numbers.
            let isPlain =
                !text.isEmpty && text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E || $0 == 0x2D }
            return isPlain && Double(text) != nil ? .number(Number(text)) : .string(text)
        case (.string(let text), _): return .string(text)
        }
    }
}

/// Rows of one table, as a seed file has them.
public struct SeedRows: Sendable, Hashable {
    /// The name of the table's file: `users.json`, or `billing.invoices.json` outside of the schema `public`.
    public var fileName: String
    /// A list of objects in canonical layout.
    public var json: String
}

extension Translation {
    /// The records of a table; a value that is computed can't be in a file of rows.
    mutating func addSeeds(_ made: TableTranslation) {
        guard let records = made.table.records, !records.rows.isEmpty else { return }
        var rows: [Node] = []
        var isReported = false
        for row in records.rows {
            var members: [Node.Member] = []
            for (position, value) in zip(records.columns, row) {
                guard let member = made.members[position] else { continue }
                if case .expression(let sql) = value {
                    if !isReported {
                        warning(
                            "computed-record", "records hold plain values: `\(sql)` is left out", at: records.place)
                    }
                    isReported = true
                    continue
                }
                members.append(.init(member.column, Self.literal(value, member.type)?.write() ?? Node(.null)))
            }
            rows.append(Node(.object(members)))
        }
        let table = tableNames[made.position] ?? made.table.name
        let name = made.table.schema.map { "\($0).\(table)" } ?? table
        seeds.append(SeedRows(fileName: "\(name).json", json: CanonicalJSON.text(of: Node(.array(rows)))))
    }
}
