internal import Naming
internal import Specification

/// What several parts of a request make impossible together, put right at the end: rights that nobody can hand on,
/// things that would each have to be there before the other, rows with two owners, accounts that nobody could open.
extension Drafter {
    mutating func makeSound() {
        guard draft.hasChanges else { return }
        loosenCircles()
        loosenAccounts()
        chooseOwners()
        for _ in 0..<draft.specification.entities.count where !dropIdleRights() { return }
    }

    // MARK: Rights

    /// Takes back rights through a parent on which nobody has the right that is handed on; answers whether any went.
    private mutating func dropIdleRights() -> Bool {
        var didDrop = false
        for entity in draft.specification.entities {
            for case .allow(let grant) in entity.access ?? [] {
                let idle = grant.can.filter { !isHandedOn(grant.who, $0, entity) }
                guard !idle.isEmpty else { continue }
                didDrop = draft.revoke(grant.who, idle, entity.name) || didDrop
            }
        }
        return didDrop
    }

    func isHandedOn(_ who: Who, _ operation: Operation, _ entity: EntityDeclaration) -> Bool {
        switch who {
        case .all(let several): return several.allSatisfy { isHandedOn($0, operation, entity) }
        case .through(let relation, let right):
            guard let name = entity.relations.first(where: { $0.name == relation })?.entity, draft.entity(name) != nil
            else { return true }
            let wanted = right ?? (operation == .read ? .read : .update)
            return draft.grants(of: name).contains { grant in
                guard case .allow(let allowed) = grant else { return false }
                return allowed.who != .service && allowed.can.contains(wanted)
            }
        default: return true
        }
    }

    // MARK: Accounts

    /// Signing up says nothing of what a new field would hold, or a new reference point at.
    private mutating func loosenAccounts() {
        for entity in draft.specification.entities where entity.isAccount {
            for field in entity.fields where field.isUnknownAtSignUp && draft.isNew(field: field.name, entity.name) {
                draft.changeField(field.name, entity.name) { $0.required = nil }
                noteOptional(field.name)
            }
            for relation in entity.relations
            where relation.kind == .belongsTo && relation.isRequired
                && draft.isNew(relation: relation.name, entity.name)
            {
                draft.changeRelation(relation.name, entity.name) { $0.required = nil }
                noteOptional(relation.name)
            }
        }
    }

    private mutating func noteOptional(_ name: String) {
        notes.append("the \(phrase(name)) of accounts is optional: signing up doesn't say it")
    }

    /// Of several accounts that could own a row, the first one does.
    private mutating func chooseOwners() {
        for entity in draft.specification.entities where entity.owner == nil && !entity.isAccount {
            let owners = entity.relations.filter {
                $0.kind == .belongsTo && $0.entity == "User" && EntityDeclaration.ownerNames.contains($0.name)
            }
            guard owners.count > 1, let owner = owners.first?.name else { continue }
            draft.changeEntity(entity.name) { $0.owner = owner }
            notes.append("\(phrase(pluralized(entity.name))) belong to their \(phrase(owner))")
        }
    }

    // MARK: Circles

    /// Of references in a circle that are all required, one of those that are new becomes optional.
    private mutating func loosenCircles() {
        for name in draft.specification.entities.map(\.name) {
            for relation in draft.entity(name)?.relations ?? [] {
                guard relation.kind == .belongsTo, relation.isRequired, let target = relation.entity, target != name,
                    draft.isNew(relation: relation.name, name), leads(from: target, to: name)
                else { continue }
                draft.changeRelation(relation.name, name) { $0.required = nil }
            }
        }
    }

    private func leads(from start: String, to target: String) -> Bool {
        var waiting = [start]
        var seen: Set<String> = [start]
        while let name = waiting.popLast() {
            if name == target { return true }
            for relation in draft.entity(name)?.relations ?? []
            where relation.kind == .belongsTo && relation.isRequired {
                if let next = relation.entity, seen.insert(next).inserted { waiting.append(next) }
            }
        }
        return false
    }
}
