internal import Diagnostics
internal import Naming
internal import Specification

extension Normalizer {
    /// A grantee with its place in a specification.
    struct PlacedWho {
        let who: Who
        let source: Source
        var path: [Source.Step] = ["who"]

        func location(_ key: String? = nil) -> SourceLocation? {
            source.location(path + (key.map { [.key($0)] } ?? []))
        }
    }

    /// Whom `placed` means for rows of `entity`; nil when something was wrong with it, which is reported.
    ///
    /// `operation` decides which right counts on a parent row where none is stated.
    mutating func grantee(
        _ placed: PlacedWho, of entity: Entity, for operation: Operation
    ) -> DomainModel.Grantee? {
        switch placed.who {
        case .anyone: return .anyone
        case .signedIn: return .signedIn
        case .service: return .service
        case .owner:
            guard let path = ownerPath(of: entity) else {
                if withoutOwner.contains(entity.name) { return nil }
                error(
                    "no-owner", "'\(entity.name)' has no owner", at: placed.location(),
                    fix: "add a belongsTo relation to User named 'owner', or name one with \"owner\"")
                return nil
            }
            return .account(path)
        case .role(let roles): return role(roles, placed)
        case .account(let path): return account(path, of: entity, placed)
        case .through(let relation, let right):
            let place = placed.location("through")
            guard let step = step(relation, of: entity, at: place) else { return nil }
            let right = right ?? (operation == .read ? .read : .update)
            throughUses.append(.init(entity: entity.name, step: step, right: right, place: place))
            return .through(step, right)
        case .all(let parts): return all(parts, of: entity, for: operation, placed)
        case .memberOf(let path, let roles): return member(path, roles, of: entity, placed)
        case .listedIn(let name, let permission, let account, let field):
            return listed(name, permission, account: account, field: field, of: entity, placed)
        }
    }

    private mutating func role(_ roles: [String], _ placed: PlacedWho) -> DomainModel.Grantee {
        let known = model.roles
        if roles.isEmpty { error("empty-grant", "a grant to roles names at least one", at: placed.location()) }
        for role in roles where !known.contains(role) {
            error(
                "unknown-role", "there is no role '\(role)'", at: placed.location("role"),
                fix: nearest(to: role, among: known).map { "write '\($0)'" } ?? "declare it in \"roles\"")
        }
        return .role(roles)
    }

    /// A field in the place of an account, such as the text by which an outside login knows somebody: PostgreSQL compares
    /// rows with `auth.uid()`, which is a UUID.
    mutating func refuse(accountField name: String, at place: SourceLocation?) {
        error(
            "account-field", "'\(name)' is a field, and an account is known by its UUID in 'auth.users'", at: place,
            fix: "add a belongsTo relation to User; what an outside login calls an account is a field of its profile")
    }

    private mutating func account(
        _ text: String, of entity: Entity, _ placed: PlacedWho
    ) -> DomainModel.Grantee? {
        let place = placed.location("account")
        guard let path = resolve(text, of: entity, at: place) else { return nil }
        if path.entity.attribute(named: camelCase(path.last)) != nil {
            refuse(accountField: path.last, at: place)
            return nil
        }
        guard let reference = path.entity.reference(named: camelCase(path.last)) else {
            unknownMember(path.last, of: path.entity, at: place)
            return nil
        }
        guard isAccount(reference.target), let column = reference.columns.first else {
            error(
                "no-account", "'\(text)' doesn't point at an account", at: place,
                fix: "name a relation to User")
            return nil
        }
        let isOwner = path.steps.isEmpty && entity.owner == .reference(reference.name)
        return .account(.init(path.steps, name: reference.name, column: column, isOwner: isOwner))
    }

    private mutating func all(
        _ parts: [Who], of entity: Entity, for operation: Operation, _ placed: PlacedWho
    ) -> DomainModel.Grantee? {
        if parts.isEmpty {
            error("empty-grant", "a grant to all of several grantees names at least one", at: placed.location("all"))
        }
        var grantees: [DomainModel.Grantee] = []
        var isComplete = true
        for (position, part) in parts.enumerated() {
            let inner = PlacedWho(
                who: part, source: placed.source, path: placed.path + [.key("all"), .index(position)])
            if part == .service {
                error(
                    "contradicting-grant", "the service role has every right, so nobody else is the service as well",
                    at: inner.location(), fix: "leave 'service' out")
                isComplete = false
            } else if let grantee = grantee(inner, of: entity, for: operation) {
                grantees += grantee.parts.filter { !grantees.contains($0) }
            } else {
                isComplete = false
            }
        }
        // Everybody is anyone.
        let real = grantees.filter { $0 != .anyone }
        if !isComplete { return nil }
        return real.count == 1 ? real[0] : real.isEmpty ? .anyone : .all(real)
    }

    func ownerPath(of entity: Entity) -> DomainModel.AccountPath? {
        switch entity.owner {
        case nil: return nil
        case .itself: return .init(name: "owner", column: "id", isOwner: true)
        case .reference(let name):
            guard let column = entity.reference(named: name)?.columns.first else { return nil }
            return .init(name: name, column: column, isOwner: true)
        }
    }
}
