internal import Diagnostics
internal import Expressions
internal import Naming

/// A field or relation of an entity under another name, and everything that names it.
struct MemberRenaming {
    /// The specification in which paths still lead somewhere.
    let before: Specification
    let entity: String
    let old: String
    let new: String

    /// The new spelling of a name in a list of the entity's own members, which may begin with `-`.
    func member(_ name: String) -> String {
        if name.hasPrefix("-") { return "-" + member(String(name.dropFirst())) }
        return isSameMember(name, old) ? new : name
    }

    func members(_ names: [String]) -> [String] { names.map(member) }

    /// A dotted path that begins at `start`.
    func path(_ path: String, from start: EntityDeclaration) -> String {
        guard path != "self" else { return path }
        return before.steps(of: path, from: start).map { owner, step in
            owner.map { isSameEntity($0, entity) } ?? false ? member(step) : step
        }.joined(separator: ".")
    }

    func grant(_ grant: Grant, of start: EntityDeclaration) -> Grant {
        guard case .allow(var allowed) = grant else { return grant }
        allowed.who = who(allowed.who, of: start)
        allowed.when = allowed.when.map { conditions($0, of: start) }
        allowed.becomes = allowed.becomes.map { conditions($0, of: start) }
        if isSameEntity(start.name, entity) { allowed.fields = allowed.fields.map(members) }
        return .allow(allowed)
    }

    private func who(_ who: Who, of start: EntityDeclaration) -> Who {
        switch who {
        case .anyone, .signedIn, .service, .owner, .role: return who
        case .account(let path): return .account(self.path(path, from: start))
        case .memberOf(let path, let roles): return .memberOf(self.path(path, from: start), roles: roles)
        case .through(let path, let right): return .through(self.path(path, from: start), right: right)
        case .listedIn(let path, let permission, let account, let permissionField):
            let shares = before.end(of: path, from: start) ?? path
            let isMeant = isSameEntity(shares, entity)
            return .listedIn(
                self.path(path, from: start), permission: permission, account: isMeant ? account.map(member) : account,
                permissionField: isMeant ? permissionField.map(member) : permissionField)
        case .all(let grantees): return .all(grantees.map { self.who($0, of: start) })
        }
    }

    private func conditions(_ conditions: OneOrMore<Condition>, of start: EntityDeclaration) -> OneOrMore<Condition> {
        var changed = conditions
        changed.elements = conditions.elements.map { condition($0, of: start) }
        return changed
    }

    private func condition(_ condition: Condition, of start: EntityDeclaration) -> Condition {
        switch condition {
        case .any(let alternatives): return .any(alternatives.map { self.condition($0, of: start) })
        case .comparison(var comparison):
            comparison.field = path(comparison.field, from: start)
            return .comparison(comparison)
        }
    }

    /// What another entity, or the entity itself, says with the new name.
    func entity(_ declaration: EntityDeclaration) -> EntityDeclaration {
        var changed = declaration
        if isSameEntity(declaration.name, entity) { renameOwnMembers(of: &changed) }
        for (index, relation) in declaration.relations.enumerated() {
            guard let inverse = relation.inverse, let target = relation.entity, isSameEntity(target, entity) else {
                continue
            }
            changed.relations[index].inverse = member(inverse)
        }
        if let access = declaration.access { changed.access = access.map { grant($0, of: declaration) } }
        return changed
    }

    private func renameOwnMembers(of entity: inout EntityDeclaration) {
        entity.key = members(entity.key)
        entity.owner = entity.owner.map(member)
        entity.search = members(entity.search)
        entity.order = members(entity.order)
        for index in entity.unique.indices { entity.unique[index].fields = members(entity.unique[index].fields) }
        for index in entity.indexes.indices {
            entity.indexes[index].fields = members(entity.indexes[index].fields)
            entity.indexes[index].include = members(entity.indexes[index].include)
        }
        for index in entity.noOverlap.indices {
            entity.noOverlap[index].within = members(entity.noOverlap[index].within)
            entity.noOverlap[index].from = member(entity.noOverlap[index].from)
            entity.noOverlap[index].to = member(entity.noOverlap[index].to)
        }
        for index in entity.fields.indices {
            entity.fields[index].sameCurrencyAs = entity.fields[index].sameCurrencyAs.map(member)
        }
        if let field = entity.partitionBy?.field { entity.partitionBy?.field = member(field) }
    }
}

extension SpecificationEditor {
    enum MemberKind { case field, relation }

    mutating func renameMember(
        _ name: String, _ kind: MemberKind, of entityName: String, to new: String
    ) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let before = specification
        let entity = before.entities[position]
        let former =
            kind == .field
            ? entity.fields.first { isSameMember($0.name, new) }?.renamedFrom
            : entity.relations.first { isSameMember($0.name, new) }?.renamedFrom
        if Self.isDone(former, from: name), entity.databaseColumns(of: name).isEmpty { return }
        var old = name
        switch kind {
        case .field:
            let index = try fieldIndex(name, in: entity)
            old = entity.fields[index].name
            specification.entities[position].fields[index].renamedFrom = Self.former(
                entity.fields[index].renamedFrom, renaming: old, to: new)
            specification.entities[position].fields[index].name = new
        case .relation:
            let index = try relationIndex(name, in: entity)
            old = entity.relations[index].name
            specification.entities[position].relations[index].renamedFrom = Self.former(
                entity.relations[index].renamedFrom, renaming: old, to: new)
            specification.entities[position].relations[index].name = new
        }
        try requireFree(member: new, in: entity, except: old)
        keepOwner(of: entity, at: position, renaming: old, to: new)
        let renaming = MemberRenaming(before: before, entity: entity.name, old: old, new: new)
        try renameReferences(
            renaming,
            columns: (entity.databaseColumns(of: old), specification.entities[position].databaseColumns(of: new)))
    }

    /// An owner that was inferred from its name is stated when it gets another.
    private mutating func keepOwner(
        of entity: EntityDeclaration, at position: Int, renaming old: String, to new: String
    ) {
        let ownerNames = EntityDeclaration.ownerNames
        guard entity.owner == nil, let owner = specificationOwner(of: entity), isSameMember(owner, old),
            !ownerNames.contains(camelCase(new))
        else { return }
        specification.entities[position].owner = new
        note("'\(new)' stays the owner of \(entity.name), which is stated now", at: entity.source.location("name"))
    }

    func specificationOwner(of entity: EntityDeclaration) -> String? { specification.ownerRelation(of: entity) }

    /// Gives a member its new name wherever it is named, in SQL expressions too; refuses where a whole statement
    /// names it.
    mutating func renameReferences(
        _ renaming: MemberRenaming, columns: (old: [String], new: [String])
    ) throws(DiagnosticsError) {
        for index in specification.entities.indices {
            let entity = specification.entities[index]
            let changed = renaming.entity(entity)
            if changed != entity { specification.entities[index] = changed }
        }
        if let source = specification.rolesFrom, isSameEntity(source.entity, renaming.entity) {
            specification.rolesFrom?.field = renaming.member(source.field)
        }
        guard let position = specification.entities.firstIndex(where: { isSameEntity($0.name, renaming.entity) }),
            columns.old != columns.new, !columns.old.isEmpty
        else { return }
        let entity = specification.entities[position]
        let names = Dictionary(zip(columns.old, columns.new), uniquingKeysWith: { first, _ in first })
        specification.entities[position] = try mapExpressions(of: entity) {
            (expression) throws(DiagnosticsError) -> String? in
            let places = expression.columns.compactMap { place in
                names[place.content].map { (range: place.range, new: quotedIdentifier($0)) }
            }
            return places.isEmpty ? nil : expression.replacing(places)
        }
        let uses = columns.old.flatMap { statements(naming: [entity.databaseTable, $0]) }
        guard uses.isEmpty else {
            throw EditRefusal.stillUsed(
                Array(Set(uses)), "the column '\(columns.old[0])'",
                fix: "rewrite the statement in the same change: whole statements are never rewritten")
        }
        noteUnseenFiles("the column '\(columns.old[0])'")
    }
}
