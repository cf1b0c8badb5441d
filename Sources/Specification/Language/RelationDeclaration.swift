/// How an entity is connected with another.
public struct RelationDeclaration: SpecificationObject {
    public static let title = "a relation"
    public static let definition = "relation"
    public var name = ""
    public var kind = Kind.belongsTo
    public var entity: String?
    public var entities: [String] = []
    public var description: String?
    public var column: String?
    public var renamedFrom: String?
    public var required: Bool?
    public var unique: Bool?
    public var onDelete: DeleteRule?
    public var inverse: String?
    public var via: String?
    public var defaultValue: DefaultValue?
    public var deferrable: Bool?
    public var indexed: Bool?
    public var constraint: String?
    public var backfill: DefaultValue?
    public var source = Source()
    public init() {}

    /// On which side the key is, and how many rows there are on the other.
    public enum Kind: String, SpecificationWord { case belongsTo, hasMany, hasOne, manyToMany }

    /// Whether "required" is true.
    public var isRequired: Bool { required ?? false }

    public static let keys: [Key<RelationDeclaration>] = [
        Key(required: "name", \.name, "The relation's name, camelCase."),
        Key(required: "kind", \.kind, "belongsTo, hasMany, hasOne or manyToMany."),
        Key("entity", \.entity, "The other entity."),
        Key(list: "entities", \.entities, "The other entities, one of which is meant."),
        Key("description", \.description, "What it means; becomes the column's comment."),
        Key("column", \.column, "belongsTo: the column's name (default: the name in snake_case and _id)."),
        Key("renamedFrom", \.renamedFrom, "Its name before it was renamed."),
        Key("required", \.required, "Whether every row has one (default: false)."),
        Key("unique", \.unique, "Whether no two rows may share one: one-to-one."),
        Key("onDelete", \.onDelete, "What happens when the other row is deleted."),
        Key("inverse", \.inverse, "The name of the same relation on the other entity."),
        Key("via", \.via, "manyToMany: the entity that makes the link."),
        Key("default", \.defaultValue, "\"me\": the account that creates the row."),
        Key("deferrable", \.deferrable, "Whether it may be checked at the end of a transaction."),
        Key("indexed", \.indexed, "belongsTo: whether its column is indexed (default: true)."),
        Key("constraint", \.constraint, "belongsTo: the foreign key's name."),
        Key("backfill", \.backfill, "What existing rows get when a required relation arrives."),
    ]
}
