import Diagnostics
import Foundation
import HTTPDouble
import Planning
import Specification
import Synchronization

@testable import ModelProviders

/// A model server of a test, and what berry makes of its answers.
struct Asking {
    static let key = "test-key-0123456789abcdef"

    var provider = ModelProvider.openai
    var structure: OutputStructure? = .jsonSchema
    var timeout = Duration.seconds(20)
    var largestAnswer = 1 << 20
    var keeper: (any ReplyKeeper)?
    var replay: Cassette?
    /// Why edits can't be applied; none where everything can.
    var check: @Sendable ([PlannedEdit]) -> [Diagnostic] = { _ in [] }

    /// What became of a question.
    struct Outcome {
        var planned: ModelPlanner.Planned?
        var problem: Diagnostic?
        var requests: [HTTPDouble.Received]
        var pauses: [Duration]
        var log: [String]
    }

    func plan(
        _ request: String = "add a note to todos",
        _ script: @escaping @Sendable (Int, HTTPDouble.Received) -> HTTPDouble.Answer
    ) async throws -> Outcome {
        let double = try HTTPDouble(script)
        defer { double.stop() }
        let pauses = Mutex<[Duration]>([])
        let log = Mutex<[String]>([])
        var connection = try ModelConnection(
            provider, model: "small", address: double.address, environment: ["BERRY_API_KEY": Self.key]
        ) { _ in "" }
        connection.structure = structure
        connection.price = try TokenPrice("3/15")
        let server = ModelServer(
            connection: connection, transport: URLSessionTransport(timeout: timeout, largestAnswer: largestAnswer),
            keeper: keeper, replay: replay, pause: { pause in pauses.withLock { $0.append(pause) } },
            log: { line in log.withLock { $0.append(line) } })
        var outcome = Outcome(requests: [], pauses: [], log: [])
        do {
            outcome.planned = try await ModelPlanner(server: server).plan(request, for: nil, check: check)
        } catch let error as DiagnosticsError {
            outcome.problem = error.diagnostics.first
        }
        outcome.requests = double.requests
        outcome.pauses = pauses.withLock { $0 }
        outcome.log = log.withLock { $0 }
        return outcome
    }

    /// Edits that answer the usual request.
    static let edits = """
        {"edits": [{"edit": "addField", "entity": "Todo", "field": {"name": "note", "type": "text"}, \
        "words": "add a note to todos", "reason": "It is asked for."}], "notUnderstood": [], "alreadyTrue": false}
        """

    /// An answer in a provider's shape.
    static func answer(
        _ text: String, _ provider: ModelProvider = .openai, ending: String? = nil, input: Int = 1000, output: Int = 100
    ) -> HTTPDouble.Answer {
        let text = CanonicalJSON.line(of: text.write())
        switch provider {
        case .anthropic:
            return .whole(
                """
                {"type": "message", "content": [{"type": "text", "text": \(text)}], "stop_reason": \
                "\(ending ?? "end_turn")", "usage": {"input_tokens": \(input), "output_tokens": \(output)}}
                """)
        case .openai:
            return .whole(
                """
                {"choices": [{"message": {"role": "assistant", "content": \(text), "refusal": null}, "finish_reason": \
                "\(ending ?? "stop")"}], "usage": {"prompt_tokens": \(input), "completion_tokens": \(output)}}
                """)
        case .ollama:
            return .whole(
                """
                {"message": {"role": "assistant", "content": \(text)}, "done": true, "done_reason": \
                "\(ending ?? "stop")", "prompt_eval_count": \(input), "eval_count": \(output)}
                """)
        }
    }

    static func error(_ message: String) -> String {
        "{\"error\": {\"message\": \(CanonicalJSON.line(of: message.write())), \"type\": \"error\"}}"
    }
}

/// Keeps answers in memory.
final class MemoryKeeper: ReplyKeeper {
    private let exchanges = Mutex<[String: ModelExchange]>([:])
    private let structures = Mutex<[String: OutputStructure]>([:])

    var count: Int { exchanges.withLock(\.count) }
    var text: String { exchanges.withLock { $0.values.map { CanonicalJSON.line(of: $0.write()) }.joined() } }

    func exchange(_ question: String) -> ModelExchange? { exchanges.withLock { $0[question] } }
    func keep(_ exchange: ModelExchange) { exchanges.withLock { $0[exchange.question] = exchange } }
    func structure(_ server: String) -> OutputStructure? { structures.withLock { $0[Self.bare(server)] } }
    func keep(_ structure: OutputStructure, for server: String) {
        structures.withLock { $0[Self.bare(server)] = structure }
    }

    /// Every double has a port of its own.
    private static func bare(_ server: String) -> String { server.replacing(/:\d+/, with: "") }
}
