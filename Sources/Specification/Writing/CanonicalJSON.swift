/// Writes nodes as JSON in berry's one layout: two spaces, keys in the order given, and a list or object on one
/// line when it fits there and holds no list of objects.
public struct CanonicalJSON {
    private static let width = 120
    private var text: [UInt8] = []

    /// How the parts of a text are set apart.
    struct Spacing: Hashable {
        var unit = "  "
        var newline = "\n"
        var colon = ": "
        var comma = ", "
    }
    private var spacing = Spacing()

    /// Which lists and objects get lines of their own.
    enum Shape { case inline, fitting, open, expanded }

    /// Whether every object gets a line for each member, as suits a file that is merged line by line.
    private var isExpanded = false

    /// The node as a text that ends in a newline. `open` gives the outermost members a line each even where
    /// everything would fit on one.
    public static func text(of node: Node, expanded: Bool = false, open: Bool = false) -> String {
        var writer = CanonicalJSON()
        writer.isExpanded = expanded
        writer.write(node, margin: "", used: open ? width : 0)
        writer.append("\n")
        return String(decoding: writer.text, as: UTF8.self)
    }

    /// The node as a part of another text, whose current line begins with `margin` and has `used` columns already.
    static func part(of node: Node, _ shape: Shape, _ spacing: Spacing, margin: String, used: Int) -> [UInt8] {
        var writer = CanonicalJSON()
        writer.spacing = spacing
        writer.isExpanded = shape == .expanded
        if shape == .inline {
            writer.writeInline(node)
        } else {
            writer.write(node, margin: margin, used: shape == .open ? width : used)
        }
        return writer.text
    }

    /// The node on one line, without a newline.
    public static func line(of node: Node) -> String {
        var writer = CanonicalJSON()
        writer.writeInline(node)
        return String(decoding: writer.text, as: UTF8.self)
    }

    private mutating func append(_ string: String) { text.append(contentsOf: string.utf8) }

    /// `used` is how many columns of the current line are taken already.
    private mutating func write(_ node: Node, margin: String, used: Int) {
        if Self.isScalar(node) || !isExpanded && Self.staysOnOneLine(node) {
            var inline = CanonicalJSON()
            inline.spacing = spacing
            inline.writeInline(node)
            // One column is left for the comma.
            if used + inline.text.count < Self.width || Self.isScalar(node) {
                text.append(contentsOf: inline.text)
                return
            }
        }
        let inner = margin + spacing.unit
        let comma = spacing.comma.first.map(String.init) ?? ","
        switch node.value {
        case .array(let elements):
            append("[")
            for (index, element) in elements.enumerated() {
                append((index == 0 ? "" : comma) + spacing.newline + inner)
                write(element, margin: inner, used: inner.utf8.count)
            }
            append(spacing.newline + margin + "]")
        case .object(let members):
            append("{")
            for (index, member) in members.enumerated() {
                let key = Self.quoted(member.key) + spacing.colon
                append((index == 0 ? "" : comma) + spacing.newline + inner + key)
                write(member.value, margin: inner, used: inner.utf8.count + key.utf8.count)
            }
            append(spacing.newline + margin + "}")
        default: writeInline(node)
        }
    }

    private mutating func writeInline(_ node: Node) {
        switch node.value {
        case .null: append("null")
        case .boolean(let value): append(value ? "true" : "false")
        case .number(let number): append(number)
        case .string(let string): append(Self.quoted(string))
        case .array(let elements):
            append("[")
            for (index, element) in elements.enumerated() {
                if index > 0 { append(spacing.comma) }
                writeInline(element)
            }
            append("]")
        case .object(let members):
            append("{")
            for (index, member) in members.enumerated() {
                if index > 0 { append(spacing.comma) }
                append(Self.quoted(member.key) + spacing.colon)
                writeInline(member.value)
            }
            append("}")
        }
    }

    private static func isScalar(_ node: Node) -> Bool {
        switch node.value {
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        default: true
        }
    }

    private static func staysOnOneLine(_ node: Node) -> Bool {
        switch node.value {
        case .array(let elements): elements.allSatisfy { isScalar($0) || isSmallObject($0) && elements.count == 1 }
        case .object(let members): members.allSatisfy { staysOnOneLine($0.value) }
        default: true
        }
    }

    private static func isSmallObject(_ node: Node) -> Bool {
        guard case .object(let members) = node.value else { return false }
        return members.count <= 2 && members.allSatisfy { isScalar($0.value) }
    }

    static func quoted(_ string: String) -> String {
        let isPlain = string.utf8.allSatisfy {
            $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        if isPlain { return "\"\(string)\"" }
        var result = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension Specification {
    /// The specification in canonical form: keys in the language's order, one layout.
    public var canonicalText: String { CanonicalJSON.text(of: write(), open: true) }
}
