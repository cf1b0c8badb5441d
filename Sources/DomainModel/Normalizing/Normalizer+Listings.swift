internal import Diagnostics
internal import Naming
internal import Specification

/// Grants to the accounts that rows of another entity name.
extension Normalizer {
    mutating func member(
        _ path: String, _ roles: [String], of entity: Entity, _ placed: PlacedWho
    ) -> DomainModel.Grantee? {
        let place = placed.location("memberOf")
        var steps: [DomainModel.PathStep] = []
        var target = entity
        if path != "self" || entity.reference(named: "self") != nil {
            guard let found = self.steps(path, of: entity, at: place) else { return nil }
            (steps, target) = found
        }
        guard let membership = target.membership else {
            // What is wrong with a tenancy or with members was reported there.
            if let position = position(of: target.name), declarations[position].members != nil { return nil }
            if let tenancy = specification.tenancy, self.position(of: tenancy.entity) == self.position(of: target.name)
            {
                return nil
            }
            error(
                "no-members", "nobody is a member of '\(target.name)'", at: place,
                fix: "name the entity that holds its members with \"members\", or the tenant with \"tenancy\"")
            return nil
        }
        guard check(roles, among: membership.roles, of: membership.listing, key: "role", placed) else { return nil }
        return .member(steps, membership.members(as: roles))
    }

    mutating func listed(
        _ name: String, _ permission: [String], account: String?, field: String?, of entity: Entity,
        _ placed: PlacedWho
    ) -> DomainModel.Grantee? {
        let place = placed.location("listedIn")
        guard let shares = listingEntity(name, of: entity.name) else {
            let known = entity.collections.map(\.name) + model.entities.map(\.name)
            error(
                "unknown-entity", "there is no entity '\(name)'", at: place,
                fix: nearest(to: name, among: known).map { "write '\($0)'" } ?? "declare it in \"entities\"")
            return nil
        }
        guard var listing = listing(in: shares, of: entity, account: account, at: place) else { return nil }
        if !permission.isEmpty || field != nil {
            let enums = shares.attributes.filter { values(of: $0) != nil }
            let found =
                field.map { name in enums.filter { $0.name == camelCase(name) } }
                ?? (enums.contains { $0.name == "permission" } ? enums.filter { $0.name == "permission" } : enums)
            guard found.count == 1, let attribute = found.first, let values = values(of: attribute) else {
                error(
                    "no-permission-field",
                    field == nil
                        ? "nothing says which field of '\(shares.name)' holds the permission"
                        : "'\(shares.name)' has no enum field '\(field ?? "")'",
                    at: placed.location(field == nil ? "permission" : "permissionField"),
                    fix: enums.isEmpty
                        ? "add an enum field 'permission' there"
                        : "write \"permissionField\": \"\(enums[0].name)\"")
                return nil
            }
            listing.quality = attribute.column
            guard check(permission, among: values, of: listing, key: "permission", placed) else { return nil }
        }
        listing.values = permission
        return .listed(listing)
    }

    private mutating func check(
        _ words: [String], among known: [String], of listing: DomainModel.Listing, key: String, _ placed: PlacedWho
    ) -> Bool {
        guard let wrong = words.first(where: { !known.contains($0) }) else { return true }
        let place = placed.location(key)
        if listing.quality == nil {
            error(
                "no-role-field", "'\(listing.entity)' has no enum field 'role', so its rows have no role", at: place,
                fix: "leave \"role\" out, or add the field")
        } else {
            error(
                "unknown-role", "rows of '\(listing.entity)' are never '\(wrong)'", at: place,
                fix: nearest(to: wrong, among: known).map { "write '\($0)'" } ?? "add it to the field's values")
        }
        return false
    }

    /// Whether a new tenant's first member can be made.
    mutating func checkFirstMember() {
        guard let tenancy = model.tenancy, let members = entity(named: tenancy.listing.entity),
            entity(named: tenancy.listing.target)?.isCreatedByClients == true
        else { return }
        let stated = Set(
            tenancy.listing.columns + [tenancy.listing.account] + [tenancy.listing.quality].compactMap(\.self))
        let missing =
            members.attributes.filter { $0.isRequired && $0.defaultValue == nil && !stated.contains($0.column) }
            .map(\.name)
            + members.references.filter {
                $0.isRequired && $0.defaultValue == nil && stated.isDisjoint(with: $0.columns)
            }.map(\.name)
        guard let name = missing.first else { return }
        error(
            "membership-incomplete",
            "whoever creates a row of '\(tenancy.listing.target)' becomes its first member, and '\(name)' of "
                + "'\(members.name)' would have no value",
            at: position(of: members.name).flatMap { declarations[$0].source.location("name") },
            fix: "give '\(name)' a default, or make it optional")
    }
}

extension DomainModel.Entity {
    /// Whether somebody but the service creates its rows.
    public var isCreatedByClients: Bool {
        rules.contains { $0.can.contains(.create) && $0.who != .service }
    }
}
