extension Edit {
    /// The edit that an object of its kind says; nil if it doesn't say which set of values it means.
    init?(_ kind: EditKind, _ parts: EditParts) {
        switch kind {
        case .addEntity: self = .addEntity(parts.newEntity)
        case .changeEntity: self = .changeEntity(parts.entity, parts.entityChanges)
        case .renameEntity: self = .renameEntity(parts.name, to: parts.to)
        case .removeEntity: self = .removeEntity(parts.name)
        case .addField: self = .addField(parts.field, entity: parts.entity)
        case .changeField: self = .changeField(parts.name, entity: parts.entity, parts.fieldChanges)
        case .renameField: self = .renameField(parts.name, entity: parts.entity, to: parts.to)
        case .removeField: self = .removeField(parts.name, entity: parts.entity)
        case .splitField:
            self = .splitField(parts.name, entity: parts.entity, into: parts.newFields, separator: parts.separator)
        case .mergeFields:
            self = .mergeFields(parts.fields, entity: parts.entity, into: parts.field, separator: parts.separator)
        case .moveField: self = .moveField(parts.name, entity: parts.entity, to: parts.to)
        case .extractEntity:
            self = .extractEntity(parts.newEntity, from: parts.entity, fields: parts.fields, relation: parts.relation)
        case .addRelation: self = .addRelation(parts.relation, entity: parts.entity)
        case .changeRelation: self = .changeRelation(parts.name, entity: parts.entity, parts.relationChanges)
        case .renameRelation: self = .renameRelation(parts.name, entity: parts.entity, to: parts.to)
        case .removeRelation: self = .removeRelation(parts.name, entity: parts.entity)
        case .addEnum: self = .addEnum(parts.newEnum)
        case .renameEnum: self = .renameEnum(parts.name, to: parts.to)
        case .removeEnum: self = .removeEnum(parts.name)
        case .addEnumValue:
            guard let place = parts.place else { return nil }
            self = .addEnumValue(parts.newValue, of: place, before: parts.before)
        case .renameEnumValue:
            guard let place = parts.place else { return nil }
            self = .renameEnumValue(parts.value, of: place, to: parts.to)
        case .removeEnumValue:
            guard let place = parts.place else { return nil }
            self = .removeEnumValue(parts.value, of: place, becomes: parts.becomes)
        case .grantAccess: self = .grantAccess(parts.grant, entity: parts.entity)
        case .revokeAccess: self = .revokeAccess(who: parts.who, can: parts.can, entity: parts.entity)
        case .addUnique: self = .addUnique(parts.unique, entity: parts.entity)
        case .removeUnique: self = .removeUnique(parts.fields, entity: parts.entity)
        case .addIndex: self = .addIndex(parts.index, entity: parts.entity)
        case .removeIndex: self = .removeIndex(parts.fields, entity: parts.entity)
        case .addCheck: self = .addCheck(parts.check, entity: parts.entity)
        case .removeCheck: self = .removeCheck(parts.name, entity: parts.entity)
        case .setTenancy: self = .setTenancy(parts.tenancy)
        case .setMembers: self = .setMembers(parts.members, entity: parts.entity)
        case .setRoles: self = .setRoles(parts.roles)
        case .addView: self = .addView(parts.view)
        case .changeView: self = .changeView(parts.name, parts.viewChanges)
        case .renameView: self = .renameView(parts.name, to: parts.to)
        case .removeView: self = .removeView(parts.name)
        case .addQuery: self = .addQuery(parts.query)
        case .removeQuery: self = .removeQuery(parts.name)
        case .addModule: self = .addModule(parts.module)
        case .removeModule: self = .removeModule(parts.module)
        }
    }

    /// What the edit's object says.
    var parts: EditParts {
        var parts = EditParts()
        parts.edit = kind
        switch self {
        case .addEntity(let entity): parts.newEntity = entity
        case .changeEntity(let name, let changes): (parts.entity, parts.entityChanges) = (name, changes)
        case .renameEntity(let name, let to), .renameEnum(let name, let to), .renameView(let name, let to):
            (parts.name, parts.to) = (name, to)
        case .removeEntity(let name), .removeEnum(let name), .removeView(let name), .removeQuery(let name):
            parts.name = name
        case .addField(let field, let entity): (parts.field, parts.entity) = (field, entity)
        case .changeField(let name, let entity, let changes):
            (parts.name, parts.entity, parts.fieldChanges) = (name, entity, changes)
        case .renameField(let name, let entity, let to), .renameRelation(let name, let entity, let to),
            .moveField(let name, let entity, let to):
            (parts.name, parts.entity, parts.to) = (name, entity, to)
        case .removeField(let name, let entity), .removeRelation(let name, let entity),
            .removeCheck(let name, let entity):
            (parts.name, parts.entity) = (name, entity)
        case .splitField(let name, let entity, let fields, let separator):
            (parts.name, parts.entity, parts.newFields, parts.separator) = (name, entity, fields, separator)
        case .mergeFields(let names, let entity, let field, let separator):
            (parts.fields, parts.entity, parts.field, parts.separator) = (names, entity, field, separator)
        case .extractEntity(let new, let entity, let fields, let relation):
            (parts.newEntity, parts.entity, parts.fields, parts.relation) = (new, entity, fields, relation)
        case .addRelation(let relation, let entity): (parts.relation, parts.entity) = (relation, entity)
        case .changeRelation(let name, let entity, let changes):
            (parts.name, parts.entity, parts.relationChanges) = (name, entity, changes)
        case .addEnum(let declaration): parts.newEnum = declaration
        case .addEnumValue(let value, let place, let before):
            (parts.newValue, parts.place, parts.before) = (value, place, before)
        case .renameEnumValue(let value, let place, let to): (parts.value, parts.place, parts.to) = (value, place, to)
        case .removeEnumValue(let value, let place, let becomes):
            (parts.value, parts.place, parts.becomes) = (value, place, becomes)
        case .grantAccess(let grant, let entity): (parts.grant, parts.entity) = (grant, entity)
        case .revokeAccess(let who, let can, let entity): (parts.who, parts.can, parts.entity) = (who, can, entity)
        case .addUnique(let unique, let entity): (parts.unique, parts.entity) = (unique, entity)
        case .removeUnique(let fields, let entity), .removeIndex(let fields, let entity):
            (parts.fields, parts.entity) = (fields, entity)
        case .addIndex(let index, let entity): (parts.index, parts.entity) = (index, entity)
        case .addCheck(let check, let entity): (parts.check, parts.entity) = (check, entity)
        case .setTenancy(let tenancy): parts.tenancy = tenancy
        case .setMembers(let members, let entity): (parts.members, parts.entity) = (members, entity)
        case .setRoles(let roles): parts.roles = roles
        case .addView(let view): parts.view = view
        case .changeView(let name, let changes): (parts.name, parts.viewChanges) = (name, changes)
        case .addQuery(let query): parts.query = query
        case .addModule(let module), .removeModule(let module): parts.module = module
        }
        return parts
    }

    public var kind: EditKind {
        switch self {
        case .addEntity: .addEntity
        case .changeEntity: .changeEntity
        case .renameEntity: .renameEntity
        case .removeEntity: .removeEntity
        case .addField: .addField
        case .changeField: .changeField
        case .renameField: .renameField
        case .removeField: .removeField
        case .splitField: .splitField
        case .mergeFields: .mergeFields
        case .moveField: .moveField
        case .extractEntity: .extractEntity
        case .addRelation: .addRelation
        case .changeRelation: .changeRelation
        case .renameRelation: .renameRelation
        case .removeRelation: .removeRelation
        case .addEnum: .addEnum
        case .renameEnum: .renameEnum
        case .removeEnum: .removeEnum
        case .addEnumValue: .addEnumValue
        case .renameEnumValue: .renameEnumValue
        case .removeEnumValue: .removeEnumValue
        case .grantAccess: .grantAccess
        case .revokeAccess: .revokeAccess
        case .addUnique: .addUnique
        case .removeUnique: .removeUnique
        case .addIndex: .addIndex
        case .removeIndex: .removeIndex
        case .addCheck: .addCheck
        case .removeCheck: .removeCheck
        case .setTenancy: .setTenancy
        case .setMembers: .setMembers
        case .setRoles: .setRoles
        case .addView: .addView
        case .changeView: .changeView
        case .renameView: .renameView
        case .removeView: .removeView
        case .addQuery: .addQuery
        case .removeQuery: .removeQuery
        case .addModule: .addModule
        case .removeModule: .removeModule
        }
    }
}
