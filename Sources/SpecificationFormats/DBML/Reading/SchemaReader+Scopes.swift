internal import Diagnostics

extension SchemaReader {
    /// The names of every file: its own, then those that it uses.
    mutating func makeScopes() {
        var exports: [Scope] = []
        for file in trees.indices { exports.append(ownNames(ofFileAt: file)) }
        scopes = exports
        // What a file passes on may come from one that passes it on as well, in circles too: repeated until nothing
        // is new.
        var isNew = trees.contains { $0.uses.contains(where: \.isReexported) }
        while isNew {
            isNew = false
            for file in trees.indices {
                for (use, source) in zip(trees[file].uses, uses[file]) where use.isReexported {
                    guard let source else { continue }
                    for (kind, entry) in entries(of: use, in: exports[source]) {
                        if exports[file][kind][entry.schema, entry.name] == nil {
                            _ = exports[file][kind].add(entry.schema, entry.name, entry.id)
                            isNew = true
                        }
                    }
                }
            }
        }
        for file in trees.indices {
            for (use, source) in zip(trees[file].uses, uses[file]) {
                guard let source else { continue }
                refuseUnknownItems(of: use, in: exports[source], file)
                for (kind, entry) in entries(of: use, in: exports[source]) {
                    guard let first = scopes[file][kind].add(entry.schema, entry.name, entry.id) else { continue }
                    error(
                        "duplicate-name", "'\(entry.name)' means something else in this file already",
                        at: Place(file: file, range: use.pathRange),
                        note: declarationPlace(kind, first).map { ("that is declared here", $0) },
                        fix: "use it by another name: \(kind.rawValue) \(entry.name) as other_\(entry.name)")
                }
            }
        }
    }

    private mutating func ownNames(ofFileAt file: Int) -> Scope {
        let tree = trees[file]
        var scope = Scope()
        func place(_ range: Range<UInt32>) -> Place { Place(file: file, range: range) }
        func add(_ kind: UseSyntax.Item.Kind, _ what: String, _ schema: NameSyntax?, _ name: NameSyntax, _ index: Int) {
            let id = DeclarationID(file: file, index: index)
            guard let first = scope[kind].add(schema?.text, name.text, id) else { return }
            error(
                "duplicate-name", "there is \(what) '\(name.text)' already", at: place(name.range),
                note: declarationPlace(kind, first).map { ("it is declared here", $0) },
                fix: "give one of them another name")
        }
        for (index, table) in tree.tables.enumerated() {
            let id = DeclarationID(file: file, index: index)
            // Without the detour of `add`, which copies: there may be thousands.
            if let first = scope.tables.add(table.name.schema?.text, table.name.name.text, id) {
                error(
                    "duplicate-name", "there is a table '\(table.name.text)' already", at: place(table.name.range),
                    note: declarationPlace(.table, first).map { ("it is declared here", $0) },
                    fix: "give one of them another name")
            }
        }
        for (index, table) in tree.tables.enumerated() {
            guard let alias = table.alias else { continue }
            let id = DeclarationID(file: file, index: index)
            if let first = scope.aliases[alias.text] ?? scope.tables[nil, alias.text], first != id {
                error(
                    "duplicate-name", "there is a table '\(alias.text)' already", at: place(alias.range),
                    note: declarationPlace(.table, first).map { ("it is declared here", $0) },
                    fix: "write another name after 'as'")
            } else {
                scope.aliases[alias.text] = id
            }
        }
        for (index, declared) in tree.enums.enumerated() {
            add(.enum, "an enum", declared.name.schema, declared.name.name, index)
        }
        for (index, partial) in tree.partials.enumerated() { add(.partial, "a partial", nil, partial.name.name, index) }
        for (index, group) in tree.groups.enumerated() { add(.group, "a group", nil, group.name, index) }
        for (index, note) in tree.notes.enumerated() { add(.note, "a note", nil, note.name, index) }
        return scope
    }

    func declarationPlace(_ kind: UseSyntax.Item.Kind, _ id: DeclarationID) -> Place? {
        let tree = trees[id.file]
        let range: Range<UInt32>
        switch kind {
        case .table where tree.tables.indices.contains(id.index): range = tree.tables[id.index].name.range
        case .enum where tree.enums.indices.contains(id.index): range = tree.enums[id.index].name.range
        case .partial where tree.partials.indices.contains(id.index): range = tree.partials[id.index].name.range
        case .group where tree.groups.indices.contains(id.index): range = tree.groups[id.index].name.range
        case .note where tree.notes.indices.contains(id.index): range = tree.notes[id.index].name.range
        default: return nil
        }
        return Place(file: id.file, range: range)
    }

    /// What a use brings, by the names that it gets.
    private func entries(
        of use: UseSyntax, in exports: Scope
    ) -> [(kind: UseSyntax.Item.Kind, entry: Scope.Names.Entry)] {
        guard let items = use.items else {
            return Scope.kinds.flatMap { kind in exports[kind].entries.map { (kind, $0) } }
        }
        var result: [(UseSyntax.Item.Kind, Scope.Names.Entry)] = []
        for item in items {
            if item.kind == .schema {
                let schema = Scope.schema(item.name.name.text)
                for kind in [UseSyntax.Item.Kind.table, .enum] {
                    result += exports[kind].entries.filter { $0.schema == schema }.map { (kind, $0) }
                }
                continue
            }
            guard let id = exports[item.kind][item.name.schema?.text, item.name.name.text] else { continue }
            let entry =
                item.alias.map { Scope.Names.Entry(schema: nil, name: $0.text, id: id) }
                ?? .init(schema: Scope.schema(item.name.schema?.text), name: item.name.name.text, id: id)
            result.append((item.kind, entry))
            guard item.kind == .group, trees[id.file].groups.indices.contains(id.index) else { continue }
            // A group comes with its tables.
            for member in trees[id.file].groups[id.index].members {
                guard let table = exports.tables[member.schema?.text, member.name.text] else { continue }
                result.append(
                    (.table, .init(schema: Scope.schema(member.schema?.text), name: member.name.text, id: table)))
            }
        }
        return result
    }

    private mutating func refuseUnknownItems(of use: UseSyntax, in exports: Scope, _ file: Int) {
        for item in use.items ?? [] {
            let known: [String]
            if item.kind == .schema {
                let schemas = (exports.tables.entries + exports.enums.entries).map { $0.schema ?? "public" }
                if schemas.contains(item.name.name.text) { continue }
                known = schemas
            } else {
                if exports[item.kind][item.name.schema?.text, item.name.name.text] != nil { continue }
                known = exports[item.kind].entries.map(\.name)
            }
            error(
                "unknown-name", "\(use.path) has no \(item.kind.rawValue) '\(item.name.text)'",
                at: Place(file: file, range: item.name.range),
                fix: nearest(to: item.name.name.text, among: known).map { "write '\($0)'" })
        }
    }
}
