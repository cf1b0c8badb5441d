/// A table as `create table` makes it.
public struct CreateTable: Codable, Hashable, Sendable {
    public var name: QualifiedName
    public var columns: [Column]
    public var constraints: [Constraint]
    public var comment: String?

    /// A column; `comment` becomes the database's own.
    public struct Column: Codable, Hashable, Sendable {
        public var name: String
        /// As SQL: `numeric(12,2)`, `text[]`.
        public var type: String
        public var isNotNull: Bool
        public var defaultValue: SQLExpression?
        /// What PostgreSQL computes its values from.
        public var generated: SQLExpression?
        /// The sequence of a `bigint` that counts by itself.
        public var sequence: QualifiedName?
        public var comment: String?

        public init(
            _ name: String, _ type: String, notNull: Bool = false, default defaultValue: SQLExpression? = nil,
            generated: SQLExpression? = nil, sequence: QualifiedName? = nil, comment: String? = nil
        ) {
            self.name = name
            self.generated = generated
            self.type = type
            isNotNull = notNull
            self.defaultValue = defaultValue
            self.sequence = sequence
            self.comment = comment
        }
    }

    /// A constraint of the table, by its name in the database.
    public struct Constraint: Codable, Hashable, Sendable {
        public var name: String
        public var kind: Kind
        /// Whether it is checked at the end of a transaction.
        public var isDeferred = false

        /// What a constraint demands, of these columns.
        public enum Kind: Codable, Hashable, Sendable {
            case primaryKey([String])
            case unique([String])
            case check(SQLExpression)
            case foreignKey(ForeignKey)
            case exclude(Exclusion)
        }

        public init(_ name: String, _ kind: Kind, isDeferred: Bool = false) {
            self.isDeferred = isDeferred
            self.name = name
            self.kind = kind
        }
    }

    /// Columns that hold the key of a row of `table`.
    public struct ForeignKey: Codable, Hashable, Sendable {
        public var columns: [String]
        public var table: QualifiedName
        /// The columns of `table`, in the order of ``columns``.
        public var referenced: [String]
        public var onDelete: Action
        /// Whether all columns are null or none is: otherwise one null column lets the others hold anything.
        public var matchesFully: Bool
        /// The columns that ``Action/setNull`` empties; none for all of them.
        public var cleared: [String]

        /// What deleting the referenced row does; the raw value is SQL.
        public enum Action: String, Codable, Sendable {
            case cascade
            case restrict
            case setNull = "set null"
            case noAction = "no action"
        }

        public init(
            _ columns: [String], references table: QualifiedName, _ referenced: [String], onDelete: Action,
            matchesFully: Bool = false, cleared: [String] = []
        ) {
            self.cleared = cleared
            self.matchesFully = matchesFully
            self.columns = columns
            self.table = table
            self.referenced = referenced
            self.onDelete = onDelete
        }
    }

    /// Periods of which no two may share a moment.
    public struct Exclusion: Codable, Hashable, Sendable {
        /// Only rows with equal values of these exclude each other.
        public var within: [String]
        /// `tstzrange`
        public var rangeType: String
        public var from: String
        public var to: String
        /// Only rows that meet it count.
        public var condition: SQLExpression?

        public init(
            within: [String], _ rangeType: String, from: String, to: String, condition: SQLExpression? = nil
        ) {
            self.within = within
            self.rangeType = rangeType
            self.from = from
            self.to = to
            self.condition = condition
        }
    }

    public init(_ name: QualifiedName, comment: String? = nil) {
        self.name = name
        self.comment = comment
        columns = []
        constraints = []
    }

    /// The column with this name.
    public func column(named name: String) -> Column? { columns.first { $0.name == name } }

    /// The columns of the primary key; none where there is no key.
    public var primaryKey: [String] {
        for constraint in constraints { if case .primaryKey(let columns) = constraint.kind { return columns } }
        return []
    }

    /// The foreign keys that are part of the table, in their order.
    public var foreignKeys: [ForeignKey] {
        constraints.compactMap { if case .foreignKey(let key) = $0.kind { key } else { nil } }
    }
}
