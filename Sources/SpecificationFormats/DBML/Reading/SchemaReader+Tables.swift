internal import Diagnostics

extension SchemaReader {
    mutating func bindEnums() {
        for (file, tree) in trees.enumerated() {
            for (index, declared) in tree.enums.enumerated() {
                let place = Place(file: file, range: declared.name.range)
                var bound = Schema.Enum(
                    schema: Scope.schema(declared.name.schema?.text), name: declared.name.name.text,
                    note: declared.note, place: place)
                var seen: Set<String> = []
                for value in declared.values {
                    if seen.insert(value.name.text).inserted {
                        bound.values.append(.init(name: value.name.text, note: text("note", of: value.settings)))
                    } else {
                        error(
                            "duplicate-value", "the value '\(value.name.text)' occurs twice in this enum",
                            at: Place(file: file, range: value.name.range), fix: "leave one of them out")
                    }
                }
                if declared.values.isEmpty, !declared.isIncomplete {
                    error("empty-enum", "the enum '\(declared.name.text)' has no values", at: place, fix: "add one")
                }
                bound.isIncluded = file == 0
                enumPositions[DeclarationID(file: file, index: index)] = schema.enums.count
                schema.enums.append(bound)
            }
        }
    }

    mutating func bindTables() {
        // Those of the first file that are its own or were given to it make the schema; the others are only checked.
        for (file, tree) in trees.enumerated() {
            for (index, declared) in tree.tables.enumerated() {
                let position = schema.tables.count
                tablePositions[DeclarationID(file: file, index: index)] = position
                if declared.isIncomplete { incompleteTables.insert(position) }
                var table = Schema.Table(
                    schema: Scope.schema(declared.name.schema?.text), name: declared.name.name.text,
                    place: Place(file: file, range: declared.name.range))
                table.annotations = declared.annotations
                bind(declared, file, to: &table, at: position)
                schema.tables.append(table)
            }
        }
        for entry in scopes.first?.tables.entries ?? [] where entry.id.file != 0 {
            guard let position = tablePositions[entry.id] else { continue }
            schema.tables[position].schema = entry.schema
            schema.tables[position].name = entry.name
        }
    }

    private mutating func bind(_ declared: TableSyntax, _ file: Int, to table: inout Schema.Table, at position: Int) {
        var parts: [(partial: TableSyntax, file: Int, position: Int)] = []
        for injection in declared.injections {
            guard let id = scopes[file].partials[nil, injection.partial.text] else {
                error(
                    "unknown-partial", "there is no partial '\(injection.partial.text)'",
                    at: Place(file: file, range: injection.partial.range),
                    fix: nearest(
                        to: injection.partial.text, among: scopes[file].partials.entries.map(\.name)
                    ).map { "write '\($0)'" } ?? "declare it with TablePartial")
                incompleteTables.insert(position)
                continue
            }
            let partial = trees[id.file].partials[id.index]
            if partial.isIncomplete { incompleteTables.insert(position) }
            parts.append((partial, id.file, injection.position))
        }
        addColumns(of: declared, file, parts, to: &table)
        if table.columns.isEmpty, !incompleteTables.contains(position) {
            error("empty-table", "the table '\(declared.name.text)' has no columns", at: table.place, fix: "add one")
        }
        table.note = declared.note ?? text("note", of: declared.settings)
        for (partial, _, _) in parts.reversed() {
            table.note = table.note ?? partial.note ?? text("note", of: partial.settings)
        }
        let positions = Dictionary(
            table.columns.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
        for (source, origin) in parts.map({ ($0.partial, $0.file) }) + [(declared, file)] {
            for index in source.indexes {
                bind(index, origin, to: &table, positions, isComplete: !incompleteTables.contains(position))
            }
            table.checks += source.checks.map { check in
                .init(
                    name: text("name", of: check.settings), sql: check.sql,
                    place: Place(file: origin, range: check.range))
            }
        }
    }

    /// The table's own columns win over those of partials, and a later partial over an earlier one.
    private mutating func addColumns(
        of declared: TableSyntax, _ file: Int, _ parts: [(partial: TableSyntax, file: Int, position: Int)],
        to table: inout Schema.Table
    ) {
        table.columns.reserveCapacity(declared.columns.count)
        var seen: Set<String> = Set(minimumCapacity: declared.columns.count)
        for column in declared.columns where !seen.insert(column.name.text).inserted {
            error(
                "duplicate-column", "'\(declared.name.text)' has a column '\(column.name.text)' already",
                at: Place(file: file, range: column.name.range), fix: "give one of them another name")
        }
        guard !parts.isEmpty else {
            seen.removeAll(keepingCapacity: true)
            for column in declared.columns where seen.insert(column.name.text).inserted {
                table.columns.append(bound(column, file))
            }
            return
        }
        var winners: [String: Int] = [:]
        for (index, part) in parts.enumerated() {
            for column in part.partial.columns { winners[column.name.text] = index }
        }
        for column in declared.columns { winners[column.name.text] = parts.count }
        let places = Dictionary(grouping: parts.indices) { parts[$0].position }
        for position in 0...declared.columns.count {
            for index in places[position] ?? [] {
                let part = parts[index]
                for column in part.partial.columns where winners[column.name.text] == index {
                    winners[column.name.text] = -1
                    table.columns.append(bound(column, part.file))
                }
            }
            guard position < declared.columns.count else { break }
            let column = declared.columns[position]
            if winners[column.name.text] == parts.count {
                winners[column.name.text] = -1
                table.columns.append(bound(column, file))
            }
        }
    }

    // MARK: Columns

    private mutating func bound(_ declared: ColumnSyntax, _ file: Int) -> Schema.Column {
        var column = Schema.Column(
            name: declared.name.text, type: ColumnType(declared.type), typeName: declared.type.text,
            place: Place(file: file, range: declared.name.range),
            typePlace: Place(file: file, range: declared.type.range))
        if declared.type.arguments.isEmpty {
            let name = declared.type.name
            column.enumeration = scopes[file].enums[name.schema?.text, name.name.text].flatMap { enumPositions[$0] }
        }
        var isNull = false
        for setting in declared.settings {
            switch (setting.name, setting.value) {
            case ("pk", _), ("primary key", _): column.isPrimaryKey = true
            case ("not null", _): column.isNotNull = true
            case ("null", _): isNull = true
            case ("unique", _): column.isUnique = true
            case ("increment", _): column.isIncrement = true
            case ("note", .string(let text)): column.note = text
            case ("check", .expression(let sql)): column.checks.append(sql)
            case ("default", let value?): column.defaultValue = constant(value, file, setting.valueRange)
            default: break
            }
        }
        if isNull, column.isNotNull {
            error(
                "conflicting-settings", "'\(column.name)' can't be both null and not null", at: column.place,
                fix: "leave one of them out")
        }
        return column
    }

    /// A value that stands by itself; a value of an enum becomes its text.
    mutating func constant(_ value: ValueSyntax, _ file: Int, _ range: Range<UInt32>) -> Schema.Value? {
        switch value {
        case .number(let text): return .number(text)
        case .string(let text): return .string(text)
        case .expression(let sql): return .expression(sql)
        case .words(let words):
            switch words.lowercased() {
            case "true": return .boolean(true)
            case "false": return .boolean(false)
            case "null": return .null
            default: return .string(words)
            }
        case .path(let names):
            guard let last = names.last else { return nil }
            if names.count == 1 { return .string(last.text) }
            return enumValue(last, of: names.dropLast(), file)
        case .empty: return .null
        case .color, .reference: return nil
        }
    }

    private mutating func enumValue(_ value: NameSyntax, of path: ArraySlice<NameSyntax>, _ file: Int) -> Schema.Value?
    {
        guard let name = path.last, path.count <= 2 else { return nil }
        let place = Place(file: file, range: (path.first ?? name).range.through(name.range))
        let schemaName = path.count == 2 ? path.first?.text : nil
        guard let id = scopes[file].enums[schemaName, name.text], let position = enumPositions[id] else {
            let known = scopes[file].enums.entries.map(\.name)
            error(
                "unknown-enum", "there is no enum '\(name.text)'", at: place,
                fix: nearest(to: name.text, among: known).map { "write '\($0)'" } ?? "declare it with Enum")
            return nil
        }
        let values = schema.enums[position].values.map(\.name)
        if !values.contains(value.text) {
            error(
                "unknown-value", "the enum '\(name.text)' has no value '\(value.text)'",
                at: Place(file: file, range: value.range),
                fix: nearest(to: value.text, among: values).map { "write '\($0)'" })
        }
        return .string(value.text)
    }

    // MARK: Indexes

    private mutating func bind(
        _ declared: IndexSyntax, _ file: Int, to table: inout Schema.Table, _ positions: [String: Int], isComplete: Bool
    ) {
        let place = Place(file: file, range: declared.range)
        var index = Schema.Index(parts: [], place: place)
        for part in declared.parts {
            switch part {
            case .expression(let sql, _): index.parts.append(.expression(sql))
            case .column(let name):
                if let position = positions[name.text] {
                    index.parts.append(.column(position))
                } else if isComplete {
                    unknownColumn(name, of: table, file)
                }
            }
        }
        for setting in declared.settings {
            switch (setting.name, setting.value) {
            case ("pk", _): index.isPrimaryKey = true
            case ("unique", _): index.isUnique = true
            case ("type", .words(let word)): index.method = word.lowercased()
            case ("name", _): index.name = text("name", of: [setting])
            case ("note", _): index.note = text("note", of: [setting])
            default: break
            }
        }
        if index.isPrimaryKey, table.indexes.contains(where: \.isPrimaryKey) {
            // Other readers take such files, and so does this one.
            warning(
                "second-key", "'\(table.title)' has a primary key already; this one is taken for a unique index",
                at: place, fix: "write 'unique' instead of 'pk'")
            index.isPrimaryKey = false
            index.isUnique = true
        }
        if index.parts.count == declared.parts.count { table.indexes.append(index) }
    }

    mutating func unknownColumn(_ name: NameSyntax, of table: Schema.Table, _ file: Int) {
        error(
            "unknown-column", "'\(table.title)' has no column '\(name.text)'",
            at: Place(file: file, range: name.range), note: ("the table is declared here", table.place),
            fix: nearest(to: name.text, among: table.columns.map(\.name)).map { "write '\($0)'" })
    }

    func text(_ name: String, of settings: [SettingSyntax]) -> String? {
        guard let setting = settings.first(where: { $0.name == name }) else { return nil }
        switch setting.value {
        case .string(let text), .words(let text): return text
        case .path(let names): return names.last?.text
        default: return nil
        }
    }
}
