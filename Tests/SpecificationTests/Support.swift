import Diagnostics
import Foundation
import MarkedSources
import Specification
import Testing

/// Folders of this repository.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}

/// The diagnostics of reading `text`, refusals of what isn't generated yet included.
func diagnostics(reading text: some Sequence<UInt8>, path: String = "spec.json") -> [Diagnostic] {
    do throws(DiagnosticsError) {
        let document = try Document(SourceFile(path: path, bytes: Array(text)))
        var reading = Reading(file: document.file)
        let specification = Specification.read(document.root, &reading)
        return reading.diagnostics.sorted + (specification?.refusals() ?? [])
    } catch {
        return error.diagnostics
    }
}

/// Checks what reading the marked text reports.
func expect(
    _ marked: String, _ findings: Finding..., path: String = "spec.json",
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
    let source = MarkedSource(marked)
    source.expect(findings, in: diagnostics(reading: source.text.utf8, path: path), sourceLocation: sourceLocation)
}

/// A specification that must be in order.
func specification(_ text: String, path: String = "spec.json") throws -> Specification {
    let document = try Document(SourceFile(path: path, text: text))
    var reading = Reading(file: document.file)
    let specification = try #require(Specification.read(document.root, &reading))
    #expect(reading.diagnostics.all.map(\.message) == [])
    return specification
}
