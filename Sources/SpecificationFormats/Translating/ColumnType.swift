internal import Specification

/// The type of a column in the terms of a specification.
struct ColumnType: Equatable {
    var type: FieldType
    var maxLength: Int?
    var precision: Int?
    var scale: Int?
    /// The PostgreSQL type of a `custom` field.
    var sql: String?
    var isList = false
    /// Whether the database counts the values, as in `serial`.
    var isCounted = false
    /// Whether nobody knows a type of this name.
    var isUnknown = false

    init(_ type: FieldType) { self.type = type }

    /// The type that a declaration means; names of enums are looked up before.
    init(_ declared: TypeSyntax) {
        let parts = TypeText(declared)
        self = Self.named(parts)
        isList = parts.isArray
        if type == .custom { sql = parts.sql }
    }

    private static func named(_ parts: TypeText) -> ColumnType {
        var type = words[parts.name].map { ColumnType($0) } ?? ColumnType(.custom)
        let numbers = parts.arguments.map { Int($0) }
        switch parts.name {
        case "varchar", "character varying", "nvarchar", "varchar2", "nvarchar2", "string":
            if let length = numbers.first { type.maxLength = length }
        case "decimal", "numeric", "number", "dec":
            if let precision = numbers.first {
                type.precision = precision
                type.scale = numbers.count > 1 ? numbers[1] : 0
                // What PostgreSQL has as well, and the language doesn't.
                if precision == nil || type.scale == nil { return ColumnType(.custom) }
            }
        case "serial", "serial4", "bigserial", "serial8": type.isCounted = true
        case "tinyint" where parts.arguments == ["1"]: return ColumnType(.boolean)
        case "float" where numbers.first.flatMap { $0 }.map { $0 < 25 } ?? false: return ColumnType(.custom)
        default:
            if type.type == .custom, !postgreSQL.contains(parts.name) { type.isUnknown = true }
        }
        return type
    }

    /// What the languages of databases call the types of a specification.
    private static let words: [String: FieldType] = [
        "text": .text, "varchar": .text, "character varying": .text, "string": .text, "nvarchar": .text,
        "varchar2": .text, "nvarchar2": .text, "clob": .text, "nclob": .text, "ntext": .text, "tinytext": .text,
        "mediumtext": .text, "longtext": .text,
        "int": .integer, "integer": .integer, "int4": .integer, "mediumint": .integer, "serial": .integer,
        "serial4": .integer,
        "bigint": .bigint, "int8": .bigint, "bigserial": .bigint, "serial8": .bigint, "int unsigned": .bigint,
        "integer unsigned": .bigint,
        "float": .float, "float8": .float, "double": .float, "double precision": .float, "binary_double": .float,
        "decimal": .decimal, "numeric": .decimal, "number": .decimal, "dec": .decimal,
        "boolean": .boolean, "bool": .boolean,
        "uuid": .uuid, "uniqueidentifier": .uuid, "guid": .uuid,
        "json": .json, "jsonb": .json, "inet": .ip,
        "bytea": .bytes, "blob": .bytes, "tinyblob": .bytes, "mediumblob": .bytes, "longblob": .bytes,
        "binary": .bytes, "varbinary": .bytes, "raw": .bytes,
        "date": .date, "time": .time, "time without time zone": .time, "interval": .duration,
        "timestamptz": .timestamp, "timestamp with time zone": .timestamp, "datetimeoffset": .timestamp,
        "timestamp_tz": .timestamp, "timestamp_ltz": .timestamp,
        "timestamp": .localTimestamp, "timestamp without time zone": .localTimestamp, "datetime": .localTimestamp,
        "datetime2": .localTimestamp, "smalldatetime": .localTimestamp, "timestamp_ntz": .localTimestamp,
    ]

    /// PostgreSQL's further types, and those of extensions that are common (manual, "Data Types").
    private static let postgreSQL: Set<String> = [
        "smallint", "int2", "smallserial", "serial2", "real", "float4", "money", "char", "character", "bpchar", "name",
        "nchar", "oid", "xml", "cidr", "macaddr", "macaddr8", "bit", "varbit", "bit varying", "timetz",
        "time with time zone", "point", "line", "lseg", "box", "path", "polygon", "circle", "tsvector", "tsquery",
        "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange", "int4multirange", "int8multirange",
        "nummultirange", "tsmultirange", "tstzmultirange", "datemultirange", "jsonpath", "pg_lsn", "regclass",
        "hstore", "citext", "ltree", "vector", "halfvec", "geometry", "geography", "cube", "enum",
        // What other databases have: nobody spelt it wrong.
        "tinyint", "year", "set", "nchar2", "bfile", "rowid", "urowid", "long", "long raw", "binary_float", "image",
        "xmltype", "sql_variant", "hierarchyid", "rowversion", "variant", "object", "array", "smallmoney",
    ]
}

/// A type's text, taken apart: `character varying(255)[]`, however much of it was in quotes.
struct TypeText {
    /// In lower case, with what stands behind the parentheses: `timestamp with time zone`.
    let name: String
    let arguments: [String]
    let isArray: Bool
    /// As PostgreSQL would read it.
    let sql: String

    init(_ declared: TypeSyntax) {
        var text = declared.name.text
        if !declared.arguments.isEmpty { text += "(\(declared.arguments.joined(separator: ",")))" }
        var isArray = declared.dimensions > 0
        if text.hasSuffix("[]") {
            isArray = true
            text.removeLast(2)
        }
        self.isArray = isArray
        sql = text
        var head = text
        var arguments: [String] = []
        if let open = text.firstIndex(of: "("), let close = text[open...].lastIndex(of: ")") {
            arguments = text[text.index(after: open)..<close].split(separator: ",").map {
                $0.trimmingPrefix { $0 == " " }.lowercased()
            }
            head = text[..<open] + " " + text[text.index(after: close)...]
        }
        self.arguments = arguments
        name = head.lowercased().split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    }
}
