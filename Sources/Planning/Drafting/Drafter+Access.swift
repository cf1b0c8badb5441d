internal import Naming
internal import Specification

/// Rights, and the groups whose members have them.
extension Drafter {
    /// Gives rights that nobody else keeps.
    mutating func onlyGrant(_ grant: AllowGrant, _ entity: String) {
        for other in draft.grants(of: entity) {
            guard case .allow(let allowed) = other, allowed.who != grant.who, allowed.who != .service else { continue }
            let taken = allowed.can.filter { grant.can.contains($0) }
            if !taken.isEmpty { _ = draft.revoke(allowed.who, taken, entity) }
        }
        _ = draft.grant(grant, entity)
    }

    /// Lets somebody change one field; whoever else may change rows keeps the other fields.
    mutating func fieldGrant(_ grant: AllowGrant, _ field: String, _ entity: String, isOnly: Bool) {
        guard grant.can == [.update] else {
            problem =
                "who may \(grant.can.map(\.rawValue).joined(separator: " and ")) a single field can't be said; "
                + "rights to read, create and delete are given for whole rows"
            return
        }
        if isOnly { takeAway(field, of: entity, from: { $0 != grant.who && $0 != .service }) }
        guard !draft.gives(grant.who, .update, entity) else { return }
        var own = grant
        own.fields = [field]
        _ = draft.grant(own, entity)
    }

    private mutating func takeAway(_ field: String, of entity: String, from isMeant: (Who) -> Bool) {
        for other in draft.grants(of: entity) {
            guard case .allow(var allowed) = other, allowed.can.contains(.update), isMeant(allowed.who),
                allowed.fields?.contains(field) ?? true
            else { continue }
            _ = draft.revoke(allowed.who, [.update], entity)
            allowed.can = [.update]
            allowed.fields = (allowed.fields ?? (draft.entity(entity)?.fields.map(\.name) ?? [])).filter { $0 != field }
            if !(allowed.fields?.isEmpty ?? true) { _ = draft.grant(allowed, entity) }
        }
    }

    /// Who belongs to a group: an entity of its own between the group and accounts.
    mutating func members(of group: String) {
        guard draft.entity(group)?.members == nil, draft.specification.tenancy?.entity != group else { return }
        // A link to accounts would say the same a second time.
        let membership = group + "Member"
        if draft.entity(membership) == nil {
            makeEntity(membership)
            belong(.init(child: membership, parent: group, isRequired: true, isPart: true))
            belong(.init(child: membership, parent: "User", name: "user", isRequired: true, isPart: true))
            unique([camelCase(group), "user"], membership)
        }
        draft.perform(.setMembers(membership, entity: group), on: group) { $0.members = membership }
    }

    // MARK: Rules of rows

    mutating func check(_ check: CheckDeclaration, _ entity: String) {
        guard let declaration = draft.entity(entity) else { return }
        if !touchedEntities.contains(entity) { touchedEntities.append(entity) }
        if declaration.checks.contains(where: { $0.sql == check.sql }) { return }
        draft.perform(.addCheck(check, entity: entity), on: entity) { $0.checks.append(check) }
    }

    mutating func noOverlap(_ ban: NoOverlap, _ entity: String) {
        if !touchedEntities.contains(entity) { touchedEntities.append(entity) }
        let isKnown = draft.entity(entity)?.noOverlap.contains {
            Set($0.within) == Set(ban.within) && $0.from == ban.from && $0.to == ban.to
        }
        guard isKnown == false else { return }
        draft.reason = draft.reason ?? "two periods of the same may not share a moment"
        draft.changeEntity(entity) { $0.noOverlap.append(ban) }
    }
}
