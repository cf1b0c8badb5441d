internal import Specification

/// Ollama's own interface, which unlike its compatible one says how long the context has to be.
struct OllamaDialect: Dialect {
    let ladder: [OutputStructure] = [.jsonSchema, .jsonObject, .none]

    private static let shortestContext = 8192
    private static let longestContext = 131_072

    func request(_ question: Question) -> HTTPRequest {
        let system = Node.object([
            ("role", "system".write()), ("content", question.conversation.instructions.write()),
        ])
        var members: [(String, Node)] = [
            ("model", question.connection.model.write()),
            ("messages", .array([system] + question.conversation.messages)), ("stream", false.write()),
            (
                "options",
                .object([
                    ("temperature", 0.write()), ("num_predict", question.budget.write()),
                    ("num_ctx", Self.context(for: question).write()),
                ])
            ),
        ]
        switch question.structure {
        case .jsonSchema: members.append(("format", ModelAnswer.shape))
        case .jsonObject: members.append(("format", "json".write()))
        case .tool, .none: break
        }
        return HTTPRequest(
            url: question.connection.address.appending("/api/chat"),
            headers: question.connection.key == nil
                ? [:] : ["Authorization": "Bearer \(URLSessionTransport.keyPlace)"],
            body: Array(CanonicalJSON.line(of: .object(members)).utf8))
    }

    /// Tokens for question and answer. A context that is too short silently drops the beginning, which is where the
    /// instructions are.
    private static func context(for question: Question) -> Int {
        let needed = question.conversation.size / 3 + question.budget
        var context = shortestContext
        while context < needed, context < longestContext { context *= 2 }
        return context
    }

    func reply(_ answer: Node) -> Reply? {
        guard let message = answer.at("message") else { return nil }
        return Reply(
            text: message.at("content")?.string ?? "",
            ending: answer.at("done_reason")?.string == "length" ? .truncated : .complete,
            usage: TokenUsage(input: answer.count("prompt_eval_count"), output: answer.count("eval_count")))
    }
}

extension ModelProvider {
    var dialect: any Dialect {
        switch self {
        case .anthropic: AnthropicDialect()
        case .openai: OpenAIDialect()
        case .ollama: OllamaDialect()
        }
    }
}
