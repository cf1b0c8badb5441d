import Foundation
import Testing

private let localModel = ProcessInfo.processInfo.environment["BERRY_LOCAL_MODEL"]

/// A real model on a real server, which `make test-local-model` starts. So small a one knows nothing of databases; what
/// counts is that berry reaches it, has its answer held to the schema where the server can do that, says what is wrong
/// with it, and changes nothing that nobody agreed to.
@Suite(.enabled(if: localModel != nil), .serialized) struct LocalModelTests {
    @Test(arguments: ["openai", "anthropic"])
    func answersAndIsHeldToTheRules(planner: String) async throws {
        let address = try #require(localModel)
        try await Project.with { project in
            let before = try project.read("spec/specification.json")
            let run = try await project.launch([
                "plan", "add a due date to todos", "--planner", planner, "--base-url", address, "--model", "smollm2",
                "--timeout", "600", "--verbose", "--json",
            ])
            // Some way of asking was taken.
            #expect(run.errors.contains("): 200"), "\(run.errors)")
            switch run.status {
            // It never came to an end.
            case 1: #expect(run.errors.contains("[model-answer]"), "\(run.everything)")
            // Refused for what is wrong with it, or shown and not agreed to.
            case 3, 4: #expect(run.errors.contains(/smollm2: \d+ tokens sent/), "\(run.errors)")
            default: Issue.record("status \(run.status): \(run.everything)")
            }
            #expect(try project.read("spec/specification.json") == before)
        }
    }
}
