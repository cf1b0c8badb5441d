internal import Specification

/// The text format of COPY: tabs between columns, a newline after each row.
///
/// Source: <https://www.postgresql.org/docs/current/sql-copy.html>, "Text Format".
enum CopyText {
    /// Appends a field; nil is null.
    static func append(_ field: String?, to bytes: inout [UInt8]) {
        guard let field else {
            bytes += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
            return
        }
        for byte in field.utf8 {
            let letter: UInt8?
            switch byte {
            case UInt8(ascii: "\\"): letter = byte
            case UInt8(ascii: "\t"): letter = UInt8(ascii: "t")
            case UInt8(ascii: "\n"): letter = UInt8(ascii: "n")
            case UInt8(ascii: "\r"): letter = UInt8(ascii: "r")
            default: letter = nil
            }
            if let letter {
                bytes += [UInt8(ascii: "\\"), letter]
            } else {
                bytes.append(byte)
            }
        }
    }

    /// The text that the type's input function reads. A JSON column takes the value as JSON, null excepted.
    static func field(_ node: Node, of type: SeedColumn.ValueType) -> String? {
        switch node.value {
        case .null: nil
        case _ where type == .json: CanonicalJSON.line(of: node)
        case .boolean(let value): value ? "true" : "false"
        case .number(let text), .string(let text): text
        case .array(let elements):
            if case .array(let element) = type {
                array(elements, of: element)
            } else {
                CanonicalJSON.line(of: node)
            }
        case .object: CanonicalJSON.line(of: node)
        }
    }

    /// Every element in quotes, so that no text is taken for NULL or for syntax (manual, "Array Input").
    private static func array(_ elements: [Node], of type: SeedColumn.ValueType) -> String {
        let fields = elements.map { element in
            if case .array(let inner) = element.value, type != .json { return array(inner, of: type) }
            guard let field = field(element, of: type) else { return "NULL" }
            var quoted = "\""
            for scalar in field.unicodeScalars {
                if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
                quoted.unicodeScalars.append(scalar)
            }
            return quoted + "\""
        }
        return "{\(fields.joined(separator: ","))}"
    }
}
