internal import Diagnostics
internal import Naming
internal import Specification

/// What the module `invitations` brings, as if it had been declared.
///
/// An invitation is a row that only its functions make and take: its token is answered once, and the database keeps the
/// hash. So everything that berry makes of entities is made of invitations, too.
struct InvitationsModule {
    static let entity = "Invitation"
    /// For how long a token can be used.
    static let lifetime = "7 days"

    let tenancy: Tenancy
    /// The entity whose rows say who is a member.
    let members: EntityDeclaration

    /// Nil where the specification has no such module, or no members to invite.
    init?(_ specification: Specification) {
        guard specification.modules.contains(.invitations), let tenancy = specification.tenancy else { return nil }
        let name = Normalizer.folded(tenancy.membership)
        guard let members = specification.entities.first(where: { Normalizer.folded($0.name) == name }) else {
            return nil
        }
        self.tenancy = tenancy
        self.members = members
    }

    var declaration: EntityDeclaration {
        let tenant = phrase(tenancy.entity)
        var entity = EntityDeclaration()
        entity.name = Self.entity
        entity.description =
            "Asks somebody to become a member of a \(tenant). create_invitation answers its token, which is kept nowhere; "
            + "accept_invitation takes it, once, within \(Self.lifetime)."
        entity.fields = fields
        entity.relations = [
            .init(module: camelCase(tenancy.entity), tenancy.entity, "What the member would belong to."),
            .init(module: "invitedBy", accounts, "Who invites."),
            .init(module: "acceptedBy", accounts, "Who accepted.", isRequired: false),
        ]
        entity.order = ["-createdAt"]
        entity.timestamps = true
        return entity
    }

    private var fields: [FieldDeclaration] {
        var fields: [FieldDeclaration] = []
        if let role = members.fields.first(where: { camelCase($0.name) == "role" && $0.type == .enum }) {
            var field = FieldDeclaration()
            field.name = "role"
            field.type = .enum
            field.description = "What the member would be."
            (field.values, field.removed, field.sharedEnum) = (role.values, role.removed, role.sharedEnum)
            field.required = true
            fields.append(field)
        }
        var acceptance = FieldDeclaration()
        (acceptance.name, acceptance.type) = ("acceptedAt", .timestamp)
        acceptance.description = "When the token was used."
        return fields + SecretToken.fields(lifetime: Self.lifetime) + [acceptance]
    }

    /// The entity that means accounts, as memberships call it.
    private var accounts: String {
        let tenant = Normalizer.folded(tenancy.entity)
        let others = members.relations.filter { $0.kind == .belongsTo && Normalizer.folded($0.entity ?? "") != tenant }
        let named = others.first { ["user", "account", "member"].contains(camelCase($0.name)) }
        return named?.entity ?? others.first?.entity ?? "User"
    }
}

extension Normalizer {
    mutating func checkInvitations(at place: SourceLocation?) {
        guard specification.tenancy == nil else { return }
        error(
            "module-needs-tenancy", "the module 'invitations' invites members, and nothing has any", at: place,
            fix: #"add "tenancy", with the entity that has members and the entity that says who is one"#)
    }

    /// Whoever may add a member may invite one, and sees and takes back what was sent.
    func invitationDefaults(for entity: Entity) -> [DomainModel.Rule]? {
        guard let (step, tenancy, members) = invited(by: entity) else { return nil }
        let inviters = members.rules.filter { $0.can.contains(.create) }.flatMap { $0.who.parts }
            .compactMap { part -> [String]? in
                guard case .member(let steps, let listing) = part, steps.map(\.entity) == [step.entity],
                    listing.entity == members.name
                else { return nil }
                return listing.values
            }
        guard !inviters.isEmpty else { return [] }
        let roles =
            inviters.contains([]) ? [] : tenancy.roles.filter { role in inviters.contains { $0.contains(role) } }
        return [.init(.member([step], tenancy.members(as: roles)), can: [.read, .delete])]
    }

    /// Who may invite as what: those who may add a member with that role themselves.
    mutating func resolveInvitations() {
        guard let entity = self.entity(named: InvitationsModule.entity),
            let (step, tenancy, members) = invited(by: entity)
        else { return }
        let place = specification.source.location("modules")
        let rights = members.rules.filter { $0.can.contains(.create) }.compactMap {
            right($0, step, tenancy, members)
        }
        if rights.isEmpty {
            error(
                "nobody-invites", "no member may add another one, so nobody may invite", at: place,
                fix: "let members with a role create \(phrase(pluralized(members.name))), or leave the module out")
        }
        refuseUnknownValues(of: members, tenancy, at: place)
        model.invitations = .init(
            entity: entity.name, rights: rights, requiresSecondFactor: members.requiresSecondFactor)
        decide(
            entity.name, "a token can be used once, within \(InvitationsModule.lifetime), and is stored as its hash",
            because: "the module 'invitations' brings it")
        decide(
            "\(entity.name).role", "nobody invites as more than they may make a member themselves",
            because: "whoever invites adds a member")
    }

    /// The relation to the tenant, the tenancy, and the entity of the members, where `entity` is the module's.
    private func invited(
        by entity: Entity
    ) -> (step: DomainModel.PathStep, tenancy: DomainModel.Membership, members: Entity)? {
        guard entity.name == InvitationsModule.entity, specification.modules.contains(.invitations),
            let tenancy = model.tenancy, let members = self.entity(named: tenancy.listing.entity),
            let reference = entity.references.first(where: { $0.target == .entity(tenancy.listing.target) })
        else { return nil }
        let step = DomainModel.PathStep(reference.name, columns: reference.columns, entity: tenancy.listing.target)
        return (step, tenancy, members)
    }

    /// What a rule about creating members lets whom give; nil where it asks for something that an invitation can't say.
    private func right(
        _ rule: DomainModel.Rule, _ step: DomainModel.PathStep, _ tenancy: DomainModel.Membership, _ members: Entity
    ) -> DomainModel.Invitations.Right? {
        guard case .member(let steps, let listing) = rule.who, steps.map(\.entity) == [step.entity],
            listing.entity == members.name
        else { return nil }
        var invited: [String]?
        for condition in rule.becomes {
            guard case .field(let test) = condition, test.steps.isEmpty, test.column == tenancy.listing.quality,
                let values = test.test.values
            else { return nil }
            invited = invited.map { $0.filter(values.contains) } ?? values
        }
        return .init(inviters: listing.values.isEmpty ? nil : listing.values, invited: invited)
    }

    /// A membership that is more than who is what of what can't be made of an invitation.
    private mutating func refuseUnknownValues(
        of members: Entity, _ tenancy: DomainModel.Membership, at place: SourceLocation?
    ) {
        let known = tenancy.listing.columns + [tenancy.listing.account] + [tenancy.listing.quality].compactMap(\.self)
        let attributes = members.attributes.filter {
            $0.isRequired && $0.defaultValue == nil && !known.contains($0.column)
        }
        let references = members.references.filter { reference in
            reference.isRequired && reference.defaultValue == nil && !reference.columns.allSatisfy(known.contains)
        }
        for name in attributes.map(\.name) + references.map(\.name) {
            error(
                "invitation-lacks-value",
                "a member has a '\(name)' that no invitation knows", at: place,
                fix: "give '\(members.name).\(name)' a default, or make it optional")
        }
    }
}

extension DomainModel.FieldTest.Test {
    /// The texts that meet it; nil where it is about something else.
    fileprivate var values: [String]? {
        func text(_ literal: Literal) -> String? { if case .string(let text) = literal { text } else { nil } }
        switch self {
        case .isEqual(let literal): return text(literal).map { [$0] }
        case .isOneOf(let literals):
            let texts = literals.compactMap(text)
            return texts.count == literals.count ? texts : nil
        default: return nil
        }
    }
}
