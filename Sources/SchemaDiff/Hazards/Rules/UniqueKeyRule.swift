internal import Catalog
internal import Foundation

/// A unique or primary key, as a constraint or as an index: duplicates that are there, and those that programs send.
enum UniqueKeyRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.isCreated, change.isOnKept, !change.isInherited, change.isStored, let new = change.new,
            let key = UniqueKey(new)
        else { return [] }
        // Where fewer columns were unique before, these are.
        let wasUnique = change.oldSiblings.contains { UniqueKey($0)?.implies(key) ?? false }
        if wasUnique { return [] }
        let created = change.needs.filter { change.things.fact($0).kind == .column && change.fates.isCreated($0) }
            .map(change.other)
        // A new column that nothing fills is null in every row that is there, and unknown to programs.
        if !key.treatsNullsAlike, created.contains(where: { !$0.fillsItself && $0.fill == nil }) { return [] }
        let list = key.columns.joined(separator: ", ")
        let what = new[.constraintType] == "primary key" ? "becomes the primary key" : "must be unique"
        var hazards = [
            Hazard(
                .rejectsRows, new.id,
                "\(list) of \(new.tableName) \(what): rows with the same values stop the migration.",
                question: key.question(with: created))
        ]
        if created.isEmpty {
            hazards.append(
                Hazard(
                    .breaksClients, new.id,
                    "\(list) of \(new.tableName) \(what): programs can't write the same values twice."))
        }
        return hazards
    }
}

/// What has to be unique among the rows of a table.
struct UniqueKey {
    private let table: String
    /// Columns and expressions, as an index names them.
    let columns: [String]
    private let condition: String?
    let treatsNullsAlike: Bool
    /// Whether all columns are plain ones or expressions, without an operator class of their own.
    private let isPlain: Bool

    /// Nil for what doesn't make anything unique.
    init?(_ fact: Fact) {
        let definition = fact[.definition] ?? ""
        let start: Substring
        switch (fact.kind, fact[.constraintType]) {
        case (.constraint, "primary key"), (.constraint, "unique"):
            guard let place = definition.firstIndex(of: "(") else { return nil }
            start = definition[place...]
        case (.index, _):
            guard definition.hasPrefix("CREATE UNIQUE INDEX "), let place = definition.range(of: " USING btree (")
            else {
                return nil
            }
            start = definition[definition.index(before: place.upperBound)...]
        default: return nil
        }
        guard let (list, rest) = SQLText.parenthesized(start) else { return nil }
        table = fact[.table] ?? ""
        columns = SQLText.entries(list)
        treatsNullsAlike = definition.contains("NULLS NOT DISTINCT")
        condition = rest.range(of: " WHERE ").map { String(rest[$0.upperBound...]) }
        isPlain = columns.allSatisfy(SQLText.isOnePiece)
    }

    /// Whether rows that are unique by this key are unique by the other one.
    func implies(_ other: UniqueKey) -> Bool {
        condition == nil && table == other.table && Set(columns).isSubset(of: other.columns)
            && (treatsNullsAlike || !other.treatsNullsAlike)
    }

    /// The rows that repeat another one's values.
    ///
    /// - Parameter created: the columns that the table doesn't have yet.
    func question(with created: [Change]) -> Question? {
        guard isPlain else { return nil }
        let list = columns.joined(separator: ", ")
        var values: [String: String] = [:]
        for change in created {
            guard let new = change.new, let column = new[.column], columns.contains(column), condition == nil,
                new[.identity] == nil, new[.generated] == nil, change.fill?.value.isEmpty != true
            else { return nil }
            values[column] = change.fill?.value ?? change.defaultExpression ?? "null::\(new[.type] ?? "text")"
        }
        let source =
            values.isEmpty
            ? "\(table) as r"
            : "(select \(columns.map { column in values[column].map { "\($0) as \(column)" } ?? column }.joined(separator: ", ")) from \(table) as r) as k"
        let conditions =
            (condition.map { [$0] } ?? []) + (treatsNullsAlike ? [] : columns.map { "\($0) is not null" })
        let filter = conditions.isEmpty ? "" : " where \(conditions.joined(separator: " and "))"
        return Question(
            """
            select coalesce(sum(g.n - 1), 0)::bigint from \
            (select count(*) as n from \(source)\(filter) group by \(list) having count(*) > 1) as g
            """, .count(one: "duplicate", many: "duplicates"))
    }
}
