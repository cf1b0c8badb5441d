/// The name of a PostgreSQL type as a user wrote it, read so that nothing else can stand in its place: words, perhaps a
/// schema before them, and numbers in parentheses.
public struct SQLTypeName: Hashable, Sendable {
    /// In lower case, with single spaces: `varchar(255)`, `timestamp(3) with time zone`.
    public let sql: String

    /// Types of several words (manual, table "Data Types").
    private static let phrases: Set<[String]> = [
        ["double", "precision"], ["character", "varying"], ["bit", "varying"],
    ]
    /// What stands for more than a type: a sequence, or a name that PostgreSQL looks up.
    private static let refused: Set<String> = ["serial", "smallserial", "bigserial", "serial2", "serial4", "serial8"]

    /// Nil for what isn't the name of a type that a column can have. An array is a list of elements, not a type.
    public init?(_ text: String) {
        var tokens = Tokens(text.lowercased())
        guard var name = tokens.word(), !name.hasPrefix("reg"), !Self.refused.contains(name) else { return nil }
        var words = [name]
        if tokens.take(".") {
            guard let member = tokens.word() else { return nil }
            name += "." + member
        } else {
            while let word = tokens.word(unless: ["with", "without"]) { words.append(word) }
            guard words.count == 1 || Self.phrases.contains(words) else { return nil }
            name = words.joined(separator: " ")
        }
        if tokens.take("(") {
            guard let first = tokens.number() else { return nil }
            name += "(" + first
            if tokens.take(",") {
                guard let second = tokens.number() else { return nil }
                name += "," + second
            }
            guard tokens.take(")") else { return nil }
            name += ")"
        }
        if words == ["time"] || words == ["timestamp"], let word = tokens.word() {
            guard ["with", "without"].contains(word), tokens.word() == "time", tokens.word() == "zone" else {
                return nil
            }
            name += " \(word) time zone"
        }
        guard tokens.isAtEnd else { return nil }
        sql = name
    }

    /// Reads words, numbers and signs, with spaces between them.
    private struct Tokens {
        private var rest: Substring

        init(_ text: String) { rest = text[...] }

        var isAtEnd: Bool { rest.allSatisfy { $0 == " " } }

        mutating func take(_ sign: Character) -> Bool {
            skip()
            guard rest.first == sign else { return false }
            rest.removeFirst()
            return true
        }

        mutating func word(unless excluded: Set<String> = []) -> String? {
            skip()
            guard let first = rest.first, first.isASCII, first.isLetter || first == "_" else { return nil }
            let word = String(rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
            if excluded.contains(word) { return nil }
            rest.removeFirst(word.count)
            return word
        }

        mutating func number() -> String? {
            skip()
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty, digits.count < 10 else { return nil }
            rest.removeFirst(digits.count)
            return String(digits)
        }

        private mutating func skip() { rest = rest.drop { $0 == " " } }
    }
}
