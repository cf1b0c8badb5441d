internal import Naming
internal import Specification

extension Drafter {
    /// A reference from child to parent, unless there is one by that name or, where none is asked for, any.
    mutating func belong(_ belonging: Intent.Belonging) {
        var belonging = belonging
        if belonging.name?.isEmpty ?? false { belonging.name = nil }
        let name = belonging.name ?? camelCase(belonging.parent)
        guard name.first?.isASCII ?? false, name.first?.isLetter ?? false else {
            problem = problem ?? "'\(name)' can't be a name"; return
        }
        makeEntity(belonging.child)
        if belonging.parent != "User" { makeEntity(belonging.parent) }
        if belonging.child == belonging.parent, belonging.name == nil {
            nest(belonging.child)
            return
        }
        let existing = draft.entity(belonging.child)?.relations.first { relation in
            relation.name == name
                || belonging.name == nil && relation.entity == belonging.parent && relation.kind == .belongsTo
                || belonging.parent == "User" && draft.isNew(belonging.child) && relation.entity == "User"
                    && ["owner", "author"].contains(relation.name) && ["owner", "author"].contains(name)
        }
        if let existing {
            touch(existing.name, belonging.child, isRelation: true)
            let isNew = draft.isNew(belonging.child)
            draft.changeRelation(existing.name, belonging.child) { relation in
                if belonging.isOneToOne { relation.unique = true }
                if belonging.isPart, isNew, relation.onDelete == nil { relation.onDelete = .cascade }
            }
            return
        }
        // What stood as a field of the same name would be a second truth.
        if draft.field(name, belonging.child) != nil {
            problem = "\(phrase(pluralized(belonging.child))) have a field '\(phrase(name))' already"; return
        }
        var relation = RelationDeclaration()
        relation.name = name
        relation.entity = belonging.parent
        relation.required = belonging.isRequired == true && belonging.child != belonging.parent ? true : nil
        if belonging.isOneToOne { relation.unique = true }
        let isOwner =
            belonging.parent == "User" && belonging.isRequired == true && ["owner", "author", "user"].contains(name)
        if belonging.isPart || isOwner { relation.onDelete = .cascade }
        draft.addRelation(relation, belonging.child)
        touch(name, belonging.child, isRelation: true)
    }

    /// A link between two entities that many of each may take part in.
    mutating func link(_ one: String, _ other: String, _ name: String?) {
        var declaring = one, target = other
        // Without an entity User, the other side says it.
        if declaring == "User", draft.entity("User") == nil { swap(&declaring, &target) }
        makeEntity(declaring)
        if target != "User" { makeEntity(target) }
        let relationName = name ?? camelCase(declaring == target ? "related" + pluralized(target) : pluralized(target))
        for (from, to) in [(declaring, target), (target, declaring)] {
            if let existing = draft.entity(from)?.relations.first(where: {
                $0.kind == .manyToMany && $0.entity == to && (name == nil || $0.name == relationName)
            }) {
                touch(existing.name, from, isRelation: true)
                return
            }
        }
        // An entity between them that belongs to both is a link already.
        let between = draft.specification.entities.first { entity in
            entity.unique.contains { unique in
                let targets = unique.fields.compactMap { field in entity.relations.first { $0.name == field }?.entity }
                return Set(targets) == [declaring, target] && targets.count == 2
            }
        }
        if name == nil, declaring != target, between != nil { return }
        // "A team has many players": the other way round was said before.
        if draft.isNew(target), let back = draft.relation(camelCase(declaring), target), back.kind == .belongsTo,
            draft.isNew(declaring)
        {
            return
        }
        // "Dentists do many treatments and each treatment is done by several dentists": of the two the link is meant.
        if declaring != target {
            for (from, to) in [(declaring, target), (target, declaring)] {
                draft.withdrawRelation(camelCase(to), from)
            }
        }
        var relation = RelationDeclaration()
        relation.name =
            draft.member(words(of: relationName), of: declaring, isExact: true).map { $0.name == relationName } ?? false
            ? "linked" + pascalCase(relationName) : relationName
        relation.kind = .manyToMany
        relation.entity = target
        draft.addRelation(relation, declaring)
        touch(relation.name, declaring, isRelation: true)
    }

    /// A parent of the same kind.
    mutating func nest(_ entity: String) {
        if let existing = draft.entity(entity)?.relations.first(where: { $0.entity == entity && $0.kind == .belongsTo })
        {
            touch(existing.name, entity, isRelation: true)
            return
        }
        var relation = RelationDeclaration()
        relation.name = "parent"
        relation.entity = entity
        relation.onDelete = .cascade
        draft.addRelation(relation, entity)
        touch("parent", entity, isRelation: true)
    }

    // MARK: Rearranging

    mutating func split(_ place: Intent.Place, _ parts: [NounPhrase]) {
        guard let field = draft.field(place.name, place.entity) else { return }
        let fields = parts.compactMap { noun -> FieldDeclaration? in
            var part = sketch.field(noun)
            part?.type = field.type == .email ? .text : field.type
            return part
        }
        guard fields.count == parts.count, fields.count > 1 else { problem = "it isn't said into what"; return }
        for new in fields where draft.field(new.name, place.entity) != nil && new.name != place.name {
            problem = "\(phrase(pluralized(place.entity))) have '\(phrase(new.name))' already"
            return
        }
        draft.restructure(.splitField(place.name, entity: place.entity, into: fields, separator: " ")) {
            specification in
            specification.change(place.entity) { entity in
                guard let index = entity.fields.firstIndex(where: { $0.name == place.name }) else { return }
                entity.fields.replaceSubrange(index...index, with: fields)
            }
        }
        for new in fields { touch(new.name, place.entity) }
    }

    mutating func merge(_ places: [Intent.Place], _ target: NounPhrase) {
        guard let first = places.first, var field = sketch.field(target), places.allSatisfy({ !$0.isRelation }) else {
            return
        }
        field.type = .text
        if places.allSatisfy({ draft.field($0.name, $0.entity)?.isRequired ?? false }) { field.required = true }
        let merged = field
        draft.restructure(.mergeFields(places.map(\.name), entity: first.entity, into: merged, separator: " ")) {
            specification in
            specification.change(first.entity) { entity in
                let index = entity.fields.firstIndex { $0.name == first.name } ?? entity.fields.count
                entity.fields.insert(merged, at: index)
                entity.fields.removeAll { old in old.name != merged.name && places.contains { $0.name == old.name } }
            }
        }
        touch(merged.name, first.entity)
    }

    mutating func move(_ place: Intent.Place, _ entity: String) {
        guard !place.isRelation, let field = draft.field(place.name, place.entity), place.entity != entity else {
            return
        }
        guard
            draft.entity(place.entity)?.relations.contains(where: { $0.entity == entity }) ?? false
                || draft.entity(entity)?.relations.contains(where: { $0.entity == place.entity }) ?? false
        else {
            problem =
                "\(phrase(pluralized(place.entity))) and \(phrase(pluralized(entity))) aren't related, so it isn't known which value goes where"
            return
        }
        guard draft.field(place.name, entity) == nil else {
            problem = "\(phrase(pluralized(entity))) have '\(phrase(place.name))' already"; return
        }
        draft.restructure(.moveField(place.name, entity: place.entity, to: entity)) { specification in
            specification.change(place.entity) { $0.fields.removeAll { $0.name == place.name } }
            specification.change(entity) { $0.fields.append(field) }
        }
        touch(place.name, entity)
    }

    mutating func extract(_ place: Intent.Place, _ name: String) {
        guard var field = draft.field(place.name, place.entity) else { return }
        guard draft.entity(name) == nil else { problem = "there is a \(phrase(name)) already"; return }
        field.name = "name"
        field.type = field.type == .enum ? .text : field.type
        field.values = []
        field.defaultValue = nil
        field.required = true
        field.unique = true
        var entity = EntityDeclaration()
        entity.name = name
        entity.fields = [field]
        var relation = RelationDeclaration()
        relation.name = camelCase(name)
        relation.entity = name
        relation.required = draft.field(place.name, place.entity)?.required
        let extracted = entity, reference = relation
        draft.restructure(.extractEntity(extracted, from: place.entity, fields: [place.name], relation: reference)) {
            specification in
            specification.entities.append(extracted)
            specification.change(place.entity) { entity in
                entity.fields.removeAll { $0.name == place.name }
                entity.relations.append(reference)
            }
        }
    }

    /// What takes a member's place is added first.
    mutating func replace(_ place: Intent.Place, _ noun: NounPhrase) {
        var noun = noun
        noun.owners = []
        if noun.form == .noun, draft.member(noun.words, of: place.entity, isExact: true) == place {
            guard noun.isList || noun.isPlural, !place.isRelation else {
                problem = "'\(phrase(place.name))' can't take its own place"; return
            }
            touch(place.name, place.entity)
            draft.changeField(place.name, place.entity) { $0.list = true }
            notes.append("the one value of each '\(phrase(place.name))' becomes the first of its list")
            return
        }
        attribute(noun, place.entity, nil)
        guard problem == nil else { return }
        removeMember(place)
        notes.append("what \(phrase(pluralized(place.entity))) hold in '\(phrase(place.name))' isn't carried over")
    }
}
