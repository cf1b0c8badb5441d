/// Names and texts as DBML has them.
enum DBMLText {
    /// Words that begin something else than a name in one place or another.
    private static let reserved: Set<String> = [
        "note", "indexes", "checks", "records", "ref", "table", "enum", "project", "tablegroup", "tablepartial", "use",
        "reuse", "diagramview",
    ]

    /// A name, in double quotes where it needs them.
    static func name(_ name: String) -> String {
        let isPlain =
            !name.isEmpty
            && name.utf8.enumerated().allSatisfy { index, byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
                    true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): index > 0
                default: false
                }
            }
        return isPlain && !reserved.contains(name.lowercased()) ? name : quoted(name, "\"")
    }

    /// A text in single quotes, on one line.
    static func string(_ text: String) -> String { quoted(text, "'") }

    private static func quoted(_ text: String, _ quote: UnicodeScalar) -> String {
        var result = String.UnicodeScalarView()
        result.append(quote)
        for scalar in text.unicodeScalars {
            switch scalar {
            case quote, "\\": result.append(contentsOf: ["\\", scalar])
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            case "\t": result.append(contentsOf: "\\t".unicodeScalars)
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                let padding = String(repeating: "0", count: 4 - digits.count)
                result.append(contentsOf: "\\u\(padding)\(digits)".unicodeScalars)
            default: result.append(scalar)
            }
        }
        result.append(quote)
        return String(result)
    }

    /// SQL between backticks; nil where it holds one itself, because nothing stands for that.
    static func expression(_ sql: String) -> String? { sql.contains("`") ? nil : "`\(sql)`" }

    /// A type of PostgreSQL's: `varchar(50)` as it is, in quotes where it has several words.
    static func type(_ type: String) -> String {
        let head = type.prefix { $0 != "(" }
        let rest = type[head.endIndex...]
        let isCall =
            rest.isEmpty
            || rest.hasSuffix(")")
                && rest.dropFirst().dropLast().allSatisfy {
                    $0.isLetter || $0.isNumber || $0 == "," || $0 == " "
                }
        return isCall && name(String(head)) == head ? type : quoted(type, "\"")
    }
}
