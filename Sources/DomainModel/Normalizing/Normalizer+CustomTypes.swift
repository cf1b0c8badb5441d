internal import Diagnostics
internal import Naming
internal import Specification

/// What an application takes from PostgreSQL that the language has no word for.
extension Normalizer {
    /// The type of a custom field.
    mutating func customType(of field: FieldDeclaration) -> DomainModel.AttributeType? {
        guard let text = field.sql else {
            guard field.source.isReadable("sql") else { return nil }
            error(
                "missing-key", "a field of type 'custom' needs the key 'sql'", at: field.source.location("name"),
                fix: #"write "sql": "varchar(255)", or the type that it has"#)
            return nil
        }
        guard let type = SQLTypeName(text) else {
            error(
                "custom-type", "'\(text)' isn't the name of a type that a column can have",
                at: field.source.location("sql"),
                fix: "write a type such as \"varchar(255)\"; for an array state \"list\" besides")
            return nil
        }
        return .custom(type.sql)
    }

    /// The extensions that are asked for.
    mutating func makeExtensions() {
        for (position, name) in specification.extensions.enumerated() {
            let place = specification.source.location("extensions", .index(position))
            guard checkName(name, "an extension's name", at: place, allowing: "-") else { continue }
            if model.extensions.contains(name) {
                error("duplicate-name", "the extension '\(name)' is named twice", at: place)
                continue
            }
            model.extensions.append(name)
        }
        model.extensions.sort()
    }
}
