internal import Naming

extension Edit {
    /// The edit in words for people, without a full stop: "Add a field dueDate (date) to Todo".
    public var summary: String {
        switch self {
        case .addEntity(let entity):
            let members = entity.fields.map(\.name) + entity.relations.map(\.name)
            return "Add an entity \(entity.name)" + (members.isEmpty ? "" : " with \(Self.list(members))")
        case .changeEntity(let name, let changes): return "Change \(name): \(changes.summary)"
        case .renameEntity(let name, let new): return "Rename \(name) to \(new)"
        case .removeEntity(let name): return "Remove the entity \(name)"
        case .addField(let field, let entity): return "Add \(field.phrase) to \(entity)"
        case .changeField(let name, let entity, let changes): return "Change \(entity).\(name): \(changes.summary)"
        case .renameField(let name, let entity, let new), .renameRelation(let name, let entity, let new):
            return "Rename \(entity).\(name) to \(new)"
        case .removeField(let name, let entity): return "Remove the field \(name) from \(entity)"
        case .splitField(let name, let entity, let fields, let separator):
            return "Split \(entity).\(name) into \(Self.list(fields.map(\.name))) at '\(separator)'"
        case .mergeFields(let names, let entity, let field, let separator):
            return "Merge \(Self.list(names)) of \(entity) into \(field.name), with '\(separator)' between them"
        case .moveField(let name, let entity, let target): return "Move the field \(name) from \(entity) to \(target)"
        case .extractEntity(let new, let entity, let fields, let relation):
            return
                "Make \(Self.list(fields)) of \(entity) an entity \(new.name), to which \(entity).\(relation.name) points"
        case .addRelation(let relation, let entity):
            return "Add a relation \(relation.name) to \(entity): \(relation.phrase)"
        case .changeRelation(let name, let entity, let changes): return "Change \(entity).\(name): \(changes.summary)"
        case .removeRelation(let name, let entity): return "Remove the relation \(name) from \(entity)"
        case .addEnum(let declaration):
            return "Add an enum \(declaration.name) of \(Self.list(declaration.values.map(\.name)))"
        case .renameEnum(let name, let new): return "Rename the enum \(name) to \(new)"
        case .removeEnum(let name): return "Remove the enum \(name)"
        case .addEnumValue(let value, let place, let next):
            return "Add the value \(value.name) to \(place.phrase)" + (next.map { ", before \($0)" } ?? "")
        case .renameEnumValue(let value, let place, let new):
            return "Rename the value \(value) of \(place.phrase) to \(new)"
        case .removeEnumValue(let value, let place, let heir):
            return "Remove the value \(value) from \(place.phrase)" + (heir.map { "; its rows become \($0)" } ?? "")
        case .grantAccess(.allow(let grant), let entity): return grant.phrase(entity)
        case .grantAccess(.require, let entity): return "Require a second factor for \(Self.plural(entity))"
        case .revokeAccess(let who, let operations, let entity):
            return "No longer let \(who.phrase) \(Self.list(operations.map(\.rawValue))) \(Self.plural(entity))"
        case .addUnique(let unique, let entity):
            return "Let no two \(Self.plural(entity)) share \(Self.list(unique.fields))"
        case .removeUnique(let fields, let entity): return "Let \(Self.plural(entity)) share \(Self.list(fields))"
        case .addIndex(let index, let entity): return "Add an index over \(Self.list(index.fields)) of \(entity)"
        case .removeIndex(let fields, let entity): return "Remove the index over \(Self.list(fields)) of \(entity)"
        case .addCheck(let check, let entity): return "Add a check to \(entity): \(check.sql)"
        case .removeCheck(let check, let entity): return "Remove the check \(check) from \(entity)"
        case .setTenancy(let tenancy):
            return tenancy.map { "Keep the data of each \($0.entity) apart, by its \($0.membership)" }
                ?? "End the tenancy"
        case .setMembers(let members, let entity):
            guard let members else { return "Let \(entity) have no members" }
            return "Let \(members) say who is a member of \(article(before: entity)) \(entity)"
        case .setRoles(let roles):
            return roles.isEmpty ? "Remove all roles" : "Set the roles to \(Self.list(roles.map(\.name)))"
        case .addView(let view): return "Add a view \(view.name)"
        case .changeView(let name, let changes): return "Change the view \(name): \(changes.summary)"
        case .renameView(let name, let new): return "Rename the view \(name) to \(new)"
        case .removeView(let name): return "Remove the view \(name)"
        case .addQuery(let query): return "Add a query \(query.name)"
        case .removeQuery(let name): return "Remove the query \(name)"
        case .addModule(let module): return "Add the module \(module.rawValue)"
        case .removeModule(let module): return "Remove the module \(module.rawValue)"
        }
    }

    static func list(_ words: [String]) -> String {
        words.count < 2
            ? words.first ?? "nothing" : words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
    }

    fileprivate static func plural(_ entity: String) -> String { phrase(pluralized(snakeCase(entity))) }
}

extension Changes {
    fileprivate var summary: String {
        let members = set.map { name in
            let node = Object.keys.first { $0.name == name }?.write(values)
            return "\(name) = \(node.map { CanonicalJSON.line(of: $0) } ?? "nothing")"
        }
        let gone = unset.map { "without \($0)" }
        return members.isEmpty && gone.isEmpty ? "nothing" : (members + gone).joined(separator: ", ")
    }
}

extension FieldDeclaration {
    fileprivate var phrase: String {
        let kind = type == .enum ? sharedEnum ?? Edit.list(values.map(\.name)) : type.rawValue
        let traits = [
            isRequired ? "required" : nil, list == true ? "list of \(kind)" : kind, unique == true ? "unique" : nil,
        ]
        return "a field \(name) (\(traits.compactMap { $0 }.joined(separator: " ")))"
    }
}

extension RelationDeclaration {
    fileprivate var phrase: String {
        let target = entity ?? entities.joined(separator: " or ")
        switch kind {
        case .belongsTo: return "each belongs to \(isRequired ? "one" : "at most one") \(target)"
        case .hasMany: return "each has many \(target)"
        case .hasOne: return "each has one \(target)"
        case .manyToMany: return "many to many with \(target)"
        }
    }
}

extension EnumPlace {
    fileprivate var phrase: String {
        switch self {
        case .shared(let name): name
        case .field(let field, let entity): "\(entity).\(field)"
        }
    }
}

extension AllowGrant {
    fileprivate func phrase(_ entity: String) -> String {
        let things = Edit.plural(entity)
        let operations = Edit.list(can.map(\.rawValue))
        let condition = when == nil && becomes == nil ? "" : " under a condition"
        let limit = fields.map { " (only \(Edit.list($0)))" } ?? ""
        return "Let \(who.phrase) \(operations) \(who == .owner ? "their own " : "")\(things)\(limit)\(condition)"
    }
}

extension Who {
    fileprivate var phrase: String {
        switch self {
        case .anyone: "anyone"
        case .signedIn: "signed-in users"
        case .service: "the service role"
        case .owner: "owners"
        case .account(let path): "the account in \(path)"
        case .role(let roles): Edit.list(roles.map { pluralized($0) })
        case .memberOf(let path, let roles):
            "\(roles.isEmpty ? "members" : Edit.list(roles.map { pluralized($0) })) of \(path == "self" ? "it" : "the \(path)")"
        case .through(let relation, _): "whoever may do so with the \(relation)"
        case .listedIn(let shares, _, _, _): "whom \(shares) names"
        case .all(let grantees): "those who are \(Edit.list(grantees.map(\.phrase)))"
        }
    }
}
