internal import AccessControl
internal import DomainModel
internal import Postgres
internal import SQL
internal import Schema
internal import Seeding

/// Rows that were made up for a proof, and how they came into the database.
struct ProofRows: Sendable {
    let subject: ProofSubject
    let tables: [ProofTable]
    /// The ids of the accounts. The last one is in no row, the one before is an anonymous sign-in.
    private(set) var accounts: [String] = []
    /// By the name of their entity or junction, in the order of their keys.
    private(set) var rows: [String: [AccessOracle.Row]] = [:]
    /// Values that meet the checks, of what isn't left to chance: by table, row by row.
    private(set) var templates: [String: [AccessOracle.Row]] = [:]
    /// The statements that made the rows, in order.
    private(set) var statements: [String] = []
    /// The time of the transaction, in seconds since 1970.
    private(set) var now = 0.0
    /// Whether the database holds other rows as well, which the proof leaves alone.
    let isShared: Bool

    init(_ subject: ProofSubject, isShared: Bool) {
        self.subject = subject
        self.isShared = isShared
        tables = ProofTable.all(of: subject)
    }

    func isProfile(_ entity: String?) -> Bool {
        entity.flatMap { subject.model.entity(named: $0) }?.isAccount ?? false
    }

    /// Whether the column names an account.
    func namesAccount(_ column: ProofColumn) -> Bool {
        guard let target = column.target else { return false }
        return target.entity == nil || isProfile(target.entity)
    }

    /// The accounts that rows name.
    var members: [String] { Array(accounts.dropLast()) }

    /// The keys that the columns of a reference may hold together.
    func keys(of group: [ProofColumn]) -> [[OracleValue]] {
        guard let first = group.first, let target = first.target else { return [] }
        if namesAccount(first) { return members.map { [.text($0)] } }
        return rows[target.entity ?? "", default: []].map { row in
            group.map { row[$0.target?.column ?? ""] ?? .null }
        }
    }

    func oracle(openPrivileges: Bool) -> AccessOracle {
        AccessOracle(subject.model, rows: rows, now: now, openPrivileges: openPrivileges)
    }

    func freshKey(of column: ProofColumn, _ random: inout SeededChoice) -> OracleValue {
        if column.type == "bigint" { return .number(Double(1_000_000 + random.number(below: 1_000_000_000))) }
        let digits = (0..<12).map { _ in String(random.number(below: 16), radix: 16) }.joined()
        return .text("10000000-0000-4000-8000-\(digits)")
    }

    /// A new value for a column of which rows hold different ones.
    func freshText(_ value: OracleValue?, _ random: inout SeededChoice) -> OracleValue {
        guard case .text(let text)? = value else { return .text("k\(random.number(below: 100_000))") }
        let number = String(random.number(below: 1_000_000))
        return .text(text.contains("@") ? "n\(number)\(text)" : text + number)
    }

    /// A new value for a part of a key that the database doesn't make.
    func freshPart(
        of column: ProofColumn, _ value: OracleValue?, _ random: inout SeededChoice
    ) -> OracleValue {
        switch column.type {
        case "text": freshText(value, &random)
        case "integer", "bigint": .number(Double(random.number(below: 1_000_000)))
        case "uuid": freshKey(of: column, &random)
        default: value ?? .null
        }
    }

    // MARK: Making

    /// Makes so many rows a table at most, such that the rules tell them apart.
    ///
    /// - Parameter keepsAll: whether rows stay that no rule tells from others.
    mutating func fill(
        atMost count: Int, _ random: inout SeededChoice, on connection: isolated Connection, keepsAll: Bool = false
    ) async throws {
        let filler = RowFiller(count: count, keepsAll: keepsAll)
        try await filler.addAccounts(to: &self, connection)
        try await filler.addTemplates(to: &self, connection)
        for table in tables {
            if table.entity?.isAccount == true {
                try await filler.changeProfiles(table, of: &self, &random, connection)
            } else {
                try await filler.addRows(to: table, of: &self, &random, connection)
            }
        }
        for table in tables { try await read(table, connection) }
        // What is deferred is done now: later, nothing could change the tables. No cell waits for it.
        try await connection.execute("set constraints all immediate")
        try await connection.execute("set constraints all deferred")
        now = Double(try await connection.query("select extract(epoch from now())::text").one.text(0)) ?? 0
    }

    mutating func add(accounts: [String], by statements: [String]) {
        self.accounts = accounts
        self.statements += statements
    }

    mutating func add(templates rows: [AccessOracle.Row], of table: String) { templates[table] = rows }

    mutating func add(_ row: AccessOracle.Row, to table: String, by statement: String) {
        rows[table, default: []].append(row)
        statements.append(statement)
    }

    mutating func note(_ statement: String) { statements.append(statement) }

    /// Reads what the database made of the rows.
    mutating func read(_ table: ProofTable, _ connection: isolated Connection) async throws {
        let columns = table.columns.map(\.reading).joined(separator: ", ")
        let order = table.columns.filter { table.key.contains($0.name) }.map(\.quoted).joined(separator: ", ")
        let found = try await connection.query(
            "select \(columns) from \(table.sql)\(condition(for: table)) order by \(order)")
        rows[table.name] = try found.map { row in try Self.row(row, table) }
    }

    /// Leaves rows alone that aren't the proof's; empty where there are none.
    func condition(for table: ProofTable) -> String {
        guard isShared else { return "" }
        let columns = table.columns.filter { table.key.contains($0.name) }
        var keys = rows[table.name, default: []].map { row in columns.map { row[$0.name] ?? .null } }
        if table.entity?.isAccount == true { keys = accounts.map { [.text($0)] } }
        if keys.isEmpty { return " where false" }
        let tuples = keys.map { key in
            "(\(zip(columns, key).map { $0.sql($1) }.joined(separator: ", ")))"
        }
        return " where (\(columns.map(\.quoted).joined(separator: ", "))) in (\(tuples.joined(separator: ", ")))"
    }

    static func row(_ found: Row, _ table: ProofTable) throws(PostgresError) -> AccessOracle.Row {
        var values: AccessOracle.Row = [:]
        for (position, column) in table.columns.enumerated() {
            values[column.name] = column.value(try found.optionalText(position))
        }
        return values
    }
}
