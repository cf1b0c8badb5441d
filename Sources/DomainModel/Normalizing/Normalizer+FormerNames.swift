internal import Diagnostics
internal import Naming
internal import Specification

/// What `renamedFrom` says, and every name in the database that follows from the name of an entity, field or relation.
extension Normalizer {
    mutating func noteFormerNames() {
        var names = FormerNames()
        for index in declarations.indices {
            refuseFormerNamesInUse(ofEntityAt: index)
            let entity = model.entities[index]
            if let table = formerTables(ofEntityAt: index) { names.tables.append(table) }
            let columns = formerColumns(ofAttributes: index) + formerColumns(ofReferences: index)
            if !columns.isEmpty { names.columns[entity.table] = columns }
            if let history = model.history(of: entity) { note(history, of: entity, columns, in: &names) }
        }
        for junction in model.junctions { note(junction, in: &names) }
        names.types = formerTypes()
        model.formerNames = names.isEmpty ? nil : names
    }

    // MARK: Tables and columns

    private func formerTables(ofEntityAt index: Int) -> FormerNames.Name? {
        let declaration = declarations[index]
        let entity = model.entities[index]
        if let old = declaration.renamedFrom {
            return .init(entity.table, former: [pluralized(snakeCase(old)), old], declaration: entity.name)
        }
        // Stating a table counts as a rename.
        guard declaration.table != nil else { return nil }
        return .init(entity.table, former: [pluralized(snakeCase(declaration.name))])
    }

    private func formerColumns(ofAttributes index: Int) -> [FormerNames.Name] {
        let entity = model.entities[index]
        return declarations[index].fields.flatMap { field -> [FormerNames.Name] in
            let name = camelCase(field.name)
            let parts = entity.parts(ofValueNamed: name)
            let attributes = parts.isEmpty ? [entity.attribute(named: name)].compactMap(\.self) : parts
            return attributes.compactMap { attribute in
                // The columns of a compound value are called after it.
                let ending = snakeCase(String(attribute.name.dropFirst(name.count)))
                let suffix = ending.isEmpty ? "" : "_\(ending)"
                if let old = field.renamedFrom {
                    return .init(
                        attribute.column, former: [snakeCase(old) + suffix, old + suffix],
                        declaration: "\(entity.name).\(attribute.name)")
                }
                return field.column == nil ? nil : .init(attribute.column, former: [snakeCase(field.name) + suffix])
            }
        }
    }

    private func formerColumns(ofReferences index: Int) -> [FormerNames.Name] {
        let entity = model.entities[index]
        return entity.references.flatMap { reference -> [FormerNames.Name] in
            let source = referenceSources[entity.name]?[reference.name]
            // A relation that is stated from the other side is called after the entity there.
            let isStatedHere = source?.string("kind") == "belongsTo"
            let own = isStatedHere ? source?.string("renamedFrom") : nil
            let old = own ?? (isStatedHere ? nil : formerName(ofTarget: reference.target))
            let parts = keyParts(of: reference.target)
            let names =
                reference.arc.map { formerNames(of: reference, inArc: $0, own) }
                ?? [old.map(snakeCase), snakeCase(reference.name)].compactMap(\.self)
            return zip(reference.columns, parts).compactMap { column, part in
                var former = names.flatMap { name in part.map { "\(name)_\($0)" } }
                if reference.columns.count == 1, reference.arc == nil, let own { former += [snakeCase(own), own] }
                return .init(column, former: former, declaration: own.map { _ in "\(entity.name).\(reference.name)" })
            }
        }
    }

    /// A part of a relation to one of several is called after the relation and its target, both of which may have had
    /// another name.
    private func formerNames(of reference: Reference, inArc arc: String, _ own: String?) -> [String] {
        let targets = [formerName(ofTarget: reference.target), String(reference.name.dropFirst(arc.count))]
        return [own, arc].compactMap(\.self).flatMap { relation in
            targets.compactMap(\.self).map { "\(snakeCase(relation))_\(snakeCase($0))" }
        }
    }

    /// The names that each column of the key may have or have had, its present one first.
    private func keyParts(of target: DomainModel.ReferenceTarget) -> [[String]] {
        guard case .entity(let name) = target, let index = index(ofEntity: name) else { return [["id"]] }
        let former = formerColumns(ofAttributes: index)
        return model.entities[index].keyColumns.map { column in
            [column] + (former.first { $0.current == column }?.former ?? [])
        }
    }

    private func formerName(ofTarget target: DomainModel.ReferenceTarget) -> String? {
        guard case .entity(let name) = target, let index = index(ofEntity: name) else { return nil }
        return declarations[index].renamedFrom
    }

    // MARK: What is called after them

    /// Versions follow their rows.
    private func note(
        _ history: Entity, of entity: Entity, _ columns: [FormerNames.Name], in names: inout FormerNames
    ) {
        var columns = columns
        if let index = index(ofEntity: entity.name), let old = declarations[index].renamedFrom {
            if let table = FormerNames.Name(history.table, former: [pluralized("\(snakeCase(old))_version")]) {
                names.tables.append(table)
            }
            if entity.keyColumns == ["id"], let column = history.versionedKey.first,
                let name = FormerNames.Name(column, former: ["\(snakeCase(old))_id"])
            {
                columns.append(name)
            }
        }
        if !columns.isEmpty { names.columns[history.table] = columns }
    }

    private func note(_ junction: DomainModel.Junction, in names: inout FormerNames) {
        guard case .entity(let name) = junction.declaring.target, let index = index(ofEntity: name),
            let relation = declarations[index].relations.first(where: { camelCase($0.name) == junction.relation })
        else { return }
        let entities = [declarations[index].renamedFrom, name].compactMap(\.self)
        let relations = [relation.renamedFrom, relation.name].compactMap(\.self)
        let tables = entities.flatMap { entity in relations.map { "\(snakeCase(entity))_\(snakeCase($0))" } }
        if let table = FormerNames.Name(
            junction.table, former: tables,
            declaration: relation.renamedFrom.map { _ in "\(name).\(junction.relation)" })
        {
            names.tables.append(table)
        }
        let there =
            junction.isReflexive
            ? relation.renamedFrom.map { [singularized(camelCase($0))] } ?? []
            : [formerName(ofTarget: junction.other.target)].compactMap(\.self)
        let sides = [(junction.declaring, entities), (junction.other, there)]
        let columns = sides.flatMap { side, former in
            zip(side.columns, keyParts(of: side.target)).compactMap { column, part in
                FormerNames.Name(
                    column, former: (former + [side.name]).flatMap { name in part.map { "\(snakeCase(name))_\($0)" } })
            }
        }
        if !columns.isEmpty { names.columns[junction.table] = columns }
    }

    /// A native type is called after its enum, or after its entity and field.
    private func formerTypes() -> [FormerNames.Name] {
        var names: [FormerNames.Name] = []
        func note(_ enumeration: String, _ former: [String], _ declaration: String?) {
            guard let type = self.enumeration(named: enumeration)?.nativeType,
                let name = FormerNames.Name(type, former: former, declaration: declaration)
            else { return }
            names.append(name)
        }
        for shared in specification.enums {
            if let old = shared.renamedFrom { note(pascalCase(shared.name), [snakeCase(old), old], shared.name) }
        }
        for (entity, declaration) in zip(model.entities, declarations) {
            let entities = [declaration.renamedFrom, entity.name].compactMap(\.self)
            for field in declaration.fields where field.type == .enum && field.sharedEnum == nil {
                let fields = [field.renamedFrom, field.name].compactMap(\.self)
                note(
                    entity.name + pascalCase(field.name),
                    entities.flatMap { entity in fields.map { "\(snakeCase(entity))_\(snakeCase($0))" } }, nil)
            }
        }
        return names
    }

    // MARK: Mistakes

    /// An old name that something else has now says two things at once.
    private mutating func refuseFormerNamesInUse(ofEntityAt index: Int) {
        let declaration = declarations[index]
        let positions = positions
        refuse(declaration.renamedFrom, of: declaration.source, "an entity") { positions[Self.folded($0)] != nil }
        let members = declaration.fields.map(\.name) + declaration.relations.map(\.name)
        let former =
            declaration.fields.map { ($0.renamedFrom, $0.source) }
            + declaration.relations.map { ($0.renamedFrom, $0.source) }
        var known: Set<String> = []
        for (old, source) in former {
            guard let old else { continue }
            refuse(old, of: source, "a field or relation of \(declaration.name)") { old in
                members.contains { camelCase($0) == camelCase(old) }
            }
            if !known.insert(camelCase(old)).inserted {
                error(
                    "former-name-in-use", "two members of \(declaration.name) are renamed from '\(old)'",
                    at: source.location("renamedFrom"), fix: "keep one of them; the other is new")
            }
        }
    }

    mutating func refuseFormerEnumsInUse() {
        let names = Set(specification.enums.map { pascalCase($0.name) })
        for declaration in specification.enums {
            refuse(declaration.renamedFrom, of: declaration.source, "an enum") { names.contains(pascalCase($0)) }
        }
    }

    private mutating func refuse(
        _ old: String?, of source: Source, _ what: String, isInUse: (String) -> Bool
    ) {
        guard let old else { return }
        let place = source.location("renamedFrom")
        if old.isEmpty {
            error("invalid-name", "a former name can't be empty", at: place, fix: "leave it out")
        } else if isInUse(old) {
            error(
                "former-name-in-use", "it can't be renamed from '\(old)', because \(what) has that name", at: place,
                fix: "leave \"renamedFrom\" out, or give the other one another name")
        }
    }
}
