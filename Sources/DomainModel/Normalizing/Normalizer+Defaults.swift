internal import Diagnostics
internal import Expressions
internal import Specification

extension Normalizer {
    /// Reports a default that the checks of its own column refuse, whenever a row gets it.
    mutating func checkDefault(of attribute: DomainModel.Attribute, at place: SourceLocation?) {
        guard case .literal(let literal) = attribute.defaultValue else { return }
        let values: [Literal]
        if attribute.isList, case .list(let elements) = literal { values = elements } else { values = [literal] }
        guard let reason = values.lazy.compactMap({ Self.refusal(of: $0, by: attribute) }).first else { return }
        error(
            "invalid-default", "this default can never hold: \(reason.message)", at: place, fix: reason.fix)
    }

    /// Why no row can hold `value`; nil where one can, as far as the attribute's own checks tell.
    static func refusal(
        of value: Literal, by attribute: DomainModel.Attribute
    ) -> (message: String, fix: String?)? {
        switch value {
        case .string(let text): refusal(of: text, by: attribute)
        case .number(let number): refusal(of: number, by: attribute).map { ($0, "write another number") }
        case .boolean, .list: nil
        }
    }

    private static func refusal(
        of number: Number, by attribute: DomainModel.Attribute
    ) -> String? {
        guard let value = ExactNumber(number.text) else { return nil }
        if let least = attribute.minimum, let bound = ExactNumber(least.text), value < bound {
            return "it is less than \"min\", which is \(least)"
        }
        if let greatest = attribute.maximum, let bound = ExactNumber(greatest.text), value > bound {
            return "it is greater than \"max\", which is \(greatest)"
        }
        return nil
    }

    private static func refusal(
        of text: String, by attribute: DomainModel.Attribute
    ) -> (message: String, fix: String?)? {
        let length = text.unicodeScalars.count
        if let least = attribute.minLength, length < least {
            return ("it has \(length) characters, and \"minLength\" is \(least)", "write a longer text")
        }
        if let greatest = attribute.maxLength, length > greatest {
            return ("it has \(length) characters, and \"maxLength\" is \(greatest)", "write a shorter text")
        }
        if let pattern = attribute.pattern, !pattern.matches(text) {
            return ("it doesn't match \"pattern\"", "write a text that matches it")
        }
        if let format = attribute.type.format, !format.matches(text) {
            return ("'\(text)' is no \(attribute.type.noun)", "write one such as \"\(attribute.type.example)\"")
        }
        switch attribute.type {
        case .currency(let only?) where text != only: return ("the only currency is \(only)", "write \"\(only)\"")
        case .email where !attribute.isList && text != text.lowercased():
            return ("an email is kept in lower case", "write \"\(text.lowercased())\"")
        case .timeZone where !TimeZoneNames.all.contains(text):
            let suggestion = nearest(to: text, among: TimeZoneNames.all.sorted()) ?? "Europe/Vienna"
            return ("there is no time zone '\(text)'", "write one such as \"\(suggestion)\"")
        default: return nil
        }
    }
}

extension DomainModel.AttributeType {
    fileprivate var noun: String {
        switch self {
        case .email: "email address"
        case .url: "web address"
        case .phone: "phone number"
        case .timeZone: "time zone"
        case .color: "color"
        case .currency: "code of a currency"
        case .file, .image: "path of a file"
        default: "slug"
        }
    }

    fileprivate var example: String {
        switch self {
        case .email: "ada@example.com"
        case .url: "https://example.com"
        case .phone: "+1 202 555 0110"
        case .timeZone: "Europe/Vienna"
        case .color: "#336699"
        case .currency: "USD"
        case .file, .image: "defaults/picture.png"
        default: "first-steps"
        }
    }
}
