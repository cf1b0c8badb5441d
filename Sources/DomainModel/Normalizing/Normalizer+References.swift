internal import Diagnostics
internal import Naming
internal import Specification

extension Normalizer {
    /// belongsTo: the key stands on this side.
    mutating func makeReferences() {
        for index in model.entities.indices {
            for relation in declarations[index].relations {
                guard relation.kind == .belongsTo, checkName(relation.name, "a relation's name", of: relation.source),
                    isUsable(relation)
                else { continue }
                addReference(relation, named: camelCase(relation.name), toEntityAt: index, target: target(of: relation))
            }
        }
    }

    /// Whether what matters most could be read.
    func isUsable(_ relation: RelationDeclaration) -> Bool {
        ["name", "kind", "entity"].allSatisfy(relation.source.isReadable)
    }

    /// What a relation points at; reports an entity that doesn't exist.
    mutating func target(of relation: RelationDeclaration) -> DomainModel.ReferenceTarget? {
        guard let name = relation.entity else {
            if relation.entities.isEmpty {
                error(
                    "missing-key", "a relation needs the key 'entity'", at: relation.source.location("name"),
                    fix: "name the other entity")
            }
            return nil
        }
        if let position = position(of: name) { return .entity(model.entities[position].name) }
        if meansAccounts(name) { return .account }
        // One whose name is wrong was reported where it is declared.
        if specification.entities.contains(where: { $0.name == name }) { return nil }
        let known = specification.entities.map(\.name) + ["User"]
        let suggestion =
            nearest(to: name, among: known)
            ?? known.first { singularized(snakeCase(name)) == snakeCase($0) }
        error(
            "unknown-entity", "there is no entity '\(name)'", at: relation.source.location("entity"),
            fix: suggestion.map { "write '\($0)'" } ?? "declare it in \"entities\"")
        return nil
    }

    mutating func addReference(
        _ relation: RelationDeclaration, named name: String, toEntityAt index: Int,
        target: DomainModel.ReferenceTarget?, isUnique: Bool? = nil
    ) {
        guard let target else { return }
        let entity = model.entities[index]
        let source = relation.source
        checkRelationKeys(relation)
        if entity.reference(named: name) != nil {
            error(
                "duplicate-name", "'\(entity.name)' has two relations named '\(name)', apart from their spelling",
                at: source.location("name"),
                notes: [
                    .init(
                        "the other one is declared here",
                        at: referenceSources[entity.name]?[name]?.location("name"))
                ], fix: "give one of them another name")
            return
        }
        var isRequired = relation.isRequired
        if target == .entity(entity.name), isRequired {
            error(
                "required-self-relation",
                "the first \(phrase(entity.name)) couldn't be created: a relation to its own entity is optional",
                at: source.location("required"), fix: "leave \"required\" out")
            isRequired = false
        }
        var reference = Reference(
            name: name, columns: [], target: target, isRequired: isRequired,
            isUnique: isUnique ?? relation.unique ?? false, onDelete: relation.onDelete ?? defaultDeleteRule)
        reference.description = relation.description
        reference.isDeferrable = relation.deferrable ?? false
        reference.isIndexed = relation.indexed ?? true
        if let stated = relation.constraint {
            let place = source.location("constraint")
            reference.constraint = statedName(stated, "constraint", at: place)
            if entity.references.contains(where: { $0.constraint == stated }) {
                error(
                    "duplicate-name", "two foreign keys of '\(entity.name)' are called '\(stated)'", at: place,
                    fix: "give one of them another name")
            }
        }
        if relation.onDelete == .setNull, isRequired {
            error(
                "set-null-required", "a required relation can't be set to null when the other row is deleted",
                at: source.location("onDelete"), fix: "write \"cascade\" or \"restrict\", or make it optional")
        }
        reference.defaultValue = defaultValue(of: relation, target: target)
        reference.backfill = backfill(of: relation, target: target)
        referenceSources[entity.name, default: [:]][name] = source
        model.entities[index].references.append(reference)
    }

    private mutating func defaultValue(
        of relation: RelationDeclaration, target: DomainModel.ReferenceTarget
    ) -> DomainModel.Default? {
        guard let declared = relation.defaultValue else { return nil }
        let pointsAtAccount = target == .account || target == accountEntity.map { .entity($0) }
        if case .literal(.string("me")) = declared, pointsAtAccount { return .caller }
        error(
            "default-type",
            pointsAtAccount
                ? "the default of a relation to an account is \"me\""
                : "only a relation to an account has a default, \"me\"",
            at: relation.source.location("default"), fix: pointsAtAccount ? "write \"me\"" : "leave it out")
        return nil
    }

    /// What rows refer to that were there before the relation was: a key, or what says it.
    private mutating func backfill(
        of relation: RelationDeclaration, target: DomainModel.ReferenceTarget
    ) -> DomainModel.Default? {
        guard let declared = relation.backfill else { return nil }
        let source = relation.source
        var type: DomainModel.AttributeType = .uuid
        if case .entity(let name) = target, let entity = entity(named: name) {
            switch entity.key {
            case .id(.bigint): type = .bigint
            case .id(.uuid), .account: break
            case .composite:
                error(
                    "backfill-type", "a key of several columns can't be filled by one value",
                    at: source.location("backfill"), fix: "make the relation optional, and fill it by hand")
                return nil
            }
        }
        switch declared {
        case .sql(let text):
            return readExpression(
                text, columns: Self.formerColumns, expecting: kind(of: type, isList: false),
                at: { source.location(inStringAt: "backfill", "sql", range: $0) }
            ).map(DomainModel.Default.expression)
        case .literal(let literal):
            check(literal, fits: type, "backfill", at: source.location("backfill"))
            return .literal(literal)
        }
    }

    /// Keys that say nothing about this kind of relation.
    mutating func checkRelationKeys(_ relation: RelationDeclaration) {
        let applicable: Set<String> =
            switch relation.kind {
            case .belongsTo:
                [
                    "entity", "entities", "column", "required", "unique", "onDelete", "inverse", "default",
                    "deferrable", "backfill", "indexed", "constraint",
                ]
            case .hasMany: ["entity", "required", "onDelete", "inverse", "deferrable", "backfill"]
            case .hasOne: ["entity", "required", "onDelete", "inverse", "unique", "deferrable", "backfill"]
            case .manyToMany: ["entity", "inverse", "via"]
            }
        let common: Set<String> = ["name", "kind", "description", "renamedFrom"]
        for key in relation.source.keys where !applicable.contains(key) && !common.contains(key) {
            error(
                "key-does-not-apply", "\"\(key)\" says nothing about a relation of kind '\(relation.kind.rawValue)'",
                at: relation.source.location(ofKey: key), fix: "leave it out")
        }
    }
}
