public import Diagnostics
public import Planning
public import Specification

/// Has a language model turn a request into edits. What it answers is checked like anybody's edits, and given back to
/// it to mend, twice at most.
public struct ModelPlanner: Sendable {
    private var server: ModelServer

    /// - Parameters:
    ///   - keeper: keeps answers for the next run; nil keeps none.
    ///   - asksAgain: whether kept answers are left aside.
    ///   - replay: answers that are played instead of asking anybody.
    ///   - log: is told of every exchange, without keys.
    public init(
        _ connection: ModelConnection, keeper: (any ReplyKeeper)? = nil, asksAgain: Bool = false,
        replay: Cassette? = nil, log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        server = ModelServer(
            connection: connection, transport: URLSessionTransport(timeout: connection.timeout), keeper: keeper,
            asksAgain: asksAgain, replay: replay, log: log)
    }

    init(server: ModelServer) { self.server = server }

    public var provider: ModelProvider { server.connection.provider }

    private static let mostRepairs = 2

    /// A plan, and what it took.
    public struct Planned: Sendable {
        public var plan: Plan
        public var use: ModelUse
        /// What was asked and answered, for a cassette.
        public var cassette = Cassette()
        /// Edits whose words the request doesn't hold: nobody asked for them in so many words.
        public var unasked: [PlannedEdit] = []
    }

    /// What `request` asks of `specification`; nil begins one.
    ///
    /// - Parameter check: why edits can't be applied, or would leave an invalid specification.
    /// - Throws: `DiagnosticsError` where no answer is to be had.
    public func plan(
        _ request: String, for specification: Specification?, check: ([PlannedEdit]) -> [Diagnostic]
    ) async throws -> Planned {
        var planned = Planned(plan: Plan(), use: ModelUse(server.connection))
        var conversation = Conversation(
            instructions: Instructions.text, request: Instructions.request(request, for: specification))
        for turn in 0...Self.mostRepairs {
            let outcome = try await server.ask(conversation)
            planned.cassette.exchanges.append(outcome.exchange)
            planned.use.add(outcome.reply.usage, wasKept: outcome.wasKept, server.connection.price)
            if case .refused(let reason) = outcome.reply.ending {
                let said = reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                planned.plan.refusal =
                    "the model refuses to plan this" + (said.isEmpty ? "" : ": \(said.prefix(300))")
                return planned
            }
            switch ModelAnswer.read(outcome.reply.text) {
            case .success(let answer):
                let problems = AnswerProblems(check(answer.edits))
                if problems.sentences.isEmpty {
                    planned.take(answer, request)
                    return planned
                }
                if turn == Self.mostRepairs {
                    // They are applied once more where their errors are shown with their places.
                    planned.take(answer, request)
                    return planned
                }
                conversation.reply(outcome.reply.text, with: Instructions.repair(problems))
            case .failure(let problems):
                if turn == Self.mostRepairs {
                    planned.plan.refusal =
                        "the model's answer is no list of edits: "
                        + problems.sentences.prefix(3).joined(separator: "; ")
                    return planned
                }
                conversation.reply(outcome.reply.text, with: Instructions.repair(problems))
            }
            server.log("the answer can't be applied; asking for a mended one")
        }
        return planned
    }
}

extension ModelPlanner.Planned {
    fileprivate mutating func take(_ answer: ModelAnswer, _ request: String) {
        plan.edits = answer.edits
        plan.isAlreadyTrue = answer.edits.isEmpty && answer.isAlreadyTrue && answer.notUnderstood.isEmpty
        plan.notUnderstood = answer.notUnderstood.compactMap { words in
            let words = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard !words.isEmpty else { return nil }
            return NotUnderstood(words, range: Self.place(of: words, in: request))
        }
        let said = Self.words(of: request)
        unasked = answer.edits.filter { edit in
            let words = Self.words(of: edit.words)
            return words.isEmpty || !words.allSatisfy { said.contains($0) }
        }
        if plan.edits.isEmpty, !plan.isAlreadyTrue, plan.notUnderstood.isEmpty {
            plan.refusal = "the model has no edits for this request"
        }
    }

    /// The bytes of the request that the words take up; all of them where they aren't its own.
    private static func place(of words: String, in request: String) -> Range<Int> {
        let bytes = Array(request.utf8)
        let needle = Array(words.utf8)
        guard !needle.isEmpty, needle.count <= bytes.count else { return 0..<bytes.count }
        for start in 0...bytes.count - needle.count where bytes[start..<start + needle.count].elementsEqual(needle) {
            return start..<start + needle.count
        }
        return 0..<bytes.count
    }

    private static func words(of text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }
}
