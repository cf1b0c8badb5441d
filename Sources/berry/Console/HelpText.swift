extension String {
    /// Help as it is handed on: the lines of a paragraph become one, which is broken where the terminal ends; indented
    /// lines stay as they are.
    var reflowed: String {
        var lines: [String] = []
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            let isParagraph = !line.isEmpty && !line.hasPrefix(" ")
            if isParagraph, let last = lines.last, !last.isEmpty, !last.hasPrefix(" ") {
                lines[lines.count - 1] = last + " " + line
            } else {
                lines.append(String(line))
            }
        }
        return lines.joined(separator: "\n")
    }
}
