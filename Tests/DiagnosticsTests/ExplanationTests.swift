import Diagnostics
import DomainModel
import Foundation
import MarkedSources
import Specification
import Testing

/// What `berry explain` says.
@Suite struct ExplanationTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    @Test func everyCodeIsExplainedOnceWithBothExamples() throws {
        let all = Explanation.all
        #expect(all.count > 200)
        #expect(Set(all.map(\.code)).count == all.count)
        for explanation in all {
            let parts = [explanation.text, explanation.wrong, explanation.right]
            #expect(!parts.contains(""), "\(explanation.code) is incomplete")
            #expect(explanation.wrong != explanation.right, "\(explanation.code)")
        }
        var reported: Set<String> = []
        for target in try FileManager.default.contentsOfDirectory(atPath: Self.sources.path) where target != "Linting" {
            reported.formUnion(try DiagnosticCodes.reported(below: Self.sources.appending(path: target)))
        }
        #expect(reported.subtracting(all.map(\.code)) == [])
    }

    /// The examples of entities are marked by their codes: the one is found in what is wrong, and not in what is right.
    @Test(arguments: Explanation.ofEntities) func examplesShowWhatTheySay(explanation: Explanation) throws {
        // One that would be too long to read.
        guard explanation.code != "too-many-columns" else { return }
        let wrong = try codes(of: explanation.wrong)
        #expect(wrong.contains(explanation.code), "\(explanation.code) gives \(wrong)")
        let right = try codes(of: explanation.right)
        #expect(!right.contains(explanation.code), "\(explanation.code)")
    }

    private func codes(of entities: String) throws -> Set<String> {
        let text = #"{"berry": 1, "name": "app", "roles": ["admin"], "entities": [\#(entities)]}"#
        let file = SourceFile(path: "example.json", text: text)
        do {
            let document = try Document(file)
            var reading = Reading(file: file)
            let specification = Specification.read(document.root, &reading)
            var diagnostics = reading.diagnostics
            if let specification { _ = DomainModel.normalize(specification, reporting: &diagnostics) }
            return Set(diagnostics.all.map(\.code))
        } catch { return Set(error.diagnostics.map(\.code)) }
    }
}
