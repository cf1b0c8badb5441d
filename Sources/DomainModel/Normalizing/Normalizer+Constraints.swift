internal import Diagnostics
internal import Expressions
internal import Naming
internal import Specification

extension Normalizer {
    /// Uniques, indexes, checks and the default order, in the terms of columns.
    mutating func makeConstraints(ofEntityAt index: Int) {
        let entity = model.entities[index]
        let declaration = declarations[index]
        let kinds =
            declaration.checks.isEmpty && declaration.formerFields.isEmpty
                && declaration.unique.allSatisfy { $0.condition == nil }
                && declaration.indexes.allSatisfy { $0.condition == nil } ? [:] : columnKinds(of: entity)
        for unique in declaration.unique { makeUnique(unique, of: entity, at: index, kinds) }
        for field in declaration.fields where field.unique == true {
            guard let columns = self.columns(named: field.name, of: entity) else { continue }
            if field.type == .json {
                error("unique-type", "a json value can't be unique", at: field.source.location(ofKey: "unique"))
            }
            addUnique(columns, name: nil, nil, to: index)
        }
        for reference in entity.references where reference.isUnique {
            addUnique(reference.columns, name: nil, nil, to: index)
        }
        for declared in declaration.indexes { makeIndex(declared, of: entity, at: index, kinds) }
        for field in declaration.fields where field.indexed == true {
            guard let columns = self.columns(named: field.name, of: entity) else { continue }
            let method: IndexMethod = field.list == true || field.type == .json ? .gin : .btree
            model.entities[index].indexes.append(
                .init(
                    name: relationNames.fresh(entity.table, columns.joined(separator: "_"), "idx"),
                    columns: columns.map { .init($0) }, method: method))
        }
        makeChecks(declaration.checks, of: entity, at: index, kinds)
        makeFormerColumns(ofEntityAt: index, kinds)
        for (position, name) in declaration.order.enumerated() {
            let place = declaration.source.location("order", .index(position))
            model.entities[index].order += ordering(name, of: entity, at: place)
        }
    }

    private mutating func makeUnique(
        _ unique: UniqueDeclaration, of entity: Entity, at index: Int, _ kinds: [String: ValueKind]
    ) {
        let columns = columns(named: unique.fields, of: entity, unique.source)
        let source = unique.source
        checkWidth(ofIndex: columns.count, "this unique constraint", at: source.location("fields"))
        guard !columns.isEmpty else {
            if unique.fields.isEmpty, source.isReadable("fields") {
                error("no-columns", "a unique constraint needs at least one field", at: source.location("fields"))
            }
            return
        }
        var condition: Expression?
        if let text = unique.condition {
            condition = readExpression(
                text, columns: kinds, expecting: .boolean,
                at: { source.location(inStringAt: "where", range: $0) })
            checkIndexCondition(condition, kinds, at: source.location("where"))
        }
        let isDeferrable = unique.deferrable ?? false
        let whole = DomainModel.Unique(name: "", columns: columns)
        if isDeferrable, unique.condition != nil || !entity.countsDeletedRows(whole) {
            error(
                "deferrable-unique", "a unique constraint that counts only some rows is checked at once",
                at: source.location(ofKey: "deferrable"), fix: "leave \"deferrable\" out")
        }
        if let name = unique.name {
            guard let stated = statedName(name, "unique constraint", at: source.location("name")) else { return }
            if !relationNames.insert(stated) {
                error(
                    "duplicate-name", "there is an index, table or type '\(stated)' already",
                    at: source.location("name"))
            }
            addUnique(columns, name: stated, condition, isDeferrable: isDeferrable, to: index)
        } else {
            addUnique(columns, name: nil, condition, isDeferrable: isDeferrable, to: index)
        }
    }

    mutating func addUnique(
        _ columns: [String], name: String?, _ condition: Expression?, isDeferrable: Bool = false, to index: Int
    ) {
        let existing = model.entities[index].uniques
        if name == nil, existing.contains(where: { $0.columns == columns && $0.condition == condition }) { return }
        let name = name ?? relationNames.fresh(model.entities[index].table, columns.joined(separator: "_"), "key")
        model.entities[index].uniques.append(
            .init(name: name, columns: columns, condition: condition, isDeferrable: isDeferrable))
    }

    private mutating func makeChecks(
        _ checks: [CheckDeclaration], of entity: Entity, at index: Int, _ kinds: [String: ValueKind]
    ) {
        var names = Set(
            entity.attributes.map { boundedName("\(entity.table)_\($0.column)_check") })
        for check in checks {
            let source = check.source
            let condition = readExpression(
                check.sql, columns: kinds, expecting: .boolean,
                at: { source.location(inStringAt: "sql", range: $0) })
            guard let condition else { continue }
            var name = boundedName("\(entity.table)_check")
            if let stated = check.name {
                guard let checked = statedName(stated, "check", at: source.location("name")) else { continue }
                name = checked
                if names.contains(name) {
                    error(
                        "duplicate-name", "'\(entity.table)' has a check '\(name)' already", at: source.location("name")
                    )
                }
            } else {
                var number = 1
                while names.contains(name) {
                    name = boundedName("\(entity.table)_check\(number)")
                    number += 1
                }
            }
            names.insert(name)
            model.entities[index].checks.append(.init(name: name, condition: condition))
        }
    }

    /// The columns that `names` mean; reports names that mean none.
    mutating func columns(
        named names: [String], of entity: Entity, _ source: Source, key: String? = nil
    ) -> [String] {
        var columns: [String] = []
        for (position, name) in names.enumerated() {
            let place =
                source.keys.isEmpty
                ? source.location(.index(position)) : source.location(.key(key ?? "fields"), .index(position))
            if let found = self.columns(named: name, of: entity) {
                columns += found.filter { !columns.contains($0) }
            } else {
                unknownMember(name, of: entity, at: place)
                return []
            }
        }
        return columns
    }

    /// The columns of a field, a relation, the key or a timestamp.
    func columns(named name: String, of entity: Entity) -> [String]? {
        let folded = camelCase(name)
        let parts = entity.parts(ofValueNamed: folded)
        if !parts.isEmpty { return parts.map(\.column) }
        if let attribute = entity.attribute(named: folded) { return [attribute.column] }
        if let reference = entity.reference(named: folded) { return reference.columns }
        let arc = entity.references.filter { $0.arc == folded }
        if !arc.isEmpty { return arc.flatMap(\.columns) }
        if folded == "id", entity.keyColumns == ["id"] { return ["id"] }
        if entity.hasTimestamps, folded == "createdAt" || folded == "updatedAt" { return [snakeCase(folded)] }
        return nil
    }

    /// One entry of an order or index: a name, descending with a leading minus.
    mutating func ordering(
        _ name: String, of entity: Entity, at place: SourceLocation?
    ) -> [DomainModel.Ordering] {
        let isDescending = name.hasPrefix("-")
        let bare = isDescending ? String(name.dropFirst()) : name
        guard let columns = columns(named: bare, of: entity) else {
            unknownMember(bare, of: entity, at: place)
            return []
        }
        return columns.map { .init($0, descending: isDescending) }
    }
}
