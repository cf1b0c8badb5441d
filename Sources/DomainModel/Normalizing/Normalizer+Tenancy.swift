internal import Diagnostics
internal import Naming
internal import Specification

/// What a tenancy means for the tenant, its members, and everything that belongs to one.
extension Normalizer {
    /// The way from each entity to its tenant, along required relations.
    mutating func findTenants() {
        guard let tenancy = model.tenancy else { return }
        for index in model.entities.indices where model.entities[index].name != tenancy.listing.target {
            guard let path = pathToTenant(from: model.entities[index], tenancy.listing.target) else { continue }
            model.entities[index].tenantPath = path
            let names = path.map(\.name).joined(separator: ".")
            decide(
                "\(model.entities[index].name).access",
                "whoever is let in, but as anyone or by an app-wide role, must also be a member of its "
                    + "\(phrase(tenancy.listing.target)) (\(names))",
                because: "it belongs to one, by required relations")
        }
        for index in model.entities.indices { keepReferencesInside(ofEntityAt: index, tenancy) }
    }

    /// The shortest; of several, the one declared first.
    private func pathToTenant(from entity: Entity, _ tenant: String) -> [DomainModel.PathStep]? {
        var paths: [[DomainModel.PathStep]] = [[]]
        var seen: Set<String> = [entity.name]
        var next = 0
        while next < paths.count {
            let path = paths[next]
            next += 1
            guard let current = path.last.map({ self.entity(named: $0.entity) }) ?? entity else { continue }
            for reference in current.references where reference.isRequired {
                guard case .entity(let target) = reference.target else { continue }
                let step = DomainModel.PathStep(reference.name, columns: reference.columns, entity: target)
                if target == tenant { return path + [step] }
                if seen.insert(target).inserted { paths.append(path + [step]) }
            }
        }
        return nil
    }

    /// Where both ends of a reference name their tenant, the key holds it as well: no row refers to another tenant's.
    private mutating func keepReferencesInside(ofEntityAt index: Int, _ tenancy: DomainModel.Membership) {
        let entity = model.entities[index]
        guard let own = tenantColumn(of: entity) else { return }
        for position in entity.references.indices {
            let reference = entity.references[position]
            guard case .entity(let name) = reference.target, let other = self.index(ofEntity: name),
                let theirs = tenantColumn(of: model.entities[other])
            else { continue }
            model.entities[index].references[position].tenant = .init(column: own, target: theirs)
            let columns = model.entities[other].keyColumns + [theirs]
            let isThere = model.entities[other].uniques.contains {
                $0.columns == columns && $0.condition == nil && !$0.isDeferrable
            }
            if !isThere {
                addUnique(columns, name: nil, nil, to: other)
            }
            decide(
                "\(entity.name).\(reference.name)",
                "refers to rows of the same \(phrase(tenancy.listing.target)) only", because: "both ends name theirs")
        }
    }

    /// The column in which rows name their tenant directly.
    private func tenantColumn(of entity: Entity) -> String? {
        guard let path = entity.tenantPath, path.count == 1, path[0].columns.count == 1 else { return nil }
        return path[0].columns[0]
    }

    /// Who manages a tenant: owners and admins where there are such roles.
    private func managers(_ tenancy: DomainModel.Membership) -> [String] {
        let named = tenancy.roles.filter { ["owner", "admin"].contains($0) }
        return named.isEmpty ? Array(tenancy.roles.prefix(1)) : named
    }

    /// The rules of the tenant and of its memberships, where nothing was stated. Nil for other entities.
    mutating func tenancyDefaults(for entity: Entity) -> [DomainModel.Rule]? {
        guard let tenancy = model.tenancy else { return nil }
        let managers = tenancy.members(as: managers(tenancy))
        let tenant = phrase(tenancy.listing.target)
        if entity.name == tenancy.listing.target {
            decide(
                "\(entity.name).access",
                "any account may create one and becomes its first \(tenancy.firstRole ?? "member"); members read it, "
                    + "\(words(managers.values)) change it, \(words(Array(tenancy.roles.prefix(1)))) delete it",
                because: "no access was stated, and it is the tenant")
            return [
                .init(.signedIn, can: [.create]),
                .init(.member([], tenancy.listing), can: [.read]),
                .init(.member([], managers), can: [.update]),
                .init(.member([], tenancy.members(as: Array(tenancy.roles.prefix(1)))), can: [.delete]),
            ]
        }
        guard entity.name == tenancy.listing.entity,
            let reference = entity.references.first(where: { $0.columns == tenancy.listing.columns })
        else { return nil }
        let step = DomainModel.PathStep(reference.name, columns: reference.columns, entity: tenancy.listing.target)
        decide(
            "\(entity.name).access",
            "members see each other and may leave; \(words(managers.values)) add, change and remove members of no "
                + "higher role than their own",
            because: "no access was stated, and it says who belongs to \(article(before: tenant)) \(tenant)")
        let account = entity.references.first { $0.columns == [tenancy.listing.account] }
        return [
            .init(.member([step], tenancy.listing), can: [.read]),
            .init(.member([step], managers), can: [.create, .update, .delete]),
            .init(
                .account(
                    .init(
                        name: account?.name ?? "user", column: tenancy.listing.account,
                        isOwner: entity.owner == account.map { .reference($0.name) })), can: [.delete]),
        ]
    }

    private func words(_ roles: [String]) -> String {
        roles.isEmpty ? "members" : roles.map { phrase(pluralized($0)) }.joined(separator: " and ")
    }

    // MARK: Membership besides

    /// Everybody but anyone, the service and app-wide roles also needs to be a member.
    mutating func applyTenancy() {
        guard let tenancy = model.tenancy else { return }
        let stated = model.entities
        for index in model.entities.indices {
            guard let path = model.entities[index].tenantPath else { continue }
            for position in model.entities[index].rules.indices {
                let rule = model.entities[index].rules[position]
                guard !rule.who.parts.allSatisfy(\.needsNoMembership),
                    !implies(rule.who, path, rule.can, tenancy, stated)
                else { continue }
                model.entities[index].rules[position].who = .all(rule.who.parts + [.member(path, tenancy.listing)])
            }
            if model.entities[index].name == tenancy.listing.entity { limitRoles(ofEntityAt: index, path, tenancy) }
        }
    }

    /// Whether the grantee is a member already: by itself, or because nobody else has the right on the parent.
    private func implies(
        _ who: DomainModel.Grantee, _ path: [DomainModel.PathStep], _ can: [Operation],
        _ tenancy: DomainModel.Membership, _ stated: [Entity]
    ) -> Bool {
        who.parts.contains { part in
            switch part {
            case .member(let steps, let listing):
                return steps == path && listing.entity == tenancy.listing.entity
            case .through(let step, let right):
                guard path.first == step, let parent = index(ofEntity: step.entity).map({ stated[$0] }) else {
                    return false
                }
                let rest = Array(path.dropFirst())
                let rules = parent.rules.filter { $0.can.contains(right) && $0.who != .service }
                return rules.allSatisfy { rule in
                    if rule.who.parts.allSatisfy(\.needsNoMembership) { return false }
                    return parent.tenantPath == rest || implies(rule.who, rest, [right], tenancy, stated)
                }
            default: return false
            }
        }
    }

    /// Nobody gives a membership a higher role than their own, or touches one that has a higher role: so nobody
    /// promotes themselves.
    private mutating func limitRoles(
        ofEntityAt index: Int, _ path: [DomainModel.PathStep], _ tenancy: DomainModel.Membership
    ) {
        let entity = model.entities[index]
        guard let quality = tenancy.listing.quality,
            let attribute = entity.attributes.first(where: { $0.column == quality })
        else { return }
        func limited(_ who: DomainModel.Grantee, to role: String) -> DomainModel.Grantee {
            let parts = who.parts.map { part -> DomainModel.Grantee in
                guard case .member(let steps, let listing) = part, steps == path, listing.entity == entity.name else {
                    return part
                }
                return .member(steps, tenancy.members(as: [role]))
            }
            return parts.count == 1 ? parts[0] : .all(parts)
        }
        model.entities[index].rules = entity.rules.flatMap { rule -> [DomainModel.Rule] in
            var rule = rule
            guard let roles = rule.who.roles(in: entity.name, at: path) else { return [rule] }
            var changing = rule.can.filter { $0 != .read }
            let reading = rule.can.filter { $0 == .read }
            // One's own membership has no higher role than oneself.
            let isOwn = rule.who.parts.contains { part in
                if case .account(let path) = part {
                    path.steps.isEmpty && path.column == tenancy.listing.account
                } else {
                    false
                }
            }
            var rules: [DomainModel.Rule] = []
            if isOwn, changing.contains(.delete) {
                rules.append(rule)
                rules[0].can = reading + [.delete]
                changing.removeAll { $0 == .delete }
            } else if !reading.isEmpty {
                rules.append(rule)
                rules[0].can = reading
            }
            guard !changing.isEmpty else { return rules }
            for (rank, role) in tenancy.roles.enumerated() where roles.isEmpty || roles.contains(role) {
                let below = Array(tenancy.roles[rank...]).map { Literal.string($0) }
                let test = DomainModel.RowCondition.field(
                    .init(
                        name: attribute.name, column: quality,
                        below.count == 1 ? .isEqual(below[0]) : .isOneOf(below)))
                rule.who = limited(rule.who, to: role)
                var part = rule
                part.can = changing
                if rank > 0 {
                    part.when.append(test)
                    part.becomes.append(test)
                }
                rules.append(part)
            }
            return rules
        }
    }

    /// Rows that let an account in to something, made by that very account.
    mutating func warnOfSelfListing() {
        var accounts: [String: Set<String>] = [:]
        for entity in model.entities {
            for part in entity.rules.flatMap(\.who.parts) {
                switch part {
                case .member(_, let listing), .listed(let listing):
                    accounts[listing.entity, default: []].insert(listing.account)
                default: break
                }
            }
        }
        for (index, entity) in model.entities.enumerated() {
            guard let columns = accounts[entity.name] else { continue }
            let rule = entity.rules.first { rule in
                rule.can.contains(.create)
                    && rule.who.parts.allSatisfy { part in
                        switch part {
                        case .anyone, .signedIn: true
                        case .account(let path): path.steps.isEmpty && columns.contains(path.column)
                        default: false
                        }
                    }
            }
            guard rule != nil else { continue }
            diagnostics.warning(
                "lists-itself",
                "rows of '\(entity.name)' let accounts in to other rows, and an account may create one for itself",
                at: declarations[index].source.location("access"),
                fix: "let only those create it who may decide about the other row, for example with \"through\"")
        }
    }
}

extension DomainModel.Grantee {
    fileprivate var needsNoMembership: Bool {
        switch self {
        case .anyone, .service, .role: true
        default: false
        }
    }

    /// The roles of the members of `entity` that are meant, none for any role; nil where no members are.
    fileprivate func roles(in entity: String, at path: [DomainModel.PathStep]) -> [String]? {
        for case .member(let steps, let listing) in parts where steps == path && listing.entity == entity {
            return listing.values
        }
        return nil
    }
}
