/// One kind of thing that the application keeps: a table.
public struct EntityDeclaration: SpecificationObject {
    public static let title = "an entity"
    public static let definition = "entity"
    public var name = ""
    public var description: String?
    public var table: String?
    public var schema: String?
    public var renamedFrom: String?
    public var account: Bool?
    public var id: IdentifierType?
    public var key: [String] = []
    public var keyName: String?
    public var fields: [FieldDeclaration] = []
    public var relations: [RelationDeclaration] = []
    public var owner: String?
    public var members: String?
    public var access: [Grant]?
    public var unique: [UniqueDeclaration] = []
    public var indexes: [IndexDeclaration] = []
    public var checks: [CheckDeclaration] = []
    public var noOverlap: [NoOverlap] = []
    public var timestamps: Bool?
    public var softDelete: Bool?
    public var appendOnly: Bool?
    public var history: Bool?
    public var realtime: Bool?
    public var search: [String] = []
    public var order: [String] = []
    public var partitionBy: Partitioning?
    public var source = Source()
    public init() {}

    public static let keys: [Key<EntityDeclaration>] = [
        Key(required: "name", \.name, "Singular, PascalCase: Todo."),
        Key("description", \.description, "What it is; becomes the table's comment."),
        Key("table", \.table, "The table's name (default: the plural in snake_case)."),
        Key("schema", \.schema, "The table's schema (default: public)."),
        Key("renamedFrom", \.renamedFrom, "Its name before it was renamed."),
        Key("account", \.account, "Whether it is the profile of a signed-in account (default: true for User)."),
        Key("id", \.id, "The type of its primary key: uuid or bigint."),
        Key(list: "key", \.key, "Fields and relations that form the primary key instead of an id."),
        Key("keyName", \.keyName, "The name of the primary key's constraint."),
        Key(list: "fields", \.fields, "What is known about each one."),
        Key(list: "relations", \.relations, "What it belongs to and what belongs to it."),
        Key("owner", \.owner, "The relation to User that names a row's owner."),
        Key("members", \.members, "The entity that makes an account a member of a row."),
        Key("access", \.access, "Who may do what (default: the owner everything, otherwise nobody)."),
        Key(list: "unique", \.unique, "Fields and relations that no two rows may share."),
        Key(list: "indexes", \.indexes, "Further indexes."),
        Key(list: "checks", \.checks, "Conditions that every row meets."),
        Key(list: "noOverlap", \.noOverlap, "Periods that may not overlap."),
        Key("timestamps", \.timestamps, "Whether it has created_at and updated_at."),
        Key("softDelete", \.softDelete, "Whether deleting only hides a row."),
        Key("appendOnly", \.appendOnly, "Whether rows are never changed or deleted."),
        Key("history", \.history, "Whether old versions of rows are kept."),
        Key("realtime", \.realtime, "Whether changes are published."),
        Key(list: "search", \.search, "Fields of a full-text index."),
        Key(list: "order", \.order, "The default order: names of fields, descending with a leading '-'."),
        Key("partitionBy", \.partitionBy, "Splits the table by time."),
    ]
}

/// Columns that together are unique: a list of names, or an object with more to say.
public struct UniqueDeclaration: SpecificationValue {
    public var name: String?
    public var fields: [String] = []
    public var condition: String?
    public var deferrable: Bool?
    public var source = Source()

    public init(_ fields: [String]) { self.fields = fields }

    public static func read(_ node: Node, _ reading: inout Reading) -> UniqueDeclaration? {
        if case .object = node.value { return Detailed.read(node, &reading)?.unique }
        guard let fields = [String].read(node, &reading) else { return nil }
        var unique = UniqueDeclaration(fields)
        unique.source = Source(file: reading.file, node: node)
        return unique
    }

    public func write() -> Node {
        name == nil && condition == nil && deferrable == nil ? fields.write() : Detailed(unique: self).write()
    }

    public static func schema(_ definitions: inout SchemaDefinitions) -> JSONSchema {
        .any(of: [.array(of: .type("string")), Detailed.schema(&definitions)])
    }

    private struct Detailed: SpecificationObject {
        static let title = "a unique constraint"
        static let definition = "unique"
        var unique = UniqueDeclaration([])
        var source: Source {
            get { unique.source }
            set { unique.source = newValue }
        }
        static let keys: [Key<Detailed>] = [
            Key("name", \.unique.name, "The constraint's name."),
            Key(list: "fields", \.unique.fields, required: true, "Fields and relations."),
            Key("where", \.unique.condition, "Only rows that meet this SQL condition count."),
            Key("deferrable", \.unique.deferrable, "Whether it may be checked at the end of a transaction."),
        ]
        init() {}
        init(unique: UniqueDeclaration) { self.unique = unique }
    }
}

/// An index over several fields, or of another kind than `indexed` makes.
public struct IndexDeclaration: SpecificationObject {
    public static let title = "an index"
    public static let definition = "index"
    public var name: String?
    public var fields: [String] = []
    public var condition: String?
    public var method: IndexMethod?
    public var include: [String] = []
    public var source = Source()
    public init() {}
    public static let keys: [Key<IndexDeclaration>] = [
        Key("name", \.name, "The index's name."),
        Key(list: "fields", \.fields, required: true, "Fields and relations, descending with a leading '-'."),
        Key("where", \.condition, "Only rows that meet this SQL condition."),
        Key("method", \.method, "btree (default), hash, gin, gist or brin."),
        Key(list: "include", \.include, "Fields that are stored in the index besides."),
    ]
}

/// PostgreSQL's access methods (manual, "Index Types").
public enum IndexMethod: String, SpecificationWord { case btree, hash, gin, gist, spgist, brin }

/// An SQL condition that every row meets.
public struct CheckDeclaration: SpecificationObject {
    public static let title = "a check"
    public static let definition = "check"
    public var name: String?
    public var sql = ""
    public var source = Source()
    public init() {}
    public static let keys: [Key<CheckDeclaration>] = [
        Key("name", \.name, "The constraint's name."),
        Key(required: "sql", \.sql, "An SQL condition over the table's columns."),
    ]
}

/// No two rows with the same `within` may hold spans that share a moment.
public struct NoOverlap: SpecificationObject {
    public static let title = "a ban on overlaps"
    public static let definition = "noOverlap"
    public var within: [String] = []
    public var from = ""
    public var to = ""
    public var condition: String?
    public var source = Source()
    public init() {}
    public static let keys: [Key<NoOverlap>] = [
        Key(list: "within", \.within, "Rows that share these may not overlap."),
        Key(required: "from", \.from, "The field in which a period begins."),
        Key(required: "to", \.to, "The field before which it ends."),
        Key("where", \.condition, "Only rows that meet this SQL condition."),
    ]
}

/// Rows are kept apart by spans of a date or timestamp.
public struct Partitioning: SpecificationObject {
    public static let title = "a partitioning"
    public static let definition = "partitioning"
    public var field = ""
    public var every = Interval.month
    public var keep: Int?
    public var source = Source()
    public init() {}

    /// The length of one partition's span.
    public enum Interval: String, SpecificationWord { case day, week, month, year }

    public static let keys: [Key<Partitioning>] = [
        Key(required: "field", \.field, "The date or timestamp that decides."),
        Key(required: "every", \.every, "How long one partition lasts."),
        Key("keep", \.keep, "How many past partitions are kept."),
    ]
}
