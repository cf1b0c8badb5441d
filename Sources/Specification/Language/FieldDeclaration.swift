/// A value that every row of an entity may have, as it was written: what wasn't stated is nil. ``keys`` says what each
/// key means.
public struct FieldDeclaration: SpecificationObject {
    public static let title = "a field"
    public static let definition = "field"
    public var name = ""
    public var type = FieldType.text
    public var description: String?
    public var column: String?
    public var renamedFrom: String?
    public var required: Bool?
    public var unique: Bool?
    public var defaultValue: DefaultValue?
    public var list: Bool?
    public var indexed: Bool?
    public var minLength: Int?
    public var maxLength: Int?
    public var pattern: String?
    public var min: Number?
    public var max: Number?
    public var precision: Int?
    public var scale: Int?
    public var currency: String?
    public var sameCurrencyAs: String?
    public var values: [EnumValue] = []
    public var removed: [RemovedValue] = []
    public var sharedEnum: String?
    public var dimensions: Int?
    public var sql: String?
    public var generated: String?
    public var hidden: Bool?
    public var personal: Bool?
    public var from: String?
    public var backfill: DefaultValue?
    public var source = Source()
    public init() {}

    /// Whether "required" is true.
    public var isRequired: Bool { required ?? false }

    public static let keys: [Key<FieldDeclaration>] = [
        Key(required: "name", \.name, "The field's name, camelCase."),
        Key(required: "type", \.type, "What kind of value it holds."),
        Key("description", \.description, "What it means; becomes the column's comment."),
        Key("column", \.column, "The column's name (default: the name in snake_case)."),
        Key("renamedFrom", \.renamedFrom, "Its name before it was renamed."),
        Key("required", \.required, "Whether every row has a value (default: false)."),
        Key("unique", \.unique, "Whether no two rows may share a value."),
        Key("default", \.defaultValue, "The value of a row that states none: a literal or {\"sql\": …}."),
        Key("list", \.list, "Whether it holds a list of such values."),
        Key("indexed", \.indexed, "Whether rows are looked up by it."),
        Key("minLength", \.minLength, "text: the least number of characters."),
        Key("maxLength", \.maxLength, "text: the greatest number of characters."),
        Key("pattern", \.pattern, "text: a regular expression that the value matches; anchor it with ^ and $."),
        Key("min", \.min, "numbers: the least value."),
        Key("max", \.max, "numbers: the greatest value."),
        Key("precision", \.precision, "decimal: how many digits in all (default: 12)."),
        Key("scale", \.scale, "decimal: how many digits after the point (default: 2)."),
        Key("currency", \.currency, "money: the one currency, as an ISO 4217 code."),
        Key("sameCurrencyAs", \.sameCurrencyAs, "money: the relation whose currency it shares."),
        Key(list: "values", \.values, "enum: the values, in order."),
        Key(list: "removed", \.removed, "enum: values that were removed, and what became of rows that had them."),
        Key("enum", \.sharedEnum, "enum: the name of a shared set of values."),
        Key("dimensions", \.dimensions, "vector: how many numbers."),
        Key("sql", \.sql, "custom: the column's PostgreSQL type."),
        Key("generated", \.generated, "An SQL expression that computes the value."),
        Key("hidden", \.hidden, "Whether no client ever reads it."),
        Key("personal", \.personal, "Whether it holds personal data."),
        Key("from", \.from, "accounts: where sign-up takes it from: auth.email or metadata.name."),
        Key("backfill", \.backfill, "What existing rows get when a required field arrives."),
    ]
}

/// The kinds of values; the raw value is the specification's word.
public enum FieldType: String, SpecificationWord {
    case text, integer, bigint, float, decimal, money, boolean, uuid, json, ip, bytes
    case date, time, timestamp, localTimestamp, duration, timeZone
    case `enum`, email, url, slug, phone, color, file, image, location, vector, custom
}

/// What a row gets that states no value.
public enum DefaultValue: SpecificationValue, Codable {
    case literal(Literal)
    case sql(String)

    public static func read(_ node: Node, _ reading: inout Reading) -> DefaultValue? {
        guard case .object = node.value else { return Literal.read(node, &reading).map(DefaultValue.literal) }
        return Wrapped.read(node, &reading).map { .sql($0.sql) }
    }

    public func write() -> Node {
        switch self {
        case .literal(let literal): return literal.write()
        case .sql(let text):
            var wrapped = Wrapped()
            wrapped.sql = text
            return wrapped.write()
        }
    }

    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema {
        .any(of: [Literal.schema(&definitions), Wrapped.schema(&definitions)])
    }

    private struct Wrapped: SpecificationObject {
        static let title = "an SQL expression"
        static let definition = "sqlExpression"
        var sql = ""
        var source = Source()
        static let keys: [Key<Wrapped>] = [Key(required: "sql", \.sql, "One SQL expression, such as now().")]
    }
}

/// A plain value.
public indirect enum Literal: SpecificationValue, Codable {
    case string(String)
    case number(Number)
    case boolean(Bool)
    case list([Literal])

    public static func read(_ node: Node, _ reading: inout Reading) -> Literal? {
        switch node.value {
        case .string(let text): .string(text)
        case .number(let text): .number(Number(text))
        case .boolean(let value): .boolean(value)
        case .array: [Literal].read(node, &reading).map(Literal.list)
        case .null, .object: reading.expected("a string, number, true, false or list", node)
        }
    }

    public func write() -> Node {
        switch self {
        case .string(let text): text.write()
        case .number(let number): number.write()
        case .boolean(let value): value.write()
        case .list(let elements): elements.write()
        }
    }

    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema {
        definitions.reference("literal") { _ in
            .any(of: [
                .type("string"), .type("number"), .type("boolean"),
                .array(of: .any(of: [.type("string"), .type("number"), .type("boolean")])),
            ])
        }
    }
}
