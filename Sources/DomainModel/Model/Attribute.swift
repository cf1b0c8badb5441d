public import Expressions
public import Specification

extension DomainModel {
    /// A value that every row of an entity may have.
    public struct Attribute: Codable, Hashable, Sendable {
        /// camelCase: `dueDate`.
        public var name: String
        public var column: String
        public var description: String?
        public var type: AttributeType
        public var isList: Bool
        public var isRequired: Bool
        public var defaultValue: Default?
        /// In characters.
        public var minLength: Int?
        public var maxLength: Int?
        public var pattern: Pattern?
        public var minimum: Number?
        public var maximum: Number?
        /// What PostgreSQL computes it from, the row's other columns; nobody states it then.
        public var generated: Expression?
        /// What rows get that were there before it was.
        public var backfill: Default?
        /// Whether no client ever reads or states it.
        public var isHidden = false
        /// Where sign-up takes it from, on an account's profile.
        public var signUpSource: SignUpSource?

        public init(name: String, column: String, type: AttributeType, isRequired: Bool, isList: Bool = false) {
            self.name = name
            self.column = column
            self.type = type
            self.isRequired = isRequired
            self.isList = isList
        }

        /// Whether it takes every text up to its length, the empty one too.
        public var canBeEmpty: Bool { type == .text && (minLength ?? 0) == 0 && pattern == nil }
    }

    /// What kind of value an attribute has, an element of it where it is a list.
    public enum AttributeType: Codable, Hashable, Sendable {
        case text, integer, bigint, float
        case decimal(precision: Int, scale: Int)
        case boolean, uuid, json, ip, bytes
        case date, time, timestamp, localTimestamp, duration, timeZone
        /// One of the values of the enumeration with this name.
        case enumeration(String)
        case email, url, slug, phone, color
        /// A type of PostgreSQL's, as SQL: `varchar(255)`.
        case custom(String)

        /// Whether clients see a plain text.
        public var isText: Bool {
            switch self {
            case .text, .email, .url, .slug, .phone, .color: true
            default: false
            }
        }
    }

    /// What a row gets that states no value.
    public enum Default: Codable, Hashable, Sendable {
        case literal(Literal)
        case expression(Expression)
        /// The account that creates the row.
        case caller
    }

    /// A piece of what an account says at sign-up.
    public enum SignUpSource: Codable, Hashable, Sendable {
        case email, phone
        /// A key of the account's metadata.
        case metadata(String)
    }

    /// A key to a row of another entity, or to an account.
    public struct Reference: Codable, Hashable, Sendable {
        /// camelCase: `author`.
        public var name: String
        /// One column for each column of the key it refers to, in the same order.
        public var columns: [String]
        public var target: ReferenceTarget
        public var description: String?
        public var isRequired: Bool
        /// Whether no two rows may refer to the same.
        public var isUnique: Bool
        /// What deleting the row that it refers to does to this one.
        public var onDelete: DeleteRule
        public var defaultValue: Default?
        /// What rows get that were there before it was.
        public var backfill: Default?
        /// Whether it is checked at the end of a transaction, so that rows may refer to each other.
        public var isDeferrable = false
        /// Whether rows are looked up by it.
        public var isIndexed = true
        /// The name of the foreign key, where it is stated.
        public var constraint: String?
        /// The columns in which both ends name their tenant, so that they name the same.
        public var tenant: SharedTenant?

        public init(
            name: String, columns: [String], target: ReferenceTarget, isRequired: Bool, isUnique: Bool = false,
            onDelete: DeleteRule
        ) {
            self.name = name
            self.columns = columns
            self.target = target
            self.isRequired = isRequired
            self.isUnique = isUnique
            self.onDelete = onDelete
        }
    }

    /// Where a row and the row that it refers to name their tenant.
    public struct SharedTenant: Codable, Hashable, Sendable {
        public var column: String
        /// The column of the other row.
        public var target: String

        public init(column: String, target: String) {
            self.column = column
            self.target = target
        }
    }

    /// What a reference points at.
    public enum ReferenceTarget: Codable, Hashable, Sendable {
        /// A row of this entity.
        case entity(String)
        /// An account in `auth.users`, where the application keeps no profiles of its own.
        case account
    }

    /// Pairs of rows of two entities (or of one with itself).
    public struct Junction: Codable, Hashable, Sendable {
        /// Singular, PascalCase: `PostTag`.
        public var name: String
        public var table: String
        /// The relation's name on the declaring entity: `tags`.
        public var relation: String
        /// The relation's name on the other entity, where it has one.
        public var inverse: String?
        /// The entity whose updaters make and remove links.
        public var declaring: JunctionSide
        public var other: JunctionSide
        public var description: String?

        public init(
            name: String, table: String, relation: String, inverse: String? = nil, declaring: JunctionSide,
            other: JunctionSide, description: String? = nil
        ) {
            self.name = name
            self.table = table
            self.relation = relation
            self.inverse = inverse
            self.declaring = declaring
            self.other = other
            self.description = description
        }

        /// Whether it links rows of one entity with each other.
        public var isReflexive: Bool { declaring.target == other.target }
    }

    /// One of the two rows that a junction links.
    public struct JunctionSide: Codable, Hashable, Sendable {
        /// What the link calls it: `post`.
        public var name: String
        public var target: ReferenceTarget
        public var columns: [String]

        public init(name: String, target: ReferenceTarget, columns: [String]) {
            self.name = name
            self.target = target
            self.columns = columns
        }
    }
}
