internal import Catalog
internal import Postgres
internal import SchemaDiff

/// Rows that a type, a constraint or an index refuses.
public struct BlockingRows: Sendable, Codable {
    /// The table, as SQL names it.
    public var table: String
    public var count: Int
    /// The first five, by primary key: each a JSON object of the key and of the columns that matter.
    public var rows: [String]
    /// A statement that changes them, for somebody to complete and review.
    public var conversion: String

    private static let shown = 5
    /// How many characters of a value are shown.
    private static let longest = 60
    private static let counting = "select count(*) from "

    /// Looks for the rows that a measured hazard counted; nil where it counted something else.
    ///
    /// - Parameters:
    ///   - fact: what is to be: the constraint, the column, the index.
    ///   - live: what the database holds.
    static func find(
        _ measured: MeasuredHazard, _ fact: Fact?, in live: Catalog, _ connection: Connection
    ) async throws -> BlockingRows? {
        guard measured.hazard.name == .rejectsRows, let count = measured.number, count > 0,
            let table = fact?[.table] ?? (fact?.kind == .table ? fact?.name : nil),
            let source = source(measured, fact, table)
        else { return nil }
        let columns = Self.columns(of: fact, in: live)
        let rows = try await connection.transaction { connection in
            try await connection.execute(Question.settings)
            let key = try await Self.primaryKey(of: table, connection)
            let shown = (key + columns.filter { !key.contains($0) })
            let list = shown.isEmpty ? "*" : shown.joined(separator: ", ")
            let order = key.isEmpty ? "" : " order by \(key.joined(separator: ", "))"
            return try await connection.query(
                """
                select (select json_object_agg(e.key, case
                    when json_typeof(e.value) = 'string' and length(e.value #>> '{}') > \(Self.longest)
                    then to_json(left(e.value #>> '{}', \(Self.longest)) || '…') else e.value end)::text
                  from json_each(row_to_json(s)) as e)
                from (select \(list) from \(source)\(order) limit \(Self.shown)) as s
                """
            ).map { try $0.text(0) }
        }
        return BlockingRows(
            table: table, count: count, rows: rows, conversion: conversion(of: source, table, columns, fact))
    }

    /// What follows FROM in the question that was answered; for duplicates, all rows that share their values.
    private static func source(_ measured: MeasuredHazard, _ fact: Fact?, _ table: String) -> String? {
        if let sql = measured.hazard.question?.sql, sql.hasPrefix(counting) {
            return String(sql.dropFirst(counting.count))
        }
        guard let fact, fact[.constraintType] == "unique" || fact[.constraintType] == "primary key" || fact.isPlainIndex
        else { return nil }
        let columns = ownColumns(of: fact)
        guard !columns.isEmpty else { return nil }
        let list = columns.joined(separator: ", ")
        return "\(table) where (\(list)) in (select \(list) from \(table) group by \(list) having count(*) > 1)"
    }

    private static func columns(of fact: Fact?, in live: Catalog) -> [String] {
        guard let fact else { return [] }
        if fact.kind == .column { return live[fact.id] == nil ? [] : [fact[.column] ?? ""] }
        return ownColumns(of: fact).filter { live[Fact.ID(.column, "\(fact[.table] ?? "").\($0)")] != nil }
    }

    /// The columns of its table that a constraint or an index needs, by name.
    private static func ownColumns(of fact: Fact) -> [String] {
        let prefix = "\(fact[.table] ?? "")."
        return fact.dependencies.filter { $0.kind == .column && $0.name.hasPrefix(prefix) }
            .map { String($0.name.dropFirst(prefix.count)) }
    }

    /// The columns of the primary key, as SQL names them; none where there is none.
    private static func primaryKey(of table: String, _ connection: isolated Connection) async throws -> [String] {
        try await connection.query(
            """
            select pg_catalog.quote_ident(a.attname) from pg_catalog.pg_index as i
            join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
            where i.indrelid = $1::regclass and i.indisprimary
            order by pg_catalog.array_position(i.indkey::smallint[], a.attnum)
            """, [Parameter(table)]
        ).map { try $0.text(0) }
    }

    private static func conversion(of source: String, _ table: String, _ columns: [String], _ fact: Fact?) -> String {
        let condition = source.firstRange(of: " where ").map { String(source[$0.upperBound...]) }
        let target = source.firstRange(of: " where ").map { String(source[..<$0.lowerBound]) } ?? source
        let column = columns.first ?? "COLUMN"
        let value = fact?.kind == .column || fact?[.constraintType] == "check" ? "a value that fits" : "another value"
        return "update \(target) set \(column) = /* \(value) */ \(column)" + (condition.map { " where \($0)" } ?? "")
    }
}

extension Fact {
    /// Whether it makes columns unique, and no expressions.
    fileprivate var isPlainIndex: Bool {
        guard kind == .index, let definition = self[.definition], definition.hasPrefix("CREATE UNIQUE INDEX ") else {
            return false
        }
        let names = dependencies.filter { $0.kind == .column }.compactMap { $0.name.split(separator: ".").last }
        return definition.hasSuffix(")") && names.allSatisfy { definition.contains($0) }
            && definition.split(separator: "(").count == 2
    }
}
