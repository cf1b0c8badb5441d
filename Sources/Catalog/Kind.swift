extension Fact {
    /// What sort of thing a fact is about, in the order in which people read a schema; the raw value is the word for
    /// it.
    public enum Kind: String, Codable, Sendable, CaseIterable, Comparable {
        case schema, `extension`, collation
        case enumeration = "enum"
        case compositeType = "composite type"
        case rangeType = "range type"
        case domain
        case domainConstraint = "domain constraint"
        case cast, `operator`
        case textSearchDictionary = "text search dictionary"
        case textSearchConfiguration = "text search configuration"
        case sequence
        case function
        case table, column
        /// The default of a column.
        case defaultValue = "default"
        /// The column that owns a sequence.
        case sequenceOwner = "owner"
        /// That a table is a partition of another, or inherits from it.
        case inheritance
        case constraint, index
        case replicaIdentity = "replica identity"
        case statistics
        case view
        case materializedView = "materialized view"
        case rule, trigger, policy
        /// A bucket of Supabase's storage that a policy names.
        case bucket
        case eventTrigger = "event trigger"
        case foreignDataWrapper = "foreign data wrapper"
        case foreignServer = "foreign server"
        case userMapping = "user mapping"
        case publication
        case publishedTable = "published table"
        case publishedSchema = "published schema"
        case defaultPrivilege = "default privilege"
        case grant, comment
        /// Something that berry names but can't change: operator classes, languages, conversions, …
        case other = "object"

        private static let places = Dictionary(
            uniqueKeysWithValues: allCases.enumerated().map { place, kind in (kind, place) })

        /// Its place in that order.
        public var place: Int { Self.places[self] ?? 0 }

        public static func < (left: Self, right: Self) -> Bool { left.place < right.place }
    }
}
