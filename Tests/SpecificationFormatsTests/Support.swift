import DatabaseTesting
import Diagnostics
import Foundation
import MarkedSources
import Specification
import Testing

@testable import SpecificationFormats

/// The folder of the repository.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// The folder of these tests' DBML files.
let filesFolder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Files")

/// One of these tests' files.
func dbmlFile(_ name: String) throws -> SourceFile {
    try SourceFile(path: "\(name).dbml", bytes: Array(Data(contentsOf: filesFolder.appending(path: "\(name).dbml"))))
}

/// Everything that is said about a text on its way to a specification. `others` are the files that it may use.
func diagnostics(of text: String, others: [String: String] = [:]) -> [Diagnostic] {
    let file = SourceFile(path: "main.dbml", text: text)
    do throws(DiagnosticsError) {
        return try DBMLImport(file, named: "test", load: loader(others)).diagnostics
    } catch {
        return error.diagnostics
    }
}

func loader(_ files: [String: String]) -> (String) throws(DiagnosticsError) -> SourceFile? {
    { path throws(DiagnosticsError) in files[path].map { SourceFile(path: path, text: $0) } }
}

/// The specification of a text in which nothing is wrong.
func specification(of text: String, others: [String: String] = [:]) throws -> Specification {
    try DBMLImport(SourceFile(path: "main.dbml", text: text), named: "test", load: loader(others)).specification
}

/// The same, read back from its canonical text, so that its parts have places and every check applies.
func example(of text: String) throws -> Example { try Example(json: specification(of: text).canonicalText) }

/// Records an issue for each diagnostic of a marked text that wasn't expected, and each expectation that wasn't met.
func expect(
    _ marked: String, _ findings: Finding..., sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
    let source = MarkedSource(marked)
    source.expect(findings, in: diagnostics(of: source.text), sourceLocation: sourceLocation)
}

extension Schema {
    /// The schema in lines, for comparisons: everything that was looked up, by name.
    var summary: String {
        var lines: [String] = []
        for declared in enums {
            let values = declared.values.map { $0.note == nil ? $0.name : "\($0.name) '\($0.note ?? "")'" }
            lines.append(
                "enum \(declared.schema.map { "\($0)." } ?? "")\(declared.name): \(values.joined(separator: ", "))")
        }
        for table in tables {
            lines.append("table \(table.title)\(table.note.map { " '\($0)'" } ?? "")")
            for column in table.columns { lines.append("  " + line(column)) }
            if !table.key.isEmpty {
                lines.append("  key " + table.key.map { table.columns[$0].name }.joined(separator: ", "))
            }
            for index in table.indexes where !index.isPrimaryKey {
                let parts = index.parts.map { part in
                    switch part {
                    case .column(let position): table.columns[position].name
                    case .expression(let sql): "`\(sql)`"
                    }
                }
                let words = [index.isUnique ? "unique" : nil, index.method, index.name.map { "'\($0)'" }].compactMap(
                    \.self)
                lines.append("  index (\(parts.joined(separator: ", ")))" + words.map { " \($0)" }.joined())
            }
            for check in table.checks { lines.append("  check \(check.name.map { "'\($0)' " } ?? "")`\(check.sql)`") }
            for row in table.records?.rows ?? [] { lines.append("  row \(row.map(text).joined(separator: ", "))") }
        }
        for reference in references {
            func side(_ side: Reference.Side) -> String {
                let table = tables[side.table]
                return "\(table.title)(\(side.columns.map { table.columns[$0].name }.joined(separator: ", ")))"
            }
            let sign =
                ["oneToMany": "<", "manyToOne": ">", "oneToOne": "-", "manyToMany": "<>"]["\(reference.kind)"] ?? ""
            var line = "ref \(side(reference.left)) \(sign) \(side(reference.right))"
            if let action = reference.onDelete { line += " delete: \(action)" }
            if let action = reference.onUpdate { line += " update: \(action)" }
            lines.append(line)
        }
        for group in groups {
            lines.append("group \(group.name): \(group.tables.map { tables[$0].title }.joined(separator: ", "))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(_ column: Column) -> String {
        var words = [column.name]
        words.append(column.typeName)
        if column.enumeration != nil { words.append("enum") }
        if column.isPrimaryKey { words.append("pk") }
        if column.isNotNull { words.append("not-null") }
        if column.isUnique { words.append("unique") }
        if column.isIncrement { words.append("increment") }
        if let value = column.defaultValue { words.append("default=\(text(value))") }
        for sql in column.checks { words.append("check=`\(sql)`") }
        if let note = column.note { words.append("'\(note)'") }
        return words.joined(separator: " ")
    }

    private func text(_ value: Value) -> String {
        switch value {
        case .null: "null"
        case .boolean(let value): "\(value)"
        case .number(let text): text
        case .string(let text): "'\(text)'"
        case .expression(let sql): "`\(sql)`"
        }
    }
}
