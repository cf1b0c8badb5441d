/// Prints diagnostics the way compilers do: place, severity, message, the line with a caret, notes, the fix.
public struct DiagnosticRenderer: Sendable {
    public var useColor: Bool

    public init(useColor: Bool = false) { self.useColor = useColor }

    /// The whole diagnostic, ending in a newline.
    public func render(_ diagnostic: Diagnostic) -> String {
        var text = ""
        if let location = diagnostic.location { text += style("\(location): ", .bold) }
        text += style("\(diagnostic.severity.rawValue): ", color(of: diagnostic.severity))
        text += style(diagnostic.message, .bold) + " [\(diagnostic.code)]\n"
        if let location = diagnostic.location { text += excerpt(location) }
        for note in diagnostic.notes {
            text += "  note: " + (note.location.map { "\($0): " } ?? "") + note.message + "\n"
        }
        if let fix = diagnostic.fix { text += "  fix: \(fix)\n" }
        return text
    }

    private func excerpt(_ location: SourceLocation) -> String {
        let scalars = Array(location.text.unicodeScalars)
        guard !scalars.isEmpty else { return "" }
        // Long lines are cut around the place that is meant.
        let width = 110
        let column = max(0, min(location.column - location.textColumn, scalars.count))
        let start = scalars.count <= width ? 0 : max(0, min(column - 30, scalars.count - width))
        let end = min(scalars.count, start + width)
        let visible = scalars[start..<end].map { $0.properties.generalCategory == .control ? " " : $0 }
        let number = String(location.line)
        let margin = String(repeating: " ", count: number.count)
        let caretColumn = column - start
        let carets = max(1, min(location.length, width - caretColumn))
        let line = String(String.UnicodeScalarView(visible))
        let marks = String(repeating: " ", count: caretColumn) + "^" + String(repeating: "~", count: carets - 1)
        let isCut = start > 0 || location.textColumn > 1
        return " \(number) | \(isCut ? "…" : "")\(line)\n"
            + " \(margin) | \(isCut ? " " : "")\(style(marks, .green))\n"
    }

    private enum Style: String { case bold = "1", red = "1;31", yellow = "1;33", green = "32", blue = "34" }

    private func color(of severity: Diagnostic.Severity) -> Style {
        switch severity {
        case .error: .red
        case .warning: .yellow
        case .note: .blue
        }
    }

    private func style(_ text: String, _ style: Style) -> String {
        useColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
