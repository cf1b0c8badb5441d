/// Big-endian two's complement, for the integer types alone: eight bytes may also be a `float8`.
func integer(ofBinary bytes: ArraySlice<UInt8>, typeOID: UInt32) -> Int? {
    let word = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    switch (typeOID, bytes.count) {
    case (21, 2): return Int(Int16(truncatingIfNeeded: word))
    case (23, 4): return Int(Int32(truncatingIfNeeded: word))
    case (20, 8): return Int(Int64(bitPattern: word))
    case (26, 4): return Int(word)  // oid is unsigned
    default: return nil
    }
}

/// The output form of `bytea` since PostgreSQL 9.0: `\x` and two digits a byte.
func bytesFromHexadecimal(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.starts(with: Array("\\x".utf8)), text.count.isMultiple(of: 2) else { return nil }
    func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
    var bytes: [UInt8] = []
    var index = text.startIndex + 2
    while index < text.endIndex {
        guard let high = digit(text[index]), let low = digit(text[index + 1]) else { return nil }
        bytes.append(high << 4 | low)
        index += 2
    }
    return bytes
}

/// The elements of `{a,"b c"}` (PostgreSQL manual, "Array Input and Output Syntax"); nil for NULLs and nested
/// arrays.
func elements(ofArray text: ArraySlice<UInt8>) -> [String]? {
    guard text.first == UInt8(ascii: "{"), text.last == UInt8(ascii: "}") else { return nil }
    var rest = text.dropFirst().dropLast()
    if rest.isEmpty { return [] }
    var elements: [String] = []
    while true {
        var element: [UInt8] = []
        let isQuoted = rest.first == UInt8(ascii: "\"")
        if isQuoted {
            rest = rest.dropFirst()
            while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
                if byte != UInt8(ascii: "\\") {
                    element.append(byte)
                } else if let escaped = rest.popFirst() {
                    element.append(escaped)
                }
            }
        } else {
            while let byte = rest.first, byte != UInt8(ascii: ",") {
                guard byte != UInt8(ascii: "{") else { return nil }
                element.append(byte)
                rest = rest.dropFirst()
            }
        }
        guard let string = String(validating: element, as: UTF8.self), isQuoted || string != "NULL" else {
            return nil
        }
        elements.append(string)
        guard let separator = rest.popFirst() else { return elements }
        guard separator == UInt8(ascii: ",") else { return nil }
    }
}
