/// The types that an expression may cast to: values without a catalog behind them.
///
/// Left out on purpose: `reg*`, `oid` and `name`, which look things up in catalogs; `timetz`, which the manual
/// advises against; domains and extension types, which a specification reaches through a field's type.
public indirect enum PlainType: Sendable, Hashable {
    case boolean, smallint, integer, bigint, real, doublePrecision
    /// `scale` is only there with a `precision`.
    case numeric(precision: Int?, scale: Int?)
    case text
    case varchar(Int?)
    case date, time, timestamp, timestamptz, interval, uuid, json, jsonb, bytea, inet, cidr
    case array(of: PlainType)

    /// The name that PostgreSQL itself prints, but for the short `timestamptz` and `varchar`.
    public var sql: String {
        switch self {
        case .boolean: "boolean"
        case .smallint: "smallint"
        case .integer: "integer"
        case .bigint: "bigint"
        case .real: "real"
        case .doublePrecision: "double precision"
        case .numeric(let precision?, let scale?): "numeric(\(precision), \(scale))"
        case .numeric(let precision?, nil): "numeric(\(precision))"
        case .numeric: "numeric"
        case .text: "text"
        case .varchar(let length?): "varchar(\(length))"
        case .varchar: "varchar"
        case .date: "date"
        case .time: "time"
        case .timestamp: "timestamp"
        case .timestamptz: "timestamptz"
        case .interval: "interval"
        case .uuid: "uuid"
        case .json: "json"
        case .jsonb: "jsonb"
        case .bytea: "bytea"
        case .inet: "inet"
        case .cidr: "cidr"
        case .array(let element): element.sql + "[]"
        }
    }

    /// The kind of value that a cast to this type yields.
    public var kind: ValueKind {
        switch self {
        case .boolean: .boolean
        case .smallint, .integer, .bigint, .real, .doublePrecision, .numeric: .number
        case .text, .varchar: .text
        case .date: .date
        case .time: .time
        case .timestamp: .localTimestamp
        case .timestamptz: .timestamp
        case .interval: .interval
        case .uuid: .uuid
        case .json, .jsonb: .json
        case .bytea: .bytes
        case .inet, .cidr: .network
        case .array(let element): .array(element.kind)
        }
    }

    /// The types of one word, by every name that PostgreSQL gives them.
    static let words: [String: PlainType] = [
        "boolean": .boolean, "bool": .boolean, "smallint": .smallint, "int2": .smallint, "integer": .integer,
        "int": .integer, "int4": .integer, "bigint": .bigint, "int8": .bigint, "real": .real, "float4": .real,
        "float8": .doublePrecision, "numeric": .numeric(precision: nil, scale: nil),
        "decimal": .numeric(precision: nil, scale: nil), "text": .text, "varchar": .varchar(nil),
        "date": .date,
        "time": .time, "timestamp": .timestamp, "timestamptz": .timestamptz, "interval": .interval,
        "uuid": .uuid,
        "json": .json, "jsonb": .jsonb, "bytea": .bytea, "inet": .inet, "cidr": .cidr,
    ]
}
