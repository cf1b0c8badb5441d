/// The names and quoted texts of an SQL statement, with their places. A whole statement is only looked through: what
/// it means, PostgreSQL alone knows.
struct SQLWords {
    struct Word: Hashable {
        var text: String
        var range: Range<Int>
    }

    private(set) var names: [Word] = []
    private(set) var texts: [Word] = []

    init(_ sql: String) {
        let bytes = Array(sql.utf8)
        var position = 0
        func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }
        while position < bytes.count {
            let start = position
            switch bytes[position] {
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                let quote = bytes[position]
                var content: [UInt8] = []
                position += 1
                while position < bytes.count {
                    if bytes[position] == quote {
                        guard byte(position + 1) == quote else { break }
                        position += 1
                    }
                    content.append(bytes[position])
                    position += 1
                }
                position = min(position + 1, bytes.count)
                let word = Word(text: String(decoding: content, as: UTF8.self), range: start..<position)
                if quote == UInt8(ascii: "'") { texts.append(word) } else { names.append(word) }
            case UInt8(ascii: "-") where byte(position + 1) == UInt8(ascii: "-"):
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
            case UInt8(ascii: "/") where byte(position + 1) == UInt8(ascii: "*"):
                position += 2
                while position < bytes.count,
                    !(bytes[position] == UInt8(ascii: "*") && byte(position + 1) == UInt8(ascii: "/"))
                {
                    position += 1
                }
                position = min(position + 2, bytes.count)
            case let first where Self.isName(first):
                while position < bytes.count, Self.isName(bytes[position]) || (0x30...0x39).contains(bytes[position]) {
                    position += 1
                }
                let text = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
                names.append(Word(text: text, range: start..<position))
            default: position += 1
            }
        }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}
