internal import DomainModel
internal import Expressions
internal import SQL
internal import Specification

/// What holds for an entity's table as a whole: its key, uniques, indexes, checks and order.
struct TableRules {
    let entity: DomainModel.Entity
    /// As the schema has them: those that were asked for, and those that foreign keys and rules need.
    let indexes: [CreateIndex]

    /// A Markdown list after an empty line; empty when there is nothing to say.
    var text: String { lines.isEmpty ? "" : "\nKeys, indexes and checks:\n\n" + lines.map { "- \($0)\n" }.joined() }

    private var lines: [String] {
        var lines: [String] = []
        if case .composite(let parts) = entity.key { lines.append("key: \(Self.list(parts.flatMap(\.columns)))") }
        for unique in entity.uniques {
            let condition = unique.condition.map { ", where \(Markdown.code($0.sql))" } ?? ""
            let rows = entity.countsDeletedRows(unique) ? "" : ", among rows that aren't deleted"
            lines.append(
                "unique: \(Self.list(unique.columns))\(rows)\(condition)\(unique.isDeferrable ? ", checked at the end of a transaction" : "")"
            )
        }
        for exclusion in entity.exclusions {
            let within = exclusion.within.isEmpty ? "" : " with the same \(Self.list(exclusion.within))"
            let condition = exclusion.condition.map { ", where \(Markdown.code($0.sql))" } ?? ""
            lines.append(
                "no two rows\(within) overlap: from `\(exclusion.from)` until before `\(exclusion.to)`\(condition)")
        }
        for index in entity.indexes {
            var line = "index: \(Self.list(index.columns))"
            if index.method != .btree { line += " (\(index.method.rawValue))" }
            if !index.include.isEmpty { line += ", which includes \(Self.list(index.include))" }
            if let condition = index.condition { line += ", where \(Markdown.code(condition.sql))" }
            lines.append(line + ": asked for")
        }
        let stated = Set(entity.uniques.map(\.name) + entity.indexes.map(\.name))
        for index in indexes where !stated.contains(index.name) {
            let columns = index.columns.map(\.name)
            let method = index.method == "btree" ? "" : " (\(index.method))"
            lines.append("index: \(Self.list(columns))\(method): \(reasons(for: columns).joined(separator: "; "))")
        }
        lines += entity.checks.map { "check: \(Markdown.code($0.condition.sql))" }
        if !entity.order.isEmpty { lines.append("order: \(Self.list(entity.order))") }
        return lines
    }

    private func reasons(for columns: [String]) -> [String] {
        var reasons = entity.references.filter {
            $0.columns + [$0.tenant?.column].compactMap(\.self) == columns
        }.map { "foreign key of \($0.name)" }
        let isRead =
            columns.count == 1 && (entity.keysOfRules + entity.testedColumns).contains(columns[0])
        if isRead { reasons.append("a rule reads it") }
        if entity.search != nil, columns == [DomainModel.Search.column] { reasons.append("rows are searched by it") }
        return reasons
    }

    private static func list(_ columns: [String]) -> String { columns.map { "`\($0)`" }.joined(separator: ", ") }

    private static func list(_ columns: [DomainModel.Ordering]) -> String {
        columns.map { "`\($0.column)`" + ($0.isDescending ? " descending" : "") }.joined(separator: ", ")
    }
}
