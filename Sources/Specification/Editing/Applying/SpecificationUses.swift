internal import Diagnostics

/// Where access rules use a part of the specification.
extension Specification {
    /// What a grant's meaning hangs on: conditions on a member, and what a share or membership row says with it.
    func conditions(on member: String, of entity: String) -> [EditRefusal.Use] {
        var uses: [EditRefusal.Use] = []
        for start in entities {
            for case .allow(let grant) in start.access ?? [] {
                let place = "a grant on \(start.name)"
                for comparison in grant.comparisons
                where passes(comparison.field, through: member, of: entity, from: start) {
                    uses.append(.init("a condition of \(place)", at: comparison.source.location("field")))
                }
                if names(grant.who, member, of: entity, from: start) {
                    uses.append(.init(place, at: grant.source.location("who")))
                }
            }
        }
        return uses
    }

    /// Whether the row that a grant looks up says something with this member.
    private func names(_ who: Who, _ member: String, of entity: String, from start: EntityDeclaration) -> Bool {
        switch who {
        case .listedIn(let path, let permission, let account, let field):
            guard isSameEntity(end(of: path, from: start) ?? path, entity) else { return false }
            return account.map { isSameMember($0, member) } ?? false
                || !permission.isEmpty && isSameMember(field ?? "permission", member)
        case .memberOf(let path, let roles):
            guard !roles.isEmpty, isSameMember(member, "role"), let end = end(of: path, from: start) else {
                return false
            }
            return membership(of: end).map { isSameEntity($0, entity) } ?? false
        case .all(let grantees): return grantees.contains { names($0, member, of: entity, from: start) }
        default: return false
        }
    }

    /// Whether a grantee is found by way of this member.
    func passes(_ who: Who, through member: String, of entity: String, from start: EntityDeclaration) -> Bool {
        switch who {
        case .anyone, .signedIn, .service, .owner, .role: false
        case .account(let path), .memberOf(let path, _), .through(let path, _), .listedIn(let path, _, _, _):
            passes(path, through: member, of: entity, from: start)
        case .all(let grantees): grantees.contains { passes($0, through: member, of: entity, from: start) }
        }
    }

    func passes(_ path: String, through member: String, of entity: String, from start: EntityDeclaration) -> Bool {
        path != "self"
            && steps(of: path, from: start).contains { owner, step in
                isSameMember(step, member) && owner.map { isSameEntity($0, entity) } ?? false
            }
    }

    /// The field that a condition of a grant on `start` compares, and its entity.
    func field(at path: String, from start: EntityDeclaration) -> (entity: String, field: FieldDeclaration)? {
        guard let last = steps(of: path, from: start).last, let owner = last.entity.flatMap({ entity(named: $0) }),
            let field = owner.fields.first(where: { isSameMember($0.name, last.step) })
        else { return nil }
        return (owner.name, field)
    }
}

extension AllowGrant {
    /// The conditions, those that are one of several included.
    var comparisons: [Comparison] {
        ((when?.elements ?? []) + (becomes?.elements ?? [])).flatMap(\.comparisons)
    }
}

extension Condition {
    var comparisons: [Comparison] {
        switch self {
        case .comparison(let comparison): [comparison]
        case .any(let alternatives): alternatives.flatMap(\.comparisons)
        }
    }

    func map(_ change: (Comparison) -> Comparison) -> Condition {
        switch self {
        case .comparison(let comparison): .comparison(change(comparison))
        case .any(let alternatives): .any(alternatives.map { $0.map(change) })
        }
    }
}

extension Who {
    var includesOwner: Bool {
        switch self {
        case .owner: true
        case .all(let grantees): grantees.contains(where: \.includesOwner)
        default: false
        }
    }

    /// The app-wide roles that it names.
    var roles: [String] {
        switch self {
        case .role(let roles): roles
        case .all(let grantees): grantees.flatMap(\.roles)
        default: []
        }
    }
}

extension Grant {
    /// Whether it is about members of the row itself.
    var needsMembers: Bool {
        guard case .allow(let grant) = self, case .memberOf("self", _) = grant.who else { return false }
        return true
    }
}
