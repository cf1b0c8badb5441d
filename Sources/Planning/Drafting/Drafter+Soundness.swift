internal import Specification

/// What several parts of a request make impossible together, put right at the end: rights that nobody can hand on, and
/// things that would each have to be there before the other.
extension Drafter {
    mutating func makeSound() {
        guard draft.hasChanges else { return }
        loosenCircles()
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
