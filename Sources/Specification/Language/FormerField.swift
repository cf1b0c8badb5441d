/// A field that went, while programs that know it may still run. The database keeps its column for them, in step with
/// what took its place, until somebody allows by name that it goes.
public struct FormerField: SpecificationObject {
    public static let title = "a former field"
    public static let definition = "formerField"
    public var name = ""
    public var column: String?
    public var sql = ""
    public var source = Source()
    public init() {}
    public static let keys: [Key<FormerField>] = [
        Key(required: "name", \.name, "What it was called."),
        Key("column", \.column, "The column's name (default: the name in snake_case)."),
        Key(required: "sql", \.sql, "What it holds, as an SQL expression over the columns that took its place."),
    ]
}
