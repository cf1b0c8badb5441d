import DomainModel
import SQL
import Schema
import Specification

/// A hundred rows for each table of a schema, as statements. Values meet the constraints that ``RandomApplication``
/// states.
struct RandomRows {
    static let count = 100

    private let schema: DatabaseSchema
    private let model: DomainModel
    private var dice: Dice
    /// The rows of each table, by column.
    private var rows: [QualifiedName: [[String: String]]] = [:]
    private(set) var statements: [String] = []

    init(_ schema: DatabaseSchema, _ model: DomainModel, seed: Int) {
        self.schema = schema
        self.model = model
        dice = Dice(seed: seed &+ 77)
        fillAccounts()
        for table in schema.tables { fill(table) }
    }

    private mutating func fillAccounts() {
        let users = QualifiedName("auth", "users")
        rows[users] = (0..<Self.count).map { ["id": "'\(Self.uuid(users, $0))'"] }
        let values = (0..<Self.count).map {
            "('\(Self.uuid(users, $0))', 'user\($0)@example.com', '{}', '{\"name\": \"Person \($0)\"}')"
        }
        statements.append(
            "insert into auth.users (id, email, raw_app_meta_data, raw_user_meta_data) values \(values.joined(separator: ", "))"
        )
    }

    private mutating func fill(_ table: TableSchema) {
        if case .entity(let name) = table.source, model.entity(named: name)?.isAccount == true {
            rows[table.name] = rows[QualifiedName("auth", "users")]
            return
        }
        var unique: [[String]] = []
        var keys: [CreateTable.ForeignKey] = []
        for constraint in table.definition.constraints {
            switch constraint.kind {
            case .primaryKey(let columns), .unique(let columns): unique.append(columns)
            case .foreignKey(let key): keys.append(key)
            case .check, .exclude: break
            }
        }
        unique += table.indexes.filter(\.isUnique).map { $0.columns.map(\.name) }
        let distinct = Set(unique.joined())
        var later: Set<String> = []
        for case .addConstraint(let other, let constraint) in schema.postponed where other == table.name {
            if case .foreignKey(let key) = constraint.kind { later.formUnion(key.columns) }
        }
        var filled: [[String: String]] = []
        for index in 0..<Self.count {
            var row: [String: String] = [:]
            for (place, key) in keys.enumerated() {
                let isOwn = key.table == table.name
                let targets = isOwn ? filled : rows[key.table] ?? []
                let isDistinct = !distinct.isDisjoint(with: key.columns)
                let isRequired = table.definition.columns.contains { key.columns.contains($0.name) && $0.isNotNull }
                let isNull = targets.isEmpty || !isRequired && dice.oneIn(5)
                let target =
                    isNull ? [:] : targets[isDistinct ? (index + place) % targets.count : dice.roll(targets.count)]
                for (column, referenced) in zip(key.columns, key.referenced) {
                    row[column] = row[column] ?? (isNull || isDistinct && isOwn ? "null" : target[referenced] ?? "null")
                }
            }
            for column in table.definition.columns where row[column.name] == nil {
                row[column.name] =
                    later.contains(column.name)
                    ? "null" : value(column, table, index, isDistinct: distinct.contains(column.name))
            }
            filled.append(row)
        }
        rows[table.name] = filled
        let columns = table.definition.columns.map(\.name)
        let values = filled.map { row in "(\(columns.map { row[$0] ?? "null" }.joined(separator: ", ")))" }
        statements.append(
            "insert into \(table.name.sql) (\(columns.map { "\"\($0)\"" }.joined(separator: ", "))) values "
                + values.joined(separator: ",\n"))
    }

    private mutating func value(
        _ column: CreateTable.Column, _ table: TableSchema, _ index: Int, isDistinct: Bool
    ) -> String {
        switch table.origins[column.name] {
        case .key: return column.type == "uuid" ? "'\(Self.uuid(table.name, index))'" : "\(index + 1)"
        case .attribute(let attribute):
            if !column.isNotNull, dice.oneIn(5) { return "null" }
            // What isn't unique repeats now and then.
            let number = isDistinct || dice.oneIn(2) ? index : dice.roll(20)
            guard attribute.isList else { return literal(attribute, number) }
            let elements = (0..<dice.roll(3)).map { literal(attribute, number + $0) }
            return "array[\(elements.joined(separator: ", "))]::\(column.type)"
        case .createdAt, .updatedAt: return "timestamptz '2025-03-04 05:06:07.123456+00' + interval '\(index) hours'"
        case .deletedAt, .search, .reference, .junctionSide, nil: return "null"
        }
    }

    private mutating func literal(_ attribute: DomainModel.Attribute, _ number: Int) -> String {
        func bounded(_ value: Int) -> Int {
            let low = attribute.minimum.flatMap { Int($0.text) } ?? -1000
            let high = attribute.maximum.flatMap { Int($0.text) } ?? low + 5000
            return min(high, max(low, low + value % max(1, high - low + 1)))
        }
        let isBounded = attribute.minimum != nil || attribute.maximum != nil
        switch attribute.type {
        case .text:
            if attribute.pattern != nil { return "'row\(number)'" }
            let texts = [
                "Ada Lovelace \(number)", "it''s \"\(number)\"", "Grüße, \(number)", "plain-\(number)",
                "a\\b \(number)",
            ]
            return "'\(dice.pick(texts) ?? "")'"
        case .integer: return "\(bounded(number))"
        case .bigint: return attribute.maximum == nil && number == 3 ? "9007199254740993" : "\(bounded(number))"
        case .float: return "\(bounded(number))\(isBounded ? "" : ".5")"
        case .decimal: return "\(bounded(number))\(isBounded ? "" : ".25")"
        case .boolean: return number % 2 == 0 ? "true" : "false"
        case .uuid: return "'\(Self.uuid(QualifiedName("x", attribute.name), number))'"
        case .json: return "'{\"n\": \(number), \"list\": [1, \"zwei\"]}'::jsonb"
        case .ip: return "'10.0.\(number % 3).\(number)'::inet"
        case .bytes: return "'\\x00ff\(number % 10)a'::bytea"
        case .date: return "date '2024-02-27' + \(number)"
        case .time: return "time '08:00' + interval '\(number) minutes'"
        case .timestamp: return "timestamptz '2024-02-27 10:11:12.5+00' + interval '\(number) hours'"
        case .localTimestamp: return "timestamp '2024-02-27 10:11:12.5' + interval '\(number) hours'"
        case .duration: return "interval '\(number) hours 3 minutes'"
        case .timeZone: return number % 2 == 0 ? "'Europe/Paris'" : "'UTC'"
        case .enumeration(let name):
            let enumeration = model.enumeration(named: name)
            let values = enumeration?.values.map(\.name) ?? []
            let value = (dice.pick(values) ?? "").split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "''")
            return "'\(value)'" + (enumeration?.nativeType.map { "::\(QualifiedName("public", $0).sql)" } ?? "")
        case .email: return "'user\(number)@example.com'"
        case .url: return "'https://example.com/\(number)'"
        case .slug: return "'item-\(number)'"
        case .phone: return "'+49301234\(100 + number)'"
        case .color: return "'#00ff\(number % 10)c'"
        case .file, .image: return "'folder/file-\(number).bin'"
        case .currency(let only): return "'\(only ?? "USD")'"
        case .custom, .vector: return "null"
        }
    }

    private static func uuid(_ table: QualifiedName, _ index: Int) -> String {
        let hash = "\(table.schema).\(table.name)".unicodeScalars.reduce(7) { ($0 &* 31 &+ Int($1.value)) & 0xFFFF }
        let digits = String(index, radix: 16)
        let head = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - head.count) + head + "-0000-4000-8000-"
            + String(repeating: "0", count: 12 - digits.count) + digits
    }
}
