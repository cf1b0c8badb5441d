/// An application, as its owner describes it. The language is documented in `specs/README.md`.
public struct Specification: SpecificationObject {
    public static let title = "a specification"
    public static let definition = "specification"

    /// The format that this version reads and writes.
    public static let currentFormat = 1

    public var schema: String?
    public var format = Specification.currentFormat
    public var name = ""
    public var description: String?
    public var target: Target?
    public var defaults: Defaults?
    public var roles: [RoleDeclaration] = []
    public var rolesFrom: RolesFrom?
    public var anonymousAccounts: Bool?
    public var tenancy: Tenancy?
    public var enums: [EnumDeclaration] = []
    public var entities: [EntityDeclaration] = []
    public var views: [ViewDeclaration] = []
    public var queries: [QueryDeclaration] = []
    public var modules: [Module] = []
    public var groups: [Group] = []
    public var extensions: [String] = []
    public var include: [String] = []
    public var sql: [String] = []
    public var source = Source()

    public init() {}

    public static let keys: [Key<Specification>] = [
        Key("$schema", \.schema, "The JSON Schema that editors check the file against; it means nothing to berry."),
        Key(required: "berry", \.format, "The format's version: 1."),
        Key(required: "name", \.name, "The application's name."),
        Key("description", \.description, "What the application is for."),
        Key(
            "target", \.target, "supabase (default), or postgres: berry also creates the auth schema and the API roles."
        ),
        Key("defaults", \.defaults, "What holds wherever nothing else is said."),
        Key(list: "roles", \.roles, "App-wide roles, read from the token's app_metadata."),
        Key("rolesFrom", \.rolesFrom, "A table that holds the roles instead of the token."),
        Key("anonymousAccounts", \.anonymousAccounts, "Whether signedIn includes Supabase's anonymous sign-ins."),
        Key("tenancy", \.tenancy, "The entity that separates customers from each other."),
        Key(list: "enums", \.enums, "Value sets that several fields share."),
        Key(list: "entities", \.entities, required: true, "What the application keeps."),
        Key(list: "views", \.views, "Named SELECT statements."),
        Key(list: "queries", \.queries, "Typed SQL for the repositories."),
        Key(list: "modules", \.modules, "Ready-made parts."),
        Key(list: "groups", \.groups, "Named sets of entities, for documentation."),
        Key(list: "extensions", \.extensions, "PostgreSQL extensions beyond those that a type implies."),
        Key(list: "include", \.include, "More files of the same shape."),
        Key(list: "sql", \.sql, "Hand-written SQL files that are part of the schema."),
    ]
}

/// Where the database runs: Supabase, which brings accounts and API roles with it, or any PostgreSQL.
public enum Target: String, SpecificationWord { case supabase, postgres }

/// Ready-made parts of an application.
public enum Module: String, SpecificationWord {
    case invitations, shareLinks, auditLog, jobQueue, idempotencyKeys
}

/// The type of the keys that the database makes.
public enum IdentifierType: String, SpecificationWord { case uuid, bigint }

/// Whether an enum is a text with a check or a type of its own.
public enum EnumStorage: String, SpecificationWord { case check, native }

/// What deleting a row does to the rows that refer to it.
public enum DeleteRule: String, SpecificationWord { case cascade, restrict, setNull, noAction }

/// What holds where an entity or a field says nothing else.
public struct Defaults: SpecificationObject {
    public static let title = "an object of defaults"
    public static let definition = "defaults"
    public var id: IdentifierType?
    public var timestamps: Bool?
    public var onDelete: DeleteRule?
    public var enumStorage: EnumStorage?
    public var source = Source()
    public init() {}
    public static let keys: [Key<Defaults>] = [
        Key("id", \.id, "The type of primary keys: uuid (default) or bigint."),
        Key("timestamps", \.timestamps, "Whether tables have created_at and updated_at (default: true)."),
        Key("onDelete", \.onDelete, "What happens to rows whose parent is deleted (default: restrict)."),
        Key("enumStorage", \.enumStorage, "check: text with a check (default); native: a PostgreSQL enum."),
    ]
}

/// The entity that data is divided by, and the one that says who belongs to it.
public struct Tenancy: SpecificationObject {
    public static let title = "a tenancy"
    public static let definition = "tenancy"
    public var entity = ""
    public var membership = ""
    public var roles: [String] = []
    public var source = Source()
    public init() {}
    public static let keys: [Key<Tenancy>] = [
        Key(required: "entity", \.entity, "The tenant."),
        Key(required: "membership", \.membership, "The entity that makes an account a member of a tenant."),
        Key(list: "roles", \.roles, "The members' roles, the most powerful first."),
    ]
}

/// The entity and the field in which accounts' app-wide roles are kept.
public struct RolesFrom: SpecificationObject {
    public static let title = "a source of roles"
    public static let definition = "rolesFrom"
    public var entity = ""
    public var field = ""
    public var source = Source()
    public init() {}
    public static let keys: [Key<RolesFrom>] = [
        Key(required: "entity", \.entity, "The entity with one row per account."),
        Key(required: "field", \.field, "Its field that holds the role."),
    ]
}

/// A query that is read like a table.
public struct ViewDeclaration: SpecificationObject {
    public static let title = "a view"
    public static let definition = "view"
    public var name = ""
    public var description: String?
    public var sql = ""
    public var key: [String] = []
    public var access: [Grant]?
    public var rights: ViewRights?
    public var renamedFrom: String?
    public var materialized: Bool?
    public var source = Source()
    public init() {}
    public static let keys: [Key<ViewDeclaration>] = [
        Key(required: "name", \.name, "The view's name."),
        Key("description", \.description, "What it shows."),
        Key(required: "sql", \.sql, "One SELECT statement with an explicit list of columns."),
        Key(list: "key", \.key, "The columns that identify a row."),
        Key("access", \.access, "Who may read it, for a view with its owner's rights."),
        Key("rights", \.rights, "Whose rights it reads with: caller (default) or owner."),
        Key("renamedFrom", \.renamedFrom, "Its name before it was renamed."),
        Key("materialized", \.materialized, "Whether its rows are stored."),
    ]
}

/// Whose rights the rows behind a view are read with.
public enum ViewRights: String, SpecificationWord { case caller, owner }

/// An SQL query that becomes a function of the Swift package.
public struct QueryDeclaration: SpecificationObject {
    public static let title = "a query"
    public static let definition = "query"
    public var name = ""
    public var sql = ""
    public var one: Bool?
    public var description: String?
    public var source = Source()
    public init() {}
    public static let keys: [Key<QueryDeclaration>] = [
        Key(required: "name", \.name, "The query's name, camelCase."),
        Key(required: "sql", \.sql, "One statement; parameters are :name."),
        Key("one", \.one, "Whether it answers one row at most."),
        Key("description", \.description, "What it answers."),
    ]
}

/// Entities that are shown together.
public struct Group: SpecificationObject {
    public static let title = "a group"
    public static let definition = "group"
    public var name = ""
    public var description: String?
    public var entities: [String] = []
    public var source = Source()
    public init() {}
    public static let keys: [Key<Group>] = [
        Key(required: "name", \.name, "The group's name."),
        Key("description", \.description, "What its entities have in common."),
        Key(list: "entities", \.entities, required: true, "Its entities."),
    ]
}
