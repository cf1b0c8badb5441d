import Diagnostics
import Specification

/// Proposes edits of a specification. Not every proposal is possible: the edit engine and the normalizer decide.
struct RandomEdits {
    var application: RandomApplication
    private var dice: Dice
    private var number = 0

    /// Every kind whose outcome berry generates.
    static let kinds: [EditKind] = [
        .addEntity, .changeEntity, .renameEntity, .removeEntity, .addField, .changeField, .renameField, .removeField,
        .splitField, .mergeFields, .moveField, .extractEntity, .addRelation, .changeRelation, .renameRelation,
        .removeRelation, .addEnum, .renameEnum, .removeEnum, .addEnumValue, .renameEnumValue, .removeEnumValue,
        .grantAccess, .revokeAccess, .addUnique, .removeUnique, .addIndex, .removeIndex, .addCheck, .removeCheck,
        .setRoles,
    ]

    init(seed: Int) {
        dice = Dice(seed: seed &+ 1_000_003)
        application = RandomApplication(dice: Dice(seed: seed &+ 2_000_003))
    }

    /// Nil where the specification has nothing that such an edit could be about.
    mutating func edit(_ kind: EditKind, of specification: Specification) -> Edit? {
        number += 1
        let entities = specification.entities
        guard let entity = dice.pick(entities.filter { $0.name != "User" || dice.oneIn(2) }) else { return nil }
        switch kind {
        case .addEntity, .changeEntity, .renameEntity, .removeEntity, .extractEntity:
            return entityEdit(kind, entity, entities)
        case .addRelation, .changeRelation, .renameRelation, .removeRelation:
            return relationEdit(kind, entity, entities)
        case .addEnum, .renameEnum, .removeEnum, .addEnumValue, .renameEnumValue, .removeEnumValue:
            return enumEdit(kind, specification)
        case .grantAccess, .revokeAccess, .setRoles: return accessEdit(kind, entity)
        case .addUnique, .removeUnique, .addIndex, .removeIndex, .addCheck, .removeCheck:
            return constraintEdit(kind, entities)
        default: return fieldEdit(kind, entity, entities)
        }
    }

    private mutating func name(_ word: String) -> String { "\(word)\(["", "Too", "Of"][dice.roll(3)])\(letters())" }

    private mutating func letters() -> String {
        String("abcdefghijklmnopqrstuvw".dropFirst(number % 23).prefix(1)).uppercased()
    }

    /// What is itself made of others when the rows come there has no values of its own yet.
    private func anyText(_ field: FieldDeclaration) -> Bool {
        if case .sql = field.backfill { return false }
        return [.text, .email, .url, .slug].contains(field.type) && field.list != true
    }

    // MARK: Entities

    private mutating func entityEdit(
        _ kind: EditKind, _ entity: EntityDeclaration, _ entities: [EntityDeclaration]
    ) -> Edit? {
        let fresh = (dice.pick(["Reader", "Copy", "Ticket", "Address", "Category", "Hobby"]) ?? "") + letters()
        switch kind {
        case .addEntity:
            let other = dice.pick(entities.map(\.name)) ?? ""
            let text = """
                {"name": "\(fresh)", "fields": [\(application.field("title", isNew: false)), \(application.field("rank", isNew: false))],
                 "relations": [{"name": "origin", "kind": "belongsTo", "entity": "\(other)"}],
                 "access": [{"who": "anyone", "can": ["read"]}]}
                """
            return application.declaration(EntityDeclaration.self, text).map(Edit.addEntity)
        case .changeEntity:
            var values = EntityDeclaration()
            switch dice.roll(4) {
            case 0:
                values.table = "renamed_\(entity.name.lowercased())"
                return .changeEntity(entity.name, Changes(values, set: ["table"]))
            case 1:
                values.timestamps = !(entity.timestamps ?? true)
                return .changeEntity(entity.name, Changes(values, set: ["timestamps"]))
            case 2 where entity.table != nil: return .changeEntity(entity.name, Changes(unset: ["table"]))
            default:
                values.description = "Said number \(number)."
                return .changeEntity(entity.name, Changes(values, set: ["description"]))
            }
        case .renameEntity: return .renameEntity(entity.name, to: fresh)
        case .removeEntity: return .removeEntity(entity.name)
        default:
            guard let field = dice.pick(entity.fields.filter { $0.isRequired == false }),
                let new = application.declaration(
                    EntityDeclaration.self,
                    #"{"name": "\#(fresh)", "access": [{"who": "signedIn", "can": ["read"]}]}"#),
                let relation = application.declaration(
                    RelationDeclaration.self, #"{"name": "to\#(fresh)", "kind": "belongsTo", "entity": "\#(fresh)"}"#)
            else { return nil }
            return .extractEntity(new, from: entity.name, fields: [field.name], relation: relation)
        }
    }

    // MARK: Fields

    private mutating func fieldEdit(
        _ kind: EditKind, _ entity: EntityDeclaration, _ entities: [EntityDeclaration]
    ) -> Edit? {
        guard let field = dice.pick(entity.fields) else { return nil }
        switch kind {
        case .addField:
            let text = application.field(name(dice.pick(RandomApplication.fieldNames) ?? ""), isNew: true)
            return application.declaration(FieldDeclaration.self, text).map { .addField($0, entity: entity.name) }
        case .changeField: return change(field, of: entity.name)
        case .renameField: return .renameField(field.name, entity: entity.name, to: name(field.name))
        case .removeField: return .removeField(field.name, entity: entity.name)
        case .splitField:
            guard let field = dice.pick(entity.fields.filter(anyText)) else { return nil }
            let required = field.isRequired && dice.oneIn(2) ? #", "required": true"# : ""
            let parts = (0..<(2 + dice.roll(2))).compactMap {
                application.declaration(
                    FieldDeclaration.self,
                    #"{"name": "part\#($0)\#(letters())", "type": "text"\#(required)}"#)
            }
            return .splitField(
                field.name, entity: entity.name, into: parts, separator: dice.pick([" ", "-", "'"]) ?? " ")
        case .mergeFields:
            let texts = dice.shuffled(entity.fields.filter(anyText)).prefix(2)
            guard texts.count == 2,
                let field = application.declaration(
                    FieldDeclaration.self,
                    #"{"name": "\#(name("merged"))", "type": "text"\#(dice.oneIn(3) ? #", "required": true"# : "")}"#)
            else { return nil }
            return .mergeFields(texts.map(\.name), entity: entity.name, into: field, separator: ", ")
        default:
            guard let other = dice.pick(entities.filter { $0.name != entity.name }) else { return nil }
            return .moveField(field.name, entity: entity.name, to: other.name)
        }
    }

    private static let conversions: [FieldType: [FieldType]] = [
        .integer: [.bigint, .decimal, .float, .text], .bigint: [.integer, .decimal, .text],
        .decimal: [.integer, .float, .text, .bigint], .float: [.decimal, .integer, .text],
        .date: [.timestamp, .localTimestamp, .text], .timestamp: [.date, .localTimestamp, .text],
        .localTimestamp: [.timestamp, .date, .time], .time: [.text, .duration], .duration: [.text, .time],
        .text: [.integer, .slug, .email, .url, .uuid, .json], .email: [.text, .slug], .url: [.text],
        .slug: [.text, .url],
        .phone: [.text], .color: [.text], .uuid: [.text, .bytes], .boolean: [.text, .integer], .ip: [.text],
        .enum: [.text], .json: [.text], .timeZone: [.text],
    ]

    private static let constants: [FieldType: String] = [
        .text: "abc", .email: "ada@example.com", .slug: "a-slug", .url: "https://example.com", .date: "2026-01-02",
    ]

    private mutating func change(_ field: FieldDeclaration, of entity: String) -> Edit? {
        var values = FieldDeclaration()
        func changes(_ set: [String], unset: [String] = []) -> Edit {
            .changeField(field.name, entity: entity, Changes(values, set: set, unset: unset))
        }
        let numbers: Set<FieldType> = [.integer, .bigint, .float, .decimal]
        let isPlain = field.list != true
        let constant: DefaultValue? =
            numbers.contains(field.type)
            ? .literal(.number(Number("7")))
            : field.type == .enum
                ? field.values.first.map { .literal(.string($0.name)) }
                : Self.constants[field.type].map { .literal(.string($0)) }
        switch dice.roll(11) {
        case 0, 1:
            guard let type = dice.pick(Self.conversions[field.type] ?? []) else { return nil }
            values.type = type
            let written = Set(field.write().memberNames)
            let gone = [
                "default", "min", "max", "minLength", "maxLength", "pattern", "values", "enum", "removed", "backfill",
            ]
            return changes(["type"], unset: gone.filter(written.contains))
        case 2:
            values.required = !field.isRequired
            guard !field.isRequired, isPlain, let constant, !dice.oneIn(4) else { return changes(["required"]) }
            values.backfill = constant
            return changes(["required", "backfill"])
        case 3:
            guard isPlain, let constant else { return nil }
            values.defaultValue = constant
            return field.defaultValue == nil ? changes(["default"]) : changes([], unset: ["default"])
        case 4:
            values.unique = !(field.unique ?? false)
            return changes(["unique"])
        case 5 where field.type == .text && isPlain:
            values.maxLength = dice.pick([10, 60, 200])
            return field.maxLength == nil ? changes(["maxLength"]) : changes([], unset: ["maxLength"])
        case 6 where numbers.contains(field.type) && isPlain:
            values.min = Number(dice.pick(["-2000", "0", "5"]) ?? "0")
            return field.min == nil ? changes(["min"]) : changes([], unset: ["min"])
        case 7:
            values.indexed = !(field.indexed ?? false)
            return changes(["indexed"])
        case 8:
            values.column = "k_\(field.name.lowercased())"
            return field.column == nil ? changes(["column"]) : changes([], unset: ["column"])
        case 9 where field.type == .decimal:
            (values.precision, values.scale) = (dice.oneIn(2) ? 14 : 8, dice.oneIn(2) ? 4 : 1)
            return changes(["precision", "scale"])
        default:
            values.description = "Said number \(number)."
            return changes(["description"])
        }
    }

    // MARK: Relations

    private mutating func relationEdit(
        _ kind: EditKind, _ entity: EntityDeclaration, _ entities: [EntityDeclaration]
    ) -> Edit? {
        if kind == .addRelation {
            guard let other = dice.pick(entities.map(\.name) + ["User"]) else { return nil }
            let more =
                dice.pick(["", "", #", "unique": true"#, #", "required": true"#, #", "onDelete": "cascade""#]) ?? ""
            let text =
                switch dice.roll(other == "User" ? 2 : 4) {
                case 2: #"{"name": "\#(name("links"))", "kind": "manyToMany", "entity": "\#(other)"}"#
                case 3:
                    #"{"name": "\#(name("parts"))", "kind": "hasMany", "entity": "\#(other)", "inverse": "\#(name("whole"))"}"#
                default: #"{"name": "\#(name("rel"))", "kind": "belongsTo", "entity": "\#(other)"\#(more)}"#
                }
            return application.declaration(RelationDeclaration.self, text).map { .addRelation($0, entity: entity.name) }
        }
        guard let relation = dice.pick(entity.relations) else { return nil }
        switch kind {
        case .renameRelation: return .renameRelation(relation.name, entity: entity.name, to: name(relation.name))
        case .removeRelation: return .removeRelation(relation.name, entity: entity.name)
        default:
            var values = RelationDeclaration()
            switch dice.roll(4) {
            case 0:
                values.required = !relation.isRequired
                return .changeRelation(relation.name, entity: entity.name, Changes(values, set: ["required"]))
            case 1:
                values.onDelete = dice.pick([.cascade, .restrict, .setNull])
                return .changeRelation(relation.name, entity: entity.name, Changes(values, set: ["onDelete"]))
            case 2:
                values.unique = !(relation.unique ?? false)
                return .changeRelation(relation.name, entity: entity.name, Changes(values, set: ["unique"]))
            default:
                values.description = "Said number \(number)."
                return .changeRelation(relation.name, entity: entity.name, Changes(values, set: ["description"]))
            }
        }
    }

    // MARK: Enums

    private mutating func enumEdit(_ kind: EditKind, _ specification: Specification) -> Edit? {
        let fresh = "Set\(letters())"
        switch kind {
        case .addEnum:
            return application.declaration(EnumDeclaration.self, #"{"name": "\#(fresh)", "values": ["a", "b"]}"#)
                .map(Edit.addEnum)
        case .renameEnum: return dice.pick(specification.enums).map { .renameEnum($0.name, to: fresh) }
        case .removeEnum:
            let used = Set(specification.entities.flatMap(\.fields).compactMap(\.sharedEnum))
            return dice.pick(specification.enums.filter { !used.contains($0.name) }).map { .removeEnum($0.name) }
        default: break
        }
        var sets = specification.enums.map { (place: EnumPlace.shared($0.name), values: $0.values) }
        for entity in specification.entities {
            for field in entity.fields where !field.values.isEmpty {
                sets.append((.field(field.name, entity: entity.name), field.values))
            }
        }
        guard let set = dice.pick(sets), let value = dice.pick(set.values)?.name else { return nil }
        switch kind {
        case .addEnumValue:
            return .addEnumValue(EnumValue("more \(number)"), of: set.place, before: dice.oneIn(2) ? value : nil)
        case .renameEnumValue: return .renameEnumValue(value, of: set.place, to: "called \(number)")
        default:
            let heirs = set.values.map(\.name).filter { $0 != value }
            return .removeEnumValue(value, of: set.place, becomes: dice.oneIn(5) ? nil : dice.pick(heirs))
        }
    }

    // MARK: Access and constraints

    private mutating func accessEdit(_ kind: EditKind, _ entity: EntityDeclaration) -> Edit? {
        switch kind {
        case .grantAccess: return application.grantDeclaration().map { .grantAccess($0, entity: entity.name) }
        case .setRoles:
            let roles =
                dice.pick([["admin", "editor", "auditor"], ["admin", "editor"], ["editor", "admin", "guest"]]) ?? []
            let declarations = roles.compactMap {
                application.declaration(RoleDeclaration.self, #"{"name": "\#($0)"}"#)
            }
            return .setRoles(declarations)
        default:
            for case .allow(let grant) in dice.shuffled(entity.access ?? []) {
                return .revokeAccess(
                    who: grant.who, can: Array(grant.can.prefix(1 + dice.roll(2))), entity: entity.name)
            }
            return nil
        }
    }

    private mutating func constraintEdit(_ kind: EditKind, _ entities: [EntityDeclaration]) -> Edit? {
        let candidates = entities.filter {
            switch kind {
            case .removeUnique: !$0.unique.isEmpty
            case .removeIndex: !$0.indexes.isEmpty
            case .removeCheck: !$0.checks.isEmpty
            default: true
            }
        }
        guard let entity = dice.pick(candidates) else { return nil }
        let plain = entity.fields.filter { $0.list != true && $0.type != .json }
        switch kind {
        case .removeUnique: return dice.pick(entity.unique).map { .removeUnique($0.fields, entity: entity.name) }
        case .removeIndex: return dice.pick(entity.indexes).map { .removeIndex($0.fields, entity: entity.name) }
        case .removeCheck:
            return dice.pick(entity.checks).map { .removeCheck($0.name ?? $0.sql, entity: entity.name) }
        case .addUnique:
            return .addUnique(
                UniqueDeclaration(dice.shuffled(plain).prefix(2 + dice.roll(2)).map(\.name)), entity: entity.name)
        case .addIndex:
            var index = IndexDeclaration()
            index.fields = dice.shuffled(plain).prefix(1 + dice.roll(2)).map(\.name)
            return .addIndex(index, entity: entity.name)
        default:
            guard let field = dice.pick(plain.filter { $0.column == nil && $0.type == .integer }) else { return nil }
            var check = CheckDeclaration()
            check.name = dice.oneIn(2) ? "check_\(number)_of_\(entity.name.lowercased())" : nil
            check.sql = field.name.lowercased() == field.name ? "\(field.name) < \(dice.pick([40, 9000]) ?? 1)" : ""
            return check.sql.isEmpty ? nil : .addCheck(check, entity: entity.name)
        }
    }
}

extension Node {
    fileprivate var memberNames: [String] {
        if case .object(let members) = value { members.map(\.key) } else { [] }
    }
}
