import Specification

/// What every entity, field and relation of a specification is called after some edits, and what the edits mean for
/// values. It follows the edits by itself: it is what a migration is held against.
struct Lineage {
    /// What becomes of the values of a column.
    enum Change {
        case cast
        /// What has no value gets this one, an SQL literal.
        case fill(String)
        case replace(String, with: String, isRename: Bool)
    }

    struct Member {
        var name: String
        var changes: [Change] = []
    }

    /// By the old name.
    private(set) var entities: [String: String] = [:]
    /// By the old name, by the old name of the entity.
    private(set) var members: [String: [String: Member]] = [:]

    init(_ specification: Specification) {
        for entity in specification.entities {
            entities[entity.name] = entity.name
            for name in entity.fields.map(\.name) + entity.relations.map(\.name) {
                members[entity.name, default: [:]][name] = Member(name: name)
            }
        }
        for relation in specification.entities.flatMap(\.relations) {
            if let entity = relation.entity, let inverse = relation.inverse {
                members[entity, default: [:]][inverse] = Member(name: inverse)
            }
        }
    }

    /// - Parameter before: the specification that the edit was applied to.
    mutating func follow(_ edit: Edit, in before: Specification) {
        switch edit {
        case .renameEntity(let name, let new):
            for old in entities.keys where entities[old] == name { entities[old] = new }
        case .removeEntity(let name): entities = entities.filter { $0.value != name }
        case .renameField(let name, let entity, let new), .renameRelation(let name, let entity, let new):
            change(name, of: entity) { $0?.name = new }
        case .removeField(let name, let entity), .removeRelation(let name, let entity),
            .splitField(let name, let entity, _, _), .moveField(let name, let entity, _):
            change(name, of: entity) { $0 = nil }
        case .mergeFields(let names, let entity, _, _), .extractEntity(_, let entity, let names, _):
            for name in names { change(name, of: entity) { $0 = nil } }
        case .changeField(let name, let entity, let changes):
            if changes.set.contains("type") || changes.set.contains("precision") {
                change(name, of: entity) { $0?.changes.append(.cast) }
            }
            if changes.set.contains("backfill"), case .literal(let literal) = changes.values.backfill {
                change(name, of: entity) { $0?.changes.append(.fill(Self.sql(literal))) }
            }
        case .renameEnumValue(let value, let place, let new):
            replace(value, new, isRename: true, place, before)
        case .removeEnumValue(let value, let place, .some(let heir)):
            replace(value, heir, isRename: false, place, before)
        default: break
        }
    }

    private mutating func replace(
        _ old: String, _ new: String, isRename: Bool, _ place: EnumPlace, _ specification: Specification
    ) {
        switch place {
        case .field(let name, let entity):
            change(name, of: entity) { $0?.changes.append(.replace(old, with: new, isRename: isRename)) }
        case .shared(let shared):
            for entity in specification.entities {
                for field in entity.fields where field.sharedEnum == shared {
                    change(field.name, of: entity.name) {
                        $0?.changes.append(.replace(old, with: new, isRename: isRename))
                    }
                }
            }
        }
    }

    private mutating func change(_ name: String, of entity: String, _ body: (inout Member?) -> Void) {
        guard let old = entities.first(where: { $0.value == entity })?.key,
            let key = members[old]?.first(where: { $0.value.name == name })?.key
        else { return }
        var member = members[old]?[key]
        body(&member)
        members[old]?[key] = member
    }

    private static func sql(_ literal: Literal) -> String {
        switch literal {
        case .string(let text):
            "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
        case .number(let number): number.text
        case .boolean(let value): "\(value)"
        case .list: "null"
        }
    }
}
