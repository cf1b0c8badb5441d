internal import Diagnostics
internal import Naming
internal import Specification

extension Normalizer {
    mutating func makeJunctions() {
        for index in model.entities.indices {
            for relation in declarations[index].relations where relation.kind == .manyToMany {
                guard checkName(relation.name, "a relation's name", of: relation.source), isUsable(relation),
                    !inverses.contains(.init(entity: model.entities[index].name, relation: camelCase(relation.name))),
                    let target = target(of: relation)
                else { continue }
                if let via = relation.via {
                    checkVia(via, of: relation, from: model.entities[index], to: target)
                } else {
                    makeJunction(relation, ofEntityAt: index, target: target)
                }
            }
        }
    }

    /// The link is an entity of its own, which refers to both ends.
    private mutating func checkVia(
        _ via: String, of relation: RelationDeclaration, from entity: Entity, to target: DomainModel.ReferenceTarget
    ) {
        guard let position = position(of: via) else {
            if specification.entities.contains(where: { $0.name == via }) { return }
            error(
                "unknown-entity", "there is no entity '\(via)'", at: relation.source.location("via"),
                fix: nearest(to: via, among: specification.entities.map(\.name)).map { "write '\($0)'" })
            return
        }
        let link = model.entities[position]
        let toHere = link.references.first { $0.target == .entity(entity.name) }
        let toThere = link.references.last { $0.target == target && $0.name != toHere?.name }
        guard let toHere, toThere != nil else {
            error(
                "via-without-ends",
                "'\(link.name)' needs a belongsTo to '\(entity.name)' and one to '\(relation.entity ?? "")'",
                at: relation.source.location("via"),
                notes: [.init("'\(link.name)' is declared here", at: declarations[position].source.location("name"))])
            return
        }
        let name = camelCase(pluralized(link.name))
        if let index = index(ofEntity: entity.name), !isMember(name, ofEntityAt: index),
            !model.entities[index].collections.contains(where: { $0.entity == link.name && $0.reference == toHere.name }
            )
        {
            model.entities[index].collections.append(
                .init(name: name, entity: link.name, reference: toHere.name, isSingle: toHere.isUnique))
        }
    }

    private mutating func makeJunction(
        _ relation: RelationDeclaration, ofEntityAt index: Int, target: DomainModel.ReferenceTarget
    ) {
        let entity = model.entities[index]
        let place = relation.source.location("name")
        checkRelationKeys(relation)
        let inverse = takeInverse(of: relation, entity: entity, target: target)
        let table = snakeCase(entity.name) + "_" + snakeCase(relation.name)
        guard checkLength(ofDatabaseName: table, "table", at: place) else { return }
        guard relationNames.insert(table) else {
            error(
                "duplicate-name", "the links would be kept in a table '\(table)', and there is one already",
                at: place, fix: "give the relation another name, or make the entity of that table its \"via\"")
            return
        }
        let here = camelCase(entity.name)
        let there: String
        if target == .entity(entity.name) {
            there = singularized(camelCase(relation.name))
        } else if case .entity(let other) = target {
            there = camelCase(other)
        } else {
            there = "user"
        }
        guard here != there else {
            error(
                "name-collision", "both ends of the link would be called '\(here)'", at: place,
                fix: "give the relation another name, such as 'followed\(pluralized(entity.name))'")
            return
        }
        let (declaring, other) = (side(here, .entity(entity.name)), side(there, target))
        checkWidth(ofIndex: declaring.columns.count + other.columns.count, "the key of these links", at: place)
        model.junctions.append(
            .init(
                name: entity.name + pascalCase(singularized(relation.name)), table: table,
                relation: camelCase(relation.name), inverse: inverse,
                declaring: declaring, other: other,
                description: relation.description))
        decide(
            "\(entity.name).\(camelCase(relation.name))",
            "links are rows of \(table); deleting either end deletes its links, and whoever may change the "
                + "\(phrase(entity.name)) may make and remove them",
            because: "a link has no meaning without both ends, and the \(phrase(entity.name)) declares it")
    }

    private func side(_ name: String, _ target: DomainModel.ReferenceTarget) -> DomainModel.JunctionSide {
        var keyColumns = ["id"]
        if case .entity(let entity) = target, let found = self.entity(named: entity) {
            keyColumns = found.keyColumns
        }
        return .init(name: name, target: target, columns: keyColumns.map { "\(snakeCase(name))_\($0)" })
    }

    /// The same link stated from the other side: one junction serves both. Nil where the other side has no name
    /// for it.
    private mutating func takeInverse(
        of relation: RelationDeclaration, entity: Entity, target: DomainModel.ReferenceTarget
    ) -> String? {
        guard case .entity(let other) = target, let there = position(of: other), let here = position(of: entity.name)
        else { return nil }
        let name = camelCase(relation.name)
        if let inverse = relation.inverse.map(camelCase) {
            checkName(inverse, "a relation's name", at: relation.source.location("inverse"))
            let declared = declarations[there].relations.first { camelCase($0.name) == inverse }
            if let declared, isLink(declared, to: here), there != here || inverse != name {
                if let back = declared.inverse, camelCase(back) != name {
                    disagree(relation, declared, of: other, back)
                }
                inverses.insert(.init(entity: other, relation: inverse))
            } else if isMember(inverse, ofEntityAt: there) {
                error(
                    "duplicate-name", "'\(other)' has a field or relation '\(inverse)' already, which is no such link",
                    at: relation.source.location("inverse"), fix: "choose another name for the inverse")
            }
            return inverse
        }
        let candidates = declarations[there].relations.filter { isLink($0, to: here) && $0.name != relation.name }
        if let declared = candidates.first(where: { $0.inverse.map(camelCase) == name }) {
            inverses.insert(.init(entity: other, relation: camelCase(declared.name)))
            return camelCase(declared.name)
        }
        // Relations of an entity to itself are pairs only when they say so.
        let open = there == here ? [] : candidates.filter { $0.inverse == nil }
        guard let declared = open.first else { return nil }
        let openHere = declarations[here].relations.filter { isLink($0, to: there) && $0.inverse == nil }
        inverses.formUnion(open.map { .init(entity: other, relation: camelCase($0.name)) })
        if open.count > 1 || openHere.count > 1 {
            inverses.formUnion(openHere.map { .init(entity: entity.name, relation: camelCase($0.name)) })
            let names = openHere.map { "\(entity.name).\($0.name)" } + open.map { "\(other).\($0.name)" }
            error(
                "ambiguous-inverse",
                "these don't say which of them are two sides of one link: \(names.joined(separator: ", "))",
                at: relation.source.location("name"),
                fix: "add \"inverse\": \"\(declared.name)\", or the name of another of them")
        }
        return camelCase(declared.name)
    }

    private func isLink(_ relation: RelationDeclaration, to index: Int) -> Bool {
        relation.kind == .manyToMany && relation.via == nil && isUsable(relation)
            && relation.entity.flatMap { position(of: $0) } == index
    }

    private mutating func disagree(
        _ relation: RelationDeclaration, _ declared: RelationDeclaration, of other: String, _ back: String
    ) {
        error(
            "sides-disagree", "\"inverse\" is \(declared.name) here, and that relation's inverse is \(back)",
            at: relation.source.location("inverse"),
            notes: [.init("'\(other).\(declared.name)' is declared here", at: declared.source.location("name"))],
            fix: "state it on one side only")
    }
}
