/// A file that a stage makes: a value until the pipeline writes it.
public struct GeneratedFile: Codable, Hashable, Sendable {
    /// Relative to the project's folder, with `/` between components and without `.` or `..`.
    public var path: String
    public var contents: [UInt8]

    public init(_ path: String, contents: [UInt8]) {
        self.path = path
        self.contents = contents
    }

    /// A text file; `text` ends in a newline.
    public init(_ path: String, text: String) { self.init(path, contents: Array(text.utf8)) }

    public var text: String { String(decoding: contents, as: UTF8.self) }
}
