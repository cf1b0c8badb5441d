/// What a text of DBML says, once its quotes, escapes and indentation are gone.
struct TextValue {
    /// The offset, within the content, of the first `\u` without four hexadecimal digits.
    private(set) var incompleteEscape: Int?

    /// The content of a text, quoted name or expression. `isLong` texts lose the line that opens them, the one that
    /// closes them, and the indentation that all of their lines share.
    mutating func text(of content: ArraySlice<UInt8>, isLong: Bool = false) -> String {
        guard isLong || content.contains(UInt8(ascii: "\\")) else { return String(decoding: content, as: UTF8.self) }
        let bytes = unescaped(content)
        return isLong ? Self.withoutIndentation(bytes) : String(decoding: bytes, as: UTF8.self)
    }

    private mutating func unescaped(_ content: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(content.count)
        var index = content.startIndex
        while index < content.endIndex {
            let byte = content[index]
            guard byte == UInt8(ascii: "\\"), index + 1 < content.endIndex else {
                result.append(byte)
                index += 1
                continue
            }
            let escape = content[index + 1]
            index += 2
            switch escape {
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "v"): result.append(0x0B)
            case UInt8(ascii: "0"): result.append(0)
            case UInt8(ascii: "\n"): break
            case UInt8(ascii: "\r") where index < content.endIndex && content[index] == 0x0A: index += 1
            case UInt8(ascii: "u"):
                let digits = content[index..<min(index + 4, content.endIndex)]
                let text = String(decoding: digits, as: UTF8.self)
                guard digits.count == 4, let value = UInt32(text, radix: 16), let scalar = UnicodeScalar(value) else {
                    incompleteEscape = incompleteEscape ?? index - 2 - content.startIndex
                    continue
                }
                result.append(contentsOf: String(scalar).utf8)
                index += 4
            case UInt8(ascii: " "): result.append(contentsOf: [UInt8(ascii: "\\"), escape])
            default: result.append(escape)
            }
        }
        return result
    }

    private static func withoutIndentation(_ bytes: [UInt8]) -> String {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            line.last == 0x0D ? line.dropLast() : line
        }
        func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
        if lines.count > 1, let first = lines.first, isBlank(first) { lines.removeFirst() }
        if lines.count > 1, let last = lines.last, isBlank(last) { lines.removeLast() }
        let shared =
            lines.filter { !isBlank($0) }.map { $0.prefix { $0 == 0x20 || $0 == 0x09 }.count }.min() ?? 0
        return lines.map { String(decoding: $0.dropFirst(shared), as: UTF8.self) }.joined(separator: "\n")
    }
}
