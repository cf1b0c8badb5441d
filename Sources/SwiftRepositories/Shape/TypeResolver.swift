internal import DomainModel
internal import Specification

/// Finds the Swift types and column types of what a model names, each looked up once.
struct TypeResolver {
    /// Name in the model → name of the Swift type.
    private(set) var entities: [String: String] = [:]
    private(set) var enumerations: [String: String] = [:]
    private(set) var enumerationValues: [String: [String]] = [:]
    private(set) var account: String?
    private var tables: [String: String] = [:]
    private var keys: [String: [ColumnKind]] = [:]

    init(_ model: DomainModel, _ names: inout TypeNames) {
        for entity in model.entities {
            entities[entity.name] = names.claim(entity: entity.name)
            tables[entity.name] = entity.table
        }
        for enumeration in model.enumerations {
            enumerations[enumeration.name] = names.claim(enumeration: enumeration.name)
            enumerationValues[enumeration.name] = enumeration.values.map(\.name)
        }
        let refersToAccounts =
            model.entities.contains { $0.references.contains { $0.target == .account } }
            || model.junctions.contains { $0.declaring.target == .account || $0.other.target == .account }
        if refersToAccounts {
            account =
                entities.values.contains("Account")
                ? names.claim(enumeration: "AuthAccount") : names.claim(enumeration: "Account")
        }
        let byName = Dictionary(model.entities.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for entity in model.entities { _ = resolveKey(of: entity.name, byName, depth: 0) }
    }

    // MARK: Swift types

    func type(_ type: DomainModel.AttributeType) -> String {
        switch type {
        case .text, .email, .url, .slug, .phone, .color, .file, .image, .custom: "String"
        case .integer: "Int32"
        case .bigint: "Int64"
        case .float: "Double"
        case .decimal: "Decimal"
        case .vector: "Vector"
        case .currency: "String"
        case .boolean: "Bool"
        case .uuid: "UUID"
        case .json: "JSONValue"
        case .ip: "IPAddress"
        case .bytes: "Data"
        case .date: "CalendarDate"
        case .time: "TimeOfDay"
        case .timestamp: "Date"
        case .localTimestamp: "LocalDateTime"
        case .duration: "CalendarDuration"
        case .timeZone: "TimeZoneName"
        case .enumeration(let name): enumerations[name] ?? name
        }
    }

    func type(_ target: DomainModel.ReferenceTarget) -> String {
        switch target {
        case .account: (account ?? "Account") + ".ID"
        case .entity(let name): (entities[name] ?? name) + ".ID"
        }
    }

    func table(_ target: DomainModel.ReferenceTarget) -> String {
        switch target {
        case .account: "auth.users"
        case .entity(let name): tables[name] ?? name
        }
    }

    // MARK: Column types

    /// A case of the package's `ColumnType`.
    typealias ColumnKind = String

    func columnKind(_ type: DomainModel.AttributeType) -> ColumnKind {
        switch type {
        case .text, .email, .url, .slug, .phone, .color, .currency, .file, .image, .ip, .timeZone, .enumeration,
            .custom, .vector:
            "text"
        case .integer, .bigint: "integer"
        case .float: "float"
        case .decimal: "decimal"
        case .boolean: "boolean"
        case .uuid: "uuid"
        case .json: "json"
        case .bytes: "bytes"
        case .date: "date"
        case .time: "time"
        case .timestamp: "timestamp"
        case .localTimestamp: "localTimestamp"
        case .duration: "duration"
        }
    }

    /// Of each column of the key that `target` has.
    func columnKinds(_ target: DomainModel.ReferenceTarget) -> [ColumnKind] {
        switch target {
        case .account: ["uuid"]
        case .entity(let name): keys[name] ?? ["uuid"]
        }
    }

    private mutating func resolveKey(
        of name: String, _ entities: [String: DomainModel.Entity], depth: Int
    ) -> [ColumnKind] {
        if let kinds = keys[name] { return kinds }
        // The normalizer refuses keys that contain themselves; this only keeps a wrong model from looping.
        guard let entity = entities[name], depth < 100 else { return ["uuid"] }
        let kinds: [ColumnKind]
        switch entity.key {
        case .account, .id(.uuid): kinds = ["uuid"]
        case .id(.bigint): kinds = ["integer"]
        case .composite(let parts):
            kinds = parts.flatMap { part -> [ColumnKind] in
                if let attribute = entity.attribute(named: part.name) { return [columnKind(attribute.type)] }
                switch entity.reference(named: part.name)?.target {
                case .entity(let other): return resolveKey(of: other, entities, depth: depth + 1)
                case .account, nil: return ["uuid"]
                }
            }
        }
        keys[name] = kinds
        return kinds
    }
}
