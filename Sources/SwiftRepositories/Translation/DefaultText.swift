internal import Specification

/// A default as the package's `ColumnType` reads it: the way PostgreSQL writes values.
enum DefaultText {
    /// Nil where the value isn't written the way it is read.
    static func text(of literal: Literal, kind: String, isList: Bool) -> String? {
        guard isList else { return text(of: literal, kind: kind) }
        guard case .list(let elements) = literal else { return nil }
        let texts = elements.compactMap { text(of: $0, kind: kind) }
        guard texts.count == elements.count else { return nil }
        return "{" + texts.map { quoted($0) }.joined(separator: ",") + "}"
    }

    private static func text(of literal: Literal, kind: String) -> String? {
        if kind == "json" { return json(literal) }
        switch literal {
        case .boolean(let value): return value ? "t" : "f"
        case .number(let number): return number.text
        case .list: return nil
        case .string(let text): return kind == "duration" ? duration(text) : text
        }
    }

    /// `1 day`, which PostgreSQL reads too, as ISO 8601.
    private static func duration(_ text: String) -> String? {
        if text.hasPrefix("P") { return text }
        let words = text.split(separator: " ")
        guard words.count == 2, let count = Int(words[0]) else { return nil }
        let unit = words[1].hasSuffix("s") ? words[1].dropLast() : words[1]
        switch unit {
        case "year", "month", "week", "day": return "P\(count)\(unit.prefix(1).uppercased())"
        case "hour", "minute", "second": return "PT\(count)\(unit.prefix(1).uppercased())"
        default: return nil
        }
    }

    private static func json(_ literal: Literal) -> String {
        switch literal {
        case .boolean(let value): return value ? "true" : "false"
        case .number(let number): return number.text
        case .list(let elements): return "[" + elements.map(json).joined(separator: ",") + "]"
        case .string(let text):
            var json = ""
            for scalar in text.unicodeScalars {
                if scalar == "\"" || scalar == "\\" { json += "\\" }
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    json.unicodeScalars.append(scalar)
                }
            }
            return "\"\(json)\""
        }
    }

    private static func quoted(_ element: String) -> String {
        var text = "\""
        for scalar in element.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
