internal import Naming
internal import Specification

/// A specification while it is being planned: what it will be, and the journal of how it came to that.
///
/// A change to something that the plan itself adds becomes part of the addition, and several changes of one field
/// become one: edits are made from the journal at the end.
struct Draft: Sendable {
    let lexicon: Lexicon
    private(set) var specification: Specification
    /// Whether there was none before.
    let begins: Bool
    private(set) var names: NameIndex
    private(set) var journal: [Entry] = []
    private var places: [String: Int] = [:]
    private var entries: [Subject: Int] = [:]
    private var originals: [Subject: Original] = [:]
    /// The words of the request and the reason that the next entries get.
    var words = ""
    var reason: String?

    /// What an entry of the journal is about.
    enum Subject: Sendable, Hashable {
        case newEntity(String)
        case newField(String, entity: String)
        case newRelation(String, entity: String)
        case entity(String)
        case field(String, entity: String)
        case relation(String, entity: String)
    }

    private enum Original: Sendable {
        case entity(EntityDeclaration), field(FieldDeclaration), relation(RelationDeclaration)
    }

    struct Entry: Sendable {
        var subject: Subject?
        /// Of an entry that is an edit already.
        var edit: Edit?
        var words: [String]
        var reason: String?
    }

    init(_ base: Specification?, _ lexicon: Lexicon) {
        self.lexicon = lexicon
        begins = base == nil
        specification = base ?? Specification()
        names = NameIndex(base, lexicon)
        for (index, entity) in specification.entities.enumerated() { places[entity.name] = index }
    }

    // MARK: Asking

    func entity(_ name: String) -> EntityDeclaration? { places[name].map { specification.entities[$0] } }

    func field(_ name: String, _ entity: String) -> FieldDeclaration? {
        self.entity(entity)?.fields.first { $0.name == name }
    }

    func relation(_ name: String, _ entity: String) -> RelationDeclaration? {
        self.entity(entity)?.relations.first { $0.name == name }
    }

    func isNew(_ entity: String) -> Bool { entries[.newEntity(entity)] != nil }

    func isNew(field: String, _ entity: String) -> Bool {
        isNew(entity) || entries[.newField(field, entity: entity)] != nil
    }

    func isNew(relation: String, _ entity: String) -> Bool {
        isNew(entity) || entries[.newRelation(relation, entity: entity)] != nil
    }

    var hasChanges: Bool { !journal.isEmpty }

    /// Entities that this plan adds, in their order.
    var newEntities: [String] {
        journal.compactMap { if case .newEntity(let name) = $0.subject { name } else { nil } }
    }

    // MARK: Changing

    mutating func setName(_ name: String, description: String?) {
        specification.name = name
        specification.description = description
    }

    mutating func addEntity(_ entity: EntityDeclaration) {
        places[entity.name] = specification.entities.count
        specification.entities.append(entity)
        names.add(entity)
        note(.newEntity(entity.name))
    }

    mutating func addField(_ field: FieldDeclaration, _ entity: String) {
        guard let place = places[entity] else { return }
        specification.entities[place].fields.append(field)
        names.add(field, entity)
        if !join(entity) { note(.newField(field.name, entity: entity)) }
    }

    mutating func addRelation(_ relation: RelationDeclaration, _ entity: String) {
        guard let place = places[entity] else { return }
        specification.entities[place].relations.append(relation)
        names.add(member: relation.name, entity, isRelation: true)
        if !join(entity) { note(.newRelation(relation.name, entity: entity)) }
    }

    /// Takes a relation back that this plan gave an entity of its own.
    mutating func dropNewRelation(_ name: String, _ entity: String) {
        guard isNew(entity), let place = places[entity] else { return }
        specification.entities[place].relations.removeAll { $0.name == name }
        names.remove(member: name, of: entity)
    }

    /// Takes a reference back that this plan gave an entity that was there before.
    mutating func withdrawRelation(_ name: String, _ entity: String) {
        let subject = Subject.newRelation(name, entity: entity)
        guard let index = entries[subject], journal[index].edit == nil, let place = places[entity],
            specification.entities[place].relations.contains(where: { $0.name == name && $0.kind == .belongsTo })
        else { return }
        specification.entities[place].relations.removeAll { $0.name == name }
        names.remove(member: name, of: entity)
        entries[subject] = nil
        journal[index].subject = nil
    }

    /// Changes a field; answers whether anything is different afterwards.
    @discardableResult
    mutating func changeField(_ name: String, _ entity: String, _ change: (inout FieldDeclaration) -> Void) -> Bool {
        guard let place = places[entity],
            let index = specification.entities[place].fields.firstIndex(where: { $0.name == name })
        else { return false }
        let before = specification.entities[place].fields[index]
        change(&specification.entities[place].fields[index])
        let after = specification.entities[place].fields[index]
        guard after != before else { return false }
        for value in after.values where !before.values.contains(value) { names.add(value: value.name, entity, name) }
        if !join(entity), !join(.newField(name, entity: entity)) {
            let subject = Subject.field(name, entity: entity)
            if originals[subject] == nil { originals[subject] = .field(before) }
            note(subject)
        }
        return true
    }

    @discardableResult
    mutating func changeRelation(_ name: String, _ entity: String, _ change: (inout RelationDeclaration) -> Void)
        -> Bool
    {
        guard let place = places[entity],
            let index = specification.entities[place].relations.firstIndex(where: { $0.name == name })
        else { return false }
        let before = specification.entities[place].relations[index]
        change(&specification.entities[place].relations[index])
        guard specification.entities[place].relations[index] != before else { return false }
        if !join(entity), !join(.newRelation(name, entity: entity)) {
            let subject = Subject.relation(name, entity: entity)
            if originals[subject] == nil { originals[subject] = .relation(before) }
            note(subject)
        }
        return true
    }

    /// Changes keys of an entity other than its fields, relations, access and constraints.
    @discardableResult
    mutating func changeEntity(_ name: String, _ change: (inout EntityDeclaration) -> Void) -> Bool {
        guard let place = places[name] else { return false }
        let before = specification.entities[place]
        change(&specification.entities[place])
        guard specification.entities[place] != before else { return false }
        if !join(name) {
            let subject = Subject.entity(name)
            if originals[subject] == nil { originals[subject] = .entity(before) }
            note(subject)
        }
        return true
    }

    /// Changes an entity of this plan in place; for another, `edit` says the same.
    mutating func perform(_ edit: Edit, on name: String, _ change: (inout EntityDeclaration) -> Void) {
        guard let place = places[name] else { return }
        change(&specification.entities[place])
        if !join(name) { note(edit) }
    }

    /// Records an edit to what isn't an entity, which `change` makes.
    mutating func perform(_ edit: Edit, _ change: (inout Specification) -> Void) {
        change(&specification)
        note(edit)
    }

    mutating func addRole(_ name: String) {
        guard !specification.roles.contains(where: { $0.name == name }) else { return }
        let roles = specification.roles + [RoleDeclaration(name)]
        names.add(role: name)
        perform(.setRoles(roles)) { $0.roles = roles }
    }

    // MARK: Removing and renaming

    /// Records an edit after which names mean something else: what was noted before is settled first.
    mutating func restructure(_ edit: Edit, _ change: (inout Specification) -> Void) {
        settle()
        change(&specification)
        note(edit)
        places = [:]
        for (index, entity) in specification.entities.enumerated() { places[entity.name] = index }
        names = NameIndex(specification, lexicon)
    }

    /// Says what rows become that hold a value which the plan removes.
    mutating func inherit(_ value: String, _ place: NameIndex.Place, _ heir: String) {
        let field = EnumPlace.field(place.name, entity: place.entity)
        for index in journal.indices {
            guard case .removeEnumValue(value, of: field, _)? = journal[index].edit else { continue }
            journal[index].edit = .removeEnumValue(value, of: field, becomes: heir)
            if !words.isEmpty { journal[index].words.append(words) }
        }
        specification.change(place.entity, field: place.name) { declaration in
            for index in declaration.removed.indices where declaration.removed[index].value == value {
                if declaration.defaultValue == .literal(.string(declaration.removed[index].becomes)) {
                    declaration.defaultValue = .literal(.string(heir))
                }
                declaration.removed[index].becomes = heir
            }
        }
    }

    private mutating func settle() {
        for index in journal.indices where journal[index].edit == nil { journal[index].edit = edit(of: journal[index]) }
        entries = [:]
        originals = [:]
    }

    // MARK: The journal

    private mutating func note(_ subject: Subject) {
        if join(subject) { return }
        entries[subject] = journal.count
        journal.append(Entry(subject: subject, edit: nil, words: words.isEmpty ? [] : [words], reason: reason))
    }

    private mutating func note(_ edit: Edit) {
        journal.append(Entry(subject: nil, edit: edit, words: words.isEmpty ? [] : [words], reason: reason))
    }

    private mutating func join(_ entity: String) -> Bool { join(.newEntity(entity)) }

    /// Adds the current words to the entry of `subject`, if there is one.
    private mutating func join(_ subject: Subject) -> Bool {
        guard let index = entries[subject] else { return false }
        if !words.isEmpty, !journal[index].words.contains(words) { journal[index].words.append(words) }
        return true
    }

    // MARK: Edits

    /// The plan: entities before what refers to them, everything else in the order of the request. Where new entities
    /// refer to one another in a circle, the last reference is added when both are there.
    func edits() -> [PlannedEdit] {
        var edits: [PlannedEdit] = []
        var late: [PlannedEdit] = []
        var waiting = Set(newEntities)
        for entry in ordered() {
            guard let edit = entry.edit ?? edit(of: entry) else { continue }
            let words = entry.words.joined(separator: " … ")
            guard case .addEntity(var declaration) = edit else {
                if waiting.isEmpty, !late.isEmpty { edits += late; late = [] }
                edits.append(PlannedEdit(edit, words: words, reason: entry.reason))
                continue
            }
            waiting.remove(declaration.name)
            for relation in declaration.relations where relation.isAhead(in: waiting) {
                declaration.relations.removeAll { $0.name == relation.name }
                late.append(PlannedEdit(.addRelation(relation, entity: declaration.name), words: words, reason: nil))
                for unique in declaration.unique where unique.fields.contains(relation.name) {
                    declaration.unique.removeAll { $0.fields == unique.fields }
                    late.append(PlannedEdit(.addUnique(unique, entity: declaration.name), words: words, reason: nil))
                }
            }
            edits.append(PlannedEdit(.addEntity(declaration), words: words, reason: entry.reason))
        }
        return edits + late
    }

    private func edit(of entry: Entry) -> Edit? {
        switch entry.subject {
        case .newEntity(let name): return entity(name).map(Edit.addEntity)
        case .newField(let name, let entity): return field(name, entity).map { .addField($0, entity: entity) }
        case .newRelation(let name, let entity): return relation(name, entity).map { .addRelation($0, entity: entity) }
        case .field(let name, let entity):
            guard let subject = entry.subject, case .field(let before)? = originals[subject],
                let after = field(name, entity)
            else { return nil }
            return Changes(from: before, to: after).map { .changeField(name, entity: entity, $0) }
        case .relation(let name, let entity):
            guard let subject = entry.subject, case .relation(let before)? = originals[subject],
                let after = relation(name, entity)
            else { return nil }
            return Changes(from: before, to: after).map { .changeRelation(name, entity: entity, $0) }
        case .entity(let name):
            guard let subject = entry.subject, case .entity(let before)? = originals[subject], let after = entity(name)
            else { return nil }
            return Changes(from: before, to: after).map { .changeEntity(name, $0) }
        case nil: return nil
        }
    }

    /// New entities come where the first of them was asked for, each behind those that its relations name.
    private func ordered() -> [Entry] {
        var waiting: [String: Entry] = [:]
        for entry in journal {
            if case .newEntity(let name) = entry.subject, entry.edit == nil { waiting[name] = entry }
        }
        guard waiting.count > 0 else { return journal }
        var order: [Entry] = []
        var visited: Set<String> = []
        func visit(_ name: String) {
            guard let entry = waiting[name], visited.insert(name).inserted else { return }
            for relation in entity(name)?.relations ?? [] {
                for target in ([relation.entity, relation.via].compactMap { $0 }) + relation.entities { visit(target) }
            }
            order.append(entry)
        }
        for entry in journal {
            if case .newEntity(let name) = entry.subject, entry.edit == nil { visit(name) }
        }
        var result: [Entry] = []
        var isPlaced = false
        for entry in journal {
            if case .newEntity = entry.subject, entry.edit == nil {
                if !isPlaced { result += order }
                isPlaced = true
            } else {
                result.append(entry)
            }
        }
        return result
    }
}

extension RelationDeclaration {
    /// Whether it points at an entity that is still to be added.
    fileprivate func isAhead(in waiting: Set<String>) -> Bool {
        ([entity, via].compactMap { $0 } + entities).contains { waiting.contains($0) }
    }
}

extension Changes {
    /// The keys in which two objects differ; nil where there are none.
    init?(from before: Object, to after: Object) {
        var set: [String] = [], unset: [String] = []
        let old = before.write(), new = after.write()
        for key in Object.keys.map(\.name) {
            let was = old.member(key)?.value.value, will = new.member(key)?.value.value
            if will == nil, was != nil { unset.append(key) }
            if let will, was.map({ $0 != will }) ?? true { set.append(key) }
        }
        guard !set.isEmpty || !unset.isEmpty else { return nil }
        self.init(after, set: set, unset: unset)
    }
}
