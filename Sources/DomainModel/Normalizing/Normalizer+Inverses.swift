internal import Diagnostics
internal import Naming
internal import Specification

/// Keys that are stated from the side that doesn't hold them, and relations that are stated from both.
extension Normalizer {
    /// hasMany and hasOne: the key stands on the other side, stated from this one.
    mutating func makeInverseReferences() {
        for index in model.entities.indices {
            for relation in declarations[index].relations {
                guard relation.kind == .hasMany || relation.kind == .hasOne,
                    checkName(relation.name, "a relation's name", of: relation.source), isUsable(relation)
                else { continue }
                makeInverseReference(relation, ofEntityAt: index)
            }
        }
    }

    /// belongsTo with an "inverse": the rows on this side get that name on the other, unless they have it already.
    mutating func makeStatedCollections() {
        for index in model.entities.indices {
            let entity = model.entities[index]
            for reference in entity.references {
                guard let source = referenceSources[entity.name]?[reference.name],
                    let inverse = source.string("inverse"), source.string("kind") == "belongsTo"
                else { continue }
                let place = source.location("inverse")
                guard checkName(inverse, "a relation's name", at: place) else { continue }
                guard case .entity(let target) = reference.target, let other = self.index(ofEntity: target) else {
                    error(
                        "key-does-not-apply", "there is no entity to which the inverse could belong", at: place,
                        fix: "leave \"inverse\" out, or add an entity 'User'")
                    continue
                }
                let collections = model.entities[other].collections
                if collections.contains(where: { $0.entity == entity.name && $0.reference == reference.name }) {
                    continue
                }
                let name = camelCase(inverse)
                if isMember(name, ofEntityAt: other) {
                    error(
                        "duplicate-name", "'\(target)' has a field or relation '\(name)' already", at: place,
                        fix: "choose another name for the inverse")
                    continue
                }
                model.entities[other].collections.append(
                    .init(name: name, entity: entity.name, reference: reference.name, isSingle: reference.isUnique))
            }
        }
    }

    /// Whether the entity declares something of this name, or got it from another entity.
    func isMember(_ name: String, ofEntityAt index: Int) -> Bool {
        let entity = model.entities[index]
        return entity.attribute(named: name) != nil || entity.reference(named: name) != nil
            || entity.collections.contains { $0.name == name }
            || declarations[index].relations.contains { camelCase($0.name) == name }
    }

    private mutating func makeInverseReference(_ relation: RelationDeclaration, ofEntityAt index: Int) {
        guard let target = target(of: relation) else { return }
        let entity = model.entities[index]
        let isSingle = relation.kind == .hasOne
        guard case .entity(let otherName) = target, let other = self.index(ofEntity: otherName)
        else {
            error(
                "key-on-account", "the key would stand on Supabase's own table of accounts",
                at: relation.source.location("entity"),
                fix: "state a belongsTo on '\(entity.name)', or add an entity 'User'")
            return
        }
        let wanted = relation.inverse.map(camelCase)
        let candidates = model.entities[other].references.filter {
            $0.target == .entity(entity.name) && (wanted == nil || $0.name == wanted || $0.arc == wanted)
        }
        if wanted == nil, candidates.count > 1 {
            error(
                "ambiguous-inverse",
                "'\(otherName)' refers to '\(entity.name)' by \(candidates.map(\.name).joined(separator: " and "))",
                at: relation.source.location("name"),
                fix: "say which one with \"inverse\": \"\(candidates[0].name)\"")
            return
        }
        let referenceName: String
        if let existing = candidates.first {
            referenceName = existing.name
            if let twin = entity.collections.first(where: { $0.entity == otherName && $0.reference == existing.name }) {
                error(
                    "ambiguous-inverse",
                    "'\(twin.name)' and '\(camelCase(relation.name))' would both be the rows that "
                        + "\(otherName).\(existing.name) refers from", at: relation.source.location("name"),
                    fix: "name another relation of '\(otherName)' with \"inverse\"")
                return
            }
            agree(relation, with: existing, ofEntityAt: other)
        } else {
            if isSingle, facesHasOne(entityAt: index, other: other) {
                // Both sides make the same mistake; it is reported where it is met first.
                guard index < other else { return }
                error(
                    "two-has-one",
                    "'\(entity.name)' and '\(otherName)' each say that they have one of the other, "
                        + "so nothing says where the key stands", at: relation.source.location("kind"),
                    fix: "write \"kind\": \"belongsTo\" on one side")
                return
            }
            referenceName = wanted ?? camelCase(entity.name)
            checkRelationKeys(relation)
            addReference(
                relation, named: referenceName, toEntityAt: other, target: .entity(entity.name), isUnique: isSingle)
            decide(
                "\(otherName).\(referenceName)", "holds the key of \(entity.name).\(camelCase(relation.name))",
                because: "a \(relation.kind.rawValue) keeps its key on the other side")
        }
        model.entities[index].collections.append(
            .init(
                name: camelCase(relation.name), entity: otherName, reference: referenceName, isSingle: isSingle))
    }

    /// Both sides were stated: what they say must agree, and what only this side says holds.
    private mutating func agree(_ relation: RelationDeclaration, with reference: Reference, ofEntityAt other: Int) {
        checkRelationKeys(relation)
        let name = model.entities[other].name
        let source = referenceSources[name]?[reference.name]
        func disagree(_ key: String, _ here: String, _ there: String) {
            error(
                "sides-disagree", "\"\(key)\" is \(here) here, and \(there) on \(name).\(reference.name)",
                at: relation.source.location(.key(key)),
                notes: [.init("the other side is declared here", at: source?.location("name"))],
                fix: "state it on one side only")
        }
        let stated = Set(source?.keys ?? [])
        var agreed = reference
        if let required = relation.required, required != reference.isRequired, reference.arc == nil {
            if stated.contains("required") { disagree("required", "\(required)", "\(reference.isRequired)") }
            agreed.isRequired = required
        }
        if let onDelete = relation.onDelete, onDelete != reference.onDelete {
            if stated.contains("onDelete") { disagree("onDelete", onDelete.rawValue, reference.onDelete.rawValue) }
            agreed.onDelete = onDelete
            ruledByInverse.insert(.init(entity: name, relation: reference.name))
        }
        if let deferrable = relation.deferrable, deferrable != reference.isDeferrable {
            if stated.contains("deferrable") {
                disagree("deferrable", "\(deferrable)", "\(reference.isDeferrable)")
            }
            agreed.isDeferrable = deferrable
        }
        if relation.kind == .hasOne, !reference.isUnique {
            if stated.contains("unique") { disagree("kind", "hasOne", "not unique") }
            agreed.isUnique = true
        } else if relation.kind == .hasMany, reference.isUnique {
            disagree("kind", "hasMany", "unique")
        }
        if let inverse = source?.string("inverse"), camelCase(inverse) != camelCase(relation.name) {
            disagree("name", relation.name, inverse)
        }
        if agreed.onDelete == .setNull, agreed.isRequired, reference.onDelete != .setNull || !reference.isRequired {
            error(
                "set-null-required", "a required relation can't be set to null when the other row is deleted",
                at: relation.source.location(relation.onDelete == nil ? "required" : "onDelete"),
                fix: "write \"cascade\" or \"restrict\", or make it optional")
        }
        if let position = model.entities[other].references.firstIndex(where: { $0.name == reference.name }) {
            model.entities[other].references[position] = agreed
        }
    }

    private func facesHasOne(entityAt index: Int, other: Int) -> Bool {
        index != other
            && declarations[other].relations.contains {
                $0.kind == .hasOne && $0.entity.flatMap { position(of: $0) } == index
            }
    }
}
