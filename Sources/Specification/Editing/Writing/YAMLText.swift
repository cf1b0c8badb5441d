/// Values as YAML.
struct YAMLText {
    var newline = "\n"
    /// How far the dashes of a list stand to the right of their key.
    var dashOffset = 2
    /// Whether lists of words are written in brackets.
    var hasFlowLists = true
    /// Keys whose lists hold objects in braces.
    var flowKeys: Set<String> = []
    /// Keys whose lists hold objects on lines of their own.
    var blockKeys: Set<String> = []
    var hasFlowObjects = false
    private static let width = 100

    /// `key: value`, on as many lines as it needs; the first of them begins at the column `indent`.
    func member(_ key: String, _ node: Node, indent: Int) -> String {
        "\(Self.scalar(key, inFlow: false)):" + value(node, indent: indent, key: key)
    }

    /// What follows a key and its colon.
    func value(_ node: Node, indent: Int, key: String) -> String {
        switch node.value {
        case .array(let elements) where !isFlow(node, key: key):
            let column = indent + dashOffset
            return elements.map { newline + spaces(column) + element($0, indent: column, key: key) }.joined()
        case .object(let members) where !isFlow(node, key: key):
            let column = indent + max(2, dashOffset)
            return members.map { newline + spaces(column) + member($0.key, $0.value, indent: column) }.joined()
        default: return " " + Self.flow(node, inFlow: false)
        }
    }

    /// `- value`; the dash stands at the column `indent`.
    func element(_ node: Node, indent: Int, key: String?, isFlow: Bool? = nil) -> String {
        if case .object(let members) = node.value, !members.isEmpty, !(isFlow ?? writesObjectsInBraces(node, key: key))
        {
            let lines = members.map { member($0.key, $0.value, indent: indent + 2) }
            return "- " + lines.joined(separator: newline + spaces(indent + 2))
        }
        return "- " + Self.flow(node, inFlow: false)
    }

    private func writesObjectsInBraces(_ node: Node, key: String?) -> Bool {
        if let key, blockKeys.contains(key) { return false }
        if let key, flowKeys.contains(key) { return true }
        return hasFlowObjects && Self.isFlat(node) && Self.flow(node, inFlow: false).utf8.count < Self.width
    }

    private func isFlow(_ node: Node, key: String) -> Bool {
        switch node.value {
        case .array(let elements):
            if elements.isEmpty { return true }
            return hasFlowLists && elements.allSatisfy { !$0.isCollection }
                && Self.flow(node, inFlow: false).utf8.count < Self.width
        case .object(let members):
            return members.isEmpty || Self.isFlat(node) && members.count <= 3
        default: return true
        }
    }

    /// Whether it holds nothing that holds objects.
    private static func isFlat(_ node: Node) -> Bool {
        guard case .object(let members) = node.value else { return !node.isCollection }
        return members.allSatisfy { member in
            if case .array(let elements) = member.value.value { return elements.allSatisfy { !$0.isCollection } }
            if case .object(let inner) = member.value.value { return inner.allSatisfy { !$0.value.isCollection } }
            return true
        }
    }

    func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

    /// The value on one line.
    static func flow(_ node: Node, inFlow: Bool) -> String {
        switch node.value {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .number(let number): number
        case .string(let text): scalar(text, inFlow: inFlow)
        case .array(let elements): "[" + elements.map { flow($0, inFlow: true) }.joined(separator: ", ") + "]"
        case .object(let members):
            "{"
                + members.map { scalar($0.key, inFlow: true) + ": " + flow($0.value, inFlow: true) }
                .joined(separator: ", ") + "}"
        }
    }

    /// A text, in quotes where a reader could take it for something else.
    static func scalar(_ text: String, inFlow: Bool) -> String {
        isPlain(text, inFlow: inFlow) ? text : doubleQuoted(text)
    }

    static func isPlain(_ text: String, inFlow: Bool) -> Bool {
        // What YAML 1.1 takes for truth or nothing, other readers still do.
        let words: Set = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "~", ""]
        guard !words.contains(text.lowercased()), let first = text.utf8.first, let last = text.utf8.last else {
            return false
        }
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), first > 0x20, last > 0x20 else { return false }
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        // Numbers, dates and times.
        if isDigit(first) || ".+".utf8.contains(first) { return false }
        if first == UInt8(ascii: "-"),
            !text.utf8.dropFirst().prefix(1).contains(where: { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A })
        {
            return false
        }
        if "?:,[]{}#&*!|>'\"%@`=<".utf8.contains(first) || last == UInt8(ascii: ":") { return false }
        if text.contains(": ") || text.contains(" #") { return false }
        return !inFlow || !text.utf8.contains { ",[]{}:".utf8.contains($0) }
    }

    static func doubleQuoted(_ text: String) -> String {
        var result = ""
        for scalar in CanonicalJSON.quoted(text).unicodeScalars {
            switch scalar.value {
            // YAML breaks lines at these, or takes them for the mark of a file's beginning.
            case 0x80...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
