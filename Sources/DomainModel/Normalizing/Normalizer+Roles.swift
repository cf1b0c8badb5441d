internal import Diagnostics
internal import Naming
internal import Specification

/// App-wide roles: which include which, and where accounts' roles are kept.
extension Normalizer {
    mutating func resolveRoles() {
        model.countsAnonymousAccounts = specification.anonymousAccounts ?? false
        resolveInclusions()
        guard let declared = specification.rolesFrom else { return }
        let source = declared.source
        guard source.isReadable("entity"), source.isReadable("field") else { return }
        guard let position = position(of: declared.entity) else {
            let known = specification.entities.map(\.name)
            if known.contains(declared.entity) { return }
            error(
                "unknown-entity", "there is no entity '\(declared.entity)'", at: source.location("entity"),
                fix: nearest(to: declared.entity, among: known).map { "write '\($0)'" }
                    ?? "declare it in \"entities\"")
            return
        }
        let entity = model.entities[position]
        guard let attribute = entity.attribute(named: camelCase(declared.field)) else {
            unknownMember(declared.field, of: entity, at: source.location("field"))
            return
        }
        let accounts = entity.references.filter {
            isAccount($0.target) && ($0.isUnique || entity.keyColumns == $0.columns)
        }
        guard let account = entity.isAccount ? "id" : accounts.count == 1 ? accounts[0].columns.first : nil else {
            error(
                "roles-without-account",
                "'\(entity.name)' needs one relation to an account that is unique, so that each account has one row",
                at: source.location("entity"), fix: "add \"unique\": true to its belongsTo User")
            return
        }
        let isEnum = if case .enumeration = attribute.type { true } else { false }
        guard isEnum || attribute.type == .text else {
            error(
                "role-field-type", "'\(declared.field)' holds no role: it is neither a text nor an enum",
                at: source.location("field"))
            return
        }
        if model.roles.isEmpty, case .enumeration(let name) = attribute.type {
            model.roles = enumeration(named: name)?.values.map(\.name) ?? []
        }
        model.roleSource = .init(entity.name, account: account, column: attribute.column, isList: attribute.isList)
        model.entities[position].reservedColumns.append(attribute.column)
        decide(
            "\(entity.name).\(attribute.name)",
            "nobody but the service states or changes it, unless a grant's fields name it",
            because: "it says which roles an account has")
    }

    private mutating func resolveInclusions() {
        let known = specification.roles.map(\.name)
        for role in specification.roles where !role.includes.isEmpty {
            for (position, name) in role.includes.enumerated() where !known.contains(name) {
                error(
                    "unknown-role", "there is no role '\(name)'",
                    at: role.source.location("includes", .index(position)),
                    fix: nearest(to: name, among: known).map { "write '\($0)'" } ?? "declare it in \"roles\"")
            }
            model.includedRoles.append(.init(role.name, includes: role.includes.filter(known.contains)))
        }
        for role in specification.roles where included(in: role.name).contains(role.name) {
            error(
                "role-cycle", "the role '\(role.name)' includes itself, by way of others",
                at: role.source.location("includes"), fix: "leave one of them out")
            model.includedRoles = []
            return
        }
    }

    private func included(in role: String) -> Set<String> {
        var found: Set<String> = []
        var open = [role]
        while let next = open.popLast() {
            for name in model.includedRoles.first(where: { $0.role == next })?.includes ?? []
            where found.insert(name).inserted {
                open.append(name)
            }
        }
        return found
    }

    /// A grant by which those whom it names could give themselves a role.
    mutating func refuseSelfPromotion() {
        guard let source = model.roleSource, let index = index(ofEntity: source.entity) else { return }
        for case .allow(let grant) in declarations[index].access ?? [] {
            guard let fields = grant.fields,
                fields.contains(where: { name in
                    columns(named: name, of: model.entities[index]) == [source.column]
                })
            else { continue }
            switch grant.who {
            case .role, .service: continue
            default:
                error(
                    "self-promotion", "whoever this grant names could give an account any role, perhaps their own",
                    at: grant.source.location("fields"), fix: "leave the field out, or grant it to a role")
            }
        }
    }
}
