internal import Diagnostics
internal import Expressions
internal import Naming

/// What goes away together with a field, a relation or an entity, and what keeps it from going.
extension SpecificationEditor {
    mutating func removeField(_ name: String, of entityName: String) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let entity = specification.entities[position]
        let field = entity.fields[try fieldIndex(name, in: entity)]
        try detach(field.name, from: position)
        specification.entities[position].fields.removeAll { $0.name == field.name }
    }

    mutating func removeRelation(_ name: String, of entityName: String) throws(DiagnosticsError) {
        let position = try index(ofEntity: entityName)
        let entity = specification.entities[position]
        let relation = entity.relations[try relationIndex(name, in: entity)]
        let wasOwner = specificationOwner(of: entity).map { isSameMember($0, relation.name) } ?? false
        try detach(relation.name, from: position)
        dropGrants(through: relation.name, of: entity.name)
        if wasOwner { dropOwner(relation.name, of: position) }
        specification.entities[position].relations.removeAll { $0.name == relation.name }
        try removeOtherSide(of: relation, entity.name)
    }

    mutating func removeEntity(_ name: String) throws(DiagnosticsError) {
        let entity = specification.entities[try index(ofEntity: name)]
        func isMeant(_ other: String?) -> Bool { other.map { isSameEntity($0, entity.name) } ?? false }
        var uses = statements(naming: [entity.databaseTable])
        if let tenancy = specification.tenancy, isMeant(tenancy.entity) || isMeant(tenancy.membership) {
            uses.append(.init("'tenancy'", at: specification.source.location("tenancy")))
        }
        if isMeant(specification.rolesFrom?.entity) {
            uses.append(.init("'rolesFrom'", at: specification.source.location("rolesFrom")))
        }
        guard uses.isEmpty else {
            throw EditRefusal.stillUsed(uses, "the entity '\(entity.name)'", fix: "change that first")
        }
        try removeRelations(to: entity)
        specification.entities.removeAll { $0.name == entity.name }
        for index in specification.entities.indices where isMeant(specification.entities[index].members) {
            let other = specification.entities[index]
            specification.entities[index].members = nil
            note("\(other.name) has no members any more", at: other.source.location("members"))
            let kept = other.access?.filter { !$0.needsMembers }
            specification.entities[index].access = kept
            if kept?.count != other.access?.count {
                note("grants to members of \(other.name) go as well", at: other.source.location("access"))
            }
        }
        for index in specification.groups.indices { specification.groups[index].entities.removeAll { isMeant($0) } }
        specification.groups.removeAll(where: \.entities.isEmpty)
        noteUnseenFiles("the table '\(entity.databaseTable)'")
    }

    private mutating func removeRelations(to entity: EntityDeclaration) throws(DiagnosticsError) {
        func isMeant(_ other: String?) -> Bool { other.map { isSameEntity($0, entity.name) } ?? false }
        for other in specification.entities where other.name != entity.name {
            for relation in other.relations {
                if isMeant(relation.entity), entity.isAccount, relation.kind == .belongsTo {
                    // Without a profile of their own, accounts are still there to point at.
                    guard let index = try? index(ofEntity: other.name), relation.inverse != nil else { continue }
                    let place = try relationIndex(relation.name, in: specification.entities[index])
                    specification.entities[index].relations[place].inverse = nil
                } else if isMeant(relation.entity) || isMeant(relation.via) {
                    guard let current = specification.entity(named: other.name),
                        current.relations.contains(where: { $0.name == relation.name })
                    else { continue }
                    note(
                        "the relation \(other.name).\(relation.name) goes with '\(entity.name)'",
                        at: relation.source.location("name"))
                    try removeRelation(relation.name, of: other.name)
                } else if relation.entities.contains(where: { isMeant($0) }) {
                    let index = try index(ofEntity: other.name)
                    let place = try relationIndex(relation.name, in: specification.entities[index])
                    specification.entities[index].relations[place].entities.removeAll { isMeant($0) }
                    note(
                        "\(other.name).\(relation.name) no longer points at '\(entity.name)'",
                        at: relation.source.location("entities"))
                }
            }
        }
    }

    /// Takes a member out of everything that merely lists it; refuses where its end would change what something means.
    private mutating func detach(_ name: String, from position: Int) throws(DiagnosticsError) {
        let entity = specification.entities[position]
        func isMeant(_ member: String) -> Bool {
            isSameMember(member.hasPrefix("-") ? String(member.dropFirst()) : member, name)
        }
        dropConstraints(over: name, from: position, isMeant)
        let columns = entity.databaseColumns(of: name)
        // What was kept in step with it goes as well.
        specification.entities[position].formerFields.removeAll { former in
            EntityExpression(sql: former.sql, what: "") { _ in nil }.columns.contains { columns.contains($0.content) }
        }
        let remaining = specification.entities[position]
        // Its own default and backfill go with it.
        var others = remaining
        others.fields.removeAll { $0.name == name }
        others.relations.removeAll { $0.name == name }
        var uses = try expressions(of: others, using: columns)
        uses += columns.flatMap { statements(naming: [entity.databaseTable, $0]) }
        uses += specification.conditions(on: name, of: entity.name)
        if entity.key.contains(where: isMeant) {
            uses.append(.init("the primary key of \(entity.name)", at: entity.source.location("key")))
        }
        if let partitioning = entity.partitionBy, isMeant(partitioning.field) {
            uses.append(.init("the partitioning of \(entity.name)", at: entity.source.location("partitionBy")))
        }
        for field in entity.fields where field.sameCurrencyAs.map(isMeant) ?? false {
            uses.append(
                .init("the currency of \(entity.name).\(field.name)", at: field.source.location("sameCurrencyAs")))
        }
        if let source = specification.rolesFrom, isSameEntity(source.entity, entity.name), isMeant(source.field) {
            uses.append(.init("'rolesFrom'", at: specification.source.location("rolesFrom")))
        }
        var seen: Set<EditRefusal.Use> = []
        uses = uses.filter { seen.insert($0).inserted }
        guard uses.isEmpty else {
            throw EditRefusal.stillUsed(
                uses, "'\(name)', which can't be removed as long as it does",
                fix: "remove or change that first, in the same request")
        }
        for column in columns { noteUnseenFiles("the column '\(column)'") }
    }

    private mutating func dropConstraints(over name: String, from position: Int, _ isMeant: (String) -> Bool) {
        var entity = specification.entities[position]
        let old = entity
        for unique in old.unique where unique.fields.contains(where: isMeant) {
            note(
                "the unique constraint over \(unique.fields.joined(separator: ", ")) goes with '\(name)'",
                at: unique.source.location())
        }
        entity.unique.removeAll { $0.fields.contains(where: isMeant) }
        for index in old.indexes where index.fields.contains(where: isMeant) {
            note(
                "the index over \(index.fields.joined(separator: ", ")) goes with '\(name)'",
                at: index.source.location())
        }
        entity.indexes.removeAll { $0.fields.contains(where: isMeant) }
        for index in entity.indexes.indices { entity.indexes[index].include.removeAll(where: isMeant) }
        for ban in old.noOverlap where (ban.within + [ban.from, ban.to]).contains(where: isMeant) {
            note("the ban on overlaps goes with '\(name)'", at: ban.source.location())
        }
        entity.noOverlap.removeAll { ($0.within + [$0.from, $0.to]).contains(where: isMeant) }
        if old.order.contains(where: isMeant) {
            note("\(entity.name) is no longer ordered by '\(name)'", at: old.source.location("order"))
        }
        entity.order.removeAll(where: isMeant)
        if old.search.contains(where: isMeant) {
            note("'\(name)' is no longer searched", at: old.source.location("search"))
        }
        entity.search.removeAll(where: isMeant)
        entity.access = entity.access?.compactMap { grant in
            guard case .allow(var allowed) = grant, let fields = allowed.fields, fields.contains(where: isMeant) else {
                return grant
            }
            allowed.fields = fields.filter { !isMeant($0) }
            if allowed.fields?.isEmpty ?? true {
                note("a grant that allowed nothing but '\(name)' goes with it", at: allowed.source.location())
                return nil
            }
            return .allow(allowed)
        }
        specification.entities[position] = entity
    }

    /// Grants to whom the relation leads to, on any entity.
    private mutating func dropGrants(through relation: String, of entity: String) {
        let before = specification
        for index in specification.entities.indices {
            guard let access = specification.entities[index].access else { continue }
            let start = before.entities[index]
            let kept = access.filter { grant in
                guard case .allow(let allowed) = grant,
                    before.passes(allowed.who, through: relation, of: entity, from: start)
                else { return true }
                note(
                    "a grant on \(start.name) goes with the relation '\(relation)'", at: allowed.source.location("who"))
                return false
            }
            if kept.count != access.count { specification.entities[index].access = kept }
        }
    }

    private mutating func dropOwner(_ relation: String, of position: Int) {
        let entity = specification.entities[position]
        let place = entity.source.location("name")
        specification.entities[position].owner = nil
        if let access = entity.access {
            let kept = access.filter { grant in
                if case .allow(let allowed) = grant { return !allowed.who.includesOwner }
                return true
            }
            if kept.count != access.count {
                specification.entities[position].access = kept
                note(
                    "grants to the owner of \(entity.name) go with '\(relation)'", at: entity.source.location("access"))
            }
        }
        if specification.entities[position].access?.isEmpty ?? true {
            diagnostics.warning(
                "edit-nobody-has-access",
                "\(entity.name) has no owner any more, so nobody but the service role can reach it", at: place,
                fix: "say in \"access\" who may do what")
        }
    }

    /// What the other entity says about the same key.
    private mutating func removeOtherSide(of relation: RelationDeclaration, _ entity: String) throws(DiagnosticsError) {
        guard let target = relation.entity.flatMap({ specification.entity(named: $0) }) else { return }
        let isKey = relation.kind == .belongsTo
        let keys = specification.entity(named: entity)?.relations.filter {
            $0.kind == .belongsTo && $0.entity.map { isSameEntity($0, target.name) } ?? false
        }
        for other in target.relations where other.entity.map({ isSameEntity($0, entity) }) ?? false {
            let isCollection = other.kind == .hasMany || other.kind == .hasOne
            // A collection without "inverse" means the only key there is.
            let isInverse =
                other.inverse.map { isSameMember($0, relation.name) }
                ?? (isKey && isCollection && keys?.isEmpty ?? true
                    || relation.inverse.map { isSameMember($0, other.name) } ?? false)
            guard isInverse, other.name != relation.name || target.name != entity else { continue }
            let index = try index(ofEntity: target.name)
            if isKey && isCollection {
                note(
                    "the relation \(target.name).\(other.name) goes with \(entity).\(relation.name)",
                    at: other.source.location("name"))
                specification.entities[index].relations.removeAll { $0.name == other.name }
                dropGrants(through: other.name, of: target.name)
            } else if let place = specification.entities[index].relations.firstIndex(where: { $0.name == other.name }) {
                specification.entities[index].relations[place].inverse = nil
            }
        }
    }
}
