extension DomainModel {
    /// A role that has everything that others have.
    public struct Inclusion: Codable, Hashable, Sendable {
        public var role: String
        public var includes: [String]

        public init(_ role: String, includes: [String]) {
            self.role = role
            self.includes = includes
        }
    }

    /// A table that holds the accounts' app-wide roles.
    public struct RoleSource: Codable, Hashable, Sendable {
        public var entity: String
        /// The column with the account's id.
        public var account: String
        /// The column with the role, or with several.
        public var column: String
        public var isList: Bool

        public init(_ entity: String, account: String, column: String, isList: Bool) {
            self.entity = entity
            self.account = account
            self.column = column
            self.isList = isList
        }
    }
}
