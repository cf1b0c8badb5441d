internal import Naming
internal import Specification

/// Writes the tables of a specification as DBML: every table, then the references between them.
struct DBMLWriter {
    var outline: Outline
    private var text = ""

    init(_ outline: Outline) { self.outline = outline }

    mutating func write(_ specification: Specification) -> String {
        line("Project \(DBMLText.name(specification.name)) {")
        line("  database_type: 'PostgreSQL'")
        if let description = specification.description { line("  Note: \(DBMLText.string(description))") }
        line("}")
        for declaration in outline.enums { write(declaration) }
        for table in outline.tables { write(table) }
        if !outline.references.isEmpty { line() }
        for reference in outline.references { write(reference) }
        for group in outline.groups { write(group) }
        return text
    }

    private mutating func line(_ content: String = "") { text += content + "\n" }

    private func settings(_ settings: [String]) -> String {
        settings.isEmpty ? "" : " [\(settings.joined(separator: ", "))]"
    }

    private func name(_ table: Outline.Table) -> String {
        (table.schema.map { DBMLText.name($0) + "." } ?? "") + DBMLText.name(table.name)
    }

    private mutating func write(_ declaration: Outline.Enum) {
        if declaration.description != nil { outline.lose("the descriptions of enums", of: declaration.name) }
        line()
        line("Enum \(DBMLText.name(declaration.name)) {")
        for value in declaration.values {
            let note = value.description.map { ["note: \(DBMLText.string($0))"] } ?? []
            line("  \(DBMLText.name(value.name))\(settings(note))")
        }
        line("}")
    }

    // MARK: Tables

    private mutating func write(_ table: Outline.Table) {
        line()
        line("Table \(name(table)) {")
        for column in table.columns { write(column, of: table) }
        writeIndexes(of: table)
        let checks = table.checks.compactMap { check in
            DBMLText.expression(check.sql).map {
                $0 + settings(check.name.map { ["name: \(DBMLText.string($0))"] } ?? [])
            }
        }
        if checks.count < table.checks.count { outline.lose("checks with a backtick", of: table.title) }
        block("checks", checks)
        if let description = table.description {
            line()
            line("  Note: \(DBMLText.string(description))")
        }
        line("}")
    }

    private mutating func block(_ name: String, _ lines: [String]) {
        guard !lines.isEmpty else { return }
        line()
        line("  \(name) {")
        for content in lines { line("    \(content)") }
        line("  }")
    }

    private mutating func write(_ column: Outline.Column, of table: Outline.Table) {
        var parts: [String] = []
        let isKey = table.key == [column.name]
        if isKey { parts.append("pk") }
        if column.isCounted { parts.append("increment") }
        if column.isRequired, !isKey { parts.append("not null") }
        if column.isUnique, !isKey { parts.append("unique") }
        if let value = column.defaultValue, let text = defaultText(value, of: column, in: table) {
            parts.append("default: \(text)")
        }
        for sql in column.checks {
            if let text = DBMLText.expression(sql) {
                parts.append("check: \(text)")
            } else {
                outline.lose("checks with a backtick", of: "\(table.title).\(column.name)")
            }
        }
        if let description = column.description { parts.append("note: \(DBMLText.string(description))") }
        let type = column.enumeration.map(DBMLText.name) ?? DBMLText.type(column.type)
        line("  \(DBMLText.name(column.name)) \(type)\(column.isList ? "[]" : "")\(settings(parts))")
    }

    private mutating func defaultText(
        _ value: DefaultValue, of column: Outline.Column, in table: Outline.Table
    ) -> String? {
        let text: String?
        switch value {
        case .sql(let sql): text = DBMLText.expression(sql)
        case .literal(.list(let elements)) where column.isList && elements.isEmpty: text = "'{}'"
        case .literal(let literal) where column.type == "jsonb":
            text = DBMLText.string(CanonicalJSON.line(of: literal.write()))
        case .literal(.string(let string)): text = DBMLText.string(string)
        case .literal(.number(let number)): text = number.text
        case .literal(.boolean(let boolean)): text = boolean ? "true" : "false"
        case .literal(.list): text = nil
        }
        if text == nil { outline.lose("defaults that DBML can't write", of: "\(table.title).\(column.name)") }
        return text
    }

    private mutating func writeIndexes(of table: Outline.Table) {
        func columns(_ names: [String]) -> String {
            let text = names.map(DBMLText.name).joined(separator: ", ")
            return names.count == 1 ? text : "(\(text))"
        }
        var lines: [String] = []
        if table.key.count > 1 { lines.append(columns(table.key) + " [pk]") }
        for unique in table.uniques {
            let name = unique.name.map { ["name: \(DBMLText.string($0))"] } ?? []
            lines.append(columns(unique.columns) + settings(["unique"] + name))
        }
        for index in table.indexes {
            var parts: [String] = []
            if let name = index.name { parts.append("name: \(DBMLText.string(name))") }
            if let method = index.method { parts.append("type: \(method.rawValue)") }
            lines.append(columns(index.columns) + settings(parts))
        }
        block("indexes", lines)
    }

    // MARK: References and groups

    private mutating func write(_ reference: Outline.Reference) {
        func end(_ table: Int, _ columns: [String]) -> String {
            let names = columns.map(DBMLText.name).joined(separator: ", ")
            return "\(name(outline.tables[table])).\(columns.count == 1 ? names : "(\(names))")"
        }
        let holder = end(reference.table, reference.columns)
        let target = end(reference.target, reference.targetColumns)
        let isSingle = reference.isUnique || outline.tables[reference.table].key == reference.columns
        let action: String? =
            switch reference.onDelete {
            case .cascade: "cascade"
            case .setNull: "set null"
            case .noAction: "no action"
            case .restrict: nil
            }
        let ends = isSingle ? "\(target) - \(holder)" : "\(holder) > \(target)"
        line("Ref: \(ends)\(settings(action.map { ["delete: \($0)"] } ?? []))")
    }

    private mutating func write(_ group: Outline.NamedGroup) {
        line()
        line("TableGroup \(DBMLText.name(group.name)) {")
        for table in group.tables { line("  \(name(outline.tables[table]))") }
        if let description = group.description { line("  Note: \(DBMLText.string(description))") }
        line("}")
    }
}
