internal import Diagnostics

extension SpecificationEditor {
    mutating func grantAccess(_ grant: Grant, on entityName: String) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let entity = specification.entities[position]
        if case .allow(let allowed) = grant { try requireGrantee(allowed, on: entity) }
        var access = try statedAccess(of: entity)
        switch grant {
        case .require:
            if !access.contains(grant) { access.append(grant) }
        case .allow(let new):
            let same = access.firstIndex { other in
                guard case .allow(let old) = other else { return false }
                return old.who.isSame(as: new.who) && old.when == new.when && old.becomes == new.becomes
                    && old.fields == new.fields
            }
            if let same, case .allow(var old) = access[same] {
                old.can += new.can.filter { !old.can.contains($0) }
                access[same] = .allow(old)
            } else {
                access.append(grant)
            }
        }
        // What was granted by default already needs no words.
        if entity.access == nil, access == (try statedAccess(of: entity)) { return }
        specification.entities[position].access = access
    }

    mutating func revokeAccess(
        _ who: Who, _ operations: [Operation], on entityName: String
    ) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let entity = specification.entities[position]
        let access = try statedAccess(of: entity)
        let rest = access.compactMap { grant -> Grant? in
            guard case .allow(var allowed) = grant, allowed.who.isSame(as: who) else { return grant }
            allowed.can.removeAll { operations.contains($0) }
            return allowed.can.isEmpty ? nil : .allow(allowed)
        }
        if rest != access { specification.entities[position].access = rest }
    }

    /// The grants of an entity, the default ones where it states none.
    private func statedAccess(of entity: EntityDeclaration) throws(DiagnosticsError) -> [Grant] {
        if let access = entity.access { return access }
        if let tenancy = specification.tenancy,
            isSameEntity(tenancy.entity, entity.name) || isSameEntity(tenancy.membership, entity.name)
        {
            throw EditRefusal.invalid(
                "\(entity.name) lives on the access that tenancy gives it, which one more grant would replace",
                at: entity.source.location("name"), fix: "state its whole \"access\" first")
        }
        return EntityDeclaration.defaultAccess(
            hasOwner: entity.isAccount || specificationOwner(of: entity) != nil,
            isAppendOnly: entity.appendOnly ?? false)
    }

    /// Refuses a grant to whom the specification doesn't know, or over fields that don't exist.
    private func requireGrantee(_ grant: AllowGrant, on entity: EntityDeclaration) throws(DiagnosticsError) {
        let place = entity.source.location("name")
        guard !grant.can.isEmpty else { throw EditRefusal.invalid("a grant gives at least one right", at: place) }
        try requireWho(grant.who, on: entity)
        try requireMembers(grant.fields ?? [], of: entity)
        let firstSteps = grant.comparisons.map { String($0.field.prefix { $0 != "." }) }
        try requireMembers(firstSteps, of: entity)
    }

    private func requireWho(_ who: Who, on entity: EntityDeclaration) throws(DiagnosticsError) {
        let place = entity.source.location("name")
        switch who {
        case .anyone, .signedIn, .service: break
        case .owner:
            guard entity.isAccount || specificationOwner(of: entity) != nil else {
                throw EditRefusal.invalid(
                    "\(entity.name) has no owner", at: place,
                    fix: "add a belongsTo relation to User named 'owner', or name one with \"owner\"")
            }
        case .role(let roles):
            let known = specification.roles.map(\.name)
            for role in roles where !known.contains(role) {
                throw EditRefusal.unknown("role", role, among: known, at: specification.source.location("roles"))
            }
        case .account(let path), .through(let path, _):
            try requireMembers([String(path.prefix { $0 != "." })], of: entity)
        case .memberOf(let path, _):
            if path != "self" { try requireMembers([String(path.prefix { $0 != "." })], of: entity) }
        case .listedIn(let path, _, _, _):
            if specification.entity(named: path) == nil {
                try requireMembers([String(path.prefix { $0 != "." })], of: entity)
            }
        case .all(let grantees):
            for grantee in grantees { try requireWho(grantee, on: entity) }
        }
    }
}

extension Who {
    /// Whether both mean the same grantees, in whatever order their roles are written.
    func isSame(as other: Who) -> Bool {
        switch (self, other) {
        case (.role(let one), .role(let two)): Set(one) == Set(two)
        case (.memberOf(let one, let roles), .memberOf(let two, let others)): one == two && Set(roles) == Set(others)
        default: self == other
        }
    }
}
