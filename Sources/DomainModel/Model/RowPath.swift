extension DomainModel {
    /// One step of a path: from a row to the row that one of its references points at.
    public struct PathStep: Codable, Hashable, Sendable {
        /// The reference's name.
        public var name: String
        /// Its columns, in the order of the key that they hold.
        public var columns: [String]
        /// The entity that it points at.
        public var entity: String

        public init(_ name: String, columns: [String], entity: String) {
            self.name = name
            self.columns = columns
            self.entity = entity
        }
    }

    /// How a row names an account.
    public struct AccountPath: Codable, Hashable, Sendable {
        /// The way to the row that names it; empty where the row itself does.
        public var steps: [PathStep]
        /// The last relation's name, or `owner` for a profile that is the account itself.
        public var name: String
        /// The column that holds the account's id, at the end of the steps.
        public var column: String
        public var isOwner: Bool

        public init(_ steps: [PathStep] = [], name: String, column: String, isOwner: Bool) {
            self.steps = steps
            self.name = name
            self.column = column
            self.isOwner = isOwner
        }
    }

    /// Rows of another entity that each name an account and a row, so that the one is let in to the other:
    /// memberships and shares.
    public struct Listing: Codable, Hashable, Sendable {
        /// The entity whose rows they are: `TeamMember`.
        public var entity: String
        /// The entity whose rows they name: `Team`.
        public var target: String
        /// The columns with the key of that row, in the key's order.
        public var columns: [String]
        /// The column with the account's id.
        public var account: String
        /// The column that says as what: a member's role, a share's permission.
        public var quality: String?
        /// What counts in that column; empty where everything does.
        public var values: [String]

        public init(
            _ entity: String, of target: String, columns: [String], account: String, quality: String? = nil,
            values: [String] = []
        ) {
            self.entity = entity
            self.target = target
            self.columns = columns
            self.account = account
            self.quality = quality
            self.values = values
        }
    }
}
