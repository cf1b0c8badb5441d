internal import Foundation

/// Reads the few pieces of definitions that PostgreSQL prints in one way: lists, names, what stands in parentheses.
enum SQLText {
    /// A name without its quotes.
    static func unquoted(_ name: String) -> String {
        name.count > 1 && name.hasPrefix("\"") && name.hasSuffix("\"")
            ? String(name.dropFirst().dropLast()).replacing("\"\"", with: "\"") : name
    }

    /// What stands between the parenthesis with which `text` begins and its partner, and what comes after.
    static func parenthesized(_ text: Substring) -> (inside: Substring, rest: Substring)? {
        guard text.first == "(" else { return nil }
        var scanner = Scanner(text)
        while let index = scanner.next() {
            if scanner.depth == 0 {
                return (text[text.index(after: text.startIndex)..<index], text[text.index(after: index)...])
            }
        }
        return nil
    }

    /// The first parenthesis that isn't a part of a quoted name.
    static func firstParenthesis(_ text: Substring) -> Substring.Index? {
        var scanner = Scanner(text)
        while let index = scanner.next() {
            if scanner.depth > 0 { return index }
        }
        return nil
    }

    /// The entries of a list, at the commas that stand in no parentheses and no quotes.
    static func entries(_ list: Substring) -> [String] {
        var entries: [String] = []
        var start = list.startIndex
        var scanner = Scanner(list)
        while let index = scanner.next() {
            if list[index] == ",", scanner.depth == 0, !scanner.isQuoted {
                entries.append(String(list[start..<index]))
                start = list.index(after: index)
            }
        }
        return (entries + [String(list[start...])]).map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// The places that are in no parentheses and in no quotes.
    static func openPlaces(_ text: Substring) -> [Substring.Index] {
        var places: [Substring.Index] = []
        var scanner = Scanner(text)
        while let index = scanner.next() {
            if scanner.depth == 0, !scanner.isQuoted { places.append(index) }
        }
        return places
    }

    /// Whether `text` is one name or one expression, with no word behind it.
    static func isOnePiece(_ text: String) -> Bool {
        var scanner = Scanner(text[...])
        while let index = scanner.next() {
            if text[index].isWhitespace, scanner.depth == 0, !scanner.isQuoted { return false }
        }
        return !text.isEmpty
    }

    /// `text` with another name for a column that it names without its table. What stands in literals, behind `::` or
    /// `.`, or before a parenthesis is something else.
    static func renaming(_ column: String, to name: String, in text: String) -> String {
        var result = ""
        var rest = text[...]
        while let match = rest.firstMatch(
            of: /'(?:[^']|'')*'|(?:::|\.)\s*(?:"(?:[^"]|"")*"|[\w$]+)|"(?:[^"]|"")*"|[\w$]+/)
        {
            result += rest[..<match.range.lowerBound]
            rest = rest[match.range.upperBound...]
            result += match.output == column && rest.first != "(" ? name[...] : match.output
        }
        return result + String(rest)
    }

    /// Without what stands in quotes of literals.
    static func withoutLiterals(_ text: String) -> String {
        var isQuoted = false
        return text.filter { character in
            if character == "'" { isQuoted.toggle() }
            return character != "'" && !isQuoted
        }
    }

    /// Walks over characters, and knows how deep in parentheses and whether in quotes it is.
    private struct Scanner {
        private let text: Substring
        private var index: Substring.Index
        private(set) var depth = 0
        private var quote: Character?

        var isQuoted: Bool { quote != nil }

        init(_ text: Substring) {
            self.text = text
            index = text.startIndex
        }

        /// The place of the next character, which is already counted.
        mutating func next() -> Substring.Index? {
            guard index < text.endIndex else { return nil }
            defer { index = text.index(after: index) }
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if character == "(" || character == "[" {
                depth += 1
            } else if character == ")" || character == "]" {
                depth -= 1
            }
            return index
        }
    }
}
