/// Whether generated code needs Foundation, found in the code itself, so that no kind of file can forget to say it.
enum FoundationUse {
    /// The types of Foundation that generated code names.
    private static let types: [[UInt8]] = ["UUID", "Date", "Data", "Decimal"].map { Array($0.utf8) }

    /// Whether one of the types stands in `code`, outside of comments and literals.
    static func isFound(in code: ArraySlice<UInt8>) -> Bool {
        var rest = code
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "\""):
                rest = rest.dropFirst()
                while let next = rest.first, next != UInt8(ascii: "\"") {
                    rest = rest.dropFirst(next == UInt8(ascii: "\\") ? 2 : 1)
                }
                rest = rest.dropFirst()
            case UInt8(ascii: "/") where rest.dropFirst().first == byte:
                rest = rest.drop { $0 != UInt8(ascii: "\n") }
            case _ where isWord(byte):
                let word = rest.prefix(while: isWord)
                if types.contains(where: word.elementsEqual) { return true }
                rest = rest.dropFirst(word.count)
            default: rest = rest.dropFirst()
            }
        }
        return false
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) || (0x30...0x39).contains(byte)
            || byte == UInt8(ascii: "_")
    }
}
