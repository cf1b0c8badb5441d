import PlannedSpecifications
import Planning
import Specification
import Testing

/// Whatever is asked, there is an answer, and soon.
@Suite struct NonsenseTests {
    /// Sentences whose words were swapped, doubled, left out, misspelt or replaced by those of others; more of them by
    /// `make sentences`.
    @Test(arguments: 0..<8) func survivesMutatedSentences(seed: Int) throws {
        let name = ["farm", "choir", "marina", "new"][seed % 4]
        let base = try PlannedCases.base(name)
        let sentences = try PlannedCases.requests(name) + PlannedCases.requests("new")
        let planner = EnglishPlanner()
        var mutations = SentenceMutations(seed: seed)
        for _ in 0..<300 {
            let request = mutations.mutated(sentences)
            let plan = planner.plan(request, for: base)
            #expect(!plan.edits.isEmpty || plan.refusal != nil || plan.isAlreadyTrue)
            #expect(PlannedCases.errors(plan, base) == [], "\(request)")
        }
    }

    /// A slip of the pen, or another word for the same, changes little.
    @Test func readsWhatIsMeant() throws {
        let report = try SlipReport(planner: EnglishPlanner(), rounds: 1, seed: 4)
        #expect(report.share >= 0.85, "\(report.summary): \(report.changed)")
    }

    @Test(
        arguments: [
            String(repeating: "a", count: 1 << 20), String(repeating: "add a name ", count: 9000),
            String(repeating: "(", count: 90_000), String(repeating: "of the name ", count: 8000),
            String(repeating: "a, b and c or ", count: 7000), String(repeating: "Add a b to animals. ", count: 4000),
            String(repeating: "'", count: 90_000), String(repeating: "\u{0}\u{7F}", count: 40_000),
            String(repeating: "whether the a is b and ", count: 4000), String(repeating: "x:", count: 40_000),
        ])
    func answersLongRequests(request: String) throws {
        let plan = EnglishPlanner().plan(request, for: try PlannedCases.base("farm"))
        #expect(!plan.edits.isEmpty || plan.refusal != nil || plan.isAlreadyTrue)
    }
}
