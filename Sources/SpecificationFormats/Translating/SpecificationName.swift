internal import Foundation
internal import Naming

/// The names of a specification, made of those of a database.
enum SpecificationName {
    /// `name` in ASCII letters, digits and underscores, beginning with a letter or underscore; itself where it is
    /// that already.
    static func database(_ name: String) -> String {
        func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        let bytes = name.utf8
        if bytes.allSatisfy(isPlain), let first = bytes.first(where: { $0 != UInt8(ascii: "_") }),
            !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first), bytes.count <= longestIdentifier
        {
            return name
        }
        // Letters lose their accents; whatever else there is parts words.
        let ascii = name.decomposedStringWithCanonicalMapping.unicodeScalars.filter {
            $0.properties.generalCategory != .nonspacingMark
        }
        var words: [String] = [""]
        for scalar in ascii {
            if scalar.isASCII, isPlain(UInt8(scalar.value)) {
                words[words.count - 1].unicodeScalars.append(scalar)
            } else if words.last != "" {
                words.append("")
            }
        }
        var result = words.filter { !$0.isEmpty }.joined(separator: "_")
        result = String(result.drop { $0 == "_" })
        if result.isEmpty { result = "unnamed" }
        if result.first?.isNumber ?? false { result = "n" + result }
        return boundedName(result)
    }

    /// `order_items` → `OrderItem`.
    static func entity(_ table: String) -> String { pascalCase(singularized(snakeCase(table))) }

    /// `author_id` → `author`, `AuthorID` → `author`; nil where nothing says that it is a key.
    static func relation(_ column: String, key: String) -> String? {
        let words = words(of: column)
        let suffix = Naming.words(of: key)
        guard words.count > suffix.count, Array(words.suffix(suffix.count)) == suffix else { return nil }
        return camelCase(words.dropLast(suffix.count).joined(separator: "_"))
    }
}

/// The names that are taken, apart from their spelling.
struct TakenNames {
    private var taken: Set<String> = []

    /// Takes the first of `candidates` that is free, otherwise the last with a number.
    mutating func take(_ candidates: [String]) -> String {
        for candidate in candidates where taken.insert(Self.folded(candidate)).inserted { return candidate }
        let base = candidates.last ?? ""
        var number = 2
        while !taken.insert(Self.folded("\(base)\(number)")).inserted { number += 1 }
        return "\(base)\(number)"
    }

    mutating func insert(_ name: String) -> Bool { taken.insert(Self.folded(name)).inserted }

    func contains(_ name: String) -> Bool { taken.contains(Self.folded(name)) }

    private static func folded(_ name: String) -> String { words(of: name).joined() }
}
