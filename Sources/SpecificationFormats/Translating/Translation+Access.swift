internal import Specification

extension Translation {
    /// What policies say, as grants: those of one caller together. Nil where one of them needs a column that became
    /// something else.
    func grants(of policies: [Schema.Policy], _ made: TableTranslation) -> [Grant]? {
        var grants: [AllowGrant] = []
        for policy in policies {
            guard let who = who(policy.caller, made) else { return nil }
            if let index = grants.firstIndex(where: { $0.who == who }) {
                grants[index].can = Operation.allCases.filter {
                    grants[index].can.contains($0) || policy.can.contains($0)
                }
            } else {
                var grant = AllowGrant()
                grant.who = who
                grant.can = policy.can
                grants.append(grant)
            }
        }
        return grants.map(Grant.allow)
    }

    private func who(_ caller: Schema.Policy.Caller, _ made: TableTranslation) -> Who? {
        switch caller {
        case .anyone: return .anyone
        case .signedIn: return .signedIn
        case .account(let position):
            guard let member = made.members[position] else { return nil }
            // The row of a profile is its own account's.
            if made.key == [position], member.name == "id" { return .owner }
            guard member.isRelation else { return nil }
            // Where owners create rows, berry fills in who creates one, and this database has to do so already.
            let relation = made.entity.relations.first { $0.name == member.name }
            return relation?.defaultValue != nil && ownCandidates(made) == [member.name]
                ? .owner : .account(member.name)
        }
    }

    /// What holds where no policy says anything: an owner's rights, without the default that owners bring along.
    func grantsOfOwner(_ made: TableTranslation) -> [Grant]? {
        let candidates = ownCandidates(made)
        guard candidates.count == 1, let relation = made.entity.relations.first(where: { $0.name == candidates[0] }),
            relation.defaultValue == nil
        else { return nil }
        var grant = AllowGrant()
        grant.who = .account(relation.name)
        grant.can = Operation.allCases
        return [.allow(grant)]
    }

    private func ownCandidates(_ made: TableTranslation) -> [String] {
        made.entity.relations.filter {
            $0.entity.map(isAccountEntity) ?? false && EntityDeclaration.ownerNames.contains($0.name)
        }.map(\.name)
    }

    private func isAccountEntity(_ name: String) -> Bool {
        name == "User" || entityNames.contains { $0.value == name && isProfile(tableAt: $0.key) }
    }
}
