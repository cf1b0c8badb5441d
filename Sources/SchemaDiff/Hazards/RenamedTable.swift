public import Catalog

/// A table whose names a plan takes for changed, while the database that is asked still has the old ones.
public struct RenamedTable: Sendable {
    /// The table's name in the plan, and in the database.
    public var new: String
    public var old: String
    /// All of its columns, in their order.
    public var columns: [(new: String, old: String)]

    public init(new: String, old: String, columns: [(new: String, old: String)]) {
        self.new = new
        self.old = old
        self.columns = columns
    }

    /// The tables of `catalog` that `before` has under other names, or with other names of columns.
    public static func all(_ catalog: Catalog, from before: Catalog, by renames: [DeclaredRename]) -> [RenamedTable] {
        guard !renames.isEmpty else { return [] }
        let former = Dictionary(renames.map { ($0.new, $0.old) }, uniquingKeysWith: { first, _ in first })
        let columns = Dictionary(grouping: catalog.facts.filter { $0.kind == .column }) { $0[.table] ?? "" }
        return columns.keys.sorted().map { table in
            let old = former[Fact.ID(.table, table)]?.name ?? table
            let sorted = (columns[table] ?? []).sorted { $0.position < $1.position }
            return RenamedTable(
                new: table, old: old,
                columns: sorted.map { column in
                    let prefix = "\(table)."
                    let name = former[column.id].map { String($0.name.dropFirst(prefix.count)) }
                    return (column[.column] ?? "", name ?? column[.column] ?? "")
                })
        }.filter(\.isRenamed)
    }

    /// Whether the database has another name for it, or for one of its columns.
    public var isRenamed: Bool { new != old || columns.contains { $0.new != $0.old } }
}

extension Question {
    /// The same question, for a database that has some tables under their old names.
    public func asked(under tables: [RenamedTable]) -> Question {
        tables.filter(\.isRenamed).reduce(self) { question, table in
            var question = question
            let list = table.columns.map { $0.new == $0.old ? $0.new : "\($0.old) as \($0.new)" }
            for only in ["", "only "] {
                let rows = "(select \(list.joined(separator: ", ")) from \(only)\(table.old)) as"
                // Every question names its tables with an alias.
                question.sql = question.sql.replacing("from \(only)\(table.new) as", with: "from \(rows)")
            }
            question.sql = question.sql.replacing(quoted(table.new), with: quoted(table.old))
            return question
        }
    }
}
