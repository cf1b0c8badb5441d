internal import Diagnostics
internal import Expressions
internal import Naming
internal import Specification

/// Relations to one of several entities: a reference to each, of which a row has one. Never a pair of columns that names
/// a table and a key, which no foreign key could check.
extension Normalizer {
    mutating func makeArc(_ relation: RelationDeclaration, ofEntityAt index: Int) {
        let source = relation.source
        let entity = model.entities[index]
        let name = camelCase(relation.name)
        if relation.entity != nil {
            error(
                "two-targets", "a relation leads to one \"entity\" or to one of several \"entities\", not both",
                at: source.location(ofKey: "entity"), fix: "leave one of them out")
        }
        if relation.entities.count < 2 {
            error(
                "too-few-entities", "\"entities\" names at least two of them", at: source.location("entities"),
                fix: "write \"entity\" for a single one")
        }
        for key in ["column", "default", "backfill"] where source.keys.contains(key) {
            error(
                "key-does-not-apply", "\"\(key)\" can't be said of a relation to one of several entities",
                at: source.location(ofKey: key), fix: "leave it out")
        }
        if relation.onDelete == .setNull, relation.isRequired {
            error(
                "set-null-required", "a required relation can't be set to null when the other row is deleted",
                at: source.location("onDelete"), fix: "write \"cascade\" or \"restrict\", or make it optional")
        }
        var seen: Set<String> = []
        for (position, declared) in relation.entities.enumerated() {
            let place = source.location("entities", .index(position))
            guard seen.insert(Self.folded(declared)).inserted else {
                error("duplicate-name", "'\(declared)' is named twice", at: place, fix: "leave one of them out")
                continue
            }
            guard let target = target(named: declared, at: place) else { continue }
            var part = relation
            // One of them is set, none of them always.
            part.required = nil
            let partName = name + pascalCase(declared)
            addReference(part, named: partName, toEntityAt: index, target: target)
            if let position = model.entities[index].references.firstIndex(where: { $0.name == partName }) {
                model.entities[index].references[position].arc = name
            }
        }
        decide(
            "\(entity.name).\(name)",
            "a reference for each of \(relation.entities.joined(separator: ", ")), of which a row "
                + "has \(relation.isRequired ? "exactly" : "at most") one",
            because: "so the database checks where each of them leads")
    }

    /// Exactly one of the references is there, or one at most.
    mutating func checkArcs(ofEntityAt index: Int) {
        for relation in declarations[index].relations where !relation.entities.isEmpty {
            let entity = model.entities[index]
            let name = camelCase(relation.name)
            let columns = entity.references.filter { $0.arc == name }.compactMap(\.columns.first)
            guard columns.count > 1, let function = Function("num_nonnulls") else { continue }
            let count = Expression.call(function, columns.map(Expression.column))
            addCheck(
                .binary(relation.isRequired ? .equal : .lessOrEqual, count, .number(1)),
                named: "\(entity.table)_\(snakeCase(name))_check", to: index)
        }
    }

    /// A grant through such a relation is one through each of its references.
    func expanded(_ grant: AllowGrant, of entity: Entity) -> [AllowGrant] {
        guard case .through(let relation, let right) = grant.who else { return [grant] }
        let parts = entity.references.filter { $0.arc == camelCase(relation) }
        if parts.isEmpty { return [grant] }
        return parts.map { part in
            var grant = grant
            grant.who = .through(part.name, right: right)
            return grant
        }
    }
}
