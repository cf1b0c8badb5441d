internal import Diagnostics

/// How a JSON text is laid out, as far as it can be seen from its first lines.
struct JSONStyle {
    var spacing = CanonicalJSON.Spacing()
    /// Whether it is all one line.
    var isMinified: Bool
    /// Whether every list and object has its entries on lines of their own.
    var isExpanded: Bool

    init(_ document: Document) {
        let bytes = document.file.bytes
        let root = document.root
        let items = root.entryRanges
        let inside = items.first.map { bytes[root.range.lowerBound..<$0.lowerBound] } ?? bytes[0..<0]
        isMinified = items.count > 0 && !bytes[root.range].contains(0x0A)
        isExpanded = !isMinified && !Self.hasInlineCollection(root, bytes)
        if bytes.firstIndex(of: 0x0A).map({ $0 > 0 && bytes[$0 - 1] == 0x0D }) ?? false { spacing.newline = "\r\n" }
        if let line = inside.lastIndex(of: 0x0A) {
            let unit = String(decoding: inside[(line + 1)...], as: UTF8.self)
            if !unit.isEmpty { spacing.unit = unit }
        }
        if case .object(let members) = root.value, let first = members.first {
            let colon = bytes[first.keyRange.upperBound..<first.value.range.lowerBound]
            if !colon.contains(0x0A) { spacing.colon = String(decoding: colon, as: UTF8.self) }
        }
        if isMinified, items.count > 1 {
            spacing.comma = String(decoding: bytes[items[0].upperBound..<items[1].lowerBound], as: UTF8.self)
        }
    }

    private static func hasInlineCollection(_ node: Node, _ bytes: [UInt8]) -> Bool {
        let children: [Node]
        switch node.value {
        case .array(let elements): children = elements
        case .object(let members): children = members.map(\.value)
        default: return false
        }
        guard !children.isEmpty else { return false }
        return !bytes[node.range].contains(0x0A) || children.contains { hasInlineCollection($0, bytes) }
    }
}

/// Changes a JSON string where it differs, so that the rest keeps the escapes it was written with.
enum JSONString {
    static func splice(from old: String, to new: String, in bytes: [UInt8], at range: Range<Int>) -> Splice {
        let whole = Splice(range, CanonicalJSON.quoted(new))
        let (a, b) = (Array(old.utf8), Array(new.utf8))
        guard let units = units(of: bytes, in: range.lowerBound + 1..<max(range.lowerBound + 1, range.upperBound - 1)),
            units.last?.content == a.count || a.isEmpty
        else { return whole }
        let common = zip(a, b).prefix { $0 == $1 }.count
        let tail = zip(a.dropFirst(common).reversed(), b.dropFirst(common).reversed()).prefix { $0 == $1 }.count
        // The places in the text that lie at or outside the difference, on borders of characters.
        let start = units.last { $0.content <= common }
        let end = units.first { $0.content >= a.count - tail && $0.content >= start?.content ?? 0 }
        guard let start, let end, let middle = String(validating: b[start.content..<b.count - (a.count - end.content)], as: UTF8.self)
        else { return whole }
        return Splice(start.offset..<end.offset, String(CanonicalJSON.quoted(middle).dropFirst().dropLast()))
    }

    /// The border before each character, and after the last one: its place in the text and in what it means.
    private static func units(of bytes: [UInt8], in range: Range<Int>) -> [(offset: Int, content: Int)]? {
        var borders = [(offset: range.lowerBound, content: 0)]
        var (offset, content) = (range.lowerBound, 0)
        while offset < range.upperBound {
            if bytes[offset] == UInt8(ascii: "\\") {
                guard offset + 1 < range.upperBound else { return nil }
                if bytes[offset + 1] == UInt8(ascii: "u") {
                    func unit(_ start: Int) -> UInt32? {
                        guard start + 4 <= range.upperBound else { return nil }
                        return UInt32(String(decoding: bytes[start..<start + 4], as: UTF8.self), radix: 16)
                    }
                    guard let value = unit(offset + 2) else { return nil }
                    let isPair = (0xD800..<0xDC00).contains(value)
                    offset += isPair ? 12 : 6
                    content += isPair ? 4 : value < 0x80 ? 1 : value < 0x800 ? 2 : 3
                } else {
                    offset += 2
                    content += 1
                }
            } else {
                repeat {
                    offset += 1
                    content += 1
                } while offset < range.upperBound && bytes[offset] & 0xC0 == 0x80
            }
            borders.append((offset, content))
        }
        return offset == range.upperBound ? borders : nil
    }
}
