public import Specification

extension Edit {
    /// The edit on one line, its declarations as JSON: for expected results.
    public var line: String {
        switch self {
        case .addEntity(let entity): "addEntity \(Self.json(entity))"
        case .changeEntity(let name, let changes): "changeEntity \(name) \(Self.keys(changes))"
        case .renameEntity(let name, let new): "renameEntity \(name) \(new)"
        case .removeEntity(let name): "removeEntity \(name)"
        case .addField(let field, let entity): "addField \(entity) \(Self.json(field))"
        case .changeField(let name, let entity, let changes): "changeField \(entity).\(name) \(Self.keys(changes))"
        case .renameField(let name, let entity, let new): "renameField \(entity).\(name) \(new)"
        case .removeField(let name, let entity): "removeField \(entity).\(name)"
        case .splitField(let name, let entity, let into, _):
            "splitField \(entity).\(name) \(into.map(\.name).joined(separator: " "))"
        case .mergeFields(let names, let entity, let into, _):
            "mergeFields \(entity).\(names.joined(separator: "+")) \(into.name)"
        case .moveField(let name, let entity, let new): "moveField \(entity).\(name) \(new)"
        case .extractEntity(let entity, let from, let fields, let relation):
            "extractEntity \(entity.name) \(from).\(fields.joined(separator: "+")) \(relation.name)"
        case .addRelation(let relation, let entity): "addRelation \(entity) \(Self.json(relation))"
        case .changeRelation(let name, let entity, let changes):
            "changeRelation \(entity).\(name) \(Self.keys(changes))"
        case .renameRelation(let name, let entity, let new): "renameRelation \(entity).\(name) \(new)"
        case .removeRelation(let name, let entity): "removeRelation \(entity).\(name)"
        case .addEnumValue(let value, let place, _): "addEnumValue \(Self.name(place)) \(value.name)"
        case .renameEnumValue(let value, let place, let new): "renameEnumValue \(Self.name(place)) \(value) \(new)"
        case .removeEnumValue(let value, let place, let becomes):
            "removeEnumValue \(Self.name(place)) \(value) \(becomes ?? "")"
        case .grantAccess(let grant, let entity): "grantAccess \(entity) \(Self.json(grant))"
        case .revokeAccess(let who, let operations, let entity):
            "revokeAccess \(entity) \(Self.json(who)) \(operations.map(\.rawValue).joined(separator: " "))"
        case .addUnique(let unique, let entity): "addUnique \(entity) \(unique.fields.joined(separator: " "))"
        case .addCheck(let check, let entity): "addCheck \(entity) \(Self.json(check))"
        case .removeCheck(let check, let entity): "removeCheck \(entity) \(check)"
        case .addIndex(let index, let entity): "addIndex \(entity) \(Self.json(index))"
        case .removeIndex(let fields, let entity): "removeIndex \(entity) \(fields.joined(separator: " "))"
        case .setMembers(let members, let entity): "setMembers \(entity) \(members ?? "")"
        case .removeUnique(let fields, let entity): "removeUnique \(entity) \(fields.joined(separator: " "))"
        case .setTenancy(let tenancy): "setTenancy \(tenancy.map { Self.json($0) } ?? "")"
        case .setRoles(let roles): "setRoles \(roles.map(\.name).joined(separator: " "))"
        default: "\(self)"
        }
    }

    private static func name(_ place: EnumPlace) -> String {
        switch place {
        case .field(let name, let entity): "\(entity).\(name)"
        case .shared(let name): name
        }
    }

    private static func json(_ value: some SpecificationValue) -> String { CanonicalJSON.line(of: value.write()) }

    private static func keys<Object>(_ changes: Changes<Object>) -> String {
        let set = changes.set.compactMap { key in
            changes.values.write().member(key).map { "\(key): \(CanonicalJSON.line(of: $0.value))" }
        }
        return (set + changes.unset.map { "no \($0)" }).joined(separator: ", ")
    }
}
