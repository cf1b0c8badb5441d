import Diagnostics

extension String {
    /// Text that may have come from anywhere, without what would steer a terminal or turn its lines around.
    var printable: String {
        guard unicodeScalars.contains(where: \.steersTerminals) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.steersTerminals ? "\u{FFFD}" : $0 }))
    }
}

extension Unicode.Scalar {
    fileprivate var steersTerminals: Bool {
        switch value {
        case 0x09, 0x0A: false
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: properties.generalCategory == .control
        }
    }
}

extension Diagnostic {
    /// The same with ``Swift/String/printable`` texts.
    var printable: Diagnostic {
        var copy = self
        copy.message = message.printable
        copy.notes = notes.map { Note($0.message.printable, at: $0.location) }
        copy.fix = fix?.printable
        copy.location?.text = location?.text.printable ?? ""
        return copy
    }
}
