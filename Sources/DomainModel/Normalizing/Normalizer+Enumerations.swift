internal import Diagnostics
internal import Naming
internal import Specification

extension Normalizer {
    var enumStorage: EnumStorage { specification.defaults?.enumStorage ?? .check }

    mutating func makeSharedEnumerations() {
        for declaration in specification.enums {
            let place = declaration.source.location("name")
            guard checkName(declaration.name, "an enum's name", of: declaration.source) else { continue }
            let name = pascalCase(declaration.name)
            sharedEnumerations.insert(name)
            makeEnumeration(
                named: name, description: declaration.description,
                values: declaration.values, removed: declaration.removed, at: place, valuesOf: declaration.source)
        }
        refuseFormerEnumsInUse()
    }

    /// Adds an enumeration to the model and answers its name; reports what is wrong with its values.
    @discardableResult
    mutating func makeEnumeration(
        named name: String, description: String?, values: [EnumValue], removed: [RemovedValue],
        at place: SourceLocation?, valuesOf source: Source
    ) -> String {
        if enumeration(named: name) != nil {
            error(
                "duplicate-name", "the enum '\(name)' is declared twice, apart from its spelling", at: place,
                fix: "give one of them another name, or share one in \"enums\"")
            return name
        }
        checkLength(ofFileName: name, "an enum's name", most: longestFileNamePart, at: place)
        if values.isEmpty, source.isReadable("values") {
            error(
                "no-values", "an enum needs at least one value", at: source.location("values"),
                fix: "write \"values\": [\"draft\", \"published\"]")
        }
        var seen: Set<String> = []
        for value in values {
            func place() -> SourceLocation? { value.source.location("name") }
            guard value.source.isReadable("name") else { continue }
            if value.name.isEmpty || value.name.unicodeScalars.contains(where: { $0.value < 0x20 }) {
                error("invalid-value", "a value can't be empty or hold control characters", at: place())
            } else if value.name.utf8.count > longestIdentifier {
                error(
                    "invalid-value", "a value has at most \(longestIdentifier) bytes, as in PostgreSQL's own enums",
                    at: place())
            } else if !seen.insert(value.name).inserted {
                error("duplicate-value", "the value '\(value.name)' occurs twice", at: place())
            }
        }
        checkReplacements(of: values, removed)
        if enumStorage == .native { checkLength(ofDatabaseName: snakeCase(name), "type", at: place) }
        enumerationIndices[name] = model.enumerations.count
        var enumeration = DomainModel.Enumeration(
            name: name, description: description,
            values: values.map { .init($0.name, description: $0.description, formerName: $0.renamedFrom) })
        if !removed.isEmpty {
            enumeration.removed = Dictionary(
                removed.map { ($0.value, $0.becomes) }, uniquingKeysWith: { first, _ in first })
        }
        model.enumerations.append(enumeration)
        return name
    }

    /// What was renamed or removed is no value any more, and what rows get instead is one.
    private mutating func checkReplacements(of values: [EnumValue], _ removed: [RemovedValue]) {
        let names = Set(values.map(\.name))
        var gone: Set<String> = []
        func isGone(_ value: String, _ location: @autoclosure () -> SourceLocation?) {
            if names.contains(value) {
                error(
                    "former-name-in-use", "'\(value)' is still one of the values", at: location(),
                    fix: "take it out of \"values\", or leave this out")
            } else if !gone.insert(value).inserted {
                error("duplicate-value", "what becomes of '\(value)' is said twice", at: location())
            }
        }
        for value in values {
            if let old = value.renamedFrom { isGone(old, value.source.location("renamedFrom")) }
        }
        for removed in removed {
            isGone(removed.value, removed.source.location("value"))
            guard !names.contains(removed.becomes), removed.source.isReadable("becomes") else { continue }
            error(
                "unknown-value", "'\(removed.becomes)' is not one of the values",
                at: removed.source.location("becomes"),
                fix: nearest(to: removed.becomes, among: names.sorted()).map { "write '\($0)'" })
        }
    }

    /// Nobody states the name of a type, so it is the one that gives way to a table's.
    mutating func nameTypes() {
        guard enumStorage == .native else { return }
        for (index, enumeration) in model.enumerations.enumerated() {
            let name = snakeCase(enumeration.name)
            let type = relationNames.fresh(name)
            model.enumerations[index].nativeType = type
            guard type != name else { continue }
            decide(
                enumeration.name, "its type is called \(type)",
                because: "a table is called \(name), and PostgreSQL gives every table a type of its name")
        }
    }
}
