extension DomainModel {
    /// SQL that is asked with its caller's rights, through a function of the database.
    public struct Query: Codable, Hashable, Sendable {
        /// camelCase: `findActiveByOwner`.
        public var name: String
        /// The function's name: `find_active_by_owner`.
        public var function: String
        public var description: String?
        /// One SELECT, with `$1` for the first parameter.
        public var sql: String
        /// In the order of their numbers.
        public var parameters: [Parameter]
        public var columns: [Column]
        /// Whether it answers one row at most.
        public var isSingle: Bool
        /// The tables and views of the application that it reads.
        public var relations: [String]

        /// What a caller states.
        public struct Parameter: Codable, Hashable, Sendable {
            /// camelCase: `ownerId`.
            public var name: String
            /// The function's name for it: `owner_id`.
            public var argument: String
            /// What kind of value it is: that of the column that it is compared with, or of its type.
            public var value: ViewValue?
            public var isOptional: Bool
            /// As SQL; nil until PostgreSQL was asked.
            public var type: String?
        }

        /// What it answers.
        public struct Column: Codable, Hashable, Sendable {
            public var name: String
            public var value: ViewValue?
            public var isRequired: Bool
            /// As SQL; nil until PostgreSQL was asked.
            public var type: String?
        }

        /// A type as PostgreSQL calls it.
        public struct PostgresType: Hashable, Sendable {
            /// As SQL, whatever the search path: `uuid`, `extensions.citext`.
            public var sql: String
            /// The name in the catalog, of an element where it is a list: `int8`.
            public var name: String
            public var isList: Bool

            public init(_ sql: String, name: String, isList: Bool) {
                self.sql = sql
                self.name = name
                self.isList = isList
            }

            var value: ViewValue { .attribute(.init(postgres: name), isList: isList) }
        }

        /// Whether PostgreSQL has said of which type everything is; without that, nothing can be made of it.
        public var isTyped: Bool {
            parameters.allSatisfy { $0.type != nil } && columns.allSatisfy { $0.type != nil }
        }

        /// Takes the types that PostgreSQL found.
        public mutating func take(parameters types: [PostgresType], columns columnTypes: [PostgresType]) {
            for (index, type) in zip(parameters.indices, types) {
                parameters[index].type = type.sql
                parameters[index].value = parameters[index].value ?? type.value
            }
            for (index, type) in zip(columns.indices, columnTypes) {
                columns[index].type = type.sql
                columns[index].value = columns[index].value ?? type.value
            }
        }
    }
}
