internal import Naming
internal import Specification

/// Carries out intents on a draft, by the conventions of the language: a new field is optional and has no default
/// unless the request says so; parts of a whole go with it, anything else keeps it from being deleted.
struct Drafter {
    var draft: Draft
    let lexicon: Lexicon
    /// Why an intent can't be carried out.
    var problem: String?
    /// What was decided besides the edits.
    var notes: [String] = []
    /// What this request has required of members, to notice when it contradicts itself.
    var required: [Intent.Place: Bool] = [:]
    var announced: Set<String> = []
    var speaksOfAccounts = false
    /// The members that the last intents spoke of, for pronouns.
    var touched: [Intent.Place] = []
    var touchedEntities: [String] = []

    var sketch: FieldSketch { FieldSketch(lexicon: lexicon) }

    mutating func perform(_ intent: Intent) {
        switch intent {
        case .entity(let name): makeEntity(name)
        case .attribute(let noun, let entity, let necessity): attribute(noun, entity, necessity)
        case .removeEntity(let name): removeEntity(name)
        case .removeMember(let place): removeMember(place)
        case .removeValue(let value, let place, let becomes): removeValue(value, place, becomes)
        case .renameEntity(let name, let new): renameEntity(name, new)
        case .renameMember(let place, let new): renameMember(place, new)
        case .renameValue(let value, let place, let new): renameValue(value, place, new)
        case .require(let place, let isRequired): require(place, isRequired)
        case .unique(let names, let entity): unique(names, entity)
        case .bound(let place, let measure): bound(place, measure)
        case .setDefault(let place, let value): setDefault(place, value)
        case .changeType(let place, let type): changeType(place, type)
        case .addValues(let values, let place): addValues(values, place)
        case .setValues(let values, let place): setValues(values, place)
        case .belongsTo(let belonging): belong(belonging)
        case .link(let one, let other, let name): link(one, other, name)
        case .feature(let request): feature(request)
        case .deleteRule(let place, let rule): deleteRule(place, rule)
        case .grant(let grant, let entity): _ = draft.grant(grant, entity)
        case .revoke(let who, let operations, let entity): _ = draft.revoke(who, operations, entity)
        case .onlyGrant(let grant, let entity): onlyGrant(grant, entity)
        case .tenancy(let entity): tenancy(entity)
        case .index(let place): index(place)
        case .split(let place, let parts): split(place, parts)
        case .merge(let places, let target): merge(places, target)
        case .move(let place, let entity): move(place, entity)
        case .extract(let place, let name): extract(place, name)
        case .replace(let place, let noun): replace(place, noun)
        case .role(let name): draft.addRole(name)
        case .members(let entity): members(of: entity)
        case .membership(let entity, let group):
            if draft.entity(group)?.members == nil {
                draft.perform(.setMembers(entity, entity: group), on: group) { $0.members = entity }
            }
        case .fieldGrant(let grant, let field, let entity, let isOnly): fieldGrant(grant, field, entity, isOnly: isOnly)
        case .check(let check, let entity): self.check(check, entity)
        case .noOverlap(let ban, let entity): noOverlap(ban, entity)
        }
    }

    mutating func touch(_ name: String, _ entity: String, isRelation: Bool = false) {
        touched.append(.init(entity: entity, name: name, isRelation: isRelation))
        if !touchedEntities.contains(entity) { touchedEntities.append(entity) }
    }

    // MARK: Entities

    mutating func makeEntity(_ name: String) {
        if !touchedEntities.contains(name) { touchedEntities.append(name) }
        guard draft.entity(name) == nil else { return }
        guard name.first?.isLetter ?? false else { problem = problem ?? "'\(name)' can't be a name"; return }
        var entity = EntityDeclaration()
        entity.name = name
        draft.addEntity(entity)
    }

    private mutating func removeEntity(_ name: String) {
        guard draft.entity(name) != nil else { return }
        for entity in draft.specification.entities where entity.name != name {
            for relation in entity.relations where relation.entity == name || relation.via == name {
                removeMember(.init(entity: entity.name, name: relation.name, isRelation: true))
            }
        }
        draft.restructure(.removeEntity(name)) { $0.entities.removeAll { $0.name == name } }
    }

    mutating func removeMember(_ place: Intent.Place) {
        guard let entity = draft.entity(place.entity) else { return }
        if !touchedEntities.contains(place.entity) { touchedEntities.append(place.entity) }
        for unique in entity.unique where unique.fields.contains(place.name) {
            draft.restructure(.removeUnique(unique.fields, entity: entity.name)) { specification in
                specification.change(entity.name) { $0.unique.removeAll { $0.fields == unique.fields } }
            }
        }
        for index in entity.indexes where index.fields.contains(where: { $0 == place.name || $0 == "-" + place.name }) {
            draft.restructure(.removeIndex(index.fields, entity: entity.name)) { specification in
                specification.change(entity.name) { $0.indexes.removeAll { $0.fields == index.fields } }
            }
        }
        let edit: Edit =
            place.isRelation
            ? .removeRelation(place.name, entity: place.entity) : .removeField(place.name, entity: place.entity)
        draft.restructure(edit) { specification in
            specification.change(place.entity) { entity in
                entity.fields.removeAll { !place.isRelation && $0.name == place.name }
                entity.relations.removeAll { place.isRelation && $0.name == place.name }
            }
        }
    }

    private mutating func renameEntity(_ name: String, _ new: String) {
        guard draft.entity(new) == nil else { problem = "there is a \(phrase(new)) already"; return }
        draft.restructure(.renameEntity(name, to: new)) { specification in
            for index in specification.entities.indices {
                if specification.entities[index].name == name {
                    specification.entities[index].name = new
                    specification.entities[index].renamedFrom = name
                }
                for relation in specification.entities[index].relations.indices
                where specification.entities[index].relations[relation].entity == name {
                    specification.entities[index].relations[relation].entity = new
                }
            }
            if specification.tenancy?.entity == name { specification.tenancy?.entity = new }
            if specification.tenancy?.membership == name { specification.tenancy?.membership = new }
        }
        touchedEntities = [new]
    }

    private mutating func renameMember(_ place: Intent.Place, _ new: String) {
        guard
            draft.member(words(of: new), of: place.entity, isExact: true).map({
                $0.name == place.name || $0.name != new
            }) ?? true
        else {
            problem = "\(phrase(pluralized(place.entity))) have '\(phrase(new))' already"
            return
        }
        let edit: Edit =
            place.isRelation
            ? .renameRelation(place.name, entity: place.entity, to: new)
            : .renameField(place.name, entity: place.entity, to: new)
        draft.restructure(edit) { specification in
            specification.change(place.entity) { entity in
                for index in entity.fields.indices where !place.isRelation && entity.fields[index].name == place.name {
                    entity.fields[index].name = new
                    entity.fields[index].renamedFrom = place.name
                }
                for index in entity.relations.indices
                where place.isRelation && entity.relations[index].name == place.name {
                    entity.relations[index].name = new
                    entity.relations[index].renamedFrom = place.name
                }
                for index in entity.unique.indices {
                    entity.unique[index].fields = entity.unique[index].fields.map { $0 == place.name ? new : $0 }
                }
            }
        }
        touch(new, place.entity, isRelation: place.isRelation)
    }

    private mutating func deleteRule(_ place: Intent.Place, _ rule: DeleteRule) {
        touch(place.name, place.entity, isRelation: true)
        guard let relation = draft.relation(place.name, place.entity) else { return }
        guard rule != .setNull || !relation.isRequired else {
            problem = "\(phrase(pluralized(place.entity))) must have \(phrase(place.name)), so it can't be left empty"
            return
        }
        if rule == .restrict, relation.onDelete == nil || relation.onDelete == .restrict { return }
        draft.changeRelation(place.name, place.entity) { $0.onDelete = rule }
    }

    func words(of name: String) -> [String] { Naming.words(of: name) }
}

extension Specification {
    mutating func change(_ entity: String, _ change: (inout EntityDeclaration) -> Void) {
        guard let index = entities.firstIndex(where: { $0.name == entity }) else { return }
        change(&entities[index])
    }
}
