internal import Diagnostics
internal import Naming
internal import Specification

/// What holds whatever the grants say: hidden fields, rows that only come, sessions with a second factor.
extension Normalizer {
    mutating func makeLimits(ofEntityAt index: Int) {
        let declaration = declarations[index]
        model.entities[index].isAppendOnly = declaration.appendOnly ?? false
        for case .require(let requirement) in declaration.access ?? [] where requirement.require.mfa == true {
            model.entities[index].requiresSecondFactor = true
        }
        model.entities[index].isSoftDeleted = declaration.softDelete ?? false
        let entity = model.entities[index]
        refuseHiddenKeys(of: entity, declaration)
        guard entity.isAppendOnly else { return }
        if entity.isSoftDeleted {
            error(
                "append-only-soft-delete", "rows of '\(entity.name)' are never deleted, so none can be hidden",
                at: declaration.source.location(ofKey: "softDelete"), fix: "leave it out")
        }
        if entity.isAccount {
            error(
                "append-only-account", "the profile of an account goes with the account, so it can be deleted",
                at: declaration.source.location(ofKey: "appendOnly"), fix: "leave it out")
        }
        for reference in entity.references where ![.restrict, .noAction].contains(reference.onDelete) {
            let source = referenceSources[entity.name]?[reference.name]
            error(
                "append-only-delete",
                "deleting what '\(reference.name)' refers to would change or delete rows of '\(entity.name)'",
                at: source?.location("onDelete"), fix: "write \"onDelete\": \"restrict\"")
        }
    }

    private mutating func refuseHiddenKeys(of entity: Entity, _ declaration: EntityDeclaration) {
        for field in declaration.fields where field.hidden == true {
            guard let attribute = entity.attribute(named: camelCase(field.name)) else { continue }
            if entity.keyColumns.contains(attribute.column) {
                error(
                    "hidden-key", "'\(field.name)' is part of the key, which every client reads",
                    at: field.source.location(ofKey: "hidden"), fix: "leave \"hidden\" out")
            }
            for (position, name) in declaration.order.enumerated()
            where columns(named: name.hasPrefix("-") ? String(name.dropFirst()) : name, of: entity) == [
                attribute.column
            ] {
                error(
                    "hidden-order", "rows can't be listed in the order of '\(field.name)', which no client reads",
                    at: declaration.source.location("order", .index(position)), fix: "name another field")
            }
        }
    }

    /// What a grant gives on rows that are never changed, or of fields that nobody sees.
    mutating func checkLimits(_ grant: AllowGrant, of entity: Entity) {
        let source = grant.source
        if entity.isAppendOnly, let position = grant.can.firstIndex(where: { $0 == .update || $0 == .delete }) {
            error(
                "append-only-change", "rows of '\(entity.name)' are never changed or deleted",
                at: source.location("can", .index(position)), fix: "leave \"\(grant.can[position].rawValue)\" out")
        }
        for (position, name) in (grant.fields ?? []).enumerated()
        where entity.attribute(named: camelCase(name))?.generated != nil {
            error(
                "generated-field", "nobody ever states or changes '\(name)', because PostgreSQL computes it",
                at: source.location("fields", .index(position)), fix: "leave it out")
        }
        for (position, name) in (grant.fields ?? []).enumerated()
        where entity.attribute(named: camelCase(name))?.isHidden == true {
            error(
                "hidden-field", "no client ever states or changes '\(name)', because it is hidden",
                at: source.location("fields", .index(position)), fix: "leave it out")
        }
    }
}
