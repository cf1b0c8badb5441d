/// A name as it is, without the quotes that SQL needs around it.
func unquoted(_ identifier: String) -> String {
    guard identifier.hasPrefix("\"") else { return identifier }
    return String(identifier.dropFirst().dropLast()).replacing("\"\"", with: "\"")
}

/// `text` as a literal of SQL.
func quoted(_ text: String) -> String {
    let doubled = text.replacing("'", with: "''")
    return text.contains("\\") ? "E'" + doubled.replacing("\\", with: "\\\\") + "'" : "'" + doubled + "'"
}
