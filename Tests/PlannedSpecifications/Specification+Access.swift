internal import Specification

extension Specification {
    /// The grants of an entity; where none are stated, everything for its owner.
    private func stated(_ entity: EntityDeclaration) -> [Grant] {
        if let access = entity.access { return access }
        let owners = entity.relations.filter {
            $0.kind == .belongsTo && $0.entity == "User"
                && ["owner", "user", "author", "creator", "createdBy"].contains($0.name)
        }
        guard entity.owner != nil || owners.count == 1 || entity.name == "User" else { return [] }
        var grant = AllowGrant()
        grant.who = .owner
        grant.can = Operation.allCases
        return [.allow(grant)]
    }

    mutating func apply(_ grant: Grant, _ name: String) throws {
        guard let index = entities.firstIndex(where: { $0.name == name }) else {
            throw EditFailure("no entity \(name)")
        }
        var access = stated(entities[index])
        let same = access.firstIndex { other in
            guard case .allow(let old) = other, case .allow(let new) = grant else { return false }
            return old.who == new.who && old.when == new.when && old.becomes == new.becomes && old.fields == new.fields
        }
        if let same, case .allow(var old) = access[same], case .allow(let new) = grant {
            old.can += new.can.filter { !old.can.contains($0) }
            access[same] = .allow(old)
        } else {
            access.append(grant)
        }
        entities[index].access = access
    }

    mutating func revoke(_ who: Who, _ operations: [Operation], _ name: String) throws {
        guard let index = entities.firstIndex(where: { $0.name == name }) else {
            throw EditFailure("no entity \(name)")
        }
        entities[index].access = stated(entities[index]).compactMap { grant in
            guard case .allow(var allowed) = grant, allowed.who == who else { return grant }
            allowed.can.removeAll { operations.contains($0) }
            return allowed.can.isEmpty ? nil : .allow(allowed)
        }
    }
}
