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
                values: declaration.values, at: place, valuesOf: declaration.source)
        }
    }

    /// Adds an enumeration to the model and answers its name; reports what is wrong with its values.
    @discardableResult
    mutating func makeEnumeration(
        named name: String, description: String?, values: [EnumValue], at place: SourceLocation?,
        valuesOf source: Source
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
        if enumStorage == .native { checkLength(ofDatabaseName: snakeCase(name), "type", at: place) }
        enumerationIndices[name] = model.enumerations.count
        model.enumerations.append(
            .init(
                name: name, description: description,
                values: values.map { .init($0.name, description: $0.description) }))
        return name
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
