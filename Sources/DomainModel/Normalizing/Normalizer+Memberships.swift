internal import Diagnostics
internal import Naming
internal import Specification

/// Entities whose rows name an account and a row of another entity: memberships and shares.
extension Normalizer {
    mutating func resolveMemberships() {
        if let tenancy = specification.tenancy { resolveTenancy(tenancy) }
        for index in model.entities.indices {
            guard let name = declarations[index].members else { continue }
            let place = declarations[index].source.location("members")
            guard let members = knownEntity(name, at: place),
                let membership = membership(members, of: model.entities[index], at: place)
            else { continue }
            listingEntities.insert(members.name)
            model.entities[index].membership = membership
        }
        for declaration in declarations {
            for case .allow(let grant) in declaration.access ?? [] { noteListings(grant.who, in: declaration) }
        }
    }

    private mutating func resolveTenancy(_ tenancy: Tenancy) {
        let source = tenancy.source
        guard source.isReadable("entity"), source.isReadable("membership"),
            let tenant = knownEntity(tenancy.entity, at: source.location("entity")),
            let members = knownEntity(tenancy.membership, at: source.location("membership")),
            var membership = membership(members, of: tenant, at: source.location("membership"))
        else { return }
        listingEntities.insert(members.name)
        guard case .id = tenant.key else {
            error(
                "tenant-key", "the key of '\(tenant.name)', which separates customers, is an id of its own",
                at: source.location("entity"), fix: "leave \"key\" out there")
            return
        }
        if !tenancy.roles.isEmpty, membership.listing.quality == nil {
            error(
                "no-role-field", "'\(members.name)' has no enum field 'role' that could hold these",
                at: source.location("roles"), fix: "add one with these values")
            return
        }
        let known = membership.roles
        for (position, role) in tenancy.roles.enumerated() where !known.contains(role) {
            error(
                "unknown-role", "'\(role)' is no value of \(members.name).role",
                at: source.location("roles", .index(position)),
                fix: nearest(to: role, among: known).map { "write '\($0)'" } ?? "add it to the field's values")
        }
        membership.roles = tenancy.roles.filter(known.contains) + known.filter { !tenancy.roles.contains($0) }
        guard let index = index(ofEntity: tenant.name) else { return }
        model.entities[index].membership = membership
        model.tenancy = membership
    }

    private mutating func knownEntity(_ name: String, at place: SourceLocation?) -> Entity? {
        if let position = position(of: name) { return model.entities[position] }
        // One whose name is wrong was reported where it is declared.
        if specification.entities.contains(where: { $0.name == name }) { return nil }
        error(
            "unknown-entity", "there is no entity '\(name)'", at: place,
            fix: nearest(to: name, among: specification.entities.map(\.name)).map { "write '\($0)'" }
                ?? "declare it in \"entities\"")
        return nil
    }

    private mutating func membership(
        _ members: Entity, of target: Entity, at place: SourceLocation?
    ) -> DomainModel.Membership? {
        guard var listing = listing(in: members, of: target, account: nil, at: place) else { return nil }
        guard let role = members.attribute(named: "role"), let values = values(of: role) else {
            return .init(listing, roles: [])
        }
        listing.quality = role.column
        return .init(listing, roles: values)
    }

    /// How the rows of `entity` name an account and a row of `target`.
    mutating func listing(
        in entity: Entity, of target: Entity, account: String?, at place: SourceLocation?
    ) -> DomainModel.Listing? {
        let rows = entity.references.filter { $0.target == .entity(target.name) && $0.name != account.map(camelCase) }
        let accounts = entity.references.filter { isAccount($0.target) && !rows.contains($0) }
        let named = account.map(camelCase)
        if let named, !accounts.contains(where: { $0.name == named }) {
            error(
                "no-account", "'\(entity.name).\(named)' doesn't point at an account", at: place,
                fix: nearest(to: named, among: accounts.map(\.name)).map { "write '\($0)'" })
            return nil
        }
        let likely = accounts.filter {
            named == nil ? ["user", "account", "member"].contains($0.name) : $0.name == named
        }
        let account = likely.count == 1 ? likely[0] : accounts.count == 1 ? accounts[0] : nil
        guard rows.count == 1, let account, let column = account.columns.first else {
            let declared = position(of: entity.name).flatMap { declarations[$0].source.location("name") }
            error(
                rows.isEmpty || accounts.isEmpty ? "listing-without-ends" : "ambiguous-listing",
                "'\(entity.name)' needs one belongsTo to '\(target.name)' and one to an account, so that a row of it "
                    + "says whom it lets in to what", at: place,
                notes: [.init("'\(entity.name)' is declared here", at: declared)])
            return nil
        }
        return .init(entity.name, of: target.name, columns: rows[0].columns, account: column)
    }

    /// The values of an attribute that holds one of several; nil for another.
    func values(of attribute: DomainModel.Attribute) -> [String]? {
        guard case .enumeration(let name) = attribute.type, !attribute.isList else { return nil }
        return enumeration(named: name)?.values.map(\.name)
    }

    private mutating func noteListings(_ who: Who, in declaration: EntityDeclaration) {
        switch who {
        case .listedIn(let name, _, _, _):
            if let entity = listingEntity(name, of: declaration.name) { listingEntities.insert(entity.name) }
        case .all(let parts): for part in parts { noteListings(part, in: declaration) }
        default: break
        }
    }

    /// The entity that `listedIn` means: by its name, its table, or the name of the rows that refer here.
    func listingEntity(_ name: String, of entity: String) -> Entity? {
        if let collection = self.entity(named: entity)?.collections.first(where: { $0.name == camelCase(name) }) {
            return self.entity(named: collection.entity)
        }
        if let position = position(of: name) ?? position(of: singularized(snakeCase(name))) {
            return model.entities[position]
        }
        return model.entities.first { $0.table == name }
    }

    /// Nobody is a member twice, or a member in two roles.
    mutating func addMembershipUniques() {
        for membership in model.entities.compactMap(\.membership) {
            guard let index = index(ofEntity: membership.listing.entity) else { continue }
            let entity = model.entities[index]
            let columns = membership.listing.columns + [membership.listing.account]
            let uniques = entity.uniques.filter { $0.condition == nil }.map(\.columns) + [entity.keyColumns]
            if uniques.contains(where: { Set($0) == Set(columns) }) { continue }
            addUnique(columns, name: nil, nil, to: index)
            decide(
                "\(entity.name).unique", "an account is a member of one \(phrase(membership.listing.target)) once",
                because: "its rows say who belongs to what")
        }
    }
}
