import Specification

/// Makes edits that a specification may take, each with the one that undoes it where there is one.
struct EditGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func edit(of specification: Specification) -> (edit: Edit, inverse: Edit?) {
        let entity = pick(specification.entities)
        let name = pick(["extra", "a1", "dueOn", "isDone"]) + String(number(below: 1000))
        switch number(below: 14) {
        case 0:
            var new = EntityDeclaration()
            new.name = "New\(number(below: 1000))"
            new.fields = [field(name)]
            return (.addEntity(new), .removeEntity(new.name))
        case 1: return (.addField(field(name), entity: entity.name), .removeField(name, entity: entity.name))
        case 2:
            let old = entity.fields.isEmpty ? "none" : pick(entity.fields).name
            return (.renameField(old, entity: entity.name, to: name), .renameField(name, entity: entity.name, to: old))
        case 3:
            let old = entity.relations.isEmpty ? "none" : pick(entity.relations).name
            // An owner that was inferred is stated when its relation gets another name.
            let isOwner = EntityDeclaration.ownerNames.contains(old)
            return (
                .renameRelation(old, entity: entity.name, to: name),
                isOwner ? nil : .renameRelation(name, entity: entity.name, to: old)
            )
        case 4: return (.renameEntity(entity.name, to: "Renamed"), .renameEntity("Renamed", to: entity.name))
        case 5:
            return (.removeField(entity.fields.isEmpty ? "none" : pick(entity.fields).name, entity: entity.name), nil)
        case 6:
            return (
                .removeRelation(entity.relations.isEmpty ? "none" : pick(entity.relations).name, entity: entity.name),
                nil
            )
        case 7: return (.removeEntity(entity.name), nil)
        case 8:
            var relation = RelationDeclaration()
            relation.name = name
            relation.entity = pick(specification.entities).name
            return (.addRelation(relation, entity: entity.name), .removeRelation(name, entity: entity.name))
        case 9:
            var grant = AllowGrant()
            grant.who = pick([.anyone, .signedIn, .owner, .service])
            grant.can = [pick(Operation.allCases)]
            return (.grantAccess(.allow(grant), entity: entity.name), nil)
        case 10:
            return (
                .revokeAccess(
                    who: pick([.anyone, .signedIn, .owner]), can: [pick(Operation.allCases)], entity: entity.name), nil
            )
        case 11:
            let unique = UniqueDeclaration(entity.fields.isEmpty ? ["id"] : [pick(entity.fields).name, "id"])
            return (.addUnique(unique, entity: entity.name), .removeUnique(unique.fields, entity: entity.name))
        case 12:
            var values = EntityDeclaration()
            values.description = pick(["a: b", "# no", "é 日本", "two\nlines", "\"quoted\""])
            values.softDelete = true
            return (.changeEntity(entity.name, Changes(values, set: ["description", "softDelete"])), nil)
        default:
            guard let owner = specification.entities.first(where: { $0.fields.contains { !$0.values.isEmpty } }),
                let field = owner.fields.first(where: { !$0.values.isEmpty })
            else { return (.setRoles([RoleDeclaration(name)]), nil) }
            let place = EnumPlace.field(field.name, entity: owner.name)
            let value = pick(field.values).name
            return number(below: 2) == 0
                ? (.renameEnumValue(value, of: place, to: name), .renameEnumValue(name, of: place, to: value))
                : (
                    .addEnumValue(EnumValue(name), of: place, before: value),
                    .removeEnumValue(name, of: place, becomes: nil)
                )
        }
    }

    private mutating func field(_ name: String) -> FieldDeclaration {
        var field = FieldDeclaration()
        field.name = name
        field.type = pick([.text, .date, .integer, .boolean])
        field.description = number(below: 3) == 0 ? pick(["yes", "a, b", "it's {x}"]) : nil
        return field
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(below: elements.count)] }

    /// Marsaglia's xorshift64*.
    mutating func number(below bound: Int) -> Int {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % max(1, bound)
    }
}
