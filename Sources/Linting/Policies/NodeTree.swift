/// An expression as PostgreSQL keeps it, its parse finished: `pg_node_tree` (`src/backend/nodes/outfuncs.c`).
///
/// The text of an expression says what it says; the tree says what it means: which function a name is, whose row a
/// column is of, and which subquery depends on it.
indirect enum NodeTree: Sendable, Equatable {
    /// `{OPEXPR :opno 96 :args (…)}`; a field may have several values.
    case node(String, [String: [NodeTree]])
    case list([NodeTree])
    case word(String)

    /// - Returns: nil for what isn't a tree, or one that is nested deeper than anybody writes.
    init?(_ text: String) {
        var reader = NodeReader(text)
        guard let tree = reader.tree(depth: 0) else { return nil }
        self = tree
    }

    /// The nodes in a field, those of a list one by one.
    subscript(field: String) -> [NodeTree] {
        guard case .node(_, let fields) = self else { return [] }
        return (fields[field] ?? []).flatMap { value in
            if case .list(let elements) = value { elements } else { [value] }
        }
    }

    func number(_ field: String) -> Int? {
        guard case .word(let word)? = self[field].first else { return nil }
        return Int(word)
    }

    var label: String? { if case .node(let label, _) = self { label } else { nil } }

    /// What it is made of.
    var children: [NodeTree] {
        switch self {
        case .node(_, let fields): fields.keys.sorted().flatMap { fields[$0] ?? [] }
        case .list(let elements): elements
        case .word: []
        }
    }

    /// The text of a constant, which PostgreSQL writes as the bytes of a value with four bytes of length before it.
    var constantText: String? {
        guard label == "CONST" else { return nil }
        let bytes = self["constvalue"].compactMap { value -> UInt8? in
            guard case .word(let word) = value, let number = Int(word) else { return nil }
            return UInt8(truncatingIfNeeded: number)
        }
        // How many bytes follow comes first.
        return bytes.count < 5 ? nil : String(validating: bytes.dropFirst(5), as: UTF8.self)
    }
}

/// Reads a tree, token by token.
private struct NodeReader {
    /// Nobody writes policies as deep as this; whoever did would want berry's stack to overflow.
    private static let depthLimit = 200

    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func tree(depth: Int) -> NodeTree? {
        guard depth < Self.depthLimit, let token = token() else { return nil }
        switch token {
        case "{": return node(depth: depth)
        case "(":
            var elements: [NodeTree] = []
            while let next = peek(), next != ")" {
                guard let element = tree(depth: depth + 1) else { return nil }
                elements.append(element)
            }
            return self.token() == nil ? nil : .list(elements)
        case "}", ")": return nil
        default: return .word(token)
        }
    }

    private mutating func node(depth: Int) -> NodeTree? {
        guard let label = token() else { return nil }
        var fields: [String: [NodeTree]] = [:]
        var field = ""
        while let next = peek(), next != "}" {
            if next.hasPrefix(":") {
                field = String(next.dropFirst())
                _ = token()
                fields[field] = []
            } else {
                guard let value = tree(depth: depth + 1) else { return nil }
                fields[field, default: []].append(value)
            }
        }
        return token() == nil ? nil : .node(label, fields)
    }

    private mutating func peek() -> String? {
        let before = position
        defer { position = before }
        return token()
    }

    /// A brace, a parenthesis, or what stands between them and blanks; a backslash takes the next byte as it is.
    private mutating func token() -> String? {
        while position < bytes.count, Self.blanks.contains(bytes[position]) { position += 1 }
        guard position < bytes.count else { return nil }
        if Self.brackets.contains(bytes[position]) {
            position += 1
            return String(decoding: [bytes[position - 1]], as: UTF8.self)
        }
        var word: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            if Self.blanks.contains(byte) || Self.brackets.contains(byte) { break }
            if byte == UInt8(ascii: "\\"), position + 1 < bytes.count { position += 1 }
            word.append(bytes[position])
            position += 1
        }
        return String(decoding: word, as: UTF8.self)
    }

    private static let blanks = Set(" \t\n".utf8)
    private static let brackets = Set("{}()".utf8)
}
