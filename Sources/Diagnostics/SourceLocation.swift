/// A place in a text: where a diagnostic points.
public struct SourceLocation: Codable, Hashable, Sendable {
    public var file: String
    /// One-based.
    public var line: Int
    /// One-based, in Unicode scalars.
    public var column: Int
    /// How many scalars of the line are meant, at least one.
    public var length: Int
    /// The line, or the part of a long line around the place, for the excerpt.
    public var text: String
    /// The column at which `text` begins.
    public var textColumn: Int

    public init(
        file: String, line: Int, column: Int, length: Int = 1, text: String = "", textColumn: Int = 1
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.length = length
        self.text = text
        self.textColumn = textColumn
    }
}

extension SourceLocation: CustomStringConvertible {
    public var description: String { "\(file):\(line):\(column)" }
}
