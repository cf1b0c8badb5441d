import DomainModel
import Foundation
import Specification
import Testing

/// Whole specifications and the models that they become. `BERRY_RECORD=1` writes the models anew, and fails.
struct GoldenTests {
    static let names = ["todo", "library"]

    @Test(arguments: names) func becomesTheRecordedModel(_ name: String) throws {
        let folder = Repository.tests.appending(path: "Golden")
        let specification = try String(contentsOf: folder.appending(path: "\(name).json"), encoding: .utf8)
        let made = try model(specification)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(made), as: UTF8.self) + "\n"
        let golden = folder.appending(path: "\(name).model.json")
        if ProcessInfo.processInfo.environment["BERRY_RECORD"] == "1" {
            try text.write(to: golden, atomically: true, encoding: .utf8)
            Issue.record("recorded \(golden.lastPathComponent)")
        }
        #expect(try String(contentsOf: golden, encoding: .utf8) == text)
        // The model is a checkpoint, so it survives being written.
        #expect(try JSONDecoder().decode(DomainModel.self, from: Data(text.utf8)) == made)
    }

    @Test func saysWhyEachDefaultWasApplied() throws {
        let made = try model(
            try String(contentsOf: Repository.tests.appending(path: "Golden/library.json"), encoding: .utf8))
        let decisions =
            made.decisions.map { "\($0.subject): \($0.choice) (\($0.reason))" }.joined(separator: "\n") + "\n"
        let golden = Repository.tests.appending(path: "Golden/library.decisions.txt")
        if ProcessInfo.processInfo.environment["BERRY_RECORD"] == "1" {
            try decisions.write(to: golden, atomically: true, encoding: .utf8)
            Issue.record("recorded the decisions")
        }
        #expect(try String(contentsOf: golden, encoding: .utf8) == decisions)
    }
}
