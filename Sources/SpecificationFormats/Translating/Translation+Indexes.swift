internal import Specification

extension Translation {
    mutating func addIndexes(to made: inout TableTranslation) {
        for index in made.table.indexes where !index.isPrimaryKey {
            var names: [String] = []
            var positions: [Int] = []
            for part in index.parts {
                guard case .column(let position) = part, let member = made.members[position] else { continue }
                positions.append(position)
                // Several columns may be the key of one relation.
                if !names.contains(member.name) { names.append(member.name) }
            }
            guard positions.count == index.parts.count else {
                warning(
                    "expression-index", "an index of an expression is left out", at: index.place,
                    fix: "keep it in an SQL file of the project")
                continue
            }
            if index.isUnique {
                addUnique(index, names, positions, to: &made)
            } else {
                addIndex(index, names, positions, to: &made)
            }
        }
    }

    private mutating func addUnique(
        _ index: Schema.Index, _ names: [String], _ positions: [Int], to made: inout TableTranslation
    ) {
        // A key is unique by itself.
        guard Set(positions) != Set(made.key) || index.condition != nil else { return }
        let name = stated(index)
        if name == nil, index.condition == nil, positions.count == 1 {
            if let field = made.entity.fields.firstIndex(where: { $0.name == names[0] }) {
                made.entity.fields[field].unique = true
                return
            }
            if let relation = made.entity.relations.firstIndex(where: { $0.name == names[0] }) {
                made.entity.relations[relation].unique = true
                return
            }
        }
        var unique = UniqueDeclaration(names)
        unique.name = name
        unique.condition = index.condition
        if !made.entity.unique.contains(where: { $0.fields == names && $0.name == name }) {
            made.entity.unique.append(unique)
        }
    }

    private mutating func addIndex(
        _ index: Schema.Index, _ names: [String], _ positions: [Int], to made: inout TableTranslation
    ) {
        let method = index.method.flatMap { IndexMethod(rawValue: $0) }
        if let word = index.method, method == nil {
            warning(
                "index-method", "PostgreSQL has no indexes of the type '\(word)'; this one becomes a btree",
                at: index.place, fix: "leave 'type' out")
        }
        let name = stated(index)
        if name == nil, index.condition == nil, method == nil || method == .btree, positions.count == 1,
            let field = made.entity.fields.firstIndex(where: { $0.name == names[0] }),
            // These get another kind of index by themselves.
            made.entity.fields[field].list != true, made.entity.fields[field].type != .json
        {
            made.entity.fields[field].indexed = true
            return
        }
        var translated = IndexDeclaration()
        translated.name = name
        translated.fields = names
        translated.method = method == .btree ? nil : method
        translated.condition = index.condition
        if !made.entity.indexes.contains(where: {
            $0.fields == names && $0.method == translated.method && $0.name == name
        }) {
            made.entity.indexes.append(translated)
        }
    }

    /// The name of an index, if it can be kept: in PostgreSQL, all indexes of a schema share their names.
    private mutating func stated(_ index: Schema.Index) -> String? {
        guard let name = index.name.map(SpecificationName.database) else { return nil }
        if constraintNames.insert(name).inserted, !takenTables.contains(name) { return name }
        warning(
            "index-name", "another index or table is called '\(name)' already; this one gets a name of its own",
            at: index.place)
        return nil
    }
}
