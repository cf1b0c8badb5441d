import Diagnostics
import DomainModel
import Foundation
import MarkedSources
import Specification
import Testing

/// Folders of this repository.
enum Repository {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    static let root = tests.deletingLastPathComponent().deletingLastPathComponent()
}

/// Reads and normalizes a specification, with everything there is to say about it.
func normalized(_ text: String) -> (model: DomainModel?, diagnostics: [Diagnostic]) {
    var diagnostics = Diagnostics()
    do throws(DiagnosticsError) {
        let document = try Document(SourceFile(path: "spec.json", text: text))
        var reading = Reading(file: document.file)
        let specification = Specification.read(document.root, &reading)
        for refusal in specification?.refusals() ?? [] { reading.diagnostics.report(refusal) }
        guard let specification else { return (nil, reading.diagnostics.sorted) }
        diagnostics = reading.diagnostics
        let model = DomainModel.normalize(specification, reporting: &diagnostics)
        return (diagnostics.hasErrors ? nil : model, diagnostics.sorted)
    } catch {
        return (nil, error.diagnostics)
    }
}

/// A specification with these entities, in a target that needs no decision. `head` adds keys at the top.
func application(_ entities: String, head: String = "") -> String {
    "{\"berry\": 1, \"name\": \"a\", \"target\": \"postgres\", \(head) \"entities\": [\(entities)]}"
}

/// An entity whose access is stated, so that no test is told about that.
func entity(_ name: String, _ rest: String = "") -> String {
    "{\"name\": \"\(name)\", \"access\": []\(rest.isEmpty ? "" : ", ")\(rest)}"
}

/// Checks everything that is said about a marked specification.
func expect(
    _ marked: String, _ findings: Finding..., sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
    let source = MarkedSource(marked)
    source.expect(findings, in: normalized(source.text).diagnostics, sourceLocation: sourceLocation)
}

/// The model of a specification without errors.
func model(_ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws -> DomainModel {
    let (model, diagnostics) = normalized(text)
    for diagnostic in diagnostics where diagnostic.severity == .error {
        Issue.record("\(diagnostic.code): \(diagnostic.message)", sourceLocation: sourceLocation)
    }
    return try #require(model, sourceLocation: sourceLocation)
}
