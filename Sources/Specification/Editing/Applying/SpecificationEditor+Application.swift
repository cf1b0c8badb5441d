internal import Diagnostics
internal import Naming

/// Edits of what belongs to no single entity.
extension SpecificationEditor {
    mutating func setTenancy(_ tenancy: Tenancy?) throws(DiagnosticsError) {
        if let tenancy {
            _ = try index(ofEntity: tenancy.entity)
            _ = try index(ofEntity: tenancy.membership)
        }
        specification.tenancy = tenancy
    }

    mutating func setMembers(_ members: String?, of entity: String) throws(DiagnosticsError) {
        let position = try index(ofEntity: entity)
        if let members { _ = try index(ofEntity: members) }
        specification.entities[position].members = members
    }

    mutating func setRoles(_ roles: [RoleDeclaration]) throws(DiagnosticsError) {
        let names = Set(roles.map(\.name))
        for role in roles {
            for included in role.includes where !names.contains(included) {
                throw EditRefusal.unknown(
                    "role", included, among: roles.map(\.name), at: specification.source.location("roles"))
            }
        }
        for entity in specification.entities {
            for case .allow(let grant) in entity.access ?? [] {
                guard let role = grant.who.roles.first(where: { !names.contains($0) }),
                    specification.roles.contains(where: { $0.name == role })
                else { continue }
                throw EditRefusal.stillUsed(
                    [.init("a grant on \(entity.name)", at: grant.source.location("who"))], "the role '\(role)'",
                    fix: "take its rights away first, or keep the role")
            }
        }
        if specification.roles != roles { specification.roles = roles }
    }

    mutating func addView(_ view: ViewDeclaration) throws(DiagnosticsError) {
        if let existing = specification.views.first(where: { isSameMember($0.name, view.name) }) {
            guard existing.write().says(view.write()) else {
                throw EditRefusal.inUse(
                    "there is a view '\(existing.name)' already, and it differs", at: existing.source.location("name"),
                    fix: "change it, or choose another name")
            }
            return
        }
        specification.views.append(view)
    }

    mutating func changeView(_ name: String, _ changes: Changes<ViewDeclaration>) throws(DiagnosticsError) {
        let position = try viewIndex(name)
        try changes.apply(to: &specification.views[position], renamedBy: "renameView")
    }

    mutating func renameView(_ name: String, to new: String) throws(DiagnosticsError) {
        if !specification.views.contains(where: { isSameMember($0.name, name) }),
            let done = specification.views.first(where: { isSameMember($0.name, new) }),
            Self.isDone(done.renamedFrom, from: name)
        {
            return
        }
        let position = try viewIndex(name)
        let old = specification.views[position]
        guard old.name != new else { return }
        for (index, other) in specification.views.enumerated() where index != position {
            if isSameMember(other.name, new) || other.renamedFrom.map({ isSameMember($0, new) }) ?? false {
                throw EditRefusal.inUse("there is a view '\(new)' already", at: other.source.location("name"))
            }
        }
        try refuseStatements(namingView: old.name)
        specification.views[position].name = new
        specification.views[position].renamedFrom = Self.former(old.renamedFrom, renaming: old.name, to: new)
        noteUnseenFiles("the view '\(snakeCase(old.name))'")
    }

    mutating func removeView(_ name: String) throws(DiagnosticsError) {
        let position = try viewIndex(name)
        try refuseStatements(namingView: specification.views[position].name)
        specification.views.remove(at: position)
    }

    private func refuseStatements(namingView name: String) throws(DiagnosticsError) {
        let uses = statements(naming: [snakeCase(name)]).filter { $0.what != "the view '\(name)'" }
        guard uses.isEmpty else {
            throw EditRefusal.stillUsed(
                uses, "the view '\(name)'",
                fix: "rewrite the statement in the same change: whole statements are never rewritten")
        }
    }

    mutating func addQuery(_ query: QueryDeclaration) throws(DiagnosticsError) {
        if let existing = specification.queries.first(where: { isSameMember($0.name, query.name) }) {
            guard existing.write().says(query.write()) else {
                throw EditRefusal.inUse(
                    "there is a query '\(existing.name)' already, and it differs",
                    at: existing.source.location("name"), fix: "remove it first, or choose another name")
            }
            return
        }
        specification.queries.append(query)
    }

    mutating func removeQuery(_ name: String) throws(DiagnosticsError) {
        guard let position = specification.queries.firstIndex(where: { isSameMember($0.name, name) }) else {
            throw EditRefusal.unknown(
                "query", name, among: specification.queries.map(\.name), at: specification.source.location("queries"))
        }
        specification.queries.remove(at: position)
    }
}
