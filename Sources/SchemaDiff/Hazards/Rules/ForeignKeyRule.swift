internal import Catalog

/// A foreign key: rows that point nowhere, the search for them, and programs that write such rows.
enum ForeignKeyRule: HazardRule {
    static func hazards(of change: Change) -> [Hazard] {
        guard change.kind == .constraint, change.isOnKept, !change.isInherited, change.isStored, let new = change.new,
            new[.constraintType] == "foreign key", let table = change.oldTable,
            !(new[.definition] ?? "").hasSuffix(" NOT ENFORCED")
        else { return [] }
        let isValidated = change.isAltered && change.gains(.validated)
        guard change.isCreated || isValidated else { return [] }
        let key = ForeignKey(new)
        let known = change.oldSiblings.filter {
            $0.kind == .constraint && $0[.constraintType] == "foreign key" && ForeignKey($0).pointsLike(key)
        }
        let added = change.needs.map(change.other).filter {
            $0.kind == .column && $0.isCreated && $0.fact[.table] == new[.table]
        }
        // A new column without a default is null in every row that is there.
        let isEmpty = added.contains { !$0.fillsItself }
        var hazards: [Hazard] = []
        if known.isEmpty, change.isCreated, added.isEmpty {
            hazards.append(
                Hazard(
                    .breaksClients, new.id,
                    "\(key.list) of \(new.tableName) must be found in \(key.target): programs can't write other values."
                ))
        }
        guard new[.validated] != nil else { return hazards }
        if !isEmpty, !known.contains(where: { $0[.validated] != nil && ($0.id != new.id || !isValidated) }) {
            // What points to a new table points nowhere, unless something fills it before.
            let isNewTarget = change.needs.map(change.other).contains {
                ($0.kind == .column || $0.kind == .table) && $0.isCreated && $0.fact[.table] != new[.table]
            }
            hazards.append(
                Hazard(
                    .rejectsRows, new.id,
                    "\(key.list) of \(new.tableName) must be found in \(key.target): rows for which it isn't stop the migration.",
                    question: added.isEmpty ? key.question(of: new[.table] ?? "", isNewTarget: isNewTarget) : nil))
        }
        // Before version 18, a partitioned table takes no foreign key that isn't validated.
        if change.isCreated {
            hazards.append(
                Hazard(
                    .longScan, new.id,
                    "Adding \(new.phrase) looks at every row, while nobody can write it or \(key.target).",
                    question: .size(of: table), isAnsweredOnline: table[.partitionKey] == nil))
        }
        return hazards
    }
}

/// What points from one table to another.
private struct ForeignKey {
    private var columns: [String] = []
    private var targetTable = ""
    private var targetColumns: [String] = []
    private var isTemporal = false

    init(_ fact: Fact) {
        let definition = (fact[.definition] ?? "")[...]
        let (keyword, references) = ("FOREIGN KEY ", " REFERENCES ")
        guard definition.hasPrefix(keyword),
            let (list, rest) = SQLText.parenthesized(definition.dropFirst(keyword.count)), rest.hasPrefix(references)
        else { return }
        columns = SQLText.entries(list)
        let behind = rest.dropFirst(references.count)
        guard let open = SQLText.firstParenthesis(behind), let (others, _) = SQLText.parenthesized(behind[open...])
        else { return }
        targetTable = String(behind[..<open])
        targetColumns = SQLText.entries(others)
        isTemporal = columns.contains { $0.hasPrefix("PERIOD ") }
    }

    var list: String { columns.joined(separator: ", ") }

    /// The table that it points to, for people.
    var target: String { Fact.ID(.table, targetTable).shortName }

    /// Whether the same columns point to the same ones, whatever happens when a row there goes.
    func pointsLike(_ other: ForeignKey) -> Bool {
        columns == other.columns && targetTable == other.targetTable && targetColumns == other.targetColumns
    }

    /// The rows that point nowhere.
    func question(of table: String, isNewTarget: Bool) -> Question? {
        guard !isTemporal, !columns.isEmpty, columns.count == targetColumns.count else { return nil }
        let filled = columns.map { "c.\($0) is not null" }.joined(separator: " and ")
        if isNewTarget { return Question("select count(*) from \(table) as c where \(filled)", .rows) }
        let same = zip(targetColumns, columns).map { "p.\($0) = c.\($1)" }.joined(separator: " and ")
        return Question(
            """
            select count(*) from \(table) as c where \(filled) \
            and not exists (select from \(targetTable) as p where \(same))
            """, .rows)
    }
}
