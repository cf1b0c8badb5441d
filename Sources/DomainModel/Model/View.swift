public import Specification

extension DomainModel {
    /// A query that is read like a table.
    public struct View: Codable, Hashable, Sendable {
        /// PascalCase and singular, as one row of it is called: `ActiveRestaurant`.
        public var name: String
        /// Its name in the database: `active_restaurants`.
        public var view: String
        public var description: String?
        /// The statement that somebody wrote, without its semicolon.
        public var sql: String
        public var columns: [ViewColumn]
        /// The columns that identify a row; none where nothing was said.
        public var key: [String]
        public var rights: ViewRights
        /// Who may read it, where it reads with its owner's rights. They are about the caller alone.
        public var readers: [Grantee]
        /// The other views that it reads.
        public var views: [String]

        public init(
            name: String, view: String, description: String? = nil, sql: String, columns: [ViewColumn], key: [String],
            rights: ViewRights, readers: [Grantee], views: [String]
        ) {
            self.name = name
            self.view = view
            self.description = description
            self.sql = sql
            self.columns = columns
            self.key = key
            self.rights = rights
            self.readers = readers
            self.views = views
        }
    }

    /// One column that a view shows.
    public struct ViewColumn: Codable, Hashable, Sendable {
        public var name: String
        public var value: ViewValue
        public var isRequired: Bool

        public init(_ name: String, _ value: ViewValue, isRequired: Bool) {
            self.name = name
            self.value = value
            self.isRequired = isRequired
        }
    }

    /// What kind of value a view's column has.
    public enum ViewValue: Codable, Hashable, Sendable {
        case attribute(AttributeType, isList: Bool)
        /// The key of a row of another table, or of an account.
        case key(ReferenceTarget)
    }
}
