/// Whether generated code needs Foundation, found in the code itself, so that no kind of file can forget to say it.
enum FoundationUse {
    /// The types of Foundation that generated code names.
    private static let types: [[UInt8]] = ["UUID", "Date", "Data", "Decimal"].map { Array($0.utf8) }

    /// Whether one of the types stands in `code`, outside of comments and literals.
    static func isFound(in code: ArraySlice<UInt8>) -> Bool {
        var index = code.startIndex
        /// Goes on to the first byte from here that `isEnd` accepts.
        func skip(to isEnd: (UInt8) -> Bool) {
            while index < code.endIndex, !isEnd(code[index]) { index += 1 }
        }
        while index < code.endIndex {
            let start = index
            index += 1
            switch code[start] {
            case quote:
                skip(to: { $0 == quote || $0 == backslash })
                while index < code.endIndex, code[index] == backslash {
                    index += 2
                    skip(to: { $0 == quote || $0 == backslash })
                }
                index += 1
            case slash where index < code.endIndex && code[index] == slash: skip(to: { $0 == UInt8(ascii: "\n") })
            case let byte where isWord(byte):
                skip(to: { !isWord($0) })
                if types.contains(where: code[start..<index].elementsEqual) { return true }
            default: break
            }
        }
        return false
    }

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
    private static let slash = UInt8(ascii: "/")

    private static func isWord(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) || (0x30...0x39).contains(byte)
            || byte == UInt8(ascii: "_")
    }
}
