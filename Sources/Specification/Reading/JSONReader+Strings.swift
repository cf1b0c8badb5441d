internal import Diagnostics

extension JSONReader {
    /// The string that begins here, with its escapes resolved.
    mutating func string() throws(Diagnostic) -> String {
        let start = position
        position += 1
        var content: [UInt8] = []
        // Most strings hold no escape, and their bytes are taken whole.
        while position < bytes.count, bytes[position] >= 0x20, bytes[position] != UInt8(ascii: "\""),
            bytes[position] != UInt8(ascii: "\\")
        { position += 1 }
        content.append(contentsOf: bytes[start + 1..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw error("this string is not valid UTF-8", start..<position)
                }
                return text
            case UInt8(ascii: "\\"):
                try escape(into: &content)
            case 0..<0x20:
                throw error("a string can't contain a line break or control character; write it as an escape")
            default:
                content.append(byte)
                position += 1
            }
        }
        throw error("this string is never closed", start..<min(start + 1, bytes.count))
    }

    private mutating func escape(into content: inout [UInt8]) throws(Diagnostic) {
        let start = position
        position += 1
        guard position < bytes.count else { throw error("the text ends inside a string") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(8)
        case UInt8(ascii: "f"): content.append(12)
        case UInt8(ascii: "n"): content.append(10)
        case UInt8(ascii: "r"): content.append(13)
        case UInt8(ascii: "t"): content.append(9)
        case UInt8(ascii: "u"):
            var unit = try hexadecimal(from: start)
            if (0xD800..<0xDC00).contains(unit), take("\\"), take("u") {
                let low = try hexadecimal(from: start)
                guard (0xDC00..<0xE000).contains(low) else {
                    throw error("this is half of a surrogate pair", start..<position)
                }
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(unit) else {
                throw error("this is half of a surrogate pair", start..<position)
            }
            guard unit != 0 else { throw NulCharacter.diagnostic(at: file.location(of: start..<position)) }
            content.append(contentsOf: Array(UTF8.encode(scalar) ?? .init()))
        default: throw error("there is no such escape", start..<position)
        }
    }

    private mutating func hexadecimal(from start: Int) throws(Diagnostic) -> UInt32 {
        let digits = bytes[position..<min(position + 4, bytes.count)]
        // A sign would be read as part of the number.
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw error("'\\u' needs four hexadecimal digits", start..<position) }
        position += 4
        return value
    }
}
