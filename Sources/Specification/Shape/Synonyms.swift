/// What other languages call the things of this one, for suggestions.
enum Synonyms {
    static let words: [String: String] = [
        "string": "text", "varchar": "text", "char": "text", "str": "text",
        "int": "integer", "int4": "integer", "smallint": "integer", "number": "integer", "int8": "bigint",
        "long": "bigint",
        "double": "float", "real": "float", "numeric": "decimal", "bool": "boolean",
        "datetime": "timestamp", "timestamptz": "timestamp", "interval": "duration",
        "jsonb": "json", "object": "json", "bytea": "bytes", "blob": "bytes", "data": "bytes",
        "guid": "uuid", "inet": "ip", "uri": "url", "link": "url",
        "write": "update", "edit": "update", "insert": "create", "add": "create", "select": "read", "view": "read",
        "remove": "delete", "onetomany": "hasMany", "manytoone": "belongsTo", "onetoone": "hasOne",
        "everyone": "anyone", "public": "anyone", "authenticated": "signedIn", "user": "signedIn",
    ]
}
