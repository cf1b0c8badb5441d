internal import Postgres
internal import SQL

extension SurveyRun {
    /// Copies of the rows there are, under new keys: with everything stated that may be, or else with little.
    func created(
        _ table: SurveyedSchema.Table, _ connection: isolated Connection
    ) async throws -> ([Set<String>], [[SurveyRows.Row]]) {
        var candidates: [[SurveyRows.Row]] = []
        for actor in actors { candidates.append(try await made(table, actor, connection)) }
        var admitted = [Set<String>](repeating: [], count: actors.count)
        for isBrief in [false, true] {
            var requests: [(actor: Int, row: Int, request: SurveyRequest)] = []
            for (number, actor) in actors.enumerated() where actor.circle != .service {
                let stated = stated(table, actor, isBrief: isBrief)
                for (place, row) in candidates[number].enumerated()
                where !stated.isEmpty && !admitted[number].contains(String(place)) {
                    requests.append(
                        (
                            number, place,
                            SurveyRequest(actor: actor, sql: rows.insert(row, table, stating: stated), answers: false)
                        ))
                }
            }
            let answers = try await SurveyAsking.answers(to: requests.map(\.request), on: connection)
            for (request, answer) in zip(requests, answers) where answer.isAdmitted {
                admitted[request.actor].insert(String(request.row))
            }
        }
        return (admitted, candidates)
    }

    /// The columns that the actor's role may state; with `isBrief`, those that a row needs.
    private func stated(_ table: SurveyedSchema.Table, _ actor: SurveyActor, isBrief: Bool) -> Set<String> {
        let own = table.columns.filter { $0.writers.contains(actor.role) && !$0.isMade }
        return Set(
            own.filter { column in
                !isBrief || column.isRequired || rows.frame.namesAccount(column, of: table)
                    || table.references.contains { $0.columns.contains(column.name) }
            }.map(\.name))
    }

    /// Rows as they would be if the actor made them.
    private func made(
        _ table: SurveyedSchema.Table, _ actor: SurveyActor, _ connection: isolated Connection
    ) async throws -> [SurveyRows.Row] {
        let stated = stated(table, actor, isBrief: false)
        let unstated = table.columns.filter { !stated.contains($0.name) && !table.key.contains($0.name) }
        let defaults = unstated.isEmpty || stated.isEmpty ? [:] : try await defaults(table, actor, connection)
        return rows.rows[table.sql, default: []].prefix(SurveyRows.count).enumerated().map { number, row in
            var row = row
            for name in table.key where !rows.frame.isGiven(name, table) {
                row[name] = table.column(named: name).map { rows.frame.keyValue(of: $0, table, 700 + number) }
            }
            for column in unstated { row[column.name] = .some(rows.value(column.name, of: defaults)) }
            return row
        }
    }

    /// What the database puts into columns that nobody states: asked of their defaults, as the actor.
    private func defaults(
        _ table: SurveyedSchema.Table, _ actor: SurveyActor, _ connection: isolated Connection
    ) async throws -> SurveyRows.Row {
        let found = try await connection.query(
            """
            select a.attname, pg_get_expr(d.adbin, d.adrelid) from pg_attrdef as d
            join pg_attribute as a on a.attrelid = d.adrelid and a.attnum = d.adnum
            where d.adrelid = \(quotedLiteral(table.sql))::regclass and a.attgenerated = ''
            """)
        var names: [String] = []
        var requests: [SurveyRequest] = []
        for row in found {
            let expression = try row.text(1)
            names.append(try row.text(0))
            requests.append(SurveyRequest(actor: actor, sql: "select (\(expression))::text", answers: true))
        }
        var values: SurveyRows.Row = [:]
        for (name, answer) in zip(names, try await SurveyAsking.answers(to: requests, on: connection)) {
            if case .text(let text) = answer { values[name] = text }
        }
        return values
    }
}
