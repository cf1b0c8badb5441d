internal import Diagnostics
internal import Naming

extension SpecificationEditor {
    func index(ofEntity name: String) throws(DiagnosticsError) -> Int {
        let entities = specification.entities
        if let index = entities.firstIndex(where: { $0.name == name })
            ?? entities.firstIndex(where: { isSameEntity($0.name, name) })
        {
            return index
        }
        throw EditRefusal.unknown(
            "entity", name, among: entities.map(\.name), at: specification.source.location("entities"))
    }

    func fieldIndex(_ name: String, in entity: EntityDeclaration) throws(DiagnosticsError) -> Int {
        if let index = entity.fields.firstIndex(where: { isSameMember($0.name, name) }) { return index }
        throw EditRefusal.unknown(
            "field of \(entity.name)", name, among: entity.fields.map(\.name), at: entity.source.location("name"))
    }

    func relationIndex(_ name: String, in entity: EntityDeclaration) throws(DiagnosticsError) -> Int {
        if let index = entity.relations.firstIndex(where: { isSameMember($0.name, name) }) { return index }
        throw EditRefusal.unknown(
            "relation of \(entity.name)", name, among: entity.relations.map(\.name), at: entity.source.location("name"))
    }

    func enumIndex(_ name: String) throws(DiagnosticsError) -> Int {
        if let index = specification.enums.firstIndex(where: { isSameEntity($0.name, name) }) { return index }
        throw EditRefusal.unknown(
            "shared enum", name, among: specification.enums.map(\.name), at: specification.source.location("enums"))
    }

    func viewIndex(_ name: String) throws(DiagnosticsError) -> Int {
        if let index = specification.views.firstIndex(where: { isSameMember($0.name, name) }) { return index }
        throw EditRefusal.unknown(
            "view", name, among: specification.views.map(\.name), at: specification.source.location("views"))
    }

    /// Refuses a name that an entity has already, or had until it was renamed and which no migration has carried on.
    func requireFree(entity name: String, except old: String? = nil) throws(DiagnosticsError) {
        for other in specification.entities where old.map({ other.name != $0 }) ?? true {
            if isSameEntity(other.name, name) {
                throw EditRefusal.inUse("there is an entity '\(other.name)' already", at: other.source.location("name"))
            }
            if let former = other.renamedFrom, isSameEntity(former, name) {
                throw EditRefusal.inUse(
                    "'\(other.name)' is renamed from '\(former)', so no other entity can have that name yet",
                    at: other.source.location("renamedFrom"), fix: "migrate first, or choose another name")
            }
        }
    }

    /// The same for a field or relation of one entity.
    func requireFree(member name: String, in entity: EntityDeclaration, except old: String? = nil)
        throws(DiagnosticsError)
    {
        let members =
            entity.fields.map { (name: $0.name, former: $0.renamedFrom, source: $0.source, what: "field") }
            + entity.relations.map { (name: $0.name, former: $0.renamedFrom, source: $0.source, what: "relation") }
        for other in members where other.name != old {
            if isSameMember(other.name, name) {
                throw EditRefusal.inUse(
                    "\(entity.name) has a \(other.what) '\(other.name)' already", at: other.source.location("name"),
                    fix: "change it, or choose another name")
            }
            if let former = other.former, isSameMember(former, name) {
                throw EditRefusal.inUse(
                    "\(entity.name).\(other.name) is renamed from '\(former)', so nothing else can have that name yet",
                    at: other.source.location("renamedFrom"), fix: "migrate first, or choose another name")
            }
        }
    }

    /// Refuses names that `entity` has no columns for.
    func requireMembers(_ names: [String], of entity: EntityDeclaration) throws(DiagnosticsError) {
        let derived = specification.derivedMembers(of: entity).map(\.name)
        let known = entity.fields.map(\.name) + entity.relations.map(\.name) + derived
        for name in names {
            let bare = name.hasPrefix("-") ? String(name.dropFirst()) : name
            if !(known + ["id", "createdAt", "updatedAt"]).contains(where: { isSameMember($0, bare) }) {
                throw EditRefusal.unknown(
                    "field or relation of \(entity.name)", bare, among: known, at: entity.source.location("name"))
            }
        }
    }

    /// Refuses a relation to what doesn't exist.
    func requireTargets(of relation: RelationDeclaration, in entity: EntityDeclaration) throws(DiagnosticsError) {
        let names = specification.entities.map(\.name)
        let known = names.contains("User") ? names : names + ["User"]
        let targets = (relation.entity.map { [$0] } ?? []) + relation.entities + (relation.via.map { [$0] } ?? [])
        if relation.entity == nil, relation.entities.isEmpty {
            throw EditRefusal.invalid(
                "the relation '\(relation.name)' names no entity", at: entity.source.location("name"),
                fix: "name the other entity with \"entity\"")
        }
        for target in targets where !known.contains(where: { isSameEntity($0, target) }) {
            throw EditRefusal.unknown("entity", target, among: known, at: specification.source.location("entities"))
        }
    }

    /// What `renamedFrom` says after one more renaming: the first name of a chain, and nothing where it leads back.
    static func former(_ former: String?, renaming old: String, to new: String) -> String? {
        let first = former ?? old
        return first == new ? nil : first
    }

    /// Whether a renaming was done already: the new name stands there, and says that it comes from the old one.
    static func isDone(_ former: String?, from old: String) -> Bool { former.map { isSameMember($0, old) } ?? false }
}

extension Specification {
    /// Relations that `entity` has without declaring them, because another entity states its side alone, with the
    /// entity that they lead to.
    func derivedMembers(of entity: EntityDeclaration) -> [(name: String, target: String)] {
        var members: [(name: String, target: String)] = []
        for other in entities {
            for relation in other.relations {
                guard let target = relation.entity, isSameEntity(target, entity.name) else { continue }
                switch relation.kind {
                case .belongsTo, .manyToMany:
                    if let inverse = relation.inverse { members.append((inverse, other.name)) }
                case .hasMany, .hasOne:
                    members.append((relation.inverse ?? camelCase(other.name), other.name))
                }
            }
        }
        return members.filter { member in !entity.relations.contains { isSameMember($0.name, member.name) } }
    }

    func entity(named name: String) -> EntityDeclaration? { entities.first { isSameEntity($0.name, name) } }

    /// The entity that a relation's name leads to from `entity`.
    func target(of step: String, from entity: EntityDeclaration) -> String? {
        if let relation = entity.relations.first(where: { isSameMember($0.name, step) }) { return relation.entity }
        return derivedMembers(of: entity).first { isSameMember($0.name, step) }?.target
    }

    /// The steps of a dotted path that begins at `start`, each with the entity whose member it is.
    func steps(of path: String, from start: EntityDeclaration) -> [(entity: String?, step: String)] {
        var entity: EntityDeclaration? = start
        var steps: [(entity: String?, step: String)] = []
        let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        for (position, name) in names.enumerated() {
            steps.append((entity?.name, name))
            guard position < names.count - 1 else { break }
            entity = entity.flatMap { target(of: name, from: $0) }.flatMap { self.entity(named: $0) }
        }
        return steps
    }

    /// The entity at the end of a path of relations.
    func end(of path: String, from start: EntityDeclaration) -> String? {
        if path == "self" { return start.name }
        let steps = steps(of: path, from: start)
        guard let last = steps.last, let owner = last.entity.flatMap({ entity(named: $0) }) else { return nil }
        return target(of: last.step, from: owner)
    }

    /// The entity whose rows make accounts members of `entity`.
    func membership(of entity: String) -> String? {
        if let members = self.entity(named: entity)?.members { return members }
        guard let tenancy, isSameEntity(tenancy.entity, entity) else { return nil }
        return tenancy.membership
    }
}
