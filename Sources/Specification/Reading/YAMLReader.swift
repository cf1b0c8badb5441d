internal import Diagnostics
internal import Yams

/// Reads YAML of the same shape as the JSON: mappings, sequences and scalars, with the place of each.
///
/// Plain scalars follow YAML 1.2's core schema, so `no` and `on` are strings. Anchors, aliases and tags are
/// refused: they would let a short text stand for a huge one.
struct YAMLReader {
    private let file: SourceFile
    private let lines: YAMLLines

    static func read(_ file: SourceFile) throws(DiagnosticsError) -> Node {
        do {
            return try YAMLReader(file: file, lines: YAMLLines(file.bytes)).document()
        } catch {
            throw DiagnosticsError(error)
        }
    }

    private func document() throws(Diagnostic) -> Node {
        // The library takes a byte order mark for a part of the first word.
        let isMarked = file.bytes.starts(with: [0xEF, 0xBB, 0xBF])
        guard let text = String(validating: file.bytes.dropFirst(isMarked ? 3 : 0), as: UTF8.self) else {
            throw Diagnostic(.error, "yaml-syntax", "the file is not valid UTF-8", at: file.location(of: 0..<1))
        }
        try YAMLGate(file).check()
        let root: Yams.Node?
        do {
            root = try Yams.compose(yaml: text, .basic)
        } catch let error as YamlError {
            throw diagnostic(for: error)
        } catch {
            throw Diagnostic(.error, "yaml-syntax", "\(error)", at: nil)
        }
        guard let root else {
            throw Diagnostic(.error, "yaml-syntax", "the file is empty", at: file.location(of: 0..<1))
        }
        return try convert(root, depth: 0)
    }

    private func convert(_ node: Yams.Node, depth: Int) throws(Diagnostic) -> Node {
        let start = node.mark.map { lines.offset(of: $0, in: file.bytes) } ?? 0
        guard depth <= JSONReader.deepestNesting else {
            throw Diagnostic(
                .error, "nested-too-deep",
                "values are nested deeper than \(JSONReader.deepestNesting) levels",
                at: file.location(of: start..<start + 1))
        }
        // A node's properties come first, so that its place shows them.
        if start < file.bytes.count, file.bytes[start] == UInt8(ascii: "&") { throw unsupported("anchors", at: start) }
        if start < file.bytes.count, file.bytes[start] == UInt8(ascii: "!") { throw unsupported("tags", at: start) }
        switch node {
        case .scalar(let scalar):
            let range = start..<start + extent(of: scalar, from: start)
            if scalar.string.utf8.contains(0) { throw NulCharacter.diagnostic(at: file.location(of: range)) }
            return Node(Self.value(of: scalar), range: range)
        case .sequence(let sequence):
            var elements: [Node] = []
            for element in sequence { elements.append(try convert(element, depth: depth + 1)) }
            return Node(.array(elements), range: start..<start + 1)
        case .mapping(let mapping):
            var members: [Node.Member] = []
            var seen: [String: Range<Int>] = [:]
            for (key, value) in mapping {
                let place = key.mark.map { lines.offset(of: $0, in: file.bytes) } ?? start
                guard case .scalar(let scalar) = key else { throw unsupported("keys that aren't words", at: place) }
                let range = place..<place + extent(of: scalar, from: place)
                if let first = seen.updateValue(range, forKey: scalar.string) {
                    throw Diagnostic(
                        .error, "duplicate-key", "the key '\(scalar.string)' occurs twice in this mapping",
                        at: file.location(of: range),
                        notes: [.init("it was first used here", at: file.location(of: first))])
                }
                members.append(
                    Node.Member(scalar.string, try convert(value, depth: depth + 1), keyRange: range))
            }
            return Node(.object(members), range: start..<start + 1)
        case .alias: throw unsupported("aliases", at: start)
        }
    }

    private static func value(of scalar: Yams.Node.Scalar) -> Node.Value {
        guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
        switch scalar.string {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .boolean(true)
        case "false", "False", "FALSE": return .boolean(false)
        case let text: return isNumber(text) ? .number(text) : .string(text)
        }
    }

    /// Whether it is a number as JSON spells them.
    private static func isNumber(_ text: String) -> Bool {
        var rest = text.utf8[...]
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        func passDigits() -> Bool {
            let count = rest.count
            rest = rest.drop(while: isDigit)
            return rest.count < count
        }
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        if rest.first == UInt8(ascii: "0") { rest.removeFirst() } else if !passDigits() { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard passDigits() else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            guard passDigits() else { return false }
        }
        return rest.isEmpty
    }

    /// How many bytes the scalar takes in the file, as far as its style lets one tell.
    private func extent(of scalar: Yams.Node.Scalar, from start: Int) -> Int {
        let quotes = scalar.style == .doubleQuoted || scalar.style == .singleQuoted ? 2 : 0
        return max(1, min(scalar.string.utf8.count + quotes, file.bytes.count - start))
    }

    private func unsupported(_ what: String, at offset: Int) -> Diagnostic {
        Diagnostic(
            .error, "yaml-unsupported", "\(what) are not supported in a specification",
            at: file.location(of: offset..<offset + 1), fix: "write the value out")
    }

    private func diagnostic(for error: YamlError) -> Diagnostic {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let offset = lines.offset(of: mark, in: file.bytes)
            return Diagnostic(.error, "yaml-syntax", problem, at: file.location(of: offset..<offset + 1))
        case .reader(let problem, let offset, _, _):
            let place = offset ?? 0
            return Diagnostic(.error, "yaml-syntax", problem, at: file.location(of: place..<place + 1))
        case .duplicatedKeysInMapping(let duplicates, let context):
            let key = duplicates.first ?? ""
            let first = lines.offset(of: context.mark, in: file.bytes)
            let second = offset(ofKey: key, after: first)
            let length = max(1, key.utf8.count)
            return Diagnostic(
                .error, "duplicate-key", "the key '\(key)' occurs twice in this mapping",
                at: file.location(of: second..<second + length),
                notes: [.init("it was first used here", at: file.location(of: first..<first + length))])
        default:
            return Diagnostic(.error, "yaml-syntax", "the YAML can't be read", at: file.location(of: 0..<1))
        }
    }

    /// The YAML library says where a duplicate key stands first, not where it stands again: that is most likely
    /// the next place that spells it as a key, in the same column if there is one.
    private func offset(ofKey key: String, after first: Int) -> Int {
        let pattern = Array(key.utf8)
        let bytes = file.bytes
        var candidates: [Int] = []
        var start = first + max(1, pattern.count)
        while start + pattern.count < bytes.count {
            defer { start += 1 }
            guard bytes[start..<start + pattern.count].elementsEqual(pattern) else { continue }
            let before = bytes[start - 1]
            guard before <= 0x20 || [UInt8(ascii: "{"), UInt8(ascii: ","), 0x22, 0x27].contains(before) else {
                continue
            }
            let after = bytes[(start + pattern.count)...].first { $0 != 0x20 && $0 != 0x22 && $0 != 0x27 }
            if after == UInt8(ascii: ":") { candidates.append(start) }
        }
        let column = lines.column(of: first)
        return candidates.first { lines.column(of: $0) == column } ?? candidates.first ?? first
    }
}
