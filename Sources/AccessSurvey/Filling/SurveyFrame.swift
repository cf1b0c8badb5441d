internal import Foundation

/// How the tables of a schema hang together, as far as that says who somebody is to a row.
struct SurveyFrame {
    let schema: SurveyedSchema
    /// Tables whose key is an account.
    private let profiles: Set<String>
    private(set) var listings: [Listing] = []

    /// A table that names accounts for the rows of another one: memberships, shares.
    struct Listing: Hashable {
        /// As SQL.
        var table: String
        var name: String
        var account: String
        /// The table that it names accounts for, as SQL, and its key's columns here and there.
        var target: String
        var columns: [String]
        var targets: [String]
        /// The column that says as what, and its values.
        var quality: String?
        var qualities: [String]
    }

    init(_ schema: SurveyedSchema) {
        self.schema = schema
        profiles = Set(
            schema.tables.filter { table in
                table.key.count == 1
                    && table.references.contains { $0.table == "auth.users" && $0.columns == table.key }
            }.map(\.sql))
        for table in schema.tables where !isProfile(table) { listings += listings(in: table) }
    }

    private func listings(in table: SurveyedSchema.Table) -> [Listing] {
        let accounts = table.references.filter(isAccount)
        for account in accounts {
            for reference in table.references where !isAccount(reference) && reference.table != table.sql {
                let both = Set(account.columns + reference.columns)
                guard let column = account.columns.first, !reference.columns.contains(column),
                    table.uniques.contains(where: { $0.contains(column) && both.isSuperset(of: $0) && $0.count > 1 })
                else { continue }
                let quality = table.columns.first { column in
                    column.values.count > 1 && column.type != "boolean" && !both.contains(column.name)
                }
                return [
                    Listing(
                        table: table.sql, name: table.name, account: column, target: reference.table,
                        columns: reference.columns, targets: reference.targets, quality: quality?.name,
                        qualities: quality.map { Array($0.values.prefix(6)) } ?? [])
                ]
            }
        }
        return []
    }

    func table(_ sql: String) -> SurveyedSchema.Table? { schema.tables.first { $0.sql == sql } }

    func isProfile(_ table: SurveyedSchema.Table) -> Bool { profiles.contains(table.sql) }

    /// Whether the reference names an account.
    func isAccount(_ reference: SurveyedSchema.Reference) -> Bool {
        reference.columns.count == 1 && (reference.table == "auth.users" || profiles.contains(reference.table))
    }

    /// Whether the column names an account: it refers to one, or is an identity that a policy reads.
    func namesAccount(_ column: SurveyedSchema.Column, of table: SurveyedSchema.Table) -> Bool {
        if let reference = table.references.first(where: { $0.columns.contains(column.name) }) {
            return isAccount(reference)
        }
        return column.isRead && column.type == "uuid" && !table.key.contains(column.name)
    }

    /// Whether the column of a profile may say what an account is.
    func isQuality(_ column: SurveyedSchema.Column, of table: SurveyedSchema.Table) -> Bool {
        column.values.count > 1 && column.type != "boolean" && !table.key.contains(column.name)
    }

    /// Values that policies may tell apart; none where no policy reads the column and it has no list of values.
    func choices(of column: SurveyedSchema.Column, _ table: SurveyedSchema.Table) -> [String?] {
        // Rows are deleted by asking for it.
        if table.deletion != nil, column.name == "deleted_at" { return [] }
        // Two rows with the same value couldn't be.
        if table.uniques.contains([column.name]) { return [] }
        var choices: [String?] = []
        if column.type == "boolean" {
            choices = ["true", "false"]
        } else if column.values.count > 1, !Self.isOfOtherValues(column.type) {
            choices = Array(column.values.prefix(6))
        } else if column.isRead {
            switch column.type {
            case "timestamp with time zone", "timestamp without time zone", "date":
                choices = ["2000-01-01", "2999-01-01"]
            case "integer", "bigint", "smallint", "numeric", "double precision", "real":
                choices = ["-1", "0", "1", "1000000"]
            case "text", "character varying": choices = Array(table.literals.prefix(6)) + ["something else"]
            default: return []
            }
        }
        return !column.isRequired && column.isRead && !choices.isEmpty ? choices + [nil] : choices
    }

    /// Whether a text that a check holds needn't be a value of the type.
    private static func isOfOtherValues(_ type: String) -> Bool {
        type.hasSuffix("[]")
            || [
                "bigint", "bytea", "date", "double precision", "inet", "integer", "interval", "json", "jsonb",
                "numeric",
                "real", "smallint", "time without time zone", "timestamp with time zone", "timestamp without time zone",
                "uuid",
            ].contains(type)
    }

    /// Whether the part of a key isn't made up for a new row: it refers to another row.
    func isGiven(_ column: String, _ table: SurveyedSchema.Table) -> Bool {
        isProfile(table) || table.references.contains { $0.columns.contains(column) }
    }

    /// A part of a key that the database or a client makes up.
    func keyValue(of column: SurveyedSchema.Column, _ table: SurveyedSchema.Table, _ number: Int) -> String {
        switch column.type {
        case "uuid":
            let digits = String(steadyNumber(table.name, column.name, String(number)) & 0xFFFF_FFFF_FFFF, radix: 16)
            return "10000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.utf8.count) + digits
        case "integer", "bigint", "smallint", "numeric": return String(9_000 + number)
        case "date", "timestamp with time zone", "timestamp without time zone": return "2001-01-\(1 + number % 28)"
        case _ where column.values.count > 1 && !Self.isOfOtherValues(column.type):
            return column.values[number % column.values.count]
        default: return "k\(number)"
        }
    }

    /// The tables such that what a row refers to comes first, as far as there is such an order.
    var ordered: [SurveyedSchema.Table] {
        var (ordered, waiting) = ([SurveyedSchema.Table](), schema.tables)
        while !waiting.isEmpty {
            let names = Set(waiting.map(\.sql))
            func isReady(_ table: SurveyedSchema.Table, leavingOut isLeftOut: (SurveyedSchema.Reference) -> Bool)
                -> Bool
            {
                table.references.allSatisfy { $0.table == table.sql || !names.contains($0.table) || isLeftOut($0) }
            }
            var ready = waiting.filter { isReady($0) { _ in false } }
            // In a circle, what may be empty stays empty; then whatever others refer to comes first.
            if ready.isEmpty {
                ready = Array(
                    waiting.filter { table in
                        isReady(table) { $0.columns.contains { table.column(named: $0)?.isRequired == false } }
                    }.prefix(1))
            }
            if ready.isEmpty {
                let wanted = waiting.first { table in
                    waiting.contains { $0.references.contains { $0.table == table.sql } }
                }
                ready = [wanted ?? waiting[0]]
            }
            ordered += ready
            waiting.removeAll { table in ready.contains { $0.sql == table.sql } }
        }
        return ordered
    }
}
