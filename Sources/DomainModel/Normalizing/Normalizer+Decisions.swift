internal import Naming
internal import Specification

extension Normalizer {
    mutating func decide(_ subject: String, _ choice: String, because reason: String) {
        model.decisions.append(.init(subject, choice, because: reason))
    }

    /// Defaults that hold for the whole application, and those that are only settled at the end.
    mutating func decideForAll() {
        let defaults = specification.defaults
        if defaults?.timestamps == nil,
            zip(declarations, model.entities).contains(where: { $0.timestamps == nil && $1.hasTimestamps })
        {
            decide(
                "timestamps", "every table has created_at and updated_at, and a trigger keeps them",
                because: "nothing else was said; they cost little and are missed later")
        }
        if defaults?.enumStorage == nil, model.enumerations.contains(where: { $0.name != DomainModel.History.end }) {
            decide(
                "enumStorage", "enums are text with a check",
                because: "nothing else was said; values of a check can be removed again, those of a native type can't")
        }
        if specification.anonymousAccounts == nil,
            model.entities.contains(where: { $0.rules.contains { $0.who.parts.contains(.signedIn) } })
        {
            decide(
                "anonymousAccounts", "someone signed in anonymously doesn't count as signed in",
                because: "nothing else was said, and anyone can sign in anonymously")
        }
        for entity in model.entities where !entity.isHistory {
            if entity.isSoftDeleted, entity.uniques.contains(where: { !entity.countsDeletedRows($0) }) {
                decide(
                    "\(entity.name).unique", "a deleted row keeps nobody from taking its values",
                    because: "to everybody but the service role it is gone")
            }
            for reference in entity.references { decideDeletion(of: reference, in: entity) }
        }
    }

    private mutating func decideDeletion(of reference: Reference, in entity: Entity) {
        let source = referenceSources[entity.name]?[reference.name]
        guard reference.onDelete == .restrict, specification.defaults?.onDelete == nil,
            source?.string("onDelete") == nil,
            !ruledByInverse.contains(.init(entity: entity.name, relation: reference.name))
        else { return }
        let target =
            switch reference.target {
            case .account: "account"
            case .entity(let name): phrase(name)
            }
        decide(
            "\(entity.name).\(reference.name)",
            "a row of \(target) can't be deleted while \(phrase(pluralized(entity.name))) refer to it",
            because: "nothing was said about deleting, and data is not deleted unasked")
    }
}
