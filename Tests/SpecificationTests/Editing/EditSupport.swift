import Diagnostics
import Foundation
import Specification
import Testing

/// The edits that a JSON list says.
func edits(_ json: String) throws -> [Edit] {
    try PlannedEdit.list(SourceFile(path: "edits.json", text: json)).map(\.edit)
}

/// The text after the edits.
func edited(_ text: String, _ json: String, path: String = "spec.json") throws -> String {
    let document = try Document(SourceFile(path: path, bytes: Array(text.utf8)))
    return try document.applying(try edits(json)).text
}

/// What keeps the edits from being applied, or what is said along with them.
func findings(_ text: String, _ json: String, path: String = "spec.json") throws -> [Diagnostic] {
    let document = try Document(SourceFile(path: path, text: text))
    let edits = try edits(json)
    do throws(DiagnosticsError) {
        return try document.applying(edits).diagnostics
    } catch {
        return error.diagnostics
    }
}
