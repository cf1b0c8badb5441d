public import Specification

/// Why an edit can't be carried out.
public struct EditFailure: Error, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}

extension Specification {
    /// Carries out edits in memory, on values alone: what a plan is judged by.
    public func applying(_ edits: [Edit]) throws -> Specification {
        var specification = self
        for edit in edits { try specification.apply(edit) }
        return specification
    }

    private func index(_ entity: String) throws -> Int {
        guard let index = entities.firstIndex(where: { $0.name == entity }) else {
            throw EditFailure("no entity \(entity)")
        }
        return index
    }

    private mutating func change(_ entity: String, _ change: (inout EntityDeclaration) throws -> Void) throws {
        try change(&entities[try index(entity)])
    }

    private mutating func apply(_ edit: Edit) throws {
        switch edit {
        case .addEntity(let entity):
            guard !entities.contains(where: { $0.name == entity.name }) else {
                throw EditFailure("there is \(entity.name)")
            }
            entities.append(entity)
        case .changeEntity(let name, let changes): try change(name) { $0 = try $0.merging(changes) }
        case .renameEntity(let name, let new):
            try change(name) {
                $0.name = new
                $0.renamedFrom = name
            }
            for index in entities.indices {
                for relation in entities[index].relations.indices
                where entities[index].relations[relation].entity == name {
                    entities[index].relations[relation].entity = new
                }
            }
            if tenancy?.entity == name { tenancy?.entity = new }
            if tenancy?.membership == name { tenancy?.membership = new }
        case .removeEntity(let name):
            _ = try index(name)
            if let user = entities.first(where: { $0.relations.contains { $0.entity == name } && $0.name != name }) {
                throw EditFailure("\(user.name) refers to \(name)")
            }
            entities.removeAll { $0.name == name }
        case .addField, .changeField, .renameField, .removeField, .splitField, .mergeFields, .moveField, .extractEntity:
            try applyToFields(edit)
        case .addRelation, .changeRelation, .renameRelation, .removeRelation: try applyToRelations(edit)
        case .addEnumValue, .renameEnumValue, .removeEnumValue: try applyToValues(edit)
        case .grantAccess(let grant, let entity): try apply(grant, entity)
        case .revokeAccess(let who, let operations, let entity): try revoke(who, operations, entity)
        case .addUnique(let unique, let entity):
            try change(entity) { declaration in
                for field in unique.fields { try declaration.requireMember(field) }
                declaration.unique.append(unique)
            }
        case .removeUnique(let fields, let entity): try change(entity) { $0.unique.removeAll { $0.fields == fields } }
        case .addIndex(let index, let entity): try change(entity) { $0.indexes.append(index) }
        case .removeIndex(let fields, let entity): try change(entity) { $0.indexes.removeAll { $0.fields == fields } }
        case .addCheck(let check, let entity): try change(entity) { $0.checks.append(check) }
        case .setTenancy(let tenancy): self.tenancy = tenancy
        case .setMembers(let members, let entity): try change(entity) { $0.members = members }
        case .setRoles(let roles): self.roles = roles
        default: throw EditFailure("the planner never makes \(edit)")
        }
    }

    private mutating func applyToFields(_ edit: Edit) throws {
        switch edit {
        case .addField(let field, let entity):
            try change(entity) {
                try $0.requireFree(field.name)
                $0.fields.append(field)
            }
        case .changeField(let name, let entity, let changes):
            try change(entity) { declaration in
                let index = try declaration.field(name)
                declaration.fields[index] = try declaration.fields[index].merging(changes)
            }
        case .renameField(let name, let entity, let new):
            try change(entity) { declaration in
                let index = try declaration.field(name)
                declaration.fields[index].name = new
                declaration.fields[index].renamedFrom = name
                declaration.renameInUniques(name, new)
            }
        case .removeField(let name, let entity): try change(entity) { $0.fields.remove(at: try $0.field(name)) }
        case .splitField(let name, let entity, let into, _):
            try change(entity) { declaration in
                let index = try declaration.field(name)
                declaration.fields.replaceSubrange(index...index, with: into)
            }
        case .mergeFields(let names, let entity, let into, _):
            try change(entity) { declaration in
                let first = try declaration.field(names.first ?? "")
                for name in names { _ = try declaration.field(name) }
                declaration.fields.insert(into, at: first)
                declaration.fields.removeAll { names.contains($0.name) && $0.name != into.name }
            }
        case .moveField(let name, let entity, let new):
            let place = try index(entity)
            let field = entities[place].fields.remove(at: try entities[place].field(name))
            try change(new) { $0.fields.append(field) }
        case .extractEntity(let new, let entity, let fields, let relation):
            entities.append(new)
            try change(entity) { declaration in
                for field in fields { declaration.fields.remove(at: try declaration.field(field)) }
                declaration.relations.append(relation)
            }
        default: break
        }
    }

    private mutating func applyToRelations(_ edit: Edit) throws {
        switch edit {
        case .addRelation(let relation, let entity):
            if let target = relation.entity, target != "User" { _ = try index(target) }
            try change(entity) {
                try $0.requireFree(relation.name)
                $0.relations.append(relation)
            }
        case .changeRelation(let name, let entity, let changes):
            try change(entity) { declaration in
                let index = try declaration.relation(name)
                declaration.relations[index] = try declaration.relations[index].merging(changes)
            }
        case .renameRelation(let name, let entity, let new):
            try change(entity) { declaration in
                let index = try declaration.relation(name)
                declaration.relations[index].name = new
                declaration.relations[index].renamedFrom = name
                declaration.renameInUniques(name, new)
            }
        case .removeRelation(let name, let entity):
            try change(entity) { $0.relations.remove(at: try $0.relation(name)) }
        default: break
        }
    }

    private mutating func applyToValues(_ edit: Edit) throws {
        func changing(_ place: EnumPlace, _ change: (inout FieldDeclaration) throws -> Void) throws {
            guard case .field(let name, let entity) = place else { throw EditFailure("a shared set") }
            try self.change(entity) { declaration in try change(&declaration.fields[try declaration.field(name)]) }
        }
        switch edit {
        case .addEnumValue(let value, let place, _):
            try changing(place) { field in
                guard !field.values.contains(where: { $0.name == value.name }) else {
                    throw EditFailure("there is \(value.name)")
                }
                field.values.append(value)
            }
        case .renameEnumValue(let value, let place, let new):
            try changing(place) { field in
                guard let index = field.values.firstIndex(where: { $0.name == value }) else {
                    throw EditFailure("no \(value)")
                }
                field.values[index].name = new
                field.values[index].renamedFrom = value
                if field.defaultValue == .literal(.string(value)) { field.defaultValue = .literal(.string(new)) }
            }
        case .removeEnumValue(let value, let place, let becomes):
            try changing(place) { field in
                field.values.removeAll { $0.name == value }
                var removed = RemovedValue()
                removed.value = value
                removed.becomes = becomes ?? ""
                field.removed.append(removed)
                if field.defaultValue == .literal(.string(value)) {
                    field.defaultValue = becomes.map { .literal(.string($0)) }
                }
            }
        default: break
        }
    }
}
