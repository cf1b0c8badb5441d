internal import Diagnostics

/// What is looked for in a YAML text before the YAML library may read it.
///
/// The library recurses once a level, and it puts aliases in the place of anchors while it compares keys, so that a
/// short text could take all stack or all time there is. Both are found here by their spelling alone, generously:
/// quotes are not understood.
struct YAMLGate {
    private let file: SourceFile

    init(_ file: SourceFile) { self.file = file }

    func check() throws(Diagnostic) {
        try refuseDeepNesting()
        try refuseAliases()
    }

    /// Depth is bounded by the brackets left open, and by the spaces and `- ` that a line begins with.
    private func refuseDeepNesting() throws(Diagnostic) {
        // Texts may hold brackets that are never closed.
        let mostOpen = 10 * JSONReader.deepestNesting
        let mostSpaces = 4 * JSONReader.deepestNesting
        var open = 0
        var marks = 0
        var spaces = 0
        var isStart = true
        for (offset, byte) in file.bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                open += 1
                isStart = false
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                open = max(0, open - 1)
                isStart = false
            case 0x0A, 0x0D: (marks, spaces, isStart) = (0, 0, true)
            case 0x20, 0x09: if isStart { spaces += 1 }
            case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
                // Only before a space is it a mark: a line of dashes in a text is none.
                isStart = isStart && offset + 1 < file.bytes.count && file.bytes[offset + 1] <= 0x20
                if isStart { marks += 1 }
            default: isStart = false
            }
            guard open <= mostOpen, marks <= JSONReader.deepestNesting, spaces <= mostSpaces else {
                throw Diagnostic(
                    .error, "nested-too-deep", "values are nested deeper than \(JSONReader.deepestNesting) levels",
                    at: file.location(of: offset..<offset + 1))
            }
        }
    }

    /// An alias does harm only with its anchor: a text is refused when the same name is spelt both ways.
    private func refuseAliases() throws(Diagnostic) {
        var anchors: [String: Int] = [:]
        var aliases: Set<String> = []
        let bytes = file.bytes
        var before: UInt8 = 0x0A
        for (offset, byte) in bytes.enumerated() {
            defer { before = byte }
            guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"), Self.mayPrecede(before) else { continue }
            let name = String(decoding: bytes[(offset + 1)...].prefix(while: Self.isNamePart), as: UTF8.self)
            guard !name.isEmpty else { continue }
            if byte == UInt8(ascii: "*") {
                aliases.insert(name)
            } else if anchors[name] == nil {
                anchors[name] = offset
            }
        }
        let offsets = anchors.filter { aliases.contains($0.key) }.values
        guard let first = offsets.min() else { return }
        throw Diagnostic(
            .error, "yaml-unsupported", "anchors are not supported in a specification",
            at: file.location(of: first..<first + 1), fix: "write the value out")
    }

    /// Whether a value can begin after this byte.
    private static func mayPrecede(_ byte: UInt8) -> Bool {
        // The last byte of U+FEFF, U+0085, U+2028 and U+2029 is no ASCII.
        byte <= 0x20 || byte >= 0x80 || [UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ",")].contains(byte)
            || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "?")
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
