public import Diagnostics
public import Testing

/// A text in which markers such as `1️⃣` stand before the places that diagnostics are expected at.
public struct MarkedSource: Sendable {
    /// The text without its markers.
    public let text: String
    /// The line and column of each marker, both one-based, by the marker's number.
    public let places: [Int: Place]

    public struct Place: Hashable, Sendable, CustomStringConvertible {
        public var line: Int
        public var column: Int
        public var description: String { "\(line):\(column)" }
    }

    public init(_ marked: String) {
        let scalars = Array(marked.unicodeScalars)
        var text = String.UnicodeScalarView()
        var places: [Int: Place] = [:]
        var place = Place(line: 1, column: 1)
        var index = 0
        while index < scalars.count {
            // A digit, U+FE0F and U+20E3 make a marker.
            if index + 2 < scalars.count, scalars[index + 1].value == 0xFE0F, scalars[index + 2].value == 0x20E3,
                ("0"..."9").contains(scalars[index])
            {
                places[Int(scalars[index].value) - 0x30] = place
                index += 3
                continue
            }
            text.append(scalars[index])
            place = scalars[index] == "\n" ? Place(line: place.line + 1, column: 1) : place
            if scalars[index] != "\n" { place.column += 1 }
            index += 1
        }
        self.text = String(text)
        self.places = places
    }
}

/// One diagnostic that a marked source gets.
public struct Finding: Sendable {
    public var marker: Int?
    public var code: String
    /// Words of the message.
    public var message: String
    /// Words of the fix; nil when the test doesn't care.
    public var fix: String?

    /// A diagnostic at the marker with this number.
    public static func at(_ marker: Int, _ code: String, _ message: String = "", fix: String? = nil) -> Finding {
        Finding(marker: marker, code: code, message: message, fix: fix)
    }

    /// A diagnostic without a place.
    public static func nowhere(_ code: String, _ message: String = "") -> Finding {
        Finding(marker: nil, code: code, message: message)
    }
}

extension MarkedSource {
    /// Records an issue for each diagnostic that wasn't expected and each expectation that wasn't met.
    public func expect(
        _ findings: [Finding], in diagnostics: [Diagnostic], sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        var rest = diagnostics
        for finding in findings {
            let wanted = finding.marker.flatMap { places[$0] }
            if let marker = finding.marker, wanted == nil {
                Issue.record("the source has no marker \(marker)", sourceLocation: sourceLocation)
            }
            let found = rest.firstIndex { diagnostic in
                diagnostic.code == finding.code && Self.place(of: diagnostic) == wanted
                    && contains(diagnostic.message, finding.message)
                    && finding.fix.map { contains(diagnostic.fix ?? "", $0) } ?? true
            }
            if let found {
                rest.remove(at: found)
            } else {
                let place = wanted.map(\.description) ?? "nowhere"
                Issue.record(
                    "missing: \(place) \(finding.code): \(finding.message) \(finding.fix ?? "")",
                    sourceLocation: sourceLocation)
            }
        }
        for diagnostic in rest {
            let place = Self.place(of: diagnostic)?.description ?? "nowhere"
            Issue.record(
                "unexpected: \(place) \(diagnostic.code): \(diagnostic.message); fix: \(diagnostic.fix ?? "none")",
                sourceLocation: sourceLocation)
        }
    }

    private func contains(_ text: String, _ words: String) -> Bool { words.isEmpty || text.contains(words) }

    private static func place(of diagnostic: Diagnostic) -> Place? {
        diagnostic.location.map { Place(line: $0.line, column: $0.column) }
    }
}
