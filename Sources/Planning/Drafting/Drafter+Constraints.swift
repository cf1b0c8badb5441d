internal import Naming
internal import Specification

extension Drafter {
    mutating func require(_ place: Intent.Place, _ isRequired: Bool) {
        touch(place.name, place.entity, isRelation: place.isRelation)
        if let before = required[place], before != isRequired {
            problem = "'\(phrase(place.name))' can't be both required and optional"
            return
        }
        required[place] = isRequired
        if place.isRelation {
            draft.changeRelation(place.name, place.entity) { relation in
                relation.required = isRequired ? true : relation.isRequired ? nil : relation.required
                if isRequired, relation.onDelete == .setNull { relation.onDelete = .restrict }
            }
        } else {
            let isAccount = draft.entity(place.entity).map { $0.account ?? ($0.name == "User") } ?? false
            draft.changeField(place.name, place.entity) { field in
                field.required = isRequired ? true : field.isRequired ? nil : field.required
                // A row of an account is made at sign-up, so what it requires comes from there.
                if isRequired, isAccount, field.from == nil, field.defaultValue == nil {
                    field.from = "metadata." + snakeCase(field.name)
                }
            }
        }
    }

    mutating func unique(_ names: [String], _ entity: String) {
        guard let declaration = draft.entity(entity), let only = names.last else { return }
        for name in names { touch(name, entity, isRelation: draft.relation(name, entity) != nil) }
        touched = touched.suffix(1).map { $0 }
        let wanted = Set(names)
        if declaration.unique.contains(where: { Set($0.fields) == wanted }) { return }
        if wanted.count == 1 {
            if draft.relation(only, entity) != nil {
                draft.changeRelation(only, entity) { $0.unique = true }
            } else {
                draft.changeField(only, entity) { $0.unique = true }
            }
            return
        }
        var ordered: [String] = []
        for name in names where !ordered.contains(name) { ordered.append(name) }
        let unique = UniqueDeclaration(ordered)
        draft.perform(.addUnique(unique, entity: entity), on: entity) { $0.unique.append(unique) }
    }

    mutating func bound(_ place: Intent.Place, _ measure: Measure) {
        touch(place.name, place.entity)
        guard !place.isRelation, let before = draft.field(place.name, place.entity) else {
            problem = "'\(phrase(place.name))' is no text or number that could be limited"
            return
        }
        var field = before
        let isText = field.type == .text
        let isNumber = [.integer, .bigint, .decimal, .float, .money].contains(field.type)
        guard isText || isNumber, !(isNumber && measure.isLength && measure.unit?.word.hasPrefix("digit") != true)
        else {
            problem = "'\(phrase(place.name))' is no \(measure.isLength ? "text" : "number") that could be limited"
            return
        }
        FieldSketch.bound(&field, by: measure)
        if let low = field.min, let high = field.max, low.approximate > high.approximate {
            problem = "at least \(low) and at most \(high) leaves no value for '\(phrase(place.name))'"
            return
        }
        if let low = field.minLength, let high = field.maxLength, low > high {
            problem = "at least \(low) and at most \(high) characters leaves no value for '\(phrase(place.name))'"
            return
        }
        draft.changeField(place.name, place.entity) { $0 = field }
    }

    mutating func setDefault(_ place: Intent.Place, _ text: String) {
        touch(place.name, place.entity, isRelation: place.isRelation)
        guard let field = draft.field(place.name, place.entity) else {
            problem = "'\(phrase(place.name))' can't have a default"; return
        }
        guard let value = sketch.literal(text, for: field) else {
            problem = "'\(text)' is no value of '\(phrase(place.name))'"
            return
        }
        draft.changeField(place.name, place.entity) { $0.defaultValue = value }
    }

    mutating func changeType(_ place: Intent.Place, _ type: FieldType) {
        touch(place.name, place.entity)
        guard !place.isRelation, let field = draft.field(place.name, place.entity) else {
            problem = "'\(phrase(place.name))' points at something else and has no type"; return
        }
        guard field.type != type else { return }
        draft.changeField(place.name, place.entity) { field in
            field.type = type
            let isText = [.text, .url, .slug, .email, .phone].contains(type)
            let isNumber = [.integer, .bigint, .decimal, .float, .money].contains(type)
            if !isText { field.minLength = nil; field.maxLength = nil; field.pattern = nil }
            if !isNumber { field.min = nil; field.max = nil }
            if type != .decimal { field.precision = nil; field.scale = nil }
            if type != .enum { field.values = []; field.sharedEnum = nil; field.removed = [] }
            if case .literal(let literal)? = field.defaultValue {
                switch literal {
                case .number where isText: field.defaultValue = nil
                case .string where !isText && type != .enum: field.defaultValue = nil
                case .boolean: field.defaultValue = nil
                default: break
                }
            }
        }
        notes.append(
            "values that \(phrase(pluralized(place.entity))) hold already must be convertible to \(type.rawValue)")
    }

    // MARK: Values

    mutating func addValues(_ values: [String], _ place: Intent.Place) {
        touch(place.name, place.entity)
        guard let field = draft.field(place.name, place.entity), field.type == .enum else {
            problem = "'\(phrase(place.name))' has no list of values"; return
        }
        if let shared = field.sharedEnum {
            let known = draft.specification.enums.first { $0.name == shared }?.values.map(\.name) ?? []
            for value in values.map(sketch.value) where !known.contains(value) {
                draft.perform(.addEnumValue(EnumValue(value), of: .shared(shared), before: nil)) { specification in
                    for index in specification.enums.indices where specification.enums[index].name == shared {
                        specification.enums[index].values.append(EnumValue(value))
                    }
                }
            }
            return
        }
        for value in values.map(sketch.value)
        where !field.values.contains(where: { sketch.value($0.name) == value }) && !value.isEmpty {
            if draft.isNew(field: place.name, place.entity) {
                draft.changeField(place.name, place.entity) { $0.values.append(EnumValue(value)) }
            } else {
                draft.restructure(
                    .addEnumValue(EnumValue(value), of: .field(place.name, entity: place.entity), before: nil)
                ) { $0.change(place.entity, field: place.name) { $0.values.append(EnumValue(value)) } }
                addMembershipRole(value, place)
            }
        }
    }

    /// The roles of memberships are named in the tenancy too.
    private mutating func addMembershipRole(_ value: String, _ place: Intent.Place) {
        guard var tenancy = draft.specification.tenancy, tenancy.membership == place.entity, place.name == "role",
            !tenancy.roles.contains(value)
        else { return }
        tenancy.roles.append(value)
        let new = tenancy
        draft.perform(.setTenancy(new)) { $0.tenancy = new }
    }

    mutating func setValues(_ values: [String], _ place: Intent.Place) {
        touch(place.name, place.entity)
        guard let field = draft.field(place.name, place.entity) else {
            problem = "'\(phrase(place.name))' can't have a list of values"; return
        }
        let wanted = values.map(sketch.value)
        if field.type == .enum, field.sharedEnum == nil {
            let missing = wanted.filter { value in !field.values.contains { sketch.value($0.name) == value } }
            addValues(missing, place)
            return
        }
        draft.changeField(place.name, place.entity) { field in
            field.type = .enum
            field.values = wanted.map { EnumValue($0) }
            field.minLength = nil
            field.maxLength = nil
            field.pattern = nil
            field.min = nil
            field.max = nil
        }
    }

    mutating func removeValue(_ value: String, _ place: Intent.Place, _ becomes: String?) {
        touch(place.name, place.entity)
        guard let field = draft.field(place.name, place.entity) else { return }
        guard let index = field.values.firstIndex(where: { $0.name == value }) else {
            if let becomes { draft.inherit(value, place, becomes) }
            return
        }
        guard field.values.count > 1 else {
            problem = "'\(value)' is the only value of '\(phrase(place.name))'"; return
        }
        // Rows that hold it get the value before it, or what the request says.
        let heir =
            becomes.map(sketch.value).flatMap { wanted in field.values.first { $0.name == wanted }?.name }
            ?? field.values[index > 0 ? index - 1 : 1].name
        draft.restructure(.removeEnumValue(value, of: .field(place.name, entity: place.entity), becomes: heir)) {
            specification in
            specification.change(place.entity, field: place.name) { field in
                field.values.removeAll { $0.name == value }
                var removed = RemovedValue()
                removed.value = value
                removed.becomes = heir
                field.removed.append(removed)
                if field.defaultValue == .literal(.string(value)) { field.defaultValue = .literal(.string(heir)) }
            }
        }
        notes.append("rows whose \(phrase(place.name)) is '\(value)' become '\(heir)'")
    }

    mutating func renameValue(_ value: String, _ place: Intent.Place, _ new: String) {
        touch(place.name, place.entity)
        let name = sketch.value(new)
        guard !name.isEmpty, let field = draft.field(place.name, place.entity) else { return }
        guard !field.values.contains(where: { $0.name == name }) else {
            problem = "'\(name)' is a value of '\(phrase(place.name))' already"; return
        }
        draft.restructure(.renameEnumValue(value, of: .field(place.name, entity: place.entity), to: name)) {
            specification in
            specification.change(place.entity, field: place.name) { field in
                for index in field.values.indices where field.values[index].name == value {
                    field.values[index].name = name
                    field.values[index].renamedFrom = value
                }
                if field.defaultValue == .literal(.string(value)) { field.defaultValue = .literal(.string(name)) }
            }
        }
    }

    mutating func index(_ place: Intent.Place) {
        touch(place.name, place.entity, isRelation: place.isRelation)
        // Keys of relations have an index without asking.
        guard !place.isRelation else { return }
        draft.changeField(place.name, place.entity) { if $0.unique != true { $0.indexed = true } }
    }
}

extension Specification {
    mutating func change(_ entity: String, field: String, _ change: (inout FieldDeclaration) -> Void) {
        self.change(entity) { entity in
            guard let index = entity.fields.firstIndex(where: { $0.name == field }) else { return }
            change(&entity.fields[index])
        }
    }
}
