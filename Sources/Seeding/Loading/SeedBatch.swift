internal import Diagnostics
internal import Naming
internal import SQL
internal import Specification

/// What the files say about one table, and the temporary table that it passes through.
struct SeedBatch: Sendable {
    let table: SeedCatalog.Table
    /// The name of the temporary table, which every session has for itself.
    let stage: String
    /// The columns that any row states, in the table's order.
    private(set) var columns: [SeedColumn] = []
    private(set) var rows: [SeedFileRows.Row] = []

    init(_ table: SeedCatalog.Table, number: Int) {
        self.table = table
        stage = "berry_seed_\(number)"
    }

    /// Adds the rows of a file; reports those that the table can't take.
    mutating func add(_ file: SeedFileRows, reporting diagnostics: inout Diagnostics) {
        let known = Dictionary(table.columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var unknown: Set<String> = []
        for row in file.rows {
            for member in row.members {
                let place = row.file.location(of: member.keyRange)
                guard let column = known[member.key] else {
                    if unknown.insert(member.key).inserted {
                        diagnostics.error(
                            "seed-unknown-column", "'\(table.name.label)' has no column '\(member.key)'",
                            at: place,
                            fix: nearest(to: member.key, among: table.columns.map(\.name)).map {
                                "write '\($0)'"
                            })
                    }
                    continue
                }
                if column.isGenerated {
                    diagnostics.error(
                        "seed-generated-column", "the database itself computes '\(column.name)'", at: place,
                        fix: "leave it out")
                }
                check(member.value, column.valueType, in: row, reporting: &diagnostics)
            }
            for key in table.key {
                let value = row.members.first { $0.key == key }?.value.value
                guard value == nil || value == .null else { continue }
                diagnostics.error(
                    "seed-key-missing", "row \(row.number) doesn't state its primary key '\(key)'",
                    at: row.location(of: nil),
                    notes: [
                        .init("rows are told apart by their key, so that loading them again changes nothing")
                    ])
            }
        }
        rows += file.rows
        let stated = Set(rows.flatMap { $0.members.map(\.key) })
        columns = table.columns.filter { stated.contains($0.name) }
    }

    private func check(
        _ node: Node, _ type: SeedColumn.ValueType, in row: SeedFileRows.Row,
        reporting diagnostics: inout Diagnostics
    ) {
        let fits: Bool
        switch (node.value, type) {
        case (.null, _), (.boolean, .boolean), (.number, .number), (.string, .number), (.string, .text):
            fits = true
        case (.string, .other), (.number, .other), (.boolean, .other): fits = true
        case (.array(let elements), .array(let element)):
            for inner in elements {
                let isNested = if case .array = inner.value { element != .json } else { false }
                check(inner, isNested ? type : element, in: row, reporting: &diagnostics)
            }
            fits = true
        case (_, .json): fits = true
        default: fits = false
        }
        guard !fits else { return }
        diagnostics.error(
            "seed-type", "\(type.description) is expected here, not \(node.kind)",
            at: row.file.location(of: node.range))
    }

    // MARK: Statements

    /// The name that a column has in the temporary table.
    func staged(_ column: String) -> String {
        "c\((columns.firstIndex { $0.name == column } ?? 0) + 1)"
    }

    var createStage: String {
        var lines = [
            "row bigint not null", "shape integer not null", "present boolean not null default false",
        ]
        lines += columns.map { column in
            "\(staged(column.name)) \(column.type)" + (column.defaultValue.map { " default \($0)" } ?? "")
        }
        return "create temporary table \(stage) (\n  \(lines.joined(separator: ",\n  "))\n) on commit drop"
    }

    /// Rows that state the same columns, by position; the others get the column's default.
    var shapes: [(columns: [SeedColumn], rows: [Int])] {
        var positions: [Set<String>: Int] = [:]
        var shapes: [(columns: [SeedColumn], rows: [Int])] = []
        for (index, row) in rows.enumerated() {
            let names = Set(row.members.map(\.key))
            if let position = positions[names] {
                shapes[position].rows.append(index)
            } else {
                positions[names] = shapes.count
                shapes.append((columns.filter { names.contains($0.name) }, [index]))
            }
        }
        return shapes
    }

    /// `target.id = stage.c1 and …`
    func keyMatch(_ target: String, _ staged: String) -> String {
        table.key.map { "\(target).\(quotedIdentifier($0)) = \(staged).\(self.staged($0))" }
            .joined(separator: " and ")
    }

    /// Inserts what isn't there; `postponed` columns stay null, and only rows before `end` are looked at.
    func insert(postponing postponed: Set<String>, before end: Int? = nil) -> String {
        let names = columns.map { quotedIdentifier($0.name) }.joined(separator: ", ")
        let values = columns.map { postponed.contains($0.name) ? "null" : "s." + staged($0.name) }
        return
            "insert into \(table.name.sql) (\(names))\nselect \(values.joined(separator: ", "))\nfrom \(stage) s\n"
            + "where not s.present and not exists (select from \(table.name.sql) t where \(keyMatch("t", "s")))"
            + (end.map { " and s.row < \($0)" } ?? "") + "\norder by s.row"
    }

    /// Gives rows that weren't there at the beginning the values of `columns`.
    func update(_ columns: [SeedColumn], _ condition: String) -> String {
        let settings = columns.map { "\(quotedIdentifier($0.name)) = s.\(staged($0.name))" }
        return "update \(table.name.sql) t set \(settings.joined(separator: ", ")) from \(stage) s\n"
            + "where not s.present and \(keyMatch("t", "s")) and \(condition)"
    }
}

extension QualifiedName {
    /// As files and messages call a table: without the schema `public`.
    var label: String { schema == "public" ? name : "\(schema).\(name)" }
}
