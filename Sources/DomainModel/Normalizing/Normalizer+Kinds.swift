internal import Expressions
internal import Specification

extension Normalizer {
    /// What kind of value an expression sees in a column of this type.
    func kind(of type: DomainModel.AttributeType, isList: Bool) -> ValueKind {
        let kind: ValueKind =
            switch type {
            case .text, .timeZone, .email, .url, .slug, .phone, .color, .currency, .file, .image, .enumeration: .text
            case .integer, .bigint, .float, .decimal: .number
            case .boolean: .boolean
            case .uuid: .uuid
            case .json: .json
            case .ip: .network
            case .bytes: .bytes
            case .date: .date
            case .time: .time
            case .timestamp: .timestamp
            case .localTimestamp: .localTimestamp
            case .duration: .interval
            case .custom, .vector: .any
            }
        return isList ? .array(kind) : kind
    }

    /// The columns of an entity as expressions see them.
    func columnKinds(of entity: Entity) -> [String: ValueKind] {
        var kinds: [String: ValueKind] = [:]
        for attribute in entity.attributes {
            kinds[attribute.column] = kind(of: attribute.type, isList: attribute.isList)
        }
        for reference in entity.references {
            for (column, kind) in zip(reference.columns, keyKinds(of: reference.target)) { kinds[column] = kind }
        }
        switch entity.key {
        case .id(.bigint): kinds["id"] = .number
        case .id(.uuid), .account: kinds["id"] = .uuid
        case .composite: break
        }
        if entity.hasTimestamps {
            kinds["created_at"] = .timestamp
            kinds["updated_at"] = .timestamp
        }
        if entity.isSoftDeleted { kinds[Entity.deletionColumn] = .timestamp }
        return kinds
    }

    private func keyKinds(of target: DomainModel.ReferenceTarget) -> [ValueKind] {
        guard case .entity(let name) = target, let entity = entity(named: name) else { return [.uuid] }
        switch entity.key {
        case .id(.bigint): return [.number]
        case .id(.uuid), .account: return [.uuid]
        case .composite(let parts):
            return parts.flatMap { part -> [ValueKind] in
                if let attribute = entity.attribute(named: part.name) {
                    return [kind(of: attribute.type, isList: attribute.isList)]
                }
                return part.columns.map { _ in .any }
            }
        }
    }
}
