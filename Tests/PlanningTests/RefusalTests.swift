import PlannedSpecifications
import Planning
import Specification
import Testing

/// What is asked for and can't be had, or can't be told.
@Suite struct RefusalTests {
    private func plan(_ request: String) throws -> Plan {
        EnglishPlanner().plan(request, for: try PlannedCases.base("farm"))
    }

    @Test(
        arguments: [
            "", "   \n", "make it nicer", "Add a column", "What is a tractor?", "zorp the blip",
            "rename the engine to motor",
            "Make the crop of harvests both optional and required", "animal weights must be at least 9 and at most 3",
            "remove the wings of pigs",
        ])
    func changesNothing(request: String) throws {
        let plan = try plan(request)
        #expect(plan.edits == [])
        #expect(plan.refusal != nil)
        #expect(!plan.isAlreadyTrue)
    }

    @Test func refusesWhatNoSpecificationCanHold() throws {
        let plan = try plan("Add a nickname of at most 99999999999 characters to animals")
        #expect(plan.edits == [])
        #expect(plan.refusal == "a text can't have 99999999999 characters")
    }

    @Test func leavesAccountsThatCanBeOpened() throws {
        let plan = try plan("Users need a required nickname")
        #expect(plan.edits.count == 1)
        #expect(plan.notes == ["the nickname of accounts is optional: signing up doesn't say it"])
    }

    @Test func namesTheChoicesOfAnAmbiguousPhrase() throws {
        let plan = EnglishPlanner().plan("make the title unique", for: try PlannedCases.base("music"))
        #expect(plan.edits == [])
        #expect(plan.alternatives.map(\.phrase) == ["the title of albums", "the title of songs"])
    }

    @Test func doesOneHalfAndReportsTheOther() throws {
        let plan = try plan("Add a nickname to animals; recalibrate the quux")
        #expect(plan.edits.map(\.edit.line).count == 1)
        #expect(plan.notUnderstood.map(\.words) == ["recalibrate the quux"])
    }

    @Test func pointsAtWhatItDidNotUnderstand() throws {
        let request = "Füge ähm, add a nickname to animals. Zorp the blip."
        let plan = try plan(request)
        for part in plan.notUnderstood {
            #expect(String(decoding: Array(request.utf8)[part.range], as: UTF8.self) == part.words)
        }
    }

    @Test func saysWhatItReadMisspeltWordsAs() throws {
        let plan = try plan("make the wieght of anmals mandatroy")
        #expect(plan.edits.map(\.edit.line) == ["changeField Animal.weight required: true"])
        #expect(plan.notes.count == 3)
    }

    @Test func neverAddsWhatIsDenied() throws {
        #expect(try plan("don't add a colour to animals").edits == [])
        #expect(try plan("we no longer store the soil type").edits.map(\.edit.line) == ["removeField Field.soilType"])
    }

    @Test func everyEditHasItsWords() throws {
        for request in try PlannedCases.requests("farm") {
            for edit in try plan(request).edits { #expect(!edit.words.isEmpty || edit.reason != nil, "\(request)") }
        }
    }
}
