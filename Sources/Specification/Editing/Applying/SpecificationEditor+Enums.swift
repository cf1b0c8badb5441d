internal import Diagnostics

extension SpecificationEditor {
    mutating func addEnum(_ declaration: EnumDeclaration) throws(DiagnosticsError) {
        for other in specification.enums {
            if isSameEntity(other.name, declaration.name) {
                guard other.write().says(declaration.write()) else {
                    throw EditRefusal.inUse(
                        "there is an enum '\(other.name)' already, and it differs", at: other.source.location("name"),
                        fix: "change its values, or choose another name")
                }
                return
            }
        }
        try requireFree(enum: declaration.name, except: nil)
        specification.enums.append(declaration)
    }

    private func requireFree(enum name: String, except old: String?) throws(DiagnosticsError) {
        for other in specification.enums where other.name != old {
            if isSameEntity(other.name, name) || other.renamedFrom.map({ isSameEntity($0, name) }) ?? false {
                throw EditRefusal.inUse(
                    "'\(name)' is or was the name of the enum '\(other.name)'", at: other.source.location("name"),
                    fix: "choose another name")
            }
        }
    }

    mutating func renameEnum(_ name: String, to new: String) throws(DiagnosticsError) {
        if !specification.enums.contains(where: { isSameEntity($0.name, name) }),
            let done = specification.enums.first(where: { isSameEntity($0.name, new) }),
            done.renamedFrom.map({ isSameEntity($0, name) }) ?? false
        {
            return
        }
        let position = try enumIndex(name)
        let old = specification.enums[position]
        guard old.name != new else { return }
        try requireFree(enum: new, except: old.name)
        specification.enums[position].name = new
        specification.enums[position].renamedFrom = Self.former(old.renamedFrom, renaming: old.name, to: new)
        for index in specification.entities.indices {
            for place in specification.entities[index].fields.indices {
                guard let shared = specification.entities[index].fields[place].sharedEnum,
                    isSameEntity(shared, old.name)
                else { continue }
                specification.entities[index].fields[place].sharedEnum = new
            }
        }
    }

    mutating func removeEnum(_ name: String) throws(DiagnosticsError) {
        let position = try enumIndex(name)
        let uses = specification.entities.flatMap { entity in
            entity.fields.filter { $0.sharedEnum.map { isSameEntity($0, name) } ?? false }.map {
                EditRefusal.Use("\(entity.name).\($0.name)", at: $0.source.location("enum"))
            }
        }
        guard uses.isEmpty else {
            throw EditRefusal.stillUsed(uses, "the enum '\(name)'", fix: "give the field values of its own first")
        }
        specification.enums.remove(at: position)
    }

    mutating func addEnumValue(
        _ value: EnumValue, of place: EnumPlace, before next: String?
    ) throws(DiagnosticsError) {
        try changeValues(of: place) { (set) throws(DiagnosticsError) in
            if let existing = set.values.first(where: { $0.name == value.name }) {
                guard existing.write() == value.write() || value.write() == value.name.write() else {
                    throw EditRefusal.inUse(
                        "\(set.what) has the value '\(value.name)' already", at: existing.source.location())
                }
                return
            }
            if let former = set.values.first(where: { $0.renamedFrom == value.name }) {
                throw EditRefusal.inUse(
                    "'\(former.name)' is renamed from '\(value.name)', so no other value can be called that yet",
                    at: former.source.location(), fix: "migrate first, or choose another name")
            }
            var index = set.values.count
            if let next { index = try set.index(of: next) }
            set.values.insert(value, at: index)
            set.removed.removeAll { $0.value == value.name }
        }
    }

    mutating func renameEnumValue(_ old: String, of place: EnumPlace, to new: String) throws(DiagnosticsError) {
        guard old != new else { return }
        var isDone = false
        try changeValues(of: place) { (set) throws(DiagnosticsError) in
            if !set.values.contains(where: { $0.name == old }),
                set.values.contains(where: { $0.name == new && $0.renamedFrom == old })
            {
                isDone = true
                return
            }
            let index = try set.index(of: old)
            for (position, other) in set.values.enumerated() where position != index {
                guard other.name == new || other.renamedFrom == new else { continue }
                throw EditRefusal.inUse("\(set.what) has the value '\(new)' already", at: other.source.location())
            }
            set.values[index].renamedFrom = Self.former(set.values[index].renamedFrom, renaming: old, to: new)
            set.values[index].name = new
            for position in set.removed.indices where set.removed[position].becomes == old {
                set.removed[position].becomes = new
            }
        }
        if !isDone { try EnumValueUses(place, specification).rename(old, to: new, in: &self) }
    }

    mutating func removeEnumValue(
        _ value: String, of place: EnumPlace, becomes heir: String?
    ) throws(DiagnosticsError) {
        var isDone = false
        try changeValues(of: place) { (set) throws(DiagnosticsError) in
            if !set.values.contains(where: { $0.name == value }),
                set.removed.contains(where: { $0.value == value && (heir == nil || $0.becomes == heir) })
            {
                isDone = true
                return
            }
            let index = try set.index(of: value)
            if let heir {
                guard heir != value else {
                    throw EditRefusal.invalid(
                        "a removed value can't become itself", at: set.values[index].source.location())
                }
                _ = try set.index(of: heir)
            }
            guard set.values.count > 1 else {
                throw EditRefusal.invalid(
                    "'\(value)' is the only value of \(set.what)", at: set.values[index].source.location(),
                    fix: "remove the field instead")
            }
            // Rows hold what the value was called before a renaming that isn't migrated.
            let stored = set.values[index].renamedFrom ?? value
            set.values.remove(at: index)
            if let heir {
                for position in set.removed.indices where set.removed[position].becomes == value {
                    set.removed[position].becomes = heir
                }
                var removed = RemovedValue()
                removed.value = stored
                removed.becomes = heir
                set.removed.append(removed)
            } else if let other = set.removed.first(where: { $0.becomes == value }) {
                throw EditRefusal.stillUsed(
                    [.init("the removed value '\(other.value)'", at: other.source.location("becomes"))], "'\(value)'",
                    fix: "say what its rows become")
            }
        }
        if !isDone { try EnumValueUses(place, specification).remove(value, becomes: heir, in: &self) }
    }

    /// The values of an enum and what is known of those that are gone.
    struct ValueSet {
        var what: String
        var values: [EnumValue]
        var removed: [RemovedValue]
        var place: SourceLocation?

        func index(of name: String) throws(DiagnosticsError) -> Int {
            if let index = values.firstIndex(where: { $0.name == name }) { return index }
            throw EditRefusal.unknown("value of \(what)", name, among: values.map(\.name), at: place)
        }
    }

    private mutating func changeValues(
        of place: EnumPlace, _ change: (inout ValueSet) throws(DiagnosticsError) -> Void
    ) throws(DiagnosticsError) {
        switch place {
        case .shared(let name):
            let index = try enumIndex(name)
            let declaration = specification.enums[index]
            var set = ValueSet(
                what: declaration.name, values: declaration.values, removed: declaration.removed,
                place: declaration.source.location("values"))
            try change(&set)
            specification.enums[index].values = set.values
            specification.enums[index].removed = set.removed
        case .field(let name, let entityName):
            let position = try index(ofEntity: entityName)
            let entity = specification.entities[position]
            let index = try fieldIndex(name, in: entity)
            let field = entity.fields[index]
            if let shared = field.sharedEnum { return try changeValues(of: .shared(shared), change) }
            guard field.type == .enum else {
                throw EditRefusal.invalid(
                    "\(entity.name).\(field.name) has no set of values", at: field.source.location("type"),
                    fix: "change its type to enum first")
            }
            var set = ValueSet(
                what: "\(entity.name).\(field.name)", values: field.values, removed: field.removed,
                place: field.source.location("values"))
            try change(&set)
            specification.entities[position].fields[index].values = set.values
            specification.entities[position].fields[index].removed = set.removed
        }
    }
}
