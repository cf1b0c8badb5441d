internal import Diagnostics
internal import Naming
internal import Specification

extension Normalizer {
    /// A way along the references of rows, and where it leads.
    struct ResolvedPath {
        var steps: [DomainModel.PathStep]
        /// The entity that the last component belongs to.
        var entity: Entity
        /// The last component, as it was written.
        var last: String
    }

    /// Follows all components of `path` but the last; reports what is no reference to an entity.
    mutating func resolve(_ path: String, of entity: Entity, at place: SourceLocation?) -> ResolvedPath? {
        var parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let last = parts.removeLast()
        var resolved = ResolvedPath(steps: [], entity: entity, last: last)
        for part in parts {
            guard let step = step(part, of: resolved.entity, at: place) else { return nil }
            guard let next = self.entity(named: step.entity) else { return nil }
            resolved.steps.append(step)
            resolved.entity = next
        }
        return resolved
    }

    /// The reference named `name` as a step; reports what is none.
    mutating func step(_ name: String, of entity: Entity, at place: SourceLocation?) -> DomainModel.PathStep? {
        guard let reference = entity.reference(named: camelCase(name)) else {
            if entity.attribute(named: camelCase(name)) != nil
                || !entity.parts(ofValueNamed: camelCase(name)).isEmpty
            {
                error("path-through-field", "'\(entity.name).\(name)' is a field, and leads to no other row", at: place)
            } else if entity.collections.contains(where: { $0.name == camelCase(name) }) {
                error(
                    "path-through-many", "'\(entity.name).\(name)' leads to rows that refer here, not to one row",
                    at: place, fix: "name a belongsTo relation")
            } else {
                unknownMember(name, of: entity, at: place)
            }
            return nil
        }
        guard case .entity(let target) = reference.target else {
            error(
                "path-through-account", "'\(entity.name).\(name)' points at an account, which has no fields here",
                at: place, fix: "end the path there, or add an entity 'User'")
            return nil
        }
        return .init(reference.name, columns: reference.columns, entity: target)
    }

    /// All components of `path` as steps.
    mutating func steps(
        _ path: String, of entity: Entity, at place: SourceLocation?
    ) -> (steps: [DomainModel.PathStep], entity: Entity)? {
        guard var resolved = resolve(path, of: entity, at: place),
            let step = step(resolved.last, of: resolved.entity, at: place),
            let target = self.entity(named: step.entity)
        else { return nil }
        resolved.steps.append(step)
        return (resolved.steps, target)
    }
}
