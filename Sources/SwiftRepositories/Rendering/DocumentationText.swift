/// Words of the specification as the lines of a documentation comment.
enum DocumentationText {
    /// `text` in lines of at most `width` characters, as far as its words allow; its own line breaks stay.
    /// Nothing in it can end the comment, and no invisible character is left in.
    static func lines(of text: String, width: Int) -> [String] {
        // The usual case: one short line of plain ASCII.
        if text.utf8.count <= width, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
            return [trimmed(text[...])]
        }
        var lines: [String] = []
        for part in text.split(omittingEmptySubsequences: false, whereSeparator: isLineBreak) {
            let visible = String(
                String.UnicodeScalarView(part.unicodeScalars.map { isInvisible($0) ? " " : $0 }))
            lines += wrapped(trimmed(visible[...]), width: width)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        while lines.first?.isEmpty == true { lines.removeFirst() }
        return lines
    }

    private static func isLineBreak(_ character: Character) -> Bool { character.isNewline }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        while text.first == " " { text.removeFirst() }
        return String(text)
    }

    private static func wrapped(_ text: String, width: Int) -> [String] {
        if text.count <= width { return [text] }
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return lines + [line]
    }
}
