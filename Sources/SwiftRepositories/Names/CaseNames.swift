internal import Naming

/// The names of an enumeration's cases.
///
/// A value becomes camelCase: `in-progress` → `inProgress`. Accents are left out (`Ünïcode` → `unicode`), letters of
/// other scripts become their code points (`東` → `u6771`), a leading digit gets `value` in front (`2fa` →
/// `value2fa`), and no letter at all is `empty` for the empty value and `symbol` otherwise. Values that come to
/// the same are told apart by numbers: `aB`, `aB2`.
enum CaseNames {
    /// `none` and `some` would be taken for an optional's, the others for what every enumeration has.
    static let reserved: Set<String> = [
        "none", "some", "self", "Self", "Type", "Protocol", "init", "allCases", "hashValue", "rawValue",
        "columnValue",
    ]

    static func names(of values: [String]) -> [String] {
        var taken = reserved
        return values.map { value in
            let base = name(of: value)
            var name = reserved.contains(base) ? base + "Value" : base
            var number = 2
            while !taken.insert(name).inserted {
                name = base + String(number)
                number += 1
            }
            return name
        }
    }

    private static func name(of value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9": text.unicodeScalars.append(scalar)
            case _ where scalar.isASCII: text += " "
            default: text += latin(scalar) ?? " u\(String(scalar.value, radix: 16)) "
            }
        }
        let name = camelCase(text)
        guard let first = name.utf8.first else { return value.isEmpty ? "empty" : "symbol" }
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) ? "value" + name : name
    }

    /// The plain letter of one with an accent; nothing for the accent alone; nil for other scripts.
    private static func latin(_ scalar: Unicode.Scalar) -> String? {
        if scalar.properties.generalCategory == .nonspacingMark { return "" }
        guard let words = scalar.properties.name?.split(separator: " "), words.count > 3, words[0] == "LATIN",
            words[2] == "LETTER", words[3].utf8.count == 1
        else { return nil }
        return words[1] == "SMALL" ? words[3].lowercased() : String(words[3])
    }
}
