/// A statement whose parameters have names, `:owner_id`, and the same with PostgreSQL's numbers, `$1`.
public struct NamedParameters: Hashable, Sendable {
    /// The statement with numbers.
    public var text: String
    /// The name of each number, the first for `$1`.
    public var names: [String]
    /// Where a number of its own stands, which nothing has a name for.
    public var number: Int?
    /// Where a piece of ``text`` begins, and where it began.
    private var pieces: [(new: Int, old: Int)] = []

    /// What stands in literals, quoted names and comments is no parameter, nor are `::` and the colon of a slice.
    public init(_ statement: String) {
        var reading = Reading(bytes: Array(statement.utf8))
        reading.run()
        text = String(decoding: reading.result, as: UTF8.self)
        names = reading.names
        number = reading.number
        pieces = reading.pieces
    }

    /// Where what stands at `offset` in ``text`` was, in bytes.
    public func original(_ offset: Int) -> Int {
        guard let piece = pieces.last(where: { $0.new <= offset }) else { return offset }
        return piece.old + offset - piece.new
    }

    public static func == (left: Self, right: Self) -> Bool { left.text == right.text && left.names == right.names }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(names)
    }

    private struct Reading {
        let bytes: [UInt8]
        var position = 0
        var result: [UInt8] = []
        var names: [String] = []
        var number: Int?
        var pieces: [(new: Int, old: Int)] = []

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func run() {
            while position < bytes.count {
                switch bytes[position] {
                case UInt8(ascii: "'"): literal(escapes: Self.isEscaping(before: position, in: bytes))
                case UInt8(ascii: "\""): quoted(by: UInt8(ascii: "\""), escapes: false)
                case UInt8(ascii: "-") where next == UInt8(ascii: "-"): copy { $0 != UInt8(ascii: "\n") }
                case UInt8(ascii: "/") where next == UInt8(ascii: "*"): comment()
                case UInt8(ascii: "$"): dollar()
                case UInt8(ascii: ":"): colon()
                default: copy(1)
                }
            }
        }

        private var next: UInt8? { position + 1 < bytes.count ? bytes[position + 1] : nil }

        private mutating func copy(_ count: Int) {
            let end = min(bytes.count, position + count)
            result += bytes[position..<end]
            position = end
        }

        private mutating func copy(while condition: (UInt8) -> Bool) {
            copy(bytes[position...].prefix(while: condition).count)
        }

        private static func isEscaping(before quote: Int, in bytes: [UInt8]) -> Bool {
            guard quote > 0, bytes[quote - 1] | 0x20 == UInt8(ascii: "e") else { return false }
            return quote == 1 || !isWord(bytes[quote - 2])
        }

        private mutating func literal(escapes: Bool) { quoted(by: UInt8(ascii: "'"), escapes: escapes) }

        /// A quote inside is written twice, which reads as two literals side by side.
        private mutating func quoted(by quote: UInt8, escapes: Bool) {
            copy(1)
            while position < bytes.count, bytes[position] != quote {
                copy(escapes && bytes[position] == UInt8(ascii: "\\") ? 2 : 1)
            }
            copy(1)
        }

        private mutating func comment() {
            var depth = 0
            repeat {
                if bytes[position...].starts(with: "/*".utf8) {
                    depth += 1
                    copy(2)
                } else if bytes[position...].starts(with: "*/".utf8) {
                    depth -= 1
                    copy(2)
                } else {
                    copy(1)
                }
            } while depth > 0 && position < bytes.count
        }

        /// `$tag$ … $tag$`, or a parameter that has a number already.
        private mutating func dollar() {
            if position > 0, Self.isWord(bytes[position - 1]) { return copy(1) }
            let tag = bytes[(position + 1)...].prefix(while: Self.isWord)
            if let first = tag.first, (0x30...0x39).contains(first) {
                number = number ?? position
                return copy(1)
            }
            guard position + 1 + tag.count < bytes.count, bytes[position + 1 + tag.count] == UInt8(ascii: "$") else {
                return copy(1)
            }
            let mark = Array(bytes[position..<(position + tag.count + 2)])
            copy(mark.count)
            while position < bytes.count, !bytes[position...].starts(with: mark) { copy(1) }
            copy(mark.count)
        }

        private mutating func colon() {
            if next == UInt8(ascii: ":") || next == UInt8(ascii: "=") { return copy(2) }
            let name = bytes[(position + 1)...].prefix(while: Self.isWord)
            let before = position > 0 ? bytes[position - 1] : 0x20
            let isSlice = Self.isWord(before) || before == UInt8(ascii: "]") || before == UInt8(ascii: ")")
            guard let first = name.first, !(0x30...0x39).contains(first), !isSlice else { return copy(1) }
            let text = String(decoding: name, as: UTF8.self)
            if !names.contains(text) { names.append(text) }
            result += "$\((names.firstIndex(of: text) ?? 0) + 1)".utf8
            position += name.count + 1
            pieces.append((new: result.count, old: position))
        }

        private static func isWord(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                || byte == UInt8(ascii: "_") || byte >= 0x80
        }
    }
}
