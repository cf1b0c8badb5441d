internal import Diagnostics

/// Reads JSON (RFC 8259), keeping the order of keys and the place of every value.
///
/// A key that occurs twice in one object is an error, as is nesting deeper than ``deepestNesting``.
struct JSONReader {
    static let deepestNesting = 100

    let file: SourceFile
    let bytes: [UInt8]
    var position = 0

    static func read(_ file: SourceFile) throws(DiagnosticsError) -> Node {
        var reader = JSONReader(file)
        do {
            return try reader.document()
        } catch {
            throw DiagnosticsError(error)
        }
    }

    private init(_ file: SourceFile) {
        self.file = file
        bytes = file.bytes
        // A byte order mark says nothing about UTF-8 and is skipped.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    private mutating func document() throws(Diagnostic) -> Node {
        let root = try value(depth: 0)
        skipWhitespace()
        guard position == bytes.count else {
            throw error("unexpected text after the end of the document", position..<bytes.count)
        }
        return root
    }

    private mutating func value(depth: Int) throws(Diagnostic) -> Node {
        guard depth <= Self.deepestNesting else {
            throw Diagnostic(
                .error, "nested-too-deep", "values are nested deeper than \(Self.deepestNesting) levels",
                at: file.location(of: position..<position + 1))
        }
        skipWhitespace()
        guard position < bytes.count else { throw error("the text ends where a value is expected") }
        let start = position
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""):
            let text = try string()
            return Node(.string(text), range: start..<position)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default:
            let word = self.word()
            switch word {
            case "true": return Node(.boolean(true), range: start..<position)
            case "false": return Node(.boolean(false), range: start..<position)
            case "null": return Node(.null, range: start..<position)
            default:
                throw error(
                    word.isEmpty ? "a value is expected here" : "'\(word)' is no JSON value",
                    start..<max(position, start + 1))
            }
        }
    }

    private mutating func object(depth: Int) throws(Diagnostic) -> Node {
        let start = position
        position += 1
        var members: [Node.Member] = []
        var seen: [String: Range<Int>] = [:]
        var comma = start
        skipWhitespace()
        if take("}") { return Node(.object([]), range: start..<position) }
        while true {
            skipWhitespace()
            let keyStart = position
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                if position < bytes.count, bytes[position] == UInt8(ascii: "}") {
                    throw error("a comma before '}' is not JSON", comma..<comma + 1)
                }
                throw error("a key in double quotes is expected here")
            }
            let key = try string()
            let keyRange = keyStart..<position
            if let first = seen[key] {
                throw Diagnostic(
                    .error, "duplicate-key", "the key '\(key)' occurs twice in this object",
                    at: file.location(of: keyRange),
                    notes: [.init("it was first used here", at: file.location(of: first))])
            }
            seen[key] = keyRange
            skipWhitespace()
            guard take(":") else { throw error("':' is expected after the key '\(key)'") }
            let value = try value(depth: depth + 1)
            members.append(Node.Member(key, value, keyRange: keyRange))
            skipWhitespace()
            if take(",") {
                comma = position - 1
                continue
            }
            if take("}") { return Node(.object(members), range: start..<position) }
            throw unclosed("object", "}", from: start)
        }
    }

    private mutating func array(depth: Int) throws(Diagnostic) -> Node {
        let start = position
        position += 1
        var elements: [Node] = []
        var comma = start
        skipWhitespace()
        if take("]") { return Node(.array([]), range: start..<position) }
        while true {
            skipWhitespace()
            if position < bytes.count, bytes[position] == UInt8(ascii: "]") {
                throw error("a comma before ']' is not JSON", comma..<comma + 1)
            }
            elements.append(try value(depth: depth + 1))
            skipWhitespace()
            if take(",") {
                comma = position - 1
                continue
            }
            if take("]") { return Node(.array(elements), range: start..<position) }
            throw unclosed("list", "]", from: start)
        }
    }

    private mutating func number() throws(Diagnostic) -> Node {
        let start = position
        func fail() -> Diagnostic { error("this is not a JSON number", start..<max(position, start + 1)) }
        _ = take("-")
        let integer = digits()
        guard integer > 0, integer == 1 || bytes[position - integer] != UInt8(ascii: "0") else { throw fail() }
        if take("."), digits() == 0 { throw fail() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard digits() > 0 else { throw fail() }
        }
        return Node(.number(String(decoding: bytes[start..<position], as: UTF8.self)), range: start..<position)
    }

    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            position += 1
        }
        return position - start
    }

    private mutating func word() -> String {
        let start = position
        while position < bytes.count, position - start < 20,
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[position] | 0x20)
        { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: scalar) else { return false }
        position += 1
        return true
    }

    private mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private func unclosed(_ what: String, _ closing: String, from start: Int) -> Diagnostic {
        var diagnostic = error("',' or '\(closing)' is expected here")
        diagnostic.notes = [.init("the \(what) begins here", at: file.location(of: start..<start + 1))]
        return diagnostic
    }

    func error(_ message: String, _ range: Range<Int>? = nil) -> Diagnostic {
        let place = range ?? position..<min(position + 1, max(position, bytes.count))
        return Diagnostic(.error, "json-syntax", message, at: file.location(of: place))
    }
}
