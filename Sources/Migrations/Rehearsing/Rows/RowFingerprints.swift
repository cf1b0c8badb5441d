internal import Postgres

/// What the rows of some tables are, whatever their order and whatever the tables and columns are called.
struct RowFingerprints {
    private var tables: [Int: Table] = [:]

    struct Table {
        /// As SQL writes it.
        var name: String
        var rows = 0
        /// By the number that PostgreSQL gave each.
        var columns: [Int: Column] = [:]
    }

    struct Column {
        var name: String
        var type: String
        /// Of all its values, in any order.
        var digest = ""
    }

    var isEmpty: Bool { tables.isEmpty }

    /// - Parameter names: the tables, as SQL writes them.
    static func read(_ names: [String], on connection: isolated Connection) async throws -> RowFingerprints {
        let numbers = try await connection.query(
            "select t.name::regclass::oid::bigint from unnest($1::text[]) as t (name)", [Parameter(array: names)]
        ).map { try $0.int(0) }
        return try await read(numbers, connection)
    }

    /// The same tables as they are now; those that are gone aren't in it.
    func again(on connection: isolated Connection) async throws -> RowFingerprints {
        try await Self.read(tables.keys.sorted(), connection)
    }

    private static func read(_ numbers: [Int], _ connection: isolated Connection) async throws -> RowFingerprints {
        var result = RowFingerprints()
        // What PostgreSQL computes, and types that people make, may read otherwise while no row changes.
        let found = try await connection.query(
            """
            select c.oid::bigint, format('%I.%I', n.nspname, c.relname), a.attnum::int, quote_ident(a.attname),
              pg_catalog.format_type(a.atttypid, a.atttypmod)
            from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            join pg_catalog.pg_type as t on t.oid = a.atttypid
            left join pg_catalog.pg_type as e on e.oid = t.typelem
            where t.typtype = 'b' and coalesce(e.typtype, 'b') = 'b' and a.attgenerated = '' and c.oid::bigint = any ($1::bigint[]) order by 1, 3
            """, [Parameter(array: numbers.map(String.init))])
        for row in found {
            let (number, name) = (try row.int(0), try row.text(1))
            let (place, column) = (try row.int(2), Column(name: try row.text(3), type: try row.text(4)))
            result.tables[number, default: Table(name: name)].columns[place] = column
        }
        for (number, table) in result.tables {
            let columns = table.columns.sorted { $0.key < $1.key }
            let digests = columns.map {
                ", sum(pg_catalog.hashtextextended(coalesce(\($0.value.name)::text, '-'), 0))::text"
            }
            let row = try await connection.query("select count(*)\(digests.joined()) from \(table.name)").one
            result.tables[number]?.rows = try row.int(0)
            for (place, column) in columns.enumerated() {
                result.tables[number]?.columns[column.key]?.digest = try row.optionalText(place + 1) ?? ""
            }
        }
        return result
    }

    /// What became otherwise of rows and values that are still there, in sentences.
    ///
    /// - Parameter isDeclared: whether something of the plan is about the rows of a table.
    func losses(in later: RowFingerprints, isDeclared: (_ before: String, _ after: String) -> Bool) -> [String] {
        tables.sorted { $0.key < $1.key }.flatMap { number, table -> [String] in
            guard let after = later.tables[number], !isDeclared(table.name, after.name) else { return [] }
            guard after.rows == table.rows else {
                return ["\(table.name) had \(table.rows) rows, and has \(after.rows)"]
            }
            return table.columns.sorted { $0.key < $1.key }.compactMap { place, column in
                guard let now = after.columns[place], now.type == column.type, now.digest != column.digest else {
                    return nil
                }
                return "the values of \(table.name).\(column.name) are others"
            }
        }
    }
}
