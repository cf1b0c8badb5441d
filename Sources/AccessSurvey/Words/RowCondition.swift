internal import Naming

/// Finds the column whose value says which rows somebody may use, and says it in words.
struct RowCondition {
    /// A row, and whether it may be used.
    typealias Case = (row: SurveyRows.Row, isAdmitted: Bool)

    let table: SurveyedSchema.Table
    let rows: SurveyRows

    /// Fewer say nothing: any column would tell them apart.
    private static let least = 4

    /// Nil where no single column says it.
    func words(for cases: [Case]) -> String? {
        guard cases.count >= Self.least else { return nil }
        for column in table.columns where column.isRead {
            if let words = words(column, of: table, nil, cases) { return words }
        }
        for path in RowPath.all(from: table, rows) where path.references.count == 1 {
            let ends = cases.compactMap { found in
                path.end(of: found.row).map { (row: $0, isAdmitted: found.isAdmitted) }
            }
            guard ends.count == cases.count else { continue }
            for column in path.table.columns where column.isRead || column.type == "boolean" || !column.values.isEmpty {
                if let words = words(column, of: path.table, path.words, ends) { return words }
            }
        }
        return nil
    }

    private func words(
        _ column: SurveyedSchema.Column, of table: SurveyedSchema.Table, _ owner: String?, _ cases: [Case]
    ) -> String? {
        let choices = rows.frame.choices(of: column, table)
        let isNumber = ["integer", "bigint", "smallint", "numeric", "double precision", "real"].contains(column.type)
        guard !choices.isEmpty, !isNumber, !rows.frame.namesAccount(column, of: table),
            !table.references.contains(where: { $0.columns.contains(column.name) })
        else { return nil }
        var outcomes: [String?: Set<Bool>] = [:]
        for found in cases { outcomes[rows.value(column.name, of: found.row), default: []].insert(found.isAdmitted) }
        guard outcomes.count > 1, outcomes.values.allSatisfy({ $0.count == 1 }) else { return nil }
        let order =
            choices.filter { outcomes[$0] != nil }
            + outcomes.keys.filter { !choices.contains($0) }.sorted {
                ($0 ?? "") < ($1 ?? "")
            }
        return Self.words(
            column, owner, admitted: order.filter { outcomes[$0] == [true] },
            refused: order.filter { outcomes[$0] == [false] })
    }

    private static func words(
        _ column: SurveyedSchema.Column, _ owner: String?, admitted: [String?], refused: [String?]
    ) -> String {
        let row = owner.map { "the \($0)" } ?? "it"
        let field = phrase(column.name)
        let subject = owner.map { "the \($0)'s \(field)" } ?? field
        if column.type == "boolean", !admitted.contains(nil) {
            let parts = field.split(separator: " ", maxSplits: 1).map(String.init)
            let isVerb = parts.count == 2 && ["is", "was", "has", "can", "may"].contains(parts[0])
            let (verb, rest) = isVerb ? (parts[0], parts[1]) : ("is", field)
            return "\(row) \(verb) \(admitted == ["false"] ? "not " : "")\(rest)"
        }
        if admitted == [nil] { return "\(row) has no \(field)" }
        if refused == [nil] { return "\(row) has \(article(before: field)) \(field)" }
        func value(_ value: String?) -> String {
            guard let value else { return "missing" }
            if column.type.hasPrefix("timestamp") || column.type == "date" {
                return value.hasPrefix("2000") ? "in the past" : "in the future"
            }
            return column.type == "boolean" ? value : "'\(value)'"
        }
        if refused.count == 1, admitted.count > 1, !admitted.contains(nil) {
            return "\(subject) is not \(value(refused[0]))"
        }
        return "\(subject) is \(admitted.map(value).joined(separator: " or "))"
    }
}
