internal import Naming
internal import Specification

extension Translation {
    /// Tables whose key is two references link two entities; which of them can say so gets a manyToMany.
    mutating func addLinks() {
        var made: Set<String> = []
        let indexes = entityIndexes
        var used = Set<String>()
        for entity in specification.entities {
            used.formUnion(entity.relations.compactMap { $0.entity == entity.name ? nil : $0.entity })
        }
        let grouped = Set(schema.groups.flatMap(\.tables))
        for position in included {
            guard let name = entityNames[position], let index = indexes[name],
                let ends = ends(ofLink: specification.entities[index])
            else { continue }
            guard let here = ends.here.entity.flatMap({ indexes[$0] }), let there = ends.there.entity
            else { continue }
            let isReflexive = ends.here.entity == there
            // A table is often called after the entity and what it links it to: post_tags.
            let prefix = snakeCase(specification.entities[here].name) + "_"
            let table = tableNames[position] ?? ""
            let wanted = camelCase(
                table.hasPrefix(prefix)
                    ? String(table.dropFirst(prefix.count))
                    : pluralized(isReflexive ? ends.there.name : snakeCase(there)))
            guard !isMember(wanted, of: specification.entities[here]) else { continue }
            var relation = RelationDeclaration()
            relation.name = wanted
            relation.kind = .manyToMany
            relation.entity = there
            if !used.contains(name), !grouped.contains(position),
                isPlainJunction(
                    position, specification.entities[index], of: specification.entities[here], wanted, there)
            {
                relation.description = specification.entities[index].description
                made.insert(name)
            } else {
                relation.via = name
            }
            specification.entities[here].relations.append(relation)
        }
        specification.entities.removeAll { made.contains($0.name) }
    }

    private var entityIndexes: [String: Int] {
        Dictionary(
            specification.entities.enumerated().map { ($0.element.name, $0.offset) },
            uniquingKeysWith: { first, _ in first })
    }

    private func ends(
        ofLink entity: EntityDeclaration
    ) -> (here: RelationDeclaration, there: RelationDeclaration)? {
        guard entity.key.count == 2 else { return nil }
        let ends = entity.key.compactMap { name in entity.relations.first { $0.name == name && $0.kind == .belongsTo } }
        return ends.count == 2 ? (ends[0], ends[1]) : nil
    }

    func isMember(_ name: String, of entity: EntityDeclaration) -> Bool {
        let folded = words(of: name)
        return entity.fields.contains { words(of: $0.name) == folded }
            || entity.relations.contains { words(of: $0.name) == folded }
    }

    /// Whether berry would make the very same table for a manyToMany, so that it needs no entity.
    private func isPlainJunction(
        _ position: Int, _ link: EntityDeclaration, of here: EntityDeclaration, _ relation: String, _ there: String
    ) -> Bool {
        let other = here.name == there ? singularized(relation) : camelCase(there)
        return schema.tables[position].records == nil && link.schema == nil && link.fields.isEmpty
            && link.relations.count == 2
            && link.timestamps == false && link.checks.isEmpty && link.unique.isEmpty
            && tableNames[position] == snakeCase(here.name) + "_" + snakeCase(relation)
            && link.relations.map(\.name) == [camelCase(here.name), other] && link.key == link.relations.map(\.name)
            && link.relations.allSatisfy {
                $0.onDelete == .cascade && $0.description == nil && $0.column == nil && $0.unique != true
            }
    }

    /// `<>`: berry makes the table of links.
    mutating func addManyToMany() {
        let indexes = entityIndexes
        for reference in schema.references where reference.kind == .manyToMany {
            guard let here = entityNames[reference.left.table], let there = targetName(reference.right.table),
                let index = indexes[here]
            else {
                warning(
                    "reference-left-out", "these links are left out: one of their tables isn't used by this file",
                    at: reference.place)
                continue
            }
            for side in [reference.left, reference.right] where Set(key(ofTableAt: side.table)) != Set(side.columns) {
                warning(
                    "reference-to-column",
                    "links connect primary keys, which these columns of '\(schema.tables[side.table].title)' aren't",
                    at: reference.place)
            }
            let plural = camelCase(
                here == there ? "linked_" + pluralized(snakeCase(there)) : pluralized(snakeCase(there)))
            var names = TakenNames()
            for field in specification.entities[index].fields { _ = names.insert(field.name) }
            for relation in specification.entities[index].relations { _ = names.insert(relation.name) }
            var relation = RelationDeclaration()
            relation.name = names.take([plural])
            relation.kind = .manyToMany
            relation.entity = there
            specification.entities[index].relations.append(relation)
        }
    }
}
