internal import DomainModel
internal import Naming
internal import Specification

extension AccessSummary {
    /// What the functions of the module `invitations` give beside the rules.
    mutating func addInvitations(of model: DomainModel) {
        guard let invitations = model.invitations, let tenancy = model.tenancy else { return }
        let tenant = phrase(tenancy.listing.target)
        add(invitations.rights.map { $0.sentence(tenant) }, to: .create, of: invitations.entity)
        add(["whoever has the token of an invitation"], to: .create, of: tenancy.listing.entity)
    }
}

extension DomainModel.Invitations.Right {
    /// "admins of the team, as admin or member"
    fileprivate func sentence(_ tenant: String) -> String {
        let who = inviters.map { $0.map { phrase(pluralized($0)) }.joined(separator: " and ") } ?? "members"
        let what = invited.map { ", as \($0.joined(separator: " or "))" } ?? ""
        return "\(who) of the \(tenant)\(what)"
    }
}
