public import DomainModel
public import SQL

/// What two schemas, compared, don't tell: what was called otherwise before, and what becomes of the rows that are there.
public struct SchemaEvolution: Codable, Hashable, Sendable {
    public var formerNames = FormerNames()
    public var backfills: [Backfill] = []
    public var replacements: [ValueReplacement] = []
    public var formerColumns: [FormerColumn] = []

    public init(
        formerNames: FormerNames = FormerNames(), backfills: [Backfill] = [], replacements: [ValueReplacement] = [],
        formerColumns: [FormerColumn] = []
    ) {
        self.formerNames = formerNames
        self.backfills = backfills
        self.replacements = replacements
        self.formerColumns = formerColumns
    }

    /// A column that went, which stays for programs that know it until somebody lets it go.
    public struct FormerColumn: Codable, Hashable, Sendable {
        public var table: QualifiedName
        public var column: String
        /// What it holds, over the columns that took its place.
        public var value: SQLExpression
        public var reads: [String]
    }

    /// What a column gets in rows that are older than it, or than its being required.
    public struct Backfill: Codable, Hashable, Sendable {
        public var table: QualifiedName
        public var column: String
        public var value: SQLExpression
        /// Whether all rows get the same.
        public var isConstant: Bool
        /// The columns of the same row that the value is made of, as they are or were called.
        public var reads: [String]

        public init(
            table: QualifiedName, column: String, value: SQLExpression, isConstant: Bool, reads: [String]
        ) {
            self.table = table
            self.column = column
            self.value = value
            self.isConstant = isConstant
            self.reads = reads
        }
    }

    /// Values of an enumeration that are no longer, in one column that may hold them.
    public struct ValueReplacement: Codable, Hashable, Sendable {
        public var table: QualifiedName
        public var column: String
        public var isList: Bool
        /// The native type that lists the values; nil where a check does.
        public var type: QualifiedName?
        /// In the order of the old values.
        public var values: [Pair]

        public struct Pair: Codable, Hashable, Sendable {
            public var old: String
            public var new: String
            /// Whether it is the same value under another name.
            public var isRename: Bool
        }
    }
}
