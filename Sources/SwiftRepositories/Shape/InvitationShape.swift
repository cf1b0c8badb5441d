internal import DomainModel

/// What an entity's repository has to know to invite members and to let them in.
struct InvitationShape {
    /// What is invited to: the invitation's relation.
    let tenant: MemberShape
    /// As what, where members have roles.
    let role: MemberShape?
    /// The type of the members' rows.
    let members: String
    /// The columns of a membership.
    let memberTenant: String
    let memberAccount: String
    let memberRole: String?

    /// Nil for an entity that isn't the module's.
    init?(_ entity: EntityShape, in model: DomainModel, members: String?) {
        guard let invitations = model.invitations, invitations.entity == entity.entity.name,
            let listing = model.tenancy?.listing, let members, let memberTenant = listing.columns.first,
            let reference = entity.entity.references.first(where: { $0.target == .entity(listing.target) }),
            let tenant = entity.members.first(where: { $0.columns == reference.columns })
        else { return nil }
        self.tenant = tenant
        role = listing.quality == nil ? nil : entity.members.first { $0.columns == ["role"] }
        self.members = members
        self.memberTenant = memberTenant
        memberAccount = listing.account
        memberRole = listing.quality
    }
}
