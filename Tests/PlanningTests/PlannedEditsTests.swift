import Foundation
import PlannedSpecifications
import Planning
import Specification
import Testing

/// Requests and the edits that are made of them.
@Suite struct PlannedEditsTests {
    @Test(arguments: PlannedCases.names) func makesTheExpectedEdits(name: String) throws {
        let base = try PlannedCases.base(name)
        let planner = EnglishPlanner()
        let text =
            try PlannedCases.requests(name).map { PlannedCases.text($0, planner.plan($0, for: base)) }
            .joined(separator: "\n\n") + "\n"
        let url = PlannedCases.folder.appending(path: "\(name).expected")
        if ProcessInfo.processInfo.environment["BERRY_RECORD"] != nil {
            try text.write(to: url, atomically: true, encoding: .utf8)
            Issue.record("recorded \(url.lastPathComponent)")
            return
        }
        let expected = try String(contentsOf: url, encoding: .utf8)
        for (made, wanted) in zip(text.split(separator: "\n\n"), expected.split(separator: "\n\n")) where made != wanted
        {
            Issue.record("expected\n\(wanted)\nbut it is\n\(made)")
        }
        #expect(text == expected)
    }

    /// Edits can be carried out, and what they make has no error.
    @Test(arguments: PlannedCases.names) func makesValidSpecifications(name: String) throws {
        let base = try PlannedCases.base(name)
        let planner = EnglishPlanner()
        for request in try PlannedCases.requests(name) {
            let plan = planner.plan(request, for: base)
            #expect(PlannedCases.errors(plan, base) == [], "\(request)")
        }
    }

    /// What was asked for once is there: asking again changes nothing.
    @Test(
        arguments: [
            "Add a nickname to animals", "make the birth date of animals mandatory",
            "No two farms may have the same name",
            "soft delete fields", "animals have tags", "The weight of an animal must be positive",
            "Fields need an irrigation status: dry, irrigated or flooded", "Users can comment on harvests",
            "make farms publicly visible", "add an index on the crop of harvests", "Fields can have subfields",
            "Keep a change history of animals", "Vets may update animals", "attach photos to animals",
        ])
    func asksForNothingTwice(request: String) throws {
        let base = try #require(try PlannedCases.base("farm"))
        let planner = EnglishPlanner()
        let first = planner.plan(request, for: base)
        #expect(!first.edits.isEmpty)
        let second = planner.plan(request, for: try base.applying(first.edits.map(\.edit)))
        #expect(second.edits.map(\.edit.line) == [])
        #expect(second.isAlreadyTrue)
    }

    @Test func isTheSameEveryTime() throws {
        let base = try PlannedCases.base("music")
        for request in try PlannedCases.requests("music") {
            #expect(EnglishPlanner().plan(request, for: base) == EnglishPlanner().plan(request, for: base))
        }
    }
}
