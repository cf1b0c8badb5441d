extension Fact {
    /// What a fact says of its thing; the values are pieces of SQL. Flags are `true` or absent.
    public enum Property: String, Codable, CodingKeyRepresentable, Sendable, CaseIterable {
        // Names, quoted where they have to be.
        case schema
        /// The table, view or domain that it is on, with its schema.
        case table
        /// A column's name.
        case column
        /// Absent where it is the database's owner.
        case owner

        // Types and their values.
        case type, collation, expression
        /// The values of an enum, a JSON array of strings.
        case values
        /// The attributes of a composite type, a JSON array of `[name, definition]`.
        case attributes
        case notNull
        /// `generated always as (…) stored`, without the first two words.
        case generated
        /// `always` or `by default`.
        case identity
        case start, increment, minimum, maximum, cache, cycle
        case storage, compression, statistics

        // Tables.
        case unlogged, options, accessMethod, tablespace, partitionKey, ofType
        case rowSecurity, forcedRowSecurity
        /// A table that another inherits from; the values that a partition of it is for.
        case ancestor, bound

        // Whatever PostgreSQL prints whole.
        case definition
        /// The index behind a constraint.
        case index
        case validated, valid, clustered, populated, deferrable
        /// `primary key`, `unique`, `check`, `foreign key`, `exclude`.
        case constraintType
        /// The columns of a view, a JSON array of `[name, type]`.
        case columns
        /// `function`, `procedure`, `aggregate`.
        case routine
        /// What a function takes and returns, with names and defaults.
        case signature
        case enabled, command, restrictive, roles, using, check

        // The rest.
        case version, server, role, grantee, privileges, objects, text, handler, validator

        public var codingKey: any CodingKey { Key(stringValue: rawValue) }

        public init?(codingKey: some CodingKey) { self.init(rawValue: codingKey.stringValue) }

        private struct Key: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }

            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }
    }
}
