internal import Diagnostics
internal import Specification

extension Normalizer {
    /// A grant to whoever holds a right on a parent row.
    struct ThroughUse {
        let entity: String
        let step: DomainModel.PathStep
        let right: Operation
        let place: SourceLocation?
    }

    /// A right on an entity's rows.
    private struct Right: Hashable {
        let entity: String
        let operation: Operation
    }

    /// Rights that lead to themselves, and parents on which nobody has the right.
    mutating func checkThrough() {
        for use in throughUses where !entitiesWithUnknownRules.contains(use.step.entity) {
            let rules = entity(named: use.step.entity)?.rules ?? []
            if rules.contains(where: { $0.can.contains(use.right) && !$0.who.parts.contains(.service) }) { continue }
            error(
                "through-nobody",
                "nobody but the service may \(use.right.rawValue) '\(use.step.entity)', so nobody is let in through it",
                at: use.place, fix: "give somebody the right to \(use.right.rawValue) '\(use.step.entity)'")
        }
        refuseCircularRights()
    }

    private mutating func refuseCircularRights() {
        var next: [Right: [Right]] = [:]
        for entity in model.entities {
            for rule in entity.rules {
                for case .through(let step, let right) in rule.who.parts {
                    for operation in rule.can {
                        next[Right(entity: entity.name, operation: operation), default: []].append(
                            Right(entity: step.entity, operation: right))
                    }
                }
            }
        }
        var reported: Set<Right> = []
        for use in throughUses {
            let start = Right(entity: use.step.entity, operation: use.right)
            guard let circle = Self.way(from: start, to: use.entity, next), reported.isDisjoint(with: circle) else {
                continue
            }
            reported.formUnion(circle)
            let names = circle.map { "\($0.operation.rawValue) \($0.entity)" }
            error(
                "through-cycle",
                "who may do this depends on itself: \((names + [names[0]]).joined(separator: " → "))",
                at: use.place, fix: "name grantees that don't depend on another row in one of them")
        }
    }

    /// The rights on a way that begins with `start`, passes `entity` and ends where it began; nil where there is none.
    private static func way(from start: Right, to entity: String, _ next: [Right: [Right]]) -> [Right]? {
        var paths = [[start]]
        var seen: Set<Right> = []
        while let path = paths.popLast(), let last = path.last {
            for right in next[last, default: []] {
                if right == start, path.contains(where: { $0.entity == entity }) { return path }
                if seen.insert(right).inserted { paths.append(path + [right]) }
            }
        }
        return nil
    }
}
