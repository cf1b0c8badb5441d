extension DomainModel {
    /// Who belongs to the rows of an entity.
    public struct Membership: Codable, Hashable, Sendable {
        /// Names everybody, whatever their role.
        public var listing: Listing
        /// The members' roles, the most powerful first; empty where members have none.
        public var roles: [String]

        public init(_ listing: Listing, roles: [String]) {
            self.listing = listing
            self.roles = roles
        }

        /// The members with one of these roles; everybody for none.
        public func members(as roles: [String]) -> Listing {
            var listing = listing
            listing.values = roles
            return listing
        }

        /// What the first member of a new row becomes, and of whom one stays.
        public var firstRole: String? { roles.first }
    }
}
