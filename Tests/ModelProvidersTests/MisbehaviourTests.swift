import Diagnostics
import Foundation
import HTTPDouble
import Planning
import Specification
import Synchronization
import Testing

@testable import ModelProviders

/// Servers that do what servers do on bad days.
@Suite struct MisbehaviourTests {
    private static func problem(_ outcome: Asking.Outcome) throws -> Diagnostic { try #require(outcome.problem) }

    @Test(arguments: ModelProvider.allCases)
    func anAnswerBecomesAPlan(provider: ModelProvider) async throws {
        let outcome = try await Asking(provider: provider).plan { _, _ in Asking.answer(Asking.edits, provider) }
        let planned = try #require(outcome.planned, "\(outcome)")
        #expect(planned.plan.edits.map(\.edit.summary).count == 1)
        #expect(planned.plan.refusal == nil)
        #expect(planned.unasked == [])
        #expect(planned.use.summary == "\(provider.rawValue) small: 1000 tokens sent, 100 answered, $0.0045")
        #expect(outcome.requests.count == 1)
    }

    @Test func waitsAsLongAsItIsAskedTo() async throws {
        let outcome = try await Asking().plan { number, _ in
            switch number {
            case 0: .whole(status: 429, headers: ["Retry-After": "7"], Asking.error("slow down"))
            case 1: .whole(status: 529, headers: ["retry-after-ms": "1500"], Asking.error("overloaded"))
            default: Asking.answer(Asking.edits)
            }
        }
        #expect(outcome.planned?.plan.edits.count == 1)
        #expect(outcome.pauses == [.seconds(7), .milliseconds(1500)])
    }

    @Test func waitsLongerEachTimeWhereNobodySaysHowLong() async throws {
        let outcome = try await Asking().plan { _, _ in .whole(status: 500, Asking.error("oops")) }
        let problem = try Self.problem(outcome)
        #expect(problem.code == "model-server")
        #expect(problem.message == "127.0.0.1 fails with status 500: oops")
        #expect(outcome.requests.count == 3)
        try #require(outcome.pauses.count == 2)
        #expect((.milliseconds(375)...(.milliseconds(500))).contains(outcome.pauses[0]))
        #expect((.milliseconds(750)...(.seconds(1))).contains(outcome.pauses[1]))
    }

    /// Nobody waits for an hour at a terminal.
    @Test func waitsNoLongerThanAMinute() async throws {
        let outcome = try await Asking().plan { _, _ in
            .whole(status: 429, headers: ["Retry-After": "3600"], Asking.error("come back later"))
        }
        #expect(try Self.problem(outcome).code == "model-busy")
        #expect(outcome.pauses.allSatisfy { $0 <= .seconds(1) })
    }

    @Test func asksOnceWhereItSaysThatAgainIsNoUse() async throws {
        for answer in [
            HTTPDouble.Answer.whole(
                status: 429, "{\"error\": {\"message\": \"no credit\", \"code\": \"insufficient_quota\"}}"),
            .whole(status: 503, headers: ["x-should-retry": "false"], Asking.error("closed")),
            .whole(status: 401, Asking.error("bad key")), .whole(status: 403, Asking.error("not you")),
            .whole(status: 404, Asking.error("no such model")), .whole(status: 413, Asking.error("too long")),
        ] {
            let outcome = try await Asking().plan { _, _ in answer }
            #expect(outcome.problem != nil)
            #expect(outcome.requests.count == 1, "\(answer)")
        }
    }

    @Test func namesTheKeyThatIsRefusedWithoutShowingIt() async throws {
        let outcome = try await Asking().plan { _, _ in
            .whole(status: 401, Asking.error("Incorrect API key provided: \(Asking.key)."))
        }
        let problem = try Self.problem(outcome)
        #expect(problem.code == "model-key")
        #expect(problem.message == "127.0.0.1 refuses the key: Incorrect API key provided: [redacted].")
        #expect(!"\(outcome)".replacing("authorization", with: "").isEmpty)
        #expect(!outcome.log.joined().contains(Asking.key))
    }

    @Test func aConnectionThatBreaksIsTriedAgain() async throws {
        for first in [HTTPDouble.Answer.cut("{\"choices\": [", promised: 4000), .hangUp] {
            let outcome = try await Asking().plan { number, _ in number == 0 ? first : Asking.answer(Asking.edits) }
            #expect(outcome.planned?.plan.edits.count == 1, "\(outcome)")
            #expect(outcome.pauses.count == 1)
        }
        let outcome = try await Asking().plan { _, _ in .cut("{", promised: 4000) }
        #expect(try Self.problem(outcome).code == "model-connection")
        #expect(outcome.requests.count == 3)
    }

    @Test func aServerThatDripsIsLeft() async throws {
        let outcome = try await Asking(timeout: .milliseconds(400)).plan { _, _ in
            .drip(String(repeating: " ", count: 100_000), pause: .milliseconds(50))
        }
        let problem = try Self.problem(outcome)
        #expect(problem.code == "model-timeout")
        #expect(problem.fix == "allow it more with --timeout, or use a faster model")
    }

    @Test func anAnswerWithoutAnEndIsLeft() async throws {
        let outcome = try await Asking().plan { _, _ in .endless }
        let problem = try Self.problem(outcome)
        #expect(problem.message == "127.0.0.1 answers with more than 1 MB")
    }

    @Test func aRedirectIsNotFollowed() async throws {
        let elsewhere = try HTTPDouble { _, _ in Asking.answer(Asking.edits) }
        defer { elsewhere.stop() }
        let place = elsewhere.address + "/v1/chat/completions"
        for status in [301, 302, 303, 307, 308] {
            let outcome = try await Asking().plan { _, _ in .whole(status: status, headers: ["Location": place], "") }
            let problem = try Self.problem(outcome)
            #expect(problem.code == "model-redirect")
            #expect(problem.message.contains(place), "\(problem)")
        }
        #expect(elsewhere.requests.count == 0)
    }

    @Test func whatIsNoJSONIsNamed() async throws {
        let outcome = try await Asking().plan { _, _ in
            .whole(headers: ["Content-Type": "text/html"], "<html>Sign in</html>")
        }
        let problem = try Self.problem(outcome)
        #expect(problem.message == "127.0.0.1 answers with no JSON but text/html")
        let stream = try await Asking().plan { _, _ in
            .whole(headers: ["Content-Type": "text/event-stream"], "event: error\ndata: {}\n\n")
        }
        #expect(try Self.problem(stream).message == "127.0.0.1 answers with no JSON but text/event-stream")
    }

    @Test func anErrorThatSaysItIsFineIsAnError() async throws {
        let outcome = try await Asking().plan { _, _ in .whole(Asking.error("the engine is down")) }
        #expect(try Self.problem(outcome).message == "127.0.0.1 answers with an error: the engine is down")
        let other = try await Asking().plan { _, _ in .whole("{\"hello\": 1}") }
        #expect(try Self.problem(other).message == "127.0.0.1 answers with JSON that isn't openai's")
    }

    @Test(arguments: [(ModelProvider.anthropic, "refusal"), (.openai, "content_filter")])
    func aRefusalIsOne(provider: ModelProvider, ending: String) async throws {
        let outcome = try await Asking(provider: provider).plan { _, _ in
            Asking.answer("I'd rather not.", provider, ending: ending)
        }
        let planned = try #require(outcome.planned)
        #expect(planned.plan.edits.isEmpty)
        #expect(planned.plan.refusal?.hasPrefix("the model refuses to plan this: ") == true)
        #expect(outcome.requests.count == 1)
    }

    @Test(arguments: [(ModelProvider.anthropic, "max_tokens"), (.openai, "length"), (.ollama, "length")])
    func anAnswerThatWasCutOffIsAskedForOnceMoreWithMoreRoom(provider: ModelProvider, ending: String) async throws {
        let outcome = try await Asking(provider: provider).plan { number, _ in
            number == 0
                ? Asking.answer("{\"edits\": [", provider, ending: ending) : Asking.answer(Asking.edits, provider)
        }
        #expect(outcome.planned?.plan.edits.count == 1)
        #expect(outcome.requests.map { $0.text.contains(/(tokens|num_predict)": 32768/) } == [false, true])
        let never = try await Asking(provider: provider).plan { _, _ in
            Asking.answer("{\"edits\": [", provider, ending: ending)
        }
        #expect(try Self.problem(never).message == "the answer is longer than 32768 tokens, and was cut off")
        #expect(never.requests.count == 2)
    }
}
