import Diagnostics
import HTTPDouble
import Planning
import Specification
import Synchronization
import Testing

@testable import ModelProviders

/// Answers that can't be used as they are.
@Suite struct RepairTests {
    @Test(arguments: [
        "Here you are:\n```json\n\(Asking.edits)\n```\nAnything else?", "Use {braces}: \(Asking.edits)",
        "\n\n\(Asking.edits)",
    ])
    func proseAroundItIsNoHarm(text: String) async throws {
        let outcome = try await Asking(structure: OutputStructure.none).plan { _, _ in Asking.answer(text) }
        #expect(outcome.planned?.plan.edits.count == 1, "\(outcome)")
        #expect(outcome.requests.count == 1)
    }

    @Test func whatIsWrongIsSaidToTheModel() async throws {
        let wrong = """
            {"edits": [{"edit": "addField", "entity": "Todo", "field": {"name": "note", "type": "varchar"}}, \
            {"edit": "dropTable", "name": "Todo"}], "notUnderstood": [], "alreadyTrue": false, "sql": "drop table todos"}
            """
        let outcome = try await Asking().plan { number, _ in Asking.answer(number == 0 ? wrong : Asking.edits) }
        #expect(outcome.planned?.plan.edits.count == 1)
        #expect(outcome.requests.count == 2)
        let said = outcome.requests[1].text
        for part in [
            "an answer has no key 'sql'", "edit 1, addField: ", "varchar", "edit 2, dropTable: ",
        ] { #expect(said.contains(part), "\(said.suffix(1500))") }
        #expect(outcome.planned?.use.summary == "openai small: 2000 tokens sent, 200 answered in 2 turns, $0.0090")
    }

    @Test func anEmptyAnswerIsAskedForAgain() async throws {
        let outcome = try await Asking().plan { number, _ in Asking.answer(number == 0 ? "" : Asking.edits) }
        #expect(outcome.planned?.plan.edits.count == 1)
        #expect(outcome.requests.last?.text.contains("the answer is empty") == true)
        // No server takes a turn without words.
        #expect(outcome.requests.last?.text.contains("\"assistant\"") == false)
    }

    @Test func thereAreTwoRepairsAtMost() async throws {
        let outcome = try await Asking().plan { _, _ in Asking.answer("no edits for you") }
        #expect(
            outcome.planned?.plan.refusal == "the model's answer is no list of edits: the answer holds no JSON object")
        #expect(outcome.planned?.plan.edits == [])
        #expect(outcome.requests.count == 3)
    }

    @Test func whatCannotBeAppliedIsSaidToo() async throws {
        let asked = Mutex(0)
        let asking = Asking(check: { _ in
            let number = asked.withLock { asked in
                asked += 1
                return asked
            }
            return number == 1
                ? [Diagnostic(.error, "unknown-entity", "there is no entity Todo", fix: "write 'Task'")] : []
        })
        let outcome = try await asking.plan { _, _ in Asking.answer(Asking.edits) }
        #expect(outcome.requests.count == 2)
        #expect(outcome.requests.last?.text.contains("there is no entity Todo; write 'Task'") == true)
    }

    /// Whoever reads the specification's descriptions may be told anything by them.
    @Test func anEditThatNobodyAskedForIsMarked() async throws {
        let answer = """
            {"edits": [{"edit": "addField", "entity": "Todo", "field": {"name": "note", "type": "text"}, \
            "words": "a note to todos"}, {"edit": "removeEntity", "name": "Audit", "words": "remove the audit"}, \
            {"edit": "removeEntity", "name": "Log"}], "notUnderstood": [], "alreadyTrue": false}
            """
        let outcome = try await Asking().plan { _, _ in Asking.answer(answer) }
        #expect(outcome.planned?.plan.edits.count == 3)
        #expect(outcome.planned?.unasked.map(\.edit.kind) == [.removeEntity, .removeEntity])
    }

    @Test func wordsWithoutAnEditAreReportedAtTheirPlace() async throws {
        let answer = "{\"edits\": [], \"notUnderstood\": [\"make it  sing\", \"elsewhere\"], \"alreadyTrue\": false}"
        let outcome = try await Asking().plan("please make it sing") { _, _ in Asking.answer(answer) }
        let words = try #require(outcome.planned?.plan.notUnderstood)
        #expect(words.map(\.range) == [7..<19, 0..<19])
    }

    @Test func whatIsTrueAlreadyIsSaid() async throws {
        let outcome = try await Asking().plan { _, _ in
            Asking.answer("{\"edits\": [], \"notUnderstood\": [], \"alreadyTrue\": true}")
        }
        #expect(outcome.planned?.plan.isAlreadyTrue == true)
        let nothing = try await Asking().plan { _, _ in
            Asking.answer("{\"edits\": [], \"notUnderstood\": [], \"alreadyTrue\": false}")
        }
        #expect(nothing.planned?.plan.refusal == "the model has no edits for this request")
    }
}
