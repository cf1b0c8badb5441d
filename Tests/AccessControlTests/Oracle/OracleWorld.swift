import AccessControl
import DatabaseTesting
import DomainModel
import Foundation
import Postgres
import SQL
import Schema
import Specification

/// A database of a specification with chance rows in every table, and what the oracle knows of them.
struct OracleWorld {
    let example: Example
    let tables: [Table]
    private(set) var rows: [String: [AccessOracle.Row]] = [:]
    private(set) var now = 0.0

    /// A table as the matrix sees it.
    struct Table {
        /// The entity's or junction's name.
        let name: String
        let schema: TableSchema
        let entity: DomainModel.Entity?
        let columns: [Column]
        var key: [String] { schema.definition.primaryKey }
    }

    struct Column {
        let name: String
        let type: String
        let isRequired: Bool
        /// Values of an attribute; none for keys and references.
        let values: [String]
        /// The table and column that it refers to.
        let target: (table: String, column: String)?
        /// Other columns of the same reference come with it.
        let group: String
        let defaultValue: DomainModel.Default?
        let isKey: Bool
        let isTimestamp: Bool

        func sql(_ value: OracleValue) -> String {
            switch value {
            case .null: "null"
            case .text(let text):
                "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
            case .number(let number): number == number.rounded() ? String(Int(number)) : String(number)
            case .boolean(let value): String(value)
            case .moment(let seconds): "to_timestamp(\(seconds))"
            }
        }

        /// What the database shows of it as text, as the oracle compares it.
        func value(_ text: String?) -> OracleValue {
            guard let text else { return .null }
            switch type {
            case "boolean": return .boolean(text == "true" || text == "t")
            case "integer", "bigint", "double precision": return Double(text).map { .number($0) } ?? .null
            case "timestamptz", "timestamp": return Double(text).map { .moment($0) } ?? .null
            case let type where type.hasPrefix("numeric"): return Double(text).map { .number($0) } ?? .null
            default: return .text(text)
            }
        }

        var reading: String {
            type.hasPrefix("timestamp") ? "extract(epoch from \(quoted))::text" : "\(quoted)::text"
        }
        var quoted: String { "\"\(name)\"" }
    }

    init(_ example: Example) {
        self.example = example
        let literals = Self.literals(of: example.model)
        tables = example.schema.tables.map { table in
            let name =
                switch table.source {
                case .entity(let name), .junction(let name): name
                }
            let columns = table.definition.columns.compactMap { column -> Column? in
                guard let origin = table.origins[column.name] else { return nil }
                var values: [String] = []
                var target: (String, String)?
                var group = column.name
                var defaultValue: DomainModel.Default?
                func refer(to other: DomainModel.ReferenceTarget, _ position: Int) {
                    guard case .entity(let name) = other, let entity = example.model.entity(named: name) else {
                        target = ("", "id")
                        return
                    }
                    target = (name, entity.keyColumns[position])
                }
                switch origin {
                case .attribute(let attribute):
                    values = Self.values(of: attribute, in: example.model, literals["\(name).\(column.name)"] ?? [])
                    defaultValue = attribute.defaultValue
                case .reference(let reference, let position):
                    refer(to: reference.target, position)
                    group = "reference \(reference.name)"
                    defaultValue = reference.defaultValue
                case .junctionSide(let side, let position):
                    refer(to: side.target, position)
                    group = "side \(side.name)"
                case .key, .createdAt, .updatedAt, .deletedAt: break
                }
                let isTimestamp = [.createdAt, .updatedAt, .deletedAt].contains(origin)
                return Column(
                    name: column.name, type: column.type, isRequired: column.isNotNull, values: values, target: target,
                    group: group, defaultValue: defaultValue, isKey: origin == .key, isTimestamp: isTimestamp)
            }
            return Table(
                name: name, schema: table, entity: example.model.entity(named: name), columns: columns)
        }
    }

    /// The values that conditions compare each column with, by entity and column.
    private static func literals(of model: DomainModel) -> [String: [String]] {
        var literals: [String: [String]] = [:]
        func text(_ literal: Literal) -> String {
            switch literal {
            case .string(let text): text
            case .number(let number): number.text
            case .boolean(let value): String(value)
            case .list: ""
            }
        }
        for entity in model.entities {
            for test in entity.rules.flatMap(\.tests) {
                let values: [Literal] =
                    switch test.test {
                    case .isEqual(let value), .isNot(let value), .atLeast(let value), .atMost(let value): [value]
                    case .isOneOf(let values): values
                    case .isNull, .past, .future: []
                    }
                literals["\(test.steps.last?.entity ?? entity.name).\(test.column)", default: []] += values.map(text)
            }
        }
        return literals
    }

    private static func values(
        of attribute: DomainModel.Attribute, in model: DomainModel, _ literals: [String]
    ) -> [String] {
        switch attribute.type {
        case .boolean: ["true", "false"]
        case .enumeration(let name): model.enumeration(named: name)?.values.map(\.name) ?? []
        case .integer, .bigint, .float, .decimal: ["0", "3", "7"] + literals
        case .timestamp, .localTimestamp: ["2000-01-01 00:00Z", "2999-01-01 00:00Z"]
        case .date: ["2000-01-01", "2999-01-01"]
        default: ["x"] + literals
        }
    }

    // MARK: Rows

    /// Puts rows into every table; what a constraint refuses is left out.
    mutating func fill(_ count: Int, _ connection: Connection, _ random: inout RandomChoice) async throws {
        for (index, account) in OracleActor.accounts.enumerated() {
            try await connection.execute(
                """
                insert into auth.users (id, email, raw_user_meta_data)
                values ('\(account)', 'a\(index)@example.com', '{"name": "A\(index)"}')
                """)
        }
        if let source = example.model.roleSource, example.model.entity(named: source.entity)?.isAccount == true,
            let table = tables.first(where: { $0.name == source.entity })
        {
            for (number, role) in example.model.roles.enumerated() {
                try await connection.execute(
                    """
                    update \(table.schema.name.sql) set "\(source.column)" = '\(role)'
                    where id = '\(OracleActor.accounts[number])'
                    """)
            }
        }
        for table in tables where table.entity?.isAccount != true {
            for number in 0..<(count + random.number(below: 3)) {
                var row: AccessOracle.Row = [:]
                for column in table.columns where column.target != nil && row[column.name] == nil {
                    let group = table.columns.filter { $0.group == column.group }
                    let isEmpty = !column.isRequired && random.chance(20)
                    let key = isEmpty ? nil : random.pick(keys(of: group))
                    for (position, part) in group.enumerated() { row[part.name] = key?[position] ?? .null }
                }
                for column in table.columns where row[column.name] == nil && !column.isTimestamp {
                    row[column.name] = freshValue(of: column, number, in: table, &random)
                }
                let names = table.columns.filter { row[$0.name] != nil }
                try await connection.execute("begin")
                do {
                    try await connection.execute(
                        """
                        insert into \(table.schema.name.sql) (\(names.map(\.quoted).joined(separator: ", ")))
                        values (\(names.map { $0.sql(row[$0.name] ?? .null) }.joined(separator: ", ")))
                        """)
                    try await connection.execute("commit")
                } catch {
                    guard error.sqlState?.hasPrefix("23") == true else { throw error }
                    try await connection.execute("rollback")
                }
            }
            try await read(table, connection)
        }
        for table in tables where table.entity?.isSoftDeleted == true {
            for row in rows[table.name, default: []] where random.chance(30) {
                try await connection.execute("begin")
                do {
                    let key = table.columns.filter { table.key.contains($0.name) }
                        .map { "\($0.quoted) = \($0.sql(row[$0.name] ?? .null))" }
                    try await connection.execute(
                        "update \(table.schema.name.sql) set deleted_at = now() where \(key.joined(separator: " and "))"
                    )
                    try await connection.execute("commit")
                } catch {
                    guard error.sqlState?.hasPrefix("23") == true else { throw error }
                    try await connection.execute("rollback")
                }
            }
        }
        for table in tables { try await read(table, connection) }
        now = Double(try await connection.query("select extract(epoch from now())::text").one.text(0)) ?? 0
    }

    private mutating func read(_ table: Table, _ connection: Connection) async throws {
        let columns = table.columns.map(\.reading).joined(separator: ", ")
        let found = try await connection.query(
            "select \(columns) from \(table.schema.name.sql) order by \(table.key.map { "\"\($0)\"" }.joined(separator: ", "))"
        )
        var result: [AccessOracle.Row] = []
        for row in found {
            var values: AccessOracle.Row = [:]
            for (position, column) in table.columns.enumerated() {
                values[column.name] = column.value(try row.optionalText(position))
            }
            result.append(values)
        }
        rows[table.name] = result
    }

    /// The keys that the columns of a reference may hold together.
    func keys(of group: [Column]) -> [[OracleValue]] {
        guard let table = group.first?.target?.table else { return [] }
        if table.isEmpty { return OracleActor.accounts.map { [.text($0)] } }
        if example.model.entity(named: table)?.isAccount == true { return OracleActor.accounts.map { [.text($0)] } }
        return rows[table, default: []].map { row in
            group.map { row[$0.target?.column ?? ""] ?? .null }
        }
    }

    func freshValue(
        of column: Column, _ number: Int, in table: Table, _ random: inout RandomChoice
    ) -> OracleValue {
        if column.isKey {
            if column.type == "bigint" { return .number(Double(1000 + number + random.number(below: 1_000_000))) }
            return .text(Self.uuid(&random))
        }
        if !column.isRequired, random.chance(20) { return .null }
        // Parts of composite keys are to differ.
        if table.key.contains(column.name), column.type == "text" { return .text("k\(random.number(below: 100_000))") }
        return value(random.pick(column.values), of: column)
    }

    func value(_ text: String?, of column: Column) -> OracleValue {
        guard let text else { return .null }
        if column.type.hasPrefix("timestamp") {
            let formatter = ISO8601DateFormatter()
            let date = formatter.date(from: text.replacingOccurrences(of: " 00:00Z", with: "T00:00:00Z"))
            return date.map { .moment($0.timeIntervalSince1970) } ?? .null
        }
        return column.value(text)
    }

    private static func uuid(_ random: inout RandomChoice) -> String {
        let digits = (0..<12).map { _ in String(random.number(below: 16), radix: 16) }.joined()
        return "10000000-0000-4000-8000-\(digits)"
    }
}
