internal import Diagnostics
internal import Naming
internal import Specification

extension Normalizer {
    mutating func makeRules(ofEntityAt index: Int) {
        let entity = model.entities[index]
        let declaration = declarations[index]
        guard let grants = declaration.access else {
            applyDefaultAccess(to: index, at: declaration.source.location("name"))
            setOwnerDefault(ofEntityAt: index)
            return
        }
        var updates: [UpdateGrant] = []
        // What a grant that was refused gives isn't known, so nothing is said to be missing.
        var isComplete = true
        for case .allow(let grant) in grants {
            guard grant.source.isReadable("who"), let rule = rule(grant, of: entity) else {
                isComplete = false
                continue
            }
            model.entities[index].rules.append(rule)
            if rule.can.contains(.update), rule.who != .service { updates.append((grant, rule)) }
        }
        refuseDifferingFields(grants, of: entity)
        if isComplete {
            warnOfBlindUpdates(ofEntityAt: index)
            warnOfHandingOn(updates, of: entity)
        }
        warnOfCombinations(updates, of: entity)
        setOwnerDefault(ofEntityAt: index)
        warnOfImpossibleCreation(grants, ofEntityAt: index)
    }

    private typealias UpdateGrant = (grant: AllowGrant, rule: DomainModel.Rule)

    private mutating func applyDefaultAccess(to index: Int, at place: SourceLocation?) {
        let entity = model.entities[index]
        if let path = ownerPath(of: entity) {
            for case .allow(let grant) in EntityDeclaration.defaultAccess(hasOwner: true) {
                model.entities[index].rules.append(.init(.account(path), can: grant.can))
            }
            decide(
                "\(entity.name).access", "owners may do everything with their rows, others nothing",
                because: "no access was stated")
        } else if !withoutOwner.contains(entity.name), !hasTenancyDefaults(entity) {
            diagnostics.warning(
                "nobody-has-access",
                "'\(entity.name)' has no owner and states no access, so only the service role "
                    + "can reach it", at: place,
                fix: #"add "access", for example [{"who": "signedIn", "can": ["read"]}]"#)
            decide("\(entity.name).access", "nobody but the service role", because: "it has no owner and states none")
        }
    }

    /// Whether tenancy, which is refused by name, would say who has access.
    private func hasTenancyDefaults(_ entity: Entity) -> Bool {
        guard let tenancy = specification.tenancy else { return false }
        return [tenancy.entity, tenancy.membership].contains { Self.folded($0) == Self.folded(entity.name) }
    }

    /// The owner is the caller, where owners may create rows.
    private mutating func setOwnerDefault(ofEntityAt index: Int) {
        let entity = model.entities[index]
        guard case .reference(let name) = entity.owner, let path = ownerPath(of: entity),
            entity.rules.contains(where: { $0.who == .account(path) && $0.can.contains(.create) }),
            let position = entity.references.firstIndex(where: { $0.name == name }),
            entity.references[position].defaultValue == nil
        else { return }
        model.entities[index].references[position].defaultValue = .caller
        decide(
            "\(entity.name).\(name)", "defaults to the account that creates the row",
            because: "owners may create their rows")
    }

    private func ownerPath(of entity: Entity) -> DomainModel.AccountPath? {
        switch entity.owner {
        case nil: return nil
        case .itself: return .init(name: "owner", column: "id", isOwner: true)
        case .reference(let name):
            guard let column = entity.reference(named: name)?.columns.first else { return nil }
            return .init(name: name, column: column, isOwner: true)
        }
    }

    private mutating func rule(_ grant: AllowGrant, of entity: Entity) -> DomainModel.Rule? {
        guard let who = grantee(grant, of: entity) else { return nil }
        let source = grant.source
        if grant.can.isEmpty, source.isReadable("can") {
            error("empty-grant", "a grant gives at least one right", at: source.location("can"))
        }
        if Set(grant.can).count < grant.can.count {
            error("duplicate-name", "a right is given twice", at: source.location("can"))
        }
        let when = conditions(grant.when, of: entity)
        let becomes = grant.becomes.map { conditions($0, of: entity) }
        if becomes == nil, !when.isEmpty, grant.can.contains(.update) {
            decide(
                "\(entity.name).access",
                "a row that may be changed only under a condition must still meet it afterwards",
                because: "a grant with \"when\" says nothing about what the row \"becomes\"")
        }
        if grant.becomes != nil, grant.can.allSatisfy({ $0 == .read || $0 == .delete }) {
            error(
                "becomes-does-not-apply", "reading and deleting make no new row", at: source.location(ofKey: "becomes"),
                fix: "write \"when\"")
        }
        return .init(
            who, can: Operation.allCases.filter(grant.can.contains), when: when, becomes: becomes,
            columns: columns(of: grant, entity))
    }

    private mutating func columns(of grant: AllowGrant, _ entity: Entity) -> [String]? {
        guard let fields = grant.fields else { return nil }
        let source = grant.source
        if grant.can.contains(.read) {
            error(
                "fields-on-read", "\"fields\" limits what may be stated or changed, not what may be read",
                at: source.location(ofKey: "fields"), fix: "give the right to read in a grant of its own")
        }
        if fields.isEmpty {
            error(
                "empty-grant", "without any field, nothing may be stated or changed", at: source.location("fields"),
                fix: "name the fields, or leave \"fields\" out")
        }
        var columns: [String] = []
        for (position, name) in fields.enumerated() {
            guard let found = self.columns(named: name, of: entity) else {
                unknownMember(name, of: entity, at: source.location("fields", .index(position)))
                continue
            }
            columns += found
        }
        return columns
    }

    private mutating func grantee(_ grant: AllowGrant, of entity: Entity) -> DomainModel.Grantee? {
        let place = grant.source.location("who")
        switch grant.who {
        case .anyone: return .anyone
        case .signedIn: return .signedIn
        case .service: return .service
        case .owner:
            guard let path = ownerPath(of: entity) else {
                if withoutOwner.contains(entity.name) { return nil }
                error(
                    "no-owner", "'\(entity.name)' has no owner", at: place,
                    fix: "add a belongsTo relation to User named 'owner', or name one with \"owner\"")
                return nil
            }
            return .account(path)
        case .role(let roles):
            let known = specification.roles.map(\.name)
            if roles.isEmpty { error("empty-grant", "a grant to roles names at least one", at: place) }
            for role in roles where !known.contains(role) {
                error(
                    "unknown-role", "there is no role '\(role)'", at: grant.source.location("who", "role"),
                    fix: nearest(to: role, among: known).map { "write '\($0)'" } ?? "declare it in \"roles\"")
            }
            return .role(roles)
        case .account(let path):
            guard !path.contains(".") else { return nil }
            guard let reference = entity.reference(named: camelCase(path)) else {
                unknownMember(path, of: entity, at: grant.source.location("who", "account"))
                return nil
            }
            guard isAccount(reference.target), let column = reference.columns.first else {
                error(
                    "no-account", "'\(path)' doesn't point at an account", at: grant.source.location("who", "account"),
                    fix: "name a relation to User")
                return nil
            }
            return .account(
                .init(name: reference.name, column: column, isOwner: entity.owner == .reference(reference.name)))
        case .memberOf, .through, .listedIn, .all:
            // Refused by name before the model is used.
            return nil
        }
    }

    /// Grantees that share a database role share its column privileges.
    private mutating func refuseDifferingFields(_ grants: [Grant], of entity: Entity) {
        for operation in [Operation.create, .update] {
            var first: Set<String>??
            for case .allow(let grant) in grants where grant.can.contains(operation) && grant.who != .service {
                let fields = grant.fields.map { Set($0.map(camelCase)) }
                if let known = first, known != fields, case .refused(let code) = Feature.differingFields.generation {
                    error(
                        code,
                        "\(Feature.differingFields.spelling) are part of the language, but this version of berry "
                            + "can't generate them yet",
                        at: grant.source.location(ofKey: grant.fields == nil ? "can" : "fields"),
                        fix: "give every grantee who may \(operation.rawValue) the same \"fields\"")
                    return
                }
                first = .some(fields)
            }
        }
    }

    /// A grant to create rows that may not state what a row can't do without.
    private mutating func warnOfImpossibleCreation(_ grants: [Grant], ofEntityAt index: Int) {
        let entity = model.entities[index]
        var needed = entity.isAccount ? ["id"] : []
        needed += entity.attributes.filter { $0.isRequired && $0.defaultValue == nil }.map(\.name)
        needed += entity.references.filter { $0.isRequired && $0.defaultValue == nil }.map(\.name)
        for case .allow(let grant) in grants where grant.can.contains(.create) && grant.who != .service {
            guard let fields = grant.fields?.map(camelCase), !fields.isEmpty,
                let missing = needed.first(where: { !fields.contains($0) })
            else { continue }
            diagnostics.warning(
                "impossible-create",
                "this grant can't create any row of '\(entity.name)', because '\(missing)' has no default and is not "
                    + "among its \"fields\"", at: grant.source.location("fields"),
                fix: entity.isAccount
                    ? "leave \"create\" out: signing up creates the row"
                    : "add \"\(missing)\" to \"fields\", or leave \"create\" out")
        }
    }

    /// The row that an update leaves must be the grantee's as well, so nobody can give away what made them one.
    private mutating func warnOfHandingOn(_ updates: [UpdateGrant], of entity: Entity) {
        for (grant, rule) in updates {
            guard case .account(let path) = rule.who, rule.columns?.contains(path.column) ?? false,
                !updates.contains(where: { $0.rule.who.isIndependentOfTheRow })
            else { continue }
            diagnostics.warning(
                "cannot-hand-on",
                "\"fields\" lets '\(path.name)' be changed, but the row must belong to the caller afterwards as well, so "
                    + "this grant hands no row of '\(entity.name)' on", at: grant.source.location("fields"),
                fix: #"leave it out, or let a role do it: {"who": {"role": …}, "can": ["update"]}"#)
        }
    }

    /// PostgreSQL asks whether some grant admits the row as it was, and whether some grant, perhaps another, admits it
    /// as it becomes (manual, CREATE POLICY: permissive policies are combined with OR).
    private mutating func warnOfCombinations(_ updates: [UpdateGrant], of entity: Entity) {
        // One grant that admits any row as it was, or any as it becomes, allows the whole change by itself.
        func combine(_ old: DomainModel.Rule, _ new: DomainModel.Rule) -> Bool {
            !old.becomes.isEmpty && !new.when.isEmpty
        }
        for (position, (grant, rule)) in updates.enumerated() {
            let other = updates[..<position].first { other in
                let differs = other.rule.when != rule.when || other.rule.becomes != rule.becomes
                let conditions = rule.when + rule.becomes + other.rule.when + other.rule.becomes
                let changes = conditions.contains { rule.columns?.contains($0.column) ?? true }
                return differs && changes && (combine(rule, other.rule) || combine(other.rule, rule))
            }
            guard let other else { continue }
            diagnostics.warning(
                "grants-combine",
                "whom both of these grants of '\(entity.name)' name may change a row from what one admits to what the "
                    + "other admits", at: grant.source.location("can"),
                notes: [.init("the other grant", at: other.grant.source.location("can"))],
                fix: "leave the fields of the conditions out of \"fields\" if that isn't meant")
            return
        }
    }

    /// An UPDATE or DELETE that names its rows needs to read them.
    private mutating func warnOfBlindUpdates(ofEntityAt index: Int) {
        let entity = model.entities[index]
        let readers = entity.rules.filter { $0.can.contains(.read) }.map(\.who)
        for rule in entity.rules
        where rule.who != .service && rule.can.contains(where: { $0 == .update || $0 == .delete }) {
            if readers.contains(rule.who) || readers.contains(.anyone) { continue }
            if case .role = rule.who, readers.contains(.signedIn) { continue }
            if case .account = rule.who, readers.contains(.signedIn) { continue }
            diagnostics.warning(
                "change-without-read",
                "someone who may change or delete rows of '\(entity.name)' may not read them, so PostgreSQL finds none "
                    + "to change", at: declarations[index].source.location("access"), fix: "add \"read\" to the grant")
            return
        }
    }
}

extension DomainModel.Grantee {
    /// Whether the caller alone decides who is meant, and not what the row holds.
    fileprivate var isIndependentOfTheRow: Bool {
        if case .account = self { false } else { true }
    }
}
