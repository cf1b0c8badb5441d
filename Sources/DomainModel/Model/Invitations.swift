extension DomainModel {
    /// How accounts are asked to become members of a tenant.
    public struct Invitations: Codable, Hashable, Sendable {
        /// The entity whose rows are the invitations.
        public var entity: String
        /// Who may invite as what.
        public var rights: [Right]
        /// Whether whoever invites needs a second factor.
        public var requiresSecondFactor: Bool

        /// The members with one of the roles `inviters` may give any of the roles `invited`; nil is every role.
        public struct Right: Codable, Hashable, Sendable {
            public var inviters: [String]?
            public var invited: [String]?

            public init(inviters: [String]?, invited: [String]?) {
                self.inviters = inviters
                self.invited = invited
            }
        }

        public init(entity: String, rights: [Right], requiresSecondFactor: Bool) {
            self.entity = entity
            self.rights = rights
            self.requiresSecondFactor = requiresSecondFactor
        }

        /// The columns of an invitation besides its tenant's and its role's.
        public static let tokenHash = "token_hash"
        public static let expiresAt = "expires_at"
        public static let acceptedAt = "accepted_at"
        public static let acceptedBy = "accepted_by_id"
        public static let invitedBy = "invited_by_id"
    }
}
