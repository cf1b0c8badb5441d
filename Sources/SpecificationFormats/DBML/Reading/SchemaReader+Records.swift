extension SchemaReader {
    mutating func bindRecords() {
        for (file, tree) in trees.enumerated() {
            for (index, table) in tree.tables.enumerated() {
                guard let position = tablePositions[DeclarationID(file: file, index: index)] else { continue }
                for records in table.records { bind(records, file, tableAt: position) }
            }
            for records in tree.records {
                guard let name = records.table, let position = table(name, file) else { continue }
                bind(records, file, tableAt: position)
            }
        }
    }

    private mutating func bind(_ declared: RecordsSyntax, _ file: Int, tableAt position: Int) {
        let place = Place(file: file, range: declared.range)
        if let first = schema.tables[position].records {
            return error(
                "second-records", "'\(schema.tables[position].title)' has records already", at: place,
                note: ("they are stated here", first.place), fix: "put all of them into one block")
        }
        var columns: [Int] = []
        if let names = declared.columns {
            for name in names {
                if let column = columnIndex(name.text, ofTableAt: position) {
                    columns.append(column)
                } else if !incompleteTables.contains(position) {
                    unknownColumn(name, of: schema.tables[position], file)
                }
            }
            guard columns.count == names.count else { return }
        } else {
            columns = Array(schema.tables[position].columns.indices)
        }
        var records = Schema.Records(columns: columns, rows: [], place: place)
        for row in declared.rows {
            guard row.count == columns.count else {
                let range = row.first.map { first in row.reduce(first.range) { $0.through($1.range) } }
                error(
                    "record-width",
                    "this record has \(row.count) value\(row.count == 1 ? "" : "s"), for \(columns.count) "
                        + "column\(columns.count == 1 ? "" : "s")",
                    at: Place(file: file, range: range ?? declared.range), fix: "write null for what isn't known")
                continue
            }
            records.rows.append(row.map { constant($0.value, file, $0.range) ?? .null })
        }
        schema.tables[position].records = records
    }

    mutating func bindGroups() {
        for (file, tree) in trees.enumerated() {
            var owners: [Int: Place] = [:]
            for declared in tree.groups {
                var group = Schema.Group(
                    name: declared.name.text, note: declared.note ?? text("note", of: declared.settings))
                for member in declared.members {
                    guard let position = table(member, file) else { continue }
                    let place = Place(file: file, range: member.range)
                    if let first = owners[position] {
                        error(
                            "second-group", "'\(member.text)' is in a group already", at: place,
                            note: ("it is named here", first), fix: "leave one of them out")
                    } else {
                        owners[position] = place
                        group.tables.append(position)
                    }
                }
                if file == 0 { schema.groups.append(group) }
            }
        }
    }
}
