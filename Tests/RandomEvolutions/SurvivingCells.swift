import DatabaseTesting
import DomainModel
import Postgres
import SQL
import Schema

/// The tables and columns that an application has before and after a change, and what their values become on the way
/// there and back.
struct SurvivingCells {
    struct Table {
        var old: QualifiedName
        var new: QualifiedName
        var columns: [Column] = []
    }

    struct Column {
        /// As SQL.
        var old: String
        var new: String
        /// What the values become, as SQL over the old column.
        var there: String
        /// What is left of them on the way back, as SQL over the old column; nil where a migration says it can't know.
        var back: String?
    }

    private(set) var tables: [Table] = []

    init(from before: Example, to after: Example, by lineage: Lineage) {
        for table in before.schema.tables {
            guard let (successor, members) = Self.successor(of: table, before.model, after, lineage) else { continue }
            var result = Table(old: table.name, new: successor.name)
            for column in table.definition.columns {
                guard let origin = table.origins[column.name] else { continue }
                let found = successor.definition.columns.first {
                    Self.isSame(origin, successor.origins[$0.name], table, column.name, successor, $0.name, members)
                }
                guard let found else { continue }
                result.columns.append(Self.column(column, found, origin, members))
            }
            tables.append(result)
        }
    }

    private static func successor(
        of table: TableSchema, _ model: DomainModel, _ after: Example, _ lineage: Lineage
    ) -> (TableSchema, [String: Lineage.Member])? {
        switch table.source {
        case .entity(let name):
            guard let new = lineage.entities[name] else { return nil }
            let found = after.schema.tables.first { $0.source == .entity(new) }
            return found.map { ($0, lineage.members[name] ?? [:]) }
        case .junction(let name):
            guard let junction = model.junctions.first(where: { $0.name == name }),
                case .entity(let entity) = junction.declaring.target,
                let newEntity = lineage.entities[entity],
                let relation = lineage.members[entity]?[junction.relation]
            else { return nil }
            let found = after.model.junctions.first {
                $0.relation == relation.name && $0.declaring.target == .entity(newEntity)
            }
            return found.flatMap { new in after.schema.tables.first { $0.source == .junction(new.name) } }
                .map { ($0, [:]) }
        }
    }

    private static func isSame(
        _ old: ColumnOrigin, _ new: ColumnOrigin?, _ oldTable: TableSchema, _ oldName: String, _ newTable: TableSchema,
        _ newName: String, _ members: [String: Lineage.Member]
    ) -> Bool {
        switch (old, new) {
        case (.key, .key), (.createdAt, .createdAt), (.updatedAt, .updatedAt): return true
        case (.attribute(let old), .attribute(let new)): return members[old.name]?.name == new.name
        case (.reference(let old, let position), .reference(let new, let other)):
            return members[old.name]?.name == new.name && position == other
        case (.junctionSide, .junctionSide):
            // The declaring side stands first, before and after.
            return oldTable.definition.columns.firstIndex { $0.name == oldName }
                == newTable.definition.columns.firstIndex { $0.name == newName }
        default: return false
        }
    }

    private static func column(
        _ old: CreateTable.Column, _ new: CreateTable.Column, _ origin: ColumnOrigin,
        _ members: [String: Lineage.Member]
    ) -> Column {
        let name = "\"\(old.name)\""
        var changes: [Lineage.Change] = []
        var isList = false
        if case .attribute(let attribute) = origin {
            changes = members[attribute.name]?.changes ?? []
            isList = attribute.isList
        }
        var there = name
        var back: String? = name
        for change in changes {
            switch change {
            case .cast:
                there = cast(there, old.type, new.type)
                back = back.map { cast(cast($0, old.type, new.type), new.type, old.type) }
            case .fill(let value):
                there = "coalesce(\(there)::text, (\(value))::text)"
                back = back.map { "coalesce(\($0)::text, (\(value))::text)" }
            case .replace(let value, let heir, let isRename):
                let text = isList ? "(\(there))::text[]" : "(\(there))::text"
                let (value, heir) = (quoted(value), quoted(heir))
                there =
                    isList
                    ? "array_replace(\(text), \(value), \(heir))"
                    : "case \(text) when \(value) then \(heir) else \(text) end"
                if !isRename { back = nil }
            }
        }
        return Column(old: name, new: "\"\(new.name)\"", there: there, back: back)
    }

    private static func quoted(_ text: String) -> String {
        "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    }

    private static let families: [[String]] = [
        ["integer", "bigint", "numeric", "double precision"], ["date", "timestamp", "timestamptz"],
        ["time", "interval"], ["integer", "boolean"],
    ]

    private static func cast(_ value: String, _ old: String, _ new: String) -> String {
        func family(_ type: String) -> Set<Int> {
            let base = String(type.prefix { $0 != "(" })
            return Set(families.indices.filter { families[$0].contains(base) })
        }
        let isList = new.hasSuffix("[]") && old.hasSuffix("[]")
        let (from, to) = (isList ? String(old.dropLast(2)) : old, isList ? String(new.dropLast(2)) : new)
        return from == to || !family(from).isDisjoint(with: family(to))
            ? "(\(value))::\(new)" : "((\(value))::text\(isList ? "[]" : ""))::\(new)"
    }

    /// The rows of the tables, as texts in the order of their bytes.
    ///
    /// - Parameter value: what is read of a column; nil for one that isn't compared.
    func rows(
        _ connection: Connection, _ table: (Table) -> QualifiedName, _ value: (Column) -> String?
    ) async throws -> [[String]] {
        var result: [[String]] = []
        for entry in tables {
            let values = entry.columns.compactMap(value).map { "(\($0))::text" }
            let list = values.isEmpty ? "''" : "array[\(values.joined(separator: ", "))]::text"
            let rows = try await connection.query("select \(list) from \(table(entry).sql)")
            var texts: [String] = []
            for row in rows { texts.append(try row.text(0)) }
            result.append(texts.sorted())
        }
        return result
    }
}
