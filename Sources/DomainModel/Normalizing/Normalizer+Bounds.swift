internal import Diagnostics
internal import Expressions
internal import Specification

extension Normalizer {
    /// Which type-dependent keys a field may have.
    private static let applicableKeys: [FieldType: Set<String>] = [
        .text: ["minLength", "maxLength", "pattern"],
        .integer: ["min", "max"], .bigint: ["min", "max"], .float: ["min", "max"],
        .decimal: ["min", "max", "precision", "scale"],
        .money: ["min", "max", "currency", "sameCurrencyAs"],
        .enum: ["values", "enum", "removed"],
        .email: ["maxLength"], .url: ["maxLength"], .slug: ["minLength", "maxLength"], .phone: [],
        .vector: ["dimensions"], .custom: ["sql"],
    ]

    private static let typeDependentKeys = [
        "minLength", "maxLength", "pattern", "min", "max", "precision", "scale", "currency", "sameCurrencyAs",
        "values", "enum", "removed", "dimensions", "sql",
    ]

    /// Reports keys that say nothing about the field's type.
    mutating func checkKeys(of field: FieldDeclaration) {
        let applicable = Self.applicableKeys[field.type] ?? []
        for member in field.source.keys where Self.typeDependentKeys.contains(member) && !applicable.contains(member) {
            error(
                "key-does-not-apply", "\"\(member)\" says nothing about a field of type '\(field.type.rawValue)'",
                at: field.source.location(ofKey: member), fix: "leave it out")
        }
        if field.list == true {
            for key in ["minLength", "maxLength", "pattern"] where field.source.keys.contains(key) {
                error(
                    "key-does-not-apply", "\"\(key)\" can't be checked for each element of a list",
                    at: field.source.location(ofKey: key), fix: "leave it out, or keep the values in an entity")
            }
            if field.unique == true {
                error(
                    "key-does-not-apply", "a list can't be unique", at: field.source.location(ofKey: "unique"),
                    fix: "keep the values in an entity of their own")
            }
        }
    }

    mutating func addBounds(of field: FieldDeclaration, to attribute: inout DomainModel.Attribute) {
        let source = field.source
        for (key, length) in [("minLength", field.minLength), ("maxLength", field.maxLength)] {
            if let length, !(0...10_485_760).contains(length) {
                error("invalid-bound", "a length lies between 0 and 10485760", at: source.location(.key(key)))
            }
        }
        if let least = field.minLength, let greatest = field.maxLength, least > greatest {
            error("invalid-bound", "\"minLength\" is greater than \"maxLength\"", at: source.location("minLength"))
        }
        if let greatest = field.maxLength, let format = attribute.type.format, greatest < format.shortest {
            error(
                "invalid-bound",
                "a field of type '\(field.type.rawValue)' has at least \(format.shortest) characters, "
                    + "so with this \"maxLength\" there is no value for it", at: source.location("maxLength"))
        }
        attribute.minLength = field.minLength
        attribute.maxLength = field.maxLength
        for (key, number) in [("min", field.min), ("max", field.max)] {
            guard let number else { continue }
            if [.integer, .bigint].contains(field.type), Int64(number.text) == nil {
                error(
                    "invalid-bound", "a bound of a whole number is a whole number", at: source.location(.key(key)))
            } else if field.type == .integer, Int32(number.text) == nil {
                error(
                    "invalid-bound", "an integer lies between -2147483648 and 2147483647",
                    at: source.location(.key(key)), fix: "use the type 'bigint'")
            } else if !number.approximate.isFinite {
                error("invalid-bound", "a bound is at most about 1.8e308", at: source.location(.key(key)))
            }
        }
        if let least = field.min, let greatest = field.max, least.approximate > greatest.approximate {
            error("invalid-bound", "\"min\" is greater than \"max\"", at: source.location("min"))
        }
        attribute.minimum = field.min
        attribute.maximum = field.max
        if let text = field.pattern {
            attribute.pattern = Pattern.parse(
                text, at: { source.location(inStringAt: "pattern", range: $0) }, reporting: &diagnostics)
        }
    }
}
