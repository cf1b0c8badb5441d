/// Texts of a user as parts of a Markdown document.
enum Markdown {
    /// Keeps a text from becoming Markdown or HTML, scalar by scalar: a bar with a combining mark is one character,
    /// and still a bar to Markdown.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#": result += "\\\(scalar)"
            case "\n", "\r": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A code span; in a table, a bar would end the cell even there.
    static func code(_ text: String, inTable: Bool = false) -> String {
        var span = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "`": return escaped(text)
            case "|" where inTable: span += "\\|"
            case "\n", "\r": span += " "
            default: span.unicodeScalars.append(scalar)
            }
        }
        return "`\(span)`"
    }

    /// A row of a table.
    static func row(_ cells: [String]) -> String { "|" + cells.map { $0.isEmpty ? " |" : " \($0) |" }.joined() + "\n" }

    /// A sentence of a user's, with the point that sets it apart from what follows.
    static func sentence(_ text: String) -> String {
        let text = escaped(text)
        return text.last.map { ".!?…:".contains($0) } ?? true ? text : text + "."
    }
}
