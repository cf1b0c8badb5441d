internal import Diagnostics
internal import Foundation
internal import Specification
internal import Synchronization

/// Puts questions to one server: from what is kept where it can, again where that is worthwhile, and with another
/// structure where the server doesn't know the one that was asked for.
struct ModelServer: Sendable {
    var connection: ModelConnection
    var transport: any Transport
    var retries = RetryPolicy()
    var keeper: (any ReplyKeeper)?
    /// Whether kept answers are left aside; new ones are kept all the same.
    var asksAgain = false
    /// Answers that are played instead of asking anybody.
    var replay: Cassette?
    var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    /// Is told of every exchange.
    var log: @Sendable (String) -> Void = { _ in }

    /// An answer, and whether it was there already.
    struct Outcome: Sendable {
        var reply: Reply
        var wasKept: Bool
        var exchange: ModelExchange
        var structure: OutputStructure
    }

    /// What an answer may have at first, and when that wasn't enough.
    private static let budgets = [8192, 32_768]

    /// Asks until there is an answer of the provider's shape that isn't cut off.
    ///
    /// - Throws: `DiagnosticsError`, with what the server says and what to do.
    func ask(_ conversation: Conversation) async throws -> Outcome {
        let dialect = connection.provider.dialect
        var ladder = try structures(of: dialect)
        for (index, budget) in Self.budgets.enumerated() {
            let outcome = try await climbDown(&ladder, dialect, conversation, budget)
            guard outcome.reply.ending == .truncated else {
                if connection.structure == nil { try keeper?.keep(outcome.structure, for: server) }
                return outcome
            }
            log("the answer is longer than \(budget) tokens" + (index == 0 ? "; asking for a longer one" : ""))
        }
        throw failure(
            "model-answer", "the answer is longer than \(Self.budgets.last ?? 0) tokens, and was cut off",
            fix: "ask for fewer changes at once")
    }

    private var server: String { "\(connection.provider.rawValue) \(connection.address) \(connection.model)" }

    private func structures(of dialect: any Dialect) throws -> [OutputStructure] {
        if let pinned = connection.structure {
            guard dialect.ladder.contains(pinned) else {
                throw failure(
                    "model-structure", "\(connection.provider.rawValue) can't be asked by \(pinned.rawValue)",
                    fix: "use one of \(dialect.ladder.map(\.rawValue).joined(separator: ", "))")
            }
            return [pinned]
        }
        guard let known = try keeper?.structure(server), let start = dialect.ladder.firstIndex(of: known) else {
            return dialect.ladder
        }
        return Array(dialect.ladder[start...])
    }

    /// Tries the structures from the strictest down; those that weren't taken leave the ladder.
    private func climbDown(
        _ ladder: inout [OutputStructure], _ dialect: any Dialect, _ conversation: Conversation, _ budget: Int
    ) async throws -> Outcome {
        while let structure = ladder.first {
            let request = dialect.request(
                Question(connection: connection, conversation: conversation, structure: structure, budget: budget))
            let (response, wasKept) = try await answer(to: request)
            log("POST \(request.url) (\(structure.rawValue)): \(response.status)\(wasKept ? ", kept" : "")")
            if response.status != 200, ladder.count > 1, isAboutStructure(response) {
                ladder.removeFirst()
                continue
            }
            let reply = try reply(in: response, dialect)
            let exchange = ModelExchange(request, connection, response)
            if !wasKept { try keeper?.keep(exchange) }
            return Outcome(reply: reply, wasKept: wasKept, exchange: exchange, structure: structure)
        }
        throw failure("model-structure", "the server takes no request of berry's", fix: nil)
    }

    /// Whether a server may only have stumbled over how structured output was asked for.
    private func isAboutStructure(_ response: HTTPResponse) -> Bool {
        if [400, 422].contains(response.status) { return true }
        guard response.status >= 400, ![401, 403, 429].contains(response.status) else { return false }
        let text = String(decoding: response.body.prefix(65_536), as: UTF8.self).lowercased()
        return ["response_format", "json_schema", "json_object", "output_config", "tool_choice", "grammar"]
            .contains { text.contains($0) }
    }

    private func answer(to request: HTTPRequest) async throws -> (HTTPResponse, wasKept: Bool) {
        let question = ModelExchange.digest(of: request, connection)
        if let replay {
            guard let played = replay.exchanges.first(where: { $0.question == question }) else {
                throw failure(
                    "cassette", "the cassette has no answer to this question",
                    fix: "record it again with --record: the request, the specification or berry is another one")
            }
            return (played.response, true)
        }
        if !asksAgain, let kept = try keeper?.exchange(question) { return (kept.response, true) }
        return (try await send(request), false)
    }

    private func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        var retry = 0
        while true {
            var response: HTTPResponse?
            do {
                let answer = try await transport.send(request, key: connection.key)
                // What another structure mends needs no second try.
                let isFinal = !retries.isWorthwhile(answer) || answer.status >= 500 && isAboutStructure(answer)
                if isFinal || retry >= retries.retries { return answer }
                response = answer
                log("\(connection.address.host) answers \(answer.status)")
            } catch TransportError.connection(let reason) {
                guard retry < retries.retries else {
                    throw failure(
                        "model-connection", "\(connection.address.host) can't be asked: \(reason)",
                        fix: connection.address.isOnThisMachine
                            ? "start the server, or name another with --base-url" : "look at the network, and try again"
                    )
                }
                log("\(connection.address.host): \(reason)")
            } catch TransportError.timedOut(let timeout) {
                throw failure(
                    "model-timeout", "\(connection.address.host) hasn't answered within \(Int(timeout.seconds)) s",
                    fix: "allow it more with --timeout, or use a faster model")
            } catch TransportError.untrusted(let reason) {
                throw failure(
                    "model-certificate", "the certificate of \(connection.address.host) isn't trusted: \(reason)",
                    fix: "have its authority added to this machine's, or use another server")
            } catch TransportError.tooLarge(let limit) {
                throw failure(
                    "model-answer", "\(connection.address.host) answers with more than \(limit >> 20) MB",
                    fix: "look at what --base-url points at")
            }
            try await pause(
                retries.delay(retry, after: response, now: Date(), random: Double.random(in: 0..<1)))
            retry += 1
        }
    }
}
