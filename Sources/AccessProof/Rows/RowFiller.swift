internal import AccessControl
internal import Diagnostics
internal import DomainModel
internal import Postgres
internal import SQL
internal import Schema
internal import Seeding
internal import Specification

/// Puts rows into every table; what a constraint refuses is left out.
struct RowFiller {
    /// How many rows a table gets at most.
    let count: Int
    /// Whether rows stay that no rule tells from others.
    let keepsAll: Bool

    // MARK: Accounts and values

    /// Signs six people up, or as many as the profile's checks let in.
    func addAccounts(to rows: inout ProofRows, _ connection: isolated Connection) async throws {
        let seeds = Self.seeds(rows.subject)
        let users = seeds.tables.first { $0.name == QualifiedName("auth", "users") }
        let metadata = users?.values(of: "raw_user_meta_data") ?? []
        let phones = users?.values(of: "phone")
        var (accounts, statements): ([String], [String]) = ([], [])
        for (number, value) in metadata.enumerated() {
            let id = "0000000\(number)-acce-4550-8000-00000000000a"
            var columns = ["id", "email", "raw_user_meta_data"]
            var values = [id, "access-proof-\(number)@example.com", CanonicalJSON.line(of: value.node)]
            if case .text(let phone)?? = phones.map({ $0[number] }) {
                columns.append("phone")
                values.append(phone)
            }
            let sql =
                "insert into auth.users (\(columns.joined(separator: ", "))) values "
                + "(\(values.map(quotedLiteral).joined(separator: ", ")))"
            guard try await Self.succeeds(sql, connection) != nil else { continue }
            accounts.append(id)
            statements.append(sql)
        }
        guard accounts.count > 1 else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "proof-accounts", "the access matrix needs accounts, and nobody can sign up",
                    fix: "give the fields that the profile reads at sign-up a source or a default that meets its checks"
                ))
        }
        rows.add(accounts: accounts, by: statements)
    }

    /// Made-up rows that meet the checks. Roles make people, so there are enough of them for six.
    private static func seeds(_ subject: ProofSubject) -> SeedData {
        var model = subject.model
        for number in model.roles.count..<max(4, model.roles.count) { model.roles.append("role_\(number)") }
        return SeedData(schema: subject.schema, model: model)
    }

    /// Reads the values of generated seeds as PostgreSQL spells them, without inserting a row.
    func addTemplates(to rows: inout ProofRows, _ connection: isolated Connection) async throws {
        let seeds = SeedData(schema: rows.subject.schema, model: rows.subject.model)
        for table in rows.tables {
            guard let seed = seeds.table(named: table.schema.name) else { continue }
            let columns = table.columns.filter { seed.columns.contains($0.name) && $0.target == nil && !$0.isKey }
            if columns.isEmpty { continue }
            let found = try await connection.query(
                """
                select \(columns.map(\.reading).joined(separator: ", "))
                from json_populate_recordset(null::\(table.sql), $1::json)
                """, [Parameter(seed.json)])
            var templates: [AccessOracle.Row] = []
            for row in found {
                var values: AccessOracle.Row = [:]
                for (position, column) in columns.enumerated() where !column.isMadeByDatabase {
                    values[column.name] = column.value(try row.optionalText(position))
                }
                templates.append(values)
            }
            rows.add(templates: templates, of: table.name)
        }
    }

    // MARK: Rows

    /// Gives the profiles, which sign-up made, values that rules tell apart.
    func changeProfiles(
        _ table: ProofTable, of rows: inout ProofRows, _ random: inout SeededChoice, _ connection: isolated Connection
    ) async throws {
        let roles = rows.subject.model.roles
        let source = rows.subject.model.roleSource
        for (number, account) in rows.accounts.enumerated() {
            for column in table.columns where !column.choices.isEmpty {
                var text = random.pick(column.choices)
                if source?.entity == table.name, source?.column == column.name {
                    // Each role once; whoever is left has none where the column may be empty.
                    text = number < roles.count ? roles[number] : column.isRequired ? column.choices.last : nil
                }
                let sql =
                    "update \(table.sql) set \(column.quoted) = \(column.sql(column.value(text))) "
                    + "where id = \(quotedLiteral(account))"
                if try await Self.succeeds(sql, connection) != nil { rows.note(sql) }
            }
        }
        try await rows.read(table, connection)
    }

    func addRows(
        to table: ProofTable, of rows: inout ProofRows, _ random: inout SeededChoice, _ connection: isolated Connection
    ) async throws {
        if let listing = Self.listing(table, rows.subject.model) {
            try await addEntries(listing, to: table, of: &rows, &random, connection)
        }
        let callers = ProofActor.all(accounts: rows.accounts, roles: rows.subject.model.roles).map(\.caller)
        let oracle = rows.oracle(openPrivileges: false)
        var candidates = (0..<(count * (keepsAll ? 2 : 5))).compactMap { _ in candidate(for: table, rows, &random) }
            .map { row in
                var standings: Set<String> = []
                for (number, caller) in keepsAll ? [] : Array(callers.enumerated()) {
                    let standing = oracle.standing(of: row, in: table.name, by: caller)
                    standings.insert("\(number) \(standing.map { $0 ? "1" : "0" }.joined())")
                }
                return (row: row, standings: standings)
            }
        var kept = 0
        while kept < count, !candidates.isEmpty {
            // What rules tell from most that is there comes first.
            let news = candidates.map(\.standings.count)
            let best = news.indices.max { news[$0] < news[$1] || (news[$0] == news[$1] && $0 > $1) } ?? 0
            // A few are kept anyway: the rules of others may tell them apart.
            if !keepsAll, news[best] == 0, kept >= min(4, count) { break }
            let (row, standings) = candidates.remove(at: best)
            guard try await insert(row, into: table, of: &rows, connection) else { continue }
            for index in candidates.indices { candidates[index].standings.subtract(standings) }
            kept += 1
        }
    }

    /// The listing whose rows the table holds: its memberships or shares.
    private static func listing(_ table: ProofTable, _ model: DomainModel) -> DomainModel.Listing? {
        let memberships = ([model.tenancy] + model.entities.map(\.membership)).compactMap { $0?.listing }
        let listed = model.entities.flatMap(\.rules).flatMap(\.who.parts).compactMap {
            grantee -> DomainModel.Listing? in
            switch grantee {
            case .member(_, let listing), .listed(let listing): listing
            default: nil
            }
        }
        return (memberships + listed).first { $0.entity == table.name }
    }

    /// Lists accounts for the first rows such that each row has an account in each quality, and one that isn't listed.
    private func addEntries(
        _ listing: DomainModel.Listing, to table: ProofTable, of rows: inout ProofRows, _ random: inout SeededChoice,
        _ connection: isolated Connection
    ) async throws {
        guard let target = rows.subject.model.entity(named: listing.target) else { return }
        var qualities: [OracleValue?] = [nil]
        if let quality = listing.quality, let column = table.column(named: quality), !column.choices.isEmpty {
            qualities = column.choices.map { column.value($0) }
        }
        for (number, row) in rows.rows[listing.target, default: []].prefix(4).enumerated() {
            for (position, account) in rows.members.enumerated() {
                let turn = (position + number) % (qualities.count + 1)
                // Some belong to one row only, others to several.
                if turn == qualities.count || number > position { continue }
                for _ in 0..<8 {
                    guard var entry = candidate(for: table, rows, &random) else { continue }
                    entry[listing.account] = .text(account)
                    for (column, key) in zip(listing.columns, target.keyColumns) { entry[column] = row[key] }
                    if let quality = listing.quality, let value = qualities[turn] { entry[quality] = value }
                    guard isConsistent(entry, table, rows) else { continue }
                    if try await insert(entry, into: table, of: &rows, connection) { break }
                }
            }
        }
    }

    /// A row whose references lead somewhere; nil where none was found.
    private func candidate(
        for table: ProofTable, _ rows: ProofRows, _ random: inout SeededChoice
    ) -> AccessOracle.Row? {
        let template = random.pick(rows.templates[table.name] ?? []) ?? [:]
        let keepsTemplate = random.chance(15)
        let exclusive = rows.subject.model.exclusiveReferences(of: table.name)
        for _ in 0..<20 {
            var row = template
            let chosen = random.pick(exclusive)
            for column in exclusive.filter({ $0 != chosen }).joined() { row[column] = .null }
            for column in table.columns where column.target != nil && row[column.name] == nil {
                let group = table.columns.filter { $0.group == column.group }
                let isEmpty = !column.isRequired && chosen?.contains(column.name) != true && random.chance(20)
                guard let key = isEmpty ? group.map({ _ in .null }) : random.pick(rows.keys(of: group)) else {
                    if column.isRequired { return nil }
                    for part in group { row[part.name] = .null }
                    continue
                }
                for (part, value) in zip(group, key) { row[part.name] = value }
            }
            for column in table.columns where column.target == nil && !column.isMadeByDatabase {
                if column.isKey {
                    row[column.name] = rows.freshKey(of: column, &random)
                } else if table.key.contains(column.name), column.choices.isEmpty {
                    row[column.name] = rows.freshPart(of: column, row[column.name], &random)
                } else if !column.choices.isEmpty, !keepsTemplate {
                    let isEmpty = !column.isRequired && random.chance(100 / (column.choices.count + 1))
                    row[column.name] = isEmpty ? .null : column.value(random.pick(column.choices))
                }
            }
            if isConsistent(row, table, rows) { return row }
        }
        return nil
    }

    /// Whether each foreign key finds a row, so that what refers to two rows of different tenants isn't tried.
    private func isConsistent(_ row: AccessOracle.Row, _ table: ProofTable, _ rows: ProofRows) -> Bool {
        for constraint in table.schema.definition.constraints {
            guard case .foreignKey(let key) = constraint.kind, key.columns.count > 1,
                let target = rows.tables.first(where: { $0.schema.name == key.table })
            else { continue }
            let values = key.columns.map { row[$0] ?? .null }
            if values.contains(.null) { continue }
            let isThere = rows.rows[target.name, default: []].contains { other in
                key.referenced.map { other[$0] ?? .null } == values
            }
            if !isThere { return false }
        }
        return true
    }

    private func insert(
        _ row: AccessOracle.Row, into table: ProofTable, of rows: inout ProofRows, _ connection: isolated Connection
    ) async throws -> Bool {
        var row = row
        let uniques = table.entity?.uniques.flatMap(\.columns) ?? []
        for attempt in 0..<2 {
            let names = table.columns.filter { row[$0.name] != nil }
            let values = names.map { $0.sql(row[$0.name] ?? .null) }.joined(separator: ", ")
            let head =
                names.isEmpty ? "default values" : "(\(names.map(\.quoted).joined(separator: ", "))) values (\(values))"
            let sql = "insert into \(table.sql) \(head)"
            let found = try await Self.succeeds(
                sql + " returning \(table.columns.map(\.reading).joined(separator: ", "))", connection)
            if let made = found?.first {
                rows.add(try ProofRows.row(made, table), to: table.name, by: sql)
                return true
            }
            guard attempt == 0 else { break }
            var random = SeededChoice(seed: rows.statements.count)
            for column in table.columns where uniques.contains(column.name) && column.type == "text" {
                if column.choices.isEmpty { row[column.name] = rows.freshText(row[column.name], &random) }
            }
        }
        return false
    }

    /// What the statement answers; nil where a constraint, a trigger or a type refuses it, and nothing stays of it.
    private static func succeeds(_ sql: String, _ connection: isolated Connection) async throws -> Rows? {
        do throws(PostgresError) {
            let rows = try await connection.execute("savepoint berry_row; \(sql)")
            try await connection.execute("release savepoint berry_row")
            return rows
        } catch {
            guard let state = error.sqlState, ["22", "23", "P0"].contains(state.prefix(2)) else { throw error }
            try await connection.execute("rollback to savepoint berry_row; release savepoint berry_row")
            return nil
        }
    }
}
