internal import Catalog

/// How to ask a live database what is at stake: one statement that only reads and answers one whole number.
///
/// It is asked with ``settings`` in force, so that an answer is about all rows or there is none: under row level
/// security, PostgreSQL refuses to count instead of counting what the asking role sees.
public struct Question: Codable, Hashable, Sendable {
    public var sql: String
    public var unit: Unit

    public enum Unit: Codable, Hashable, Sendable {
        case count(one: String, many: String)
        case bytes
        /// Where a sequence is.
        case position
    }

    /// For the beginning of the transaction in which it is asked.
    public static let settings =
        "set transaction read only; set local row_security = off; set local search_path = ''"

    public init(_ sql: String, _ unit: Unit) {
        self.sql = sql
        self.unit = unit
    }

    /// The number as people say it: "1 row", "12,345 rows", "1.2 GB".
    public func answer(_ number: Int) -> String {
        switch unit {
        case .count(let one, let many): number == 1 ? "1 \(one)" : "\(Self.grouped(number)) \(many)"
        case .bytes: Self.size(number)
        case .position: "the last number was \(Self.grouped(number))"
        }
    }

    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        let groups = stride(from: digits.count, to: 0, by: -3).map { String(digits[max(0, $0 - 3)..<$0]) }
        return (number < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
    }

    /// In steps of 1024, as `pg_size_pretty` counts.
    private static func size(_ bytes: Int) -> String {
        let units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"]
        var (size, unit) = (bytes, 0)
        var tenths = 0
        while size >= 1024, unit < units.count - 1 {
            tenths = (size % 1024) * 10 / 1024
            size /= 1024
            unit += 1
        }
        return unit > 0 && size < 10 ? "\(size).\(tenths) \(units[unit])" : "\(size) \(units[unit])"
    }
}

extension Question.Unit {
    public static let rows = Self.count(one: "row", many: "rows")
    static let values = Self.count(one: "value", many: "values")
    /// Where no question tells which of them are in danger.
    static let conversions = Self.count(one: "value to convert", many: "values to convert")
}

// What rules ask. Each table has an alias, so that ``Question/asked(under:)`` can put its rows under other names there.
extension Question {
    /// The rows of a table, which for a partitioned one are those of its partitions.
    static func rows(of table: Fact) -> Question {
        Question("select count(*) from \(table[.partitionKey] == nil ? "only " : "")\(table.name) as r", .rows)
    }

    /// The rows for which a condition holds, in a table and in those that inherit from it.
    public static func rows(of table: String, where condition: String, _ unit: Unit = .rows) -> Question {
        Question("select count(*) from \(table) as r where \(condition)", unit)
    }

    static func values(of column: Fact) -> Question {
        rows(of: column[.table] ?? "", where: "\(column[.column] ?? "") is not null", .values)
    }

    /// The rows of several tables for which the condition about one of their columns holds.
    static func rows(of columns: [Fact], _ unit: Unit = .rows, where condition: (Fact) -> String) -> Question? {
        guard !columns.isEmpty else { return nil }
        let counts = columns.map {
            "(select count(*) from only \($0[.table] ?? "") as r where \(condition($0)))"
        }
        return Question("select \(counts.joined(separator: " + "))", unit)
    }

    /// What a table takes on the disk, with its indexes.
    static func size(of table: Fact) -> Question {
        table[.partitionKey] == nil
            ? Question("select pg_catalog.pg_total_relation_size(\(quoted(table.name))::regclass)", .bytes)
            : Question(
                """
                select coalesce(sum(pg_catalog.pg_total_relation_size(t.relid)), 0)::bigint \
                from pg_catalog.pg_partition_tree(\(quoted(table.name))::regclass) as t
                """, .bytes)
    }
}
