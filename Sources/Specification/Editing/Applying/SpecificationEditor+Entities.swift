internal import Diagnostics
internal import Naming

extension SpecificationEditor {
    mutating func addEntity(_ entity: EntityDeclaration) throws(DiagnosticsError) {
        if let existing = specification.entities.first(where: { isSameEntity($0.name, entity.name) }) {
            guard existing.write().says(entity.write()) else {
                throw EditRefusal.inUse(
                    "there is an entity '\(existing.name)' already, and it differs",
                    at: existing.source.location("name"), fix: "change it, or choose another name")
            }
            return
        }
        try requireFree(entity: entity.name)
        specification.entities.append(entity)
        for relation in entity.relations { try requireTargets(of: relation, in: entity) }
    }

    mutating func changeEntity(_ name: String, _ changes: Changes<EntityDeclaration>) throws(DiagnosticsError) {
        let position = try index(ofEntity: name)
        let old = specification.entities[position]
        try changes.apply(to: &specification.entities[position], renamedBy: "renameEntity")
        let new = specification.entities[position]
        if old.databaseTable != new.databaseTable { try refuseStatements(naming: old.databaseTable) }
        try requireMembers(new.key + new.order + new.search + (new.owner.map { [$0] } ?? []), of: new)
    }

    mutating func renameEntity(_ name: String, to new: String) throws(DiagnosticsError) {
        if !specification.entities.contains(where: { isSameEntity($0.name, name) }),
            let done = specification.entities.first(where: { isSameEntity($0.name, new) }),
            done.renamedFrom.map({ isSameEntity($0, name) }) ?? false
        {
            return
        }
        let position = try index(ofEntity: name)
        let old = specification.entities[position]
        guard old.name != new else { return }
        try requireFree(entity: new, except: old.name)
        let collections = keysStatedBy(old)
        specification.entities[position].name = new
        specification.entities[position].renamedFrom = Self.former(old.renamedFrom, renaming: old.name, to: new)
        // Only the name 'User' makes an account's profile of an entity.
        if old.isAccount != specification.entities[position].isAccount {
            specification.entities[position].account = old.isAccount
        } else if specification.entities[position].renamedFrom == nil, old.account == (new == "User") {
            // Back under the name that says it by itself.
            specification.entities[position].account = nil
        }
        renameReferences(toEntity: old.name, new)
        if old.databaseTable != specification.entities[position].databaseTable {
            try refuseStatements(naming: old.databaseTable)
            noteUnseenFiles("the table '\(old.databaseTable)'")
        }
        // A key that this entity states on another is named after it.
        for target in collections {
            let renaming = MemberRenaming(
                before: specification, entity: target, old: camelCase(old.name), new: camelCase(new))
            try renameReferences(
                renaming, columns: (["\(snakeCase(old.name))_id"], ["\(snakeCase(new))_id"]))
        }
    }

    /// The entities on which `entity` states a key that no relation of theirs declares, and that is named after it.
    private func keysStatedBy(_ entity: EntityDeclaration) -> [String] {
        entity.relations.compactMap { relation in
            guard relation.kind == .hasMany || relation.kind == .hasOne, relation.inverse == nil,
                let target = relation.entity.flatMap({ specification.entity(named: $0) }),
                !target.relations.contains(where: {
                    $0.kind == .belongsTo && $0.entity.map { isSameEntity($0, entity.name) } ?? false
                })
            else { return nil }
            return target.name
        }
    }

    func refuseStatements(naming table: String) throws(DiagnosticsError) {
        let uses = statements(naming: [table])
        guard uses.isEmpty else {
            throw EditRefusal.stillUsed(
                uses, "the table '\(table)'",
                fix: "rewrite the statement in the same change: whole statements are never rewritten")
        }
    }

    private mutating func renameReferences(toEntity old: String, _ new: String) {
        func renamed(_ name: String) -> String { isSameEntity(name, old) ? new : name }
        for index in specification.entities.indices {
            var entity = specification.entities[index]
            for position in entity.relations.indices {
                entity.relations[position].entity = entity.relations[position].entity.map(renamed)
                entity.relations[position].entities = entity.relations[position].entities.map(renamed)
                entity.relations[position].via = entity.relations[position].via.map(renamed)
            }
            entity.members = entity.members.map(renamed)
            entity.access = entity.access?.map { $0.renamingShares(renamed) }
            if entity != specification.entities[index] { specification.entities[index] = entity }
        }
        if let tenancy = specification.tenancy {
            specification.tenancy?.entity = renamed(tenancy.entity)
            specification.tenancy?.membership = renamed(tenancy.membership)
        }
        if let source = specification.rolesFrom { specification.rolesFrom?.entity = renamed(source.entity) }
        for index in specification.groups.indices {
            specification.groups[index].entities = specification.groups[index].entities.map(renamed)
        }
    }
}

extension Grant {
    /// A grant may name the entity of its share rows instead of a relation to them, in an entity's spelling.
    fileprivate func renamingShares(_ renamed: (String) -> String) -> Grant {
        guard case .allow(var grant) = self else { return self }
        grant.who = grant.who.renamingShares(renamed)
        return .allow(grant)
    }
}

extension Who {
    fileprivate func renamingShares(_ renamed: (String) -> String) -> Who {
        switch self {
        case .listedIn(let name, let permission, let account, let field) where name.first?.isUppercase ?? false:
            .listedIn(renamed(name), permission: permission, account: account, permissionField: field)
        case .all(let grantees): .all(grantees.map { $0.renamingShares(renamed) })
        default: self
        }
    }
}

extension Changes {
    /// Gives the object its new values.
    ///
    /// - Parameter renaming: The edit that changes its name, which these changes can't.
    func apply(to object: inout Object, renamedBy renaming: String) throws(DiagnosticsError) {
        let known = Object.keys.map(\.name)
        let fresh = Object()
        for (names, origin) in [(set, values), (unset, fresh)] {
            for name in names {
                guard let key = Object.keys.first(where: { $0.name == name }) else {
                    throw EditRefusal.unknown(
                        "key of \(Object.title)", name, among: known, at: object.source.location())
                }
                guard name != "name", name != "renamedFrom" else {
                    throw EditRefusal.invalid(
                        "'\(name)' can't be changed like another key", at: object.source.location("name"),
                        fix: "use the edit \(renaming)")
                }
                guard !key.isRequired || names == set else {
                    throw EditRefusal.invalid(
                        "\(Object.title) needs the key '\(name)'", at: object.source.location(.key(name)))
                }
                key.copy(origin, &object)
            }
        }
    }
}

extension Node {
    /// Whether everything that `other` says is said here, in lists of named objects whatever their order.
    func says(_ other: Node) -> Bool {
        switch (value, other.value) {
        case (.object, .object(let members)):
            members.allSatisfy { member in self.member(member.key)?.value.says(member.value) ?? false }
        case (.array(let elements), .array(let others)):
            others.allSatisfy { $0.member("name") != nil }
                ? others.allSatisfy { other in elements.contains { $0.says(other) } }
                : elements.count == others.count && zip(elements, others).allSatisfy { $0.says($1) }
        default: value == other.value
        }
    }
}
