public import DomainModel

extension DomainModel.AttributeType {
    /// The type in words.
    public var phrase: String {
        switch self {
        case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
        case .enumeration(let name): name
        case .localTimestamp: "local timestamp"
        case .timeZone: "time zone"
        case .custom(let sql): sql
        case .vector(let dimensions): "vector(\(dimensions))"
        default: word
        }
    }

    /// The type as one word, as a diagram has it.
    var word: String {
        switch self {
        case .text: "text"
        case .integer: "integer"
        case .bigint: "bigint"
        case .float: "float"
        case .decimal: "decimal"
        case .boolean: "boolean"
        case .uuid: "uuid"
        case .json: "json"
        case .ip: "ip"
        case .bytes: "bytes"
        case .date: "date"
        case .time: "time"
        case .timestamp: "timestamp"
        case .localTimestamp: "localTimestamp"
        case .duration: "duration"
        case .timeZone: "timeZone"
        case .enumeration(let name): name
        case .email: "email"
        case .url: "url"
        case .slug: "slug"
        case .phone: "phone"
        case .color: "color"
        case .currency: "currency"
        case .file: "file"
        case .image: "image"
        case .custom: "custom"
        case .vector: "vector"
        }
    }
}
