import Diagnostics
import Foundation
import Specification
import Testing

/// Every kind of edit on the same specification in JSON and in YAML: what changes in the text, and what is said.
///
/// `Cases` has the edits, `Expected` the difference. `BERRY_RECORD=1` writes that anew, and fails.
struct EditCaseTests {
    private static let folder = Repository.root.appending(path: "Tests/SpecificationTests/Editing")

    static let names: [String] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "Cases").path)
        return (files ?? []).filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    static func edits(_ name: String) throws -> [PlannedEdit] {
        try PlannedEdit.list(SourceFile(path: "edits.json", text: try text("Cases/\(name).json")))
    }

    @Test(arguments: names) func changesWhatItSays(_ name: String) throws {
        let edits = try Self.edits(name)
        var report = edits.map { $0.edit.summary + "\n" }.joined()
        for base in ["planner.json", "planner.yaml"] {
            report += "\n" + (try Self.report(of: edits.map(\.edit), on: base))
        }
        let url = Self.folder.appending(path: "Expected/\(name).diff")
        if ProcessInfo.processInfo.environment["BERRY_RECORD"] == "1" {
            try report.write(to: url, atomically: true, encoding: .utf8)
            Issue.record("recorded \(name)")
        }
        #expect(report == (try? String(contentsOf: url, encoding: .utf8)))
    }

    private static func report(of edits: [Edit], on base: String) throws -> String {
        let text = try text("Bases/\(base)")
        let document = try Document(SourceFile(path: base, text: text))
        func lines(_ diagnostics: [Diagnostic]) -> String {
            diagnostics.map { DiagnosticRenderer().render($0) }.joined()
        }
        do throws(DiagnosticsError) {
            let edited = try document.applying(edits)
            let difference = UnifiedDifference(from: text, to: edited.text)
            let outcomes = edited.outcomes.contains(.alreadyTrue) ? "\(edited.outcomes.map { "\($0)" })\n" : ""
            // What was asked for once is there, or gone.
            if let again = try? edited.document.applying(edits.suffix(1)) {
                #expect(again.outcomes == [.alreadyTrue], "\(base)")
                #expect(again.document.file.bytes == edited.document.file.bytes)
            }
            return outcomes + difference.text(old: base, new: base, context: 1) + lines(edited.diagnostics)
        } catch {
            return "refused \(base)\n" + lines(error.diagnostics)
        }
    }

    @Test func haveTwoExamplesOfEachKind() throws {
        var kinds: Set<EditKind> = []
        for name in Self.names { for edit in try Self.edits(name) { kinds.insert(edit.edit.kind) } }
        #expect(kinds == Set(EditKind.allCases))
    }

    /// Both are one specification.
    @Test func startFromTheSame() throws {
        let json = try specification(try Self.text("Bases/planner.json"))
        let yaml = try specification(try Self.text("Bases/planner.yaml"), path: "a.yaml")
        let trimmed = yaml.canonicalText.replacing("\\nor due", with: " or due").replacing(
            "not null\\n\"", with: "not null\"")
        #expect(json.canonicalText == trimmed)
    }
}
