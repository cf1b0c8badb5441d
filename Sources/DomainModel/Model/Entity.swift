public import Expressions
internal import Naming
public import Specification

extension DomainModel {
    /// One kind of thing that the application keeps.
    public struct Entity: Codable, Hashable, Sendable {
        /// Singular, PascalCase: `OrderItem`.
        public var name: String
        /// The table's name: `order_items`.
        public var table: String
        public var description: String?
        public var key: Key
        /// The name of the primary key's constraint, where it is stated.
        public var keyName: String?
        /// In the specification's order.
        public var attributes: [Attribute]
        public var references: [Reference]
        /// The rows of other entities that refer to this one.
        public var collections: [Collection] = []
        public var uniques: [Unique] = []
        public var indexes: [Index] = []
        public var checks: [Check] = []
        public var exclusions: [Exclusion] = []
        /// Whether it has the columns `created_at` and `updated_at`, which the database fills.
        public var hasTimestamps: Bool
        /// How rows are listed where nobody asks for another order.
        public var order: [Ordering] = []
        public var owner: Owner?
        /// Who belongs to its rows.
        public var membership: Membership?
        /// The way to the tenant that a row belongs to; nil for what belongs to none, and for the tenant itself.
        public var tenantPath: [PathStep]?
        /// Whether deleting a row only hides it: nobody but the service role finds it afterwards, and rules take it for
        /// gone.
        public var isSoftDeleted = false
        /// Whether no row is ever changed or deleted.
        public var isAppendOnly = false
        /// Whether every session needs a second factor, whatever the rules give.
        public var requiresSecondFactor = false
        /// Columns that clients neither state nor change unless a rule names them.
        public var reservedColumns: [String] = []
        /// What no rule gives is denied.
        public var rules: [Rule] = []
        /// Columns that rules, also those of other entities, read to find an account or another row.
        public var keysOfRules: [String] = []
        /// Columns that conditions of rules test, also those of other entities.
        public var testedColumns: [String] = []

        public init(name: String, table: String, description: String? = nil, key: Key, hasTimestamps: Bool) {
            self.name = name
            self.table = table
            self.description = description
            self.key = key
            attributes = []
            references = []
            self.hasTimestamps = hasTimestamps
        }

        /// Whether its rows are the profiles of signed-in accounts.
        public var isAccount: Bool { key == .account }

        /// The attribute with this camelCase name.
        public func attribute(named name: String) -> Attribute? { attributes.first { $0.name == name } }
        /// The reference with this camelCase name.
        public func reference(named name: String) -> Reference? { references.first { $0.name == name } }

        /// The name of the primary key's constraint.
        public var keyConstraint: String { keyName ?? boundedName("\(table)_pkey") }

        /// The columns of the primary key.
        public var keyColumns: [String] {
            switch key {
            case .id, .account: ["id"]
            case .composite(let parts): parts.flatMap(\.columns)
            }
        }
    }

    /// What identifies a row.
    public enum Key: Codable, Hashable, Sendable {
        /// A column `id` that the database fills.
        case id(IdentifierType)
        /// A column `id` that is the account's id in `auth.users`.
        case account
        /// Fields and references that together identify a row.
        case composite([KeyPart])
    }

    /// A field or a reference that is part of a key.
    public struct KeyPart: Codable, Hashable, Sendable {
        /// The attribute's or reference's name.
        public var name: String
        public var columns: [String]

        public init(name: String, columns: [String]) {
            self.name = name
            self.columns = columns
        }
    }

    /// Whose a row is.
    public enum Owner: Codable, Hashable, Sendable {
        /// The account that this reference points at.
        case reference(String)
        /// The row is an account's own profile.
        case itself
    }

    /// The rows of `entity` whose reference named `reference` points here.
    public struct Collection: Codable, Hashable, Sendable {
        public var name: String
        public var entity: String
        public var reference: String
        /// Whether there is one at most.
        public var isSingle: Bool

        public init(name: String, entity: String, reference: String, isSingle: Bool) {
            self.name = name
            self.entity = entity
            self.reference = reference
            self.isSingle = isSingle
        }
    }

    /// Columns that no two rows share the values of.
    public struct Unique: Codable, Hashable, Sendable {
        public var name: String
        public var columns: [String]
        /// Only rows that meet it count.
        public var condition: Expression?
        /// Whether it is checked at the end of a transaction, so that rows may swap their values.
        public var isDeferrable = false

        public init(name: String, columns: [String], condition: Expression? = nil, isDeferrable: Bool = false) {
            self.isDeferrable = isDeferrable
            self.name = name
            self.columns = columns
            self.condition = condition
        }
    }

    /// Columns that rows are looked up by.
    public struct Index: Codable, Hashable, Sendable {
        public var name: String
        public var columns: [Ordering]
        public var method: IndexMethod
        public var condition: Expression?
        /// Columns that are stored in the index besides.
        public var include: [String]

        public init(
            name: String, columns: [Ordering], method: IndexMethod = .btree, condition: Expression? = nil,
            include: [String] = []
        ) {
            self.name = name
            self.columns = columns
            self.method = method
            self.condition = condition
            self.include = include
        }
    }

    /// A condition that every row meets.
    public struct Check: Codable, Hashable, Sendable {
        public var name: String
        public var condition: Expression

        public init(name: String, condition: Expression) {
            self.name = name
            self.condition = condition
        }
    }

    /// Periods of which no two share a moment. Each begins at `from` and ends before `to`; without the one it has always
    /// been, without the other it never ends.
    public struct Exclusion: Codable, Hashable, Sendable {
        public var name: String
        /// Only rows that share the values of these exclude each other.
        public var within: [String]
        public var from: String
        public var to: String
        /// Only rows that meet it count.
        public var condition: Expression?

        public init(name: String, within: [String], from: String, to: String, condition: Expression? = nil) {
            self.name = name
            self.within = within
            self.from = from
            self.to = to
            self.condition = condition
        }
    }

    /// A column to sort by.
    public struct Ordering: Codable, Hashable, Sendable {
        public var column: String
        public var isDescending: Bool

        public init(_ column: String, descending: Bool = false) {
            self.column = column
            isDescending = descending
        }
    }
}
