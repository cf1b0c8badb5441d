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
