import Diagnostics
import HTTPDouble
import Planning
import Specification
import Testing

@testable import ModelProviders

/// Answers that are there already: checkpoints and cassettes.
@Suite struct KeptAnswerTests {
    @Test func theSameQuestionIsPaidForOnce() async throws {
        let keeper = MemoryKeeper()
        let asking = Asking(keeper: keeper)
        let first = try await asking.plan { number, _ in Asking.answer(number == 0 ? "nonsense" : Asking.edits) }
        #expect(first.requests.count == 2)
        #expect(keeper.count == 2)
        let second = try await asking.plan { _, _ in .hangUp }
        #expect(second.requests.count == 0)
        #expect(second.planned?.plan == first.planned?.plan)
        #expect(second.planned?.use.summary == "openai small: an answer that was there already; nothing was asked")
        #expect(second.planned?.use.cost == 0)
    }

    /// The first answer was there when the run was killed; only the second is bought.
    @Test func aRunGoesOnWhereItStopped() async throws {
        let asking = Asking(keeper: MemoryKeeper())
        let first = try await asking.plan { number, _ in
            number == 0 ? Asking.answer("nonsense") : .whole(status: 401, Asking.error("the key is gone"))
        }
        #expect(first.problem?.code == "model-key")
        let second = try await asking.plan { _, _ in Asking.answer(Asking.edits) }
        #expect(second.requests.count == 1)
        #expect(second.planned?.plan.edits.count == 1)
        #expect(second.planned?.use.asked == 1)
    }

    @Test func whatWentWrongIsNotKept() async throws {
        let keeper = MemoryKeeper()
        for answer in [
            HTTPDouble.Answer.whole(status: 400, Asking.error("no")), .whole("<html>"), .whole(Asking.error("down")),
            .whole(status: 500, ""),
        ] { _ = try await Asking(keeper: keeper).plan { _, _ in answer } }
        #expect(keeper.count == 0)
    }

    @Test func aCassettePlaysWithoutAServer() async throws {
        let recorded = try await Asking().plan { number, _ in Asking.answer(number == 0 ? "nonsense" : Asking.edits) }
        let text = try #require(recorded.planned).cassette.text
        let cassette = try Cassette(SourceFile(path: "cassette.json", text: text))
        #expect(cassette.exchanges.count == 2)
        let played = try await Asking(replay: cassette).plan { _, _ in .hangUp }
        #expect(played.planned?.plan == recorded.planned?.plan)
        #expect(played.requests.count == 0)
        let other = try await Asking(replay: cassette).plan("something else") { _, _ in .hangUp }
        #expect(other.problem?.code == "cassette")
        #expect(other.requests.count == 0)
    }

    /// A server that repeats the key, in an answer that is kept.
    @Test func noKeyIsKept() async throws {
        let keeper = MemoryKeeper()
        let edits = Asking.edits.replacing("It is asked for.", with: "Your key is \(Asking.key).")
        let outcome = try await Asking(keeper: keeper).plan { _, _ in Asking.answer(edits) }
        let planned = try #require(outcome.planned)
        #expect(planned.plan.edits.first?.reason == "Your key is [redacted].")
        #expect(!keeper.text.contains(Asking.key))
        #expect(!planned.cassette.text.contains(Asking.key))
        #expect(!outcome.log.joined().contains(Asking.key))
    }
}
