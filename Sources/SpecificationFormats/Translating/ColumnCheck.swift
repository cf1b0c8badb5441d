internal import Specification

/// A check of one column that a field can say in its own words.
enum ColumnCheck: Equatable {
    case min(Number)
    case max(Number)
    case minLength(Int)
    case pattern(String)

    /// The check that `sql` is; nil where it is another.
    init?(_ sql: String, column: String) {
        let text = sql.split { $0 == " " || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
        let names = [column, "\"\(column)\""]
        func rest(behind prefix: String) -> Substring? {
            text.hasPrefix(prefix) ? text.dropFirst(prefix.count) : nil
        }
        func number(_ text: Substring) -> Number? {
            let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }
            return isPlain && Double(text) != nil ? Number(String(text)) : nil
        }
        for name in names {
            if let least = rest(behind: "\(name) >= ").flatMap(number) {
                self = .min(least)
                return
            }
            if let most = rest(behind: "\(name) <= ").flatMap(number) {
                self = .max(most)
                return
            }
            if let least = rest(behind: "char_length(\(name)) >= ").flatMap({ Int($0) }) {
                self = .minLength(least)
                return
            }
            // White space counts in a pattern.
            if sql.hasPrefix("\(name) ~ '"), sql.hasSuffix("'"), sql.count > name.count + 5 {
                let content = sql.dropFirst(name.count + 4).dropLast().replacing("''", with: "\u{0}")
                guard !content.contains("'") else { return nil }
                self = .pattern(String(content.replacing("\u{0}", with: "'")))
                return
            }
        }
        return nil
    }

    /// Whether a field of this type can say it.
    func applies(to type: ColumnType) -> Bool {
        guard !type.isList else { return false }
        switch self {
        case .min(let number), .max(let number):
            return type.type == .decimal || type.type == .float
                || [.integer, .bigint].contains(type.type) && Int64(number.text) != nil
        case .minLength, .pattern: return type.type == .text
        }
    }
}
