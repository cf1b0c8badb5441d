public import Diagnostics
internal import Specification
public import SystemPackage

/// What a user asks for, in their own words.
public struct PlanRequest: Sendable {
    public let text: String
    /// What messages call it: "request", or the file that it was read from.
    public let name: String

    public init(_ text: String) {
        self.text = text
        name = "request"
    }

    /// Reads a request from a file.
    ///
    /// - Throws: when there is none, when it is larger than any specification may be, or when it is no text.
    public init(file path: FilePath, called name: String) throws(DiagnosticsError) {
        guard let file = try SourceFile.read(path, called: name) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "file-not-found", "there is no file \(name)", fix: "give the path of a text in English"))
        }
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw DiagnosticsError(
                Diagnostic(.error, "request-encoding", "\(name) is no UTF-8 text", fix: "save it as UTF-8"))
        }
        self.text = text
        self.name = name
    }

    /// The place of some of its bytes, for underlining them.
    func location(of range: Range<Int>) -> SourceLocation { SourceFile(path: name, text: text).location(of: range) }
}
