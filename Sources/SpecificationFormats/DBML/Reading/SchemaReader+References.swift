internal import Diagnostics

extension SchemaReader {
    mutating func bindReferences() {
        var seen: [Set<Schema.Reference.Side>: Place] = [:]
        for (file, tree) in trees.enumerated() {
            for (index, declared) in tree.tables.enumerated() {
                guard let position = tablePositions[DeclarationID(file: file, index: index)] else { continue }
                bindInline(declared.columns, file, tableAt: position, in: file, &seen)
                for injection in declared.injections {
                    guard let id = scopes[file].partials[nil, injection.partial.text] else { continue }
                    bindInline(trees[id.file].partials[id.index].columns, id.file, tableAt: position, in: file, &seen)
                }
            }
            for declared in tree.references { bind(declared, file, &seen) }
        }
    }

    /// The references among the settings of columns, which are written in the file `origin`.
    private mutating func bindInline(
        _ columns: ContiguousArray<ColumnSyntax>, _ origin: Int, tableAt position: Int, in file: Int,
        _ seen: inout [Set<Schema.Reference.Side>: Place]
    ) {
        for column in columns {
            for setting in column.settings {
                guard case .reference(let kind, let endpoint) = setting.value else { continue }
                guard let own = columnIndex(column.name.text, ofTableAt: position),
                    // A column of the table's own replaced the partial's.
                    schema.tables[position].columns[own].place == Place(file: origin, range: column.name.range),
                    let target = side(endpoint, origin)
                else { continue }
                add(
                    .init(
                        left: target, kind: kind.reversed, right: .init(table: position, columns: [own]),
                        place: Place(file: origin, range: setting.valueRange)),
                    &seen)
            }
        }
    }

    private mutating func bind(
        _ declared: ReferenceSyntax, _ file: Int, _ seen: inout [Set<Schema.Reference.Side>: Place]
    ) {
        // Both sides are looked up, so that both are reported.
        let left = side(declared.left, file)
        let right = side(declared.right, file)
        let place = Place(file: file, range: declared.range)
        let actions = declared.settings.reduce(into: [String: String]()) { actions, setting in
            guard setting.name == "delete" || setting.name == "update",
                let word = text(setting.name, of: [setting])?.lowercased()
            else { return }
            let known = ["cascade", "restrict", "set null", "set default", "no action"]
            if known.contains(word) {
                actions[setting.name] = word
            } else {
                error(
                    "unknown-action", "'\(word)' is none of \(known.joined(separator: ", "))",
                    at: Place(file: file, range: setting.valueRange),
                    fix: nearest(to: word, among: known).map { "write '\($0)'" })
            }
        }
        guard let left, let right else { return }
        add(
            .init(
                name: declared.name?.text, left: left, kind: declared.kind, right: right,
                onDelete: actions["delete"], onUpdate: actions["update"], place: place),
            &seen)
    }

    private mutating func add(_ reference: Schema.Reference, _ seen: inout [Set<Schema.Reference.Side>: Place]) {
        let (left, right) = (reference.left, reference.right)
        guard left.columns.count == right.columns.count else {
            return error(
                "reference-width",
                "\(left.columns.count) and \(right.columns.count) columns can't refer to each other",
                at: reference.place, fix: "name as many columns on one side as on the other")
        }
        guard left != right else {
            return error(
                "self-reference", "a column can't refer to itself", at: reference.place, fix: "name another column")
        }
        if let first = seen[[left, right]] {
            return error(
                "duplicate-reference", "these columns refer to each other already", at: reference.place,
                note: ("they are connected here", first), fix: "leave one of them out")
        }
        seen[[left, right]] = reference.place
        schema.references.append(reference)
    }

    private mutating func side(_ endpoint: EndpointSyntax, _ file: Int) -> Schema.Reference.Side? {
        guard let position = table(endpoint.table, file) else { return nil }
        var columns: [Int] = []
        var isComplete = true
        for name in endpoint.columns {
            if let column = columnIndex(name.text, ofTableAt: position) {
                columns.append(column)
            } else {
                isComplete = false
                if !incompleteTables.contains(position) { unknownColumn(name, of: schema.tables[position], file) }
            }
        }
        return isComplete ? .init(table: position, columns: columns) : nil
    }

    mutating func columnIndex(_ name: String, ofTableAt position: Int) -> Int? {
        let columns = schema.tables[position].columns
        // Few columns are found sooner one by one.
        if columns.count <= 24 { return columns.firstIndex { $0.name == name } }
        if columnPositions[position] == nil {
            columnPositions[position] = Dictionary(
                columns.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
        }
        return columnPositions[position]?[name]
    }

    /// The table that a name means in a file; one that is missing is reported once, however often it is named.
    mutating func table(_ name: QualifiedNameSyntax, _ file: Int) -> Int? {
        if let id = scopes[file].table(name) { return tablePositions[id] }
        let key = "\(file) \(name.text)"
        if let position = missingPositions[key] {
            missingTables[position].others += 1
            return nil
        }
        missingPositions[key] = missingTables.count
        // Looking for a similar name costs the number of tables; for a hundred that are missing it is worth it.
        let known = missingTables.count < Diagnostics.limit ? scopes[file].tables.entries.map(\.name) : []
        missingTables.append((name, Place(file: file, range: name.range), known, 0))
        return nil
    }

    mutating func reportMissingTables() {
        for missing in missingTables {
            let name = missing.name.text
            let others = missing.others
            let suggestion = nearest(to: missing.name.name.text, among: missing.known)
            let keeps = diagnosticsKeepErrors
            report(
                Diagnostic(
                    .error, "unknown-table", "there is no table '\(name)'", at: keeps ? location(missing.place) : nil,
                    notes: others == 0 ? [] : [.init("it is named in \(others) more place\(others == 1 ? "" : "s")")],
                    fix: suggestion.map { "write '\($0)'" } ?? "declare it: Table \(name) { id uuid [pk] }"))
        }
    }
}
