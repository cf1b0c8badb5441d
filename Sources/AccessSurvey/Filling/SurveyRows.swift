internal import Foundation
internal import Postgres
internal import SQL

/// Made-up people and rows, such that everybody stands in every relation to some rows, and in none to others.
///
/// Checks and required columns say nothing about access and are taken away first: the survey is rolled back.
struct SurveyRows {
    /// The values of a row by column, as text.
    typealias Row = [String: String?]

    let schema: SurveyedSchema
    let frame: SurveyFrame
    private(set) var accounts: [Account] = []
    private(set) var rows: [String: [Row]] = [:]

    /// Rows of a table.
    static let count = 20

    init(_ schema: SurveyedSchema) {
        self.schema = schema
        frame = SurveyFrame(schema)
    }

    var members: [String] { accounts.filter(\.isMember).map(\.id) }

    // MARK: People

    /// - Throws: `PostgresError` where nobody can sign up.
    mutating func fill(_ connection: isolated Connection) async throws {
        try await loosen(connection)
        for number in 0..<4 { accounts.append(Account(id: Account.id(number), isMember: true)) }
        accounts.append(Account(id: Account.id(4), isMember: false))
        accounts.append(Account(id: Account.id(5), isMember: false, isAnonymous: true))
        for table in schema.tables where frame.isProfile(table) {
            for column in table.columns where frame.isQuality(column, of: table) {
                for value in column.values.prefix(6) {
                    accounts.append(
                        Account(
                            id: Account.id(accounts.count), isMember: false,
                            quality: .init(table: table.sql, column: column.name, value: value)))
                }
            }
        }
        for account in accounts {
            try await connection.execute(
                """
                insert into auth.users (id, email, raw_user_meta_data)
                values (\(quotedLiteral(account.id)), \(quotedLiteral("survey-\(account.id)@example.com")), '{}')
                """)
        }
        for table in frame.ordered { try await fill(table, connection) }
        // What is deferred is done now, and nothing that a request does may fail for a reference.
        try await connection.execute("set constraints all immediate")
        var drops: [String] = []
        for row in try await connection.query(
            """
            select format('alter table %s drop constraint %I', conrelid::regclass, conname) from pg_constraint
            where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace
            """)
        { drops.append(try row.text(0)) }
        try await attempt(drops, connection)
        for table in schema.tables { rows[table.sql] = try await read(table, connection) }
    }

    private func loosen(_ connection: isolated Connection) async throws {
        var statements: [String] = []
        for row in try await connection.query(
            """
            select format('alter table %s drop constraint %I', conrelid::regclass, conname) from pg_constraint
            where contype = 'c' and coninhcount = 0 and connamespace = 'public'::regnamespace
            """)
        { statements.append(try row.text(0)) }
        for table in schema.tables {
            for column in table.columns where column.isRequired && !table.key.contains(column.name) {
                statements.append("alter table \(table.sql) alter column \(quoted(column.name)) drop not null")
            }
        }
        try await attempt(statements, connection)
    }

    /// Runs each of the statements that can run.
    private func attempt(_ statements: [String], _ connection: isolated Connection) async throws {
        guard !statements.isEmpty else { return }
        let block = """
            declare
              statement text;
            begin
              foreach statement in array array[\(statements.map(quotedLiteral).joined(separator: ",\n"))] loop
                begin
                  execute statement;
                exception when others then
                  null;
                end;
              end loop;
            end
            """
        try await connection.execute("do \(quotedLiteral(block))")
    }

    // MARK: Rows

    private mutating func fill(_ table: SurveyedSchema.Table, _ connection: isolated Connection) async throws {
        rows[table.sql] = []
        if frame.isProfile(table) {
            try await attempt(profiles(table), connection)
        } else if let listing = frame.listings.first(where: { $0.table == table.sql }) {
            for row in entries(of: listing, table) { rows[table.sql, default: []].append(row) }
            try await attempt(rows[table.sql, default: []].map { insert($0, table) }, connection)
        } else {
            for number in 0..<Self.count {
                rows[table.sql, default: []].append(row(table, number, fixed: [:]))
            }
            try await attempt(rows[table.sql, default: []].map { insert($0, table) }, connection)
        }
        rows[table.sql] = try await read(table, connection)
    }

    /// Sign-up may have made them.
    private func profiles(_ table: SurveyedSchema.Table) -> [String] {
        guard let key = table.key.first else { return [] }
        return accounts.enumerated().flatMap { number, account in
            var values = row(table, number, fixed: [key: account.id])
            for column in table.columns where frame.isQuality(column, of: table) { values[column.name] = nil }
            let made = insert([key: account.id], table) + " on conflict do nothing"
            if let quality = account.quality, quality.table == table.sql { values[quality.column] = quality.value }
            values[key] = nil
            let changes = table.columns.compactMap { column in
                values[column.name].map { "\(quoted(column.name)) = \(literal($0))" }
            }
            if changes.isEmpty { return [made] }
            return [
                made,
                "update \(table.sql) set \(changes.joined(separator: ", ")) "
                    + "where \(quoted(key)) = \(quotedLiteral(account.id))",
            ]
        }
    }

    /// Each member in each quality for some targets, and not listed for others.
    private func entries(of listing: SurveyFrame.Listing, _ table: SurveyedSchema.Table) -> [Row] {
        let values = listing.qualities
        let turns = max(values.count, 1)
        var entries: [Row] = []
        for (place, target) in rows[listing.target, default: []].enumerated() {
            for (position, account) in members.enumerated() {
                let turn = (place + position) % (turns + 1)
                if turn == turns { continue }
                var fixed: Row = [listing.account: account]
                for (column, key) in zip(listing.columns, listing.targets) {
                    fixed[column] = .some(value(key, of: target))
                }
                if let quality = listing.quality { fixed[quality] = values[turn] }
                entries.append(row(table, entries.count, fixed: fixed))
            }
        }
        return entries
    }

    /// A row that was made up.
    ///
    /// - Parameter fixed: what is decided already.
    func row(_ table: SurveyedSchema.Table, _ number: Int, fixed: Row) -> Row {
        var row = fixed
        func chance(_ column: String) -> Int { steadyNumber(table.name, column, String(number)) }
        for reference in table.references {
            let open = reference.columns.filter { row[$0] == nil }
            guard let first = open.first else { continue }
            let isOptional = open.allSatisfy { table.column(named: $0)?.isRequired == false }
            if isOptional, chance("\(first) is empty") % 5 == 0 {
                for column in open { row[column] = .some(nil) }
            } else if frame.isAccount(reference) {
                row[first] = members[chance(first) % members.count]
            } else {
                // What the row refers to already has to be the same there.
                let candidates = rows[reference.table, default: []].filter { target in
                    zip(reference.columns, reference.targets).allSatisfy { column, key in
                        row[column].map { $0 == value(key, of: target) } ?? true
                    }
                }
                guard !candidates.isEmpty else { continue }
                // Each is referred to, as far as there are enough rows.
                let start = steadyNumber(table.name, first)
                let stride = [1, 3, 7, 9, 11, 13, 17, 19][start % 8]
                let target = candidates[(start % candidates.count + number * stride) % candidates.count]
                for (column, key) in zip(reference.columns, reference.targets) where row[column] == nil {
                    row[column] = .some(value(key, of: target))
                }
            }
        }
        for column in table.columns where row[column.name] == nil && !column.isMade {
            if frame.namesAccount(column, of: table) {
                row[column.name] = members[chance(column.name) % members.count]
            } else if table.key.contains(column.name) {
                row[column.name] = frame.keyValue(of: column, table, number)
            } else {
                let choices = frame.choices(of: column, table)
                if !choices.isEmpty { row[column.name] = choices[chance(column.name) % choices.count] }
            }
        }
        return row
    }

    func insert(_ row: Row, _ table: SurveyedSchema.Table, stating: Set<String>? = nil) -> String {
        let columns = table.columns.filter { row[$0.name] != nil && (stating?.contains($0.name) ?? true) }
        if columns.isEmpty { return "insert into \(table.sql) default values" }
        return "insert into \(table.sql) (\(columns.map { quoted($0.name) }.joined(separator: ", "))) values "
            + "(\(columns.map { literal(value($0.name, of: row)) }.joined(separator: ", ")))"
    }

    /// What tells the rows of a table apart, as PostgreSQL says it.
    func identities(of table: SurveyedSchema.Table) -> [String] {
        rows[table.sql, default: []].compactMap { value(Self.identity, of: $0) }
    }

    /// No column is called so.
    static let identity = ""

    /// What a row holds; nil for null, and for what it doesn't state.
    func value(_ column: String, of row: Row) -> String? { row[column].flatMap(\.self) }

    private func literal(_ value: String?) -> String { value.map(quotedLiteral) ?? "null" }

    private func read(_ table: SurveyedSchema.Table, _ connection: isolated Connection) async throws -> [Row] {
        let text = try await connection.query(
            """
            select coalesce(json_agg(found.value order by found.identity collate "C"), '[]') from (
              select \(table.identity("t.")) as identity,
                (select json_object_agg(v.key, v.value) from (
                  select key, value from jsonb_each_text(to_jsonb(t)) union all select '', \(table.identity("t."))
                ) as v) as value
              from \(table.sql) as t
            ) as found
            """
        ).one.text(0)
        return try JSONDecoder().decode([Row].self, from: Data(text.utf8))
    }
}
