import Foundation
import SystemPackage
import Testing

@testable import berry

/// `berry plan` without a request.
@Suite struct PlanInterviewTests {
    @Test(arguments: [
        (
            ["booking courses at a gym", "members and trainers.", "courses with a title, rooms; members book courses"],
            "An application for booking courses at a gym. There are members and trainers. "
                + "We keep track of courses with a title, rooms. members book courses."
        ),
        (["A todo app", "", "Todos have a title."], "A todo app. Todos have a title."),
        (["", "", " recipes "], "We keep track of recipes."),
    ])
    func answersBecomeARequest(answers: [String], request: String) {
        #expect(PlanQuestions.request(purpose: answers[0], people: answers[1], things: answers[2]) == request)
    }

    @Test func nothingToKeepIsNothingToPlan() {
        #expect(PlanQuestions.request(purpose: "a shop", people: "customers", things: " .") == nil)
    }

    @Test func asksThreeQuestionsAndGoesOn() async throws {
        guard try await shell("script -qec true /dev/null") else {
            return print("there is no 'script' here: the questions aren't tested")
        }
        try await Project.with(example: nil) { project in
            let berry = try Project.executable()
            let answers = "a cookbook\\ncooks\\nrecipes with a title, ingredients\\ny\\n"
            try #require(
                await shell("cd '\(project.folder)' && printf '\(answers)' | script -qec '\(berry) plan' out"))
            let said = try project.read("out")
            for part in ["What is the application for?", "Who uses it?", "What do they keep track of?", "[y/N]"] {
                #expect(said.contains(part), "\(said)")
            }
            let specification = try project.read("spec/specification.json")
            for name in ["Cook", "Recipe", "Ingredient"] {
                #expect(specification.contains("\"name\": \"\(name)\""), "\(specification)")
            }
        }
    }

    @Test func withoutATerminalItSaysWhatToDo() async throws {
        try await Project.with { project in
            let run = try await project.berry("plan")
            #expect(run.status == 64, "\(run.everything)")
            #expect(run.errors.contains("[request-missing]"), "\(run.errors)")
            #expect(run.errors.contains("berry plan \"add due dates to todos\""), "\(run.errors)")
        }
    }
}
