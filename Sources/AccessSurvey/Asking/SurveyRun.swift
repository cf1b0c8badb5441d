internal import Foundation
internal import Naming
public import Postgres
internal import SQL

extension AccessSurvey {
    /// Asks a database that nobody uses, in a transaction that is rolled back.
    ///
    /// - Returns: nil where there are no accounts, because nothing made the schema `auth` and the roles of the API.
    /// - Throws: `PostgresError`, also where nobody can sign up.
    public static func take(on connection: Connection) async throws -> AccessSurvey? {
        try await connection.rollingBack { connection in
            let isPossible = try await connection.query(
                """
                select to_regclass('auth.users') is not null and count(*) = 3
                from pg_roles where rolname in ('anon', 'authenticated', 'service_role')
                """
            ).one.bool(0)
            guard isPossible else { return nil }
            var rows = SurveyRows(try await SurveyedSchema.read(connection))
            try await rows.fill(connection)
            return try await SurveyRun(rows).survey(connection)
        }
    }
}

/// Asks everything that there is to ask of filled tables.
struct SurveyRun {
    let rows: SurveyRows
    let actors: [SurveyActor]

    var schema: SurveyedSchema { rows.schema }

    init(_ rows: SurveyRows) {
        self.rows = rows
        // What no token says differently for is no role; it costs a few requests to find out.
        let names = rows.schema.literals.sorted().filter { !Self.settings.contains($0) }.prefix(40)
        actors = SurveyActor.all(rows.accounts, names: names.sorted(), words: { phrase($0) })
    }

    /// Parts of tokens and names of database roles, which aren't those of app-wide roles.
    private static let settings: Set<String> = [
        "aal", "aal1", "aal2", "anon", "app_metadata", "array", "authenticated", "role", "roles", "service_role", "sub",
        "user_metadata", "user_role",
    ]

    func survey(_ connection: isolated Connection) async throws -> AccessSurvey {
        var tables: [SurveyedTable] = []
        for table in schema.tables {
            let findings = try await findings(table, connection)
            tables.append(TableReading(table, rows, actors, findings).surveyed)
        }
        for view in schema.views { tables.append(try await surveyed(view, connection)) }
        return AccessSurvey(tables: tables.sorted { $0.name < $1.name })
    }

    // MARK: Tables

    /// What each actor may do with which rows.
    struct Findings {
        /// By actor: the identities of rows.
        var admitted: [SurveyedRight: [Set<String>]]
        /// The rows that were tried to be made, by actor.
        var candidates: [[SurveyRows.Row]]
    }

    private func findings(
        _ table: SurveyedSchema.Table, _ connection: isolated Connection
    ) async throws -> Findings {
        var findings = Findings(admitted: [:], candidates: [])
        for right in [SurveyedRight.read, .update, .delete] {
            findings.admitted[right] = try await admitted(right, table, connection)
        }
        (findings.admitted[.create], findings.candidates) = try await created(table, connection)
        return findings
    }

    /// All rows at once; where that fails for one of them, row by row.
    private func admitted(
        _ right: SurveyedRight, _ table: SurveyedSchema.Table, _ connection: isolated Connection
    ) async throws -> [Set<String>] {
        let requests = actors.map { actor in
            SurveyRequest(actor: actor, sql: request(right, table, actor, where: ""), answers: true)
        }
        var admitted = try await SurveyAsking.answers(to: requests, on: connection).map(Self.identities)
        let refused = admitted.indices.filter { admitted[$0] == nil && mayTry(right, table, actors[$0]) }
        guard right != .read, !refused.isEmpty else { return admitted.map { $0 ?? [] } }
        var single: [(actor: Int, identity: String, request: SurveyRequest)] = []
        for number in refused {
            for identity in rows.identities(of: table) {
                let condition = " where \(table.identity()) = \(quotedLiteral(identity))"
                for change in right == .update ? changes(table, actors[number]) : [nil] {
                    let sql = request(right, table, actors[number], where: condition, change: change)
                    single.append((number, identity, SurveyRequest(actor: actors[number], sql: sql, answers: true)))
                }
            }
        }
        let answers = try await SurveyAsking.answers(to: single.map(\.request), on: connection)
        for (asked, answer) in zip(single, answers) {
            let isAdmitted =
                switch answer {
                case .text: Self.identities(answer)?.contains(asked.identity) ?? false
                // A trigger's objection is to the row, not to who asks.
                case .error(let state): answer.isAdmitted || state == "P0001"
                }
            if isAdmitted { admitted[asked.actor] = (admitted[asked.actor] ?? []).union([asked.identity]) }
        }
        return admitted.map { $0 ?? [] }
    }

    /// What a row may become: what it was, or, as far as rules may tell it apart, something else.
    private func changes(_ table: SurveyedSchema.Table, _ actor: SurveyActor) -> [String?] {
        let others = table.columns.filter { $0.changers.contains(actor.role) && !table.key.contains($0.name) }
            .flatMap { column in
                rows.frame.choices(of: column, table).map { value in
                    "\(quoted(column.name)) = \(value.map(quotedLiteral) ?? "null")"
                }
            }
        return [nil] + others.prefix(8).map(Optional.some)
    }

    /// Whether the actor's role has the privilege; without it no row makes a difference.
    private func mayTry(_ right: SurveyedRight, _ table: SurveyedSchema.Table, _ actor: SurveyActor) -> Bool {
        switch right {
        case .read: table.columns.contains { $0.readers.contains(actor.role) }
        case .create: table.columns.contains { $0.writers.contains(actor.role) }
        case .update: table.columns.contains { $0.changers.contains(actor.role) }
        case .delete: table.deletion != nil || table.deleters.contains(actor.role)
        }
    }

    private static func identities(_ answer: SurveyAnswer) -> Set<String>? {
        guard case .text(let text) = answer else { return nil }
        return try? JSONDecoder().decode(Set<String>.self, from: Data(text.utf8))
    }

    private func request(
        _ right: SurveyedRight, _ table: SurveyedSchema.Table, _ actor: SurveyActor, where condition: String,
        change: String? = nil
    ) -> String {
        func collected(_ statement: String) -> String {
            "with found (identity) as (\(statement)) select coalesce(json_agg(identity), '[]') from found"
        }
        switch right {
        case .read, .create: return collected("select \(table.identity()) from \(table.sql)\(condition)")
        case .update:
            let column = table.columns.first { $0.changers.contains(actor.role) && !table.key.contains($0.name) }
            guard let name = (column ?? table.columns.first).map({ quoted($0.name) }) else { return "select '[]'" }
            return collected(
                "update \(table.sql) set \(change ?? "\(name) = \(name)")\(condition) returning \(table.identity())")
        case .delete:
            if let deletion = table.deletion, actor.role != "service_role" {
                let key = table.key.map { "t.\(quoted($0))" }.joined(separator: ", ")
                let identity = table.identity("t.")
                // A deleted row can't be read, so the function is asked about each row that the database holds.
                let values = rows.rows[table.sql, default: []].map { row in
                    "(\(table.key.map { rows.value($0, of: row).map(quotedLiteral) ?? "null" }.joined(separator: ", ")))"
                }
                guard !values.isEmpty else { return "select '[]'" }
                let casts = table.key.map { name in
                    "\(quoted(name))::\(table.column(named: name)?.type ?? "text") as \(quoted(name))"
                }
                let listed = table.key.map(quoted).joined(separator: ", ")
                return collected(
                    "select \(identity) from (select \(casts.joined(separator: ", ")) from (values "
                        + "\(values.joined(separator: ", "))) as v (\(listed))) as t "
                        + "where \(condition.isEmpty ? "true" : String(condition.dropFirst(" where ".count))) "
                        + "and \(deletion)(\(key))")
            }
            return collected("delete from \(table.sql)\(condition) returning \(table.identity())")
        }
    }

    // MARK: Views

    private func surveyed(
        _ view: SurveyedSchema.View, _ connection: isolated Connection
    ) async throws -> SurveyedTable {
        let count = "select count(*)::text from \(view.sql)"
        let total = try await connection.query(count).one.text(0)
        let answers = try await SurveyAsking.answers(
            to: actors.map { SurveyRequest(actor: $0, sql: count, answers: true) }, on: connection)
        var table = SurveyedTable(name: view.name, kind: .view, lines: [], limits: [])
        var base: SurveyedTable.Cell?
        for (actor, answer) in zip(actors, answers) {
            let cell: SurveyedTable.Cell =
                switch answer {
                case .error: .no
                case .text(let text) where view.asksAsCaller: text == total && total != "0" ? .every : .some
                case .text(let text): text == total ? .every : text == "0" ? .no : .some
                }
            guard let who = actor.circle.words else { continue }
            if case .named = actor.circle, cell == base { continue }
            if actor.circle == .guest { continue }
            var line = SurveyedTable.Line(who: who)
            line.read = cell
            if actor.circle == .stranger { base = cell }
            table.lines.append(line)
        }
        if view.asksAsCaller {
            table.limits.append("It shows everybody only the rows behind it that they may read themselves.")
        }
        return table
    }
}

extension SurveyActor.Circle {
    /// As a line of a table is called; nil for those who are there for comparison.
    var words: String? {
        switch self {
        case .anonymous: "people who aren't signed in"
        case .guest: "anonymous sign-ins"
        case .stranger: "signed-in accounts"
        case .named(let name): name.contains(" ") ? name : phrase(pluralized(name))
        case .member, .singleFactor, .service: nil
        }
    }
}
