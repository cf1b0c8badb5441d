internal import Specification

extension Draft {
    /// The relation to an account that owns a row, as the language infers it.
    func owner(of entity: String) -> String? {
        guard let declaration = self.entity(entity) else { return nil }
        if let owner = declaration.owner { return owner }
        let named = declaration.relations.filter {
            $0.kind == .belongsTo && $0.entity == "User"
                && ["owner", "user", "author", "creator", "createdBy"].contains($0.name)
        }
        return named.count == 1 ? named.first?.name : nil
    }

    /// The grants of an entity, the default ones where it states none: everything for its owner.
    func grants(of entity: String) -> [Grant] {
        guard let declaration = self.entity(entity) else { return [] }
        if let access = declaration.access { return access }
        guard owner(of: entity) != nil || entity == "User" else { return [] }
        var grant = AllowGrant()
        grant.who = .owner
        grant.can = Operation.allCases
        return [.allow(grant)]
    }

    func gives(_ who: Who, _ operation: Operation, _ entity: String, unconditionally: Bool = false) -> Bool {
        grants(of: entity).contains { grant in
            guard case .allow(let allowed) = grant else { return false }
            return allowed.who == who && allowed.can.contains(operation)
                && (!unconditionally || allowed.when == nil && allowed.fields == nil)
        }
    }

    /// Adds a grant, unless what it gives is given already.
    mutating func grant(_ grant: AllowGrant, _ entity: String) -> Bool {
        var new = grant
        new.can = grant.can.filter { operation in
            !grants(of: entity).contains { other in
                guard case .allow(let old) = other else { return false }
                return old.who == grant.who && old.can.contains(operation)
                    && (old.when == nil || old.when == grant.when)
                    && (old.fields == nil || old.fields == grant.fields)
            }
        }
        guard !new.can.isEmpty else { return false }
        let before = grants(of: entity)
        perform(.grantAccess(.allow(new), entity: entity), on: entity) { entity in
            var access = before
            let same = access.firstIndex { other in
                if case .allow(let old) = other {
                    return old.who == new.who && old.when == new.when && old.becomes == new.becomes
                        && old.fields == new.fields
                }
                return false
            }
            if let same, case .allow(var old) = access[same] {
                old.can += new.can.filter { !old.can.contains($0) }
                access[same] = .allow(old)
            } else {
                access.append(.allow(new))
            }
            entity.access = access
        }
        return true
    }

    /// Takes operations away; answers whether somebody had them.
    mutating func revoke(_ who: Who, _ operations: [Operation], _ entity: String) -> Bool {
        let before = grants(of: entity)
        let after = before.compactMap { grant -> Grant? in
            guard case .allow(var allowed) = grant, allowed.who == who else { return grant }
            allowed.can.removeAll { operations.contains($0) }
            return allowed.can.isEmpty ? nil : .allow(allowed)
        }
        guard after != before else { return false }
        perform(.revokeAccess(who: who, can: operations, entity: entity), on: entity) { $0.access = after }
        return true
    }
}
