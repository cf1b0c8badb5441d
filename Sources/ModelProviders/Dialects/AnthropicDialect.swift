internal import Specification

/// Anthropic's Messages, and servers that speak it.
struct AnthropicDialect: Dialect {
    let ladder: [OutputStructure] = [.jsonSchema, .tool, .none]
    private static let version = "2023-06-01"

    func request(_ question: Question) -> HTTPRequest {
        var members: [(String, Node)] = [
            ("model", question.connection.model.write()), ("max_tokens", question.budget.write()),
            ("system", question.conversation.instructions.write()),
            ("messages", .array(question.conversation.messages)),
        ]
        switch question.structure {
        case .jsonSchema:
            let format = Node.object([("type", "json_schema".write()), ("schema", ModelAnswer.shape)])
            members.append(("output_config", .object([("format", format)])))
        case .tool:
            let tool = Node.object([
                ("name", Question.shapeName.write()), ("description", Question.shapeSummary.write()),
                ("input_schema", ModelAnswer.shape),
            ])
            members.append(("tools", .array([tool])))
            members.append(
                ("tool_choice", .object([("type", "tool".write()), ("name", Question.shapeName.write())])))
        case .jsonObject, .none: break
        }
        var headers = ["anthropic-version": Self.version]
        if question.connection.key != nil { headers["x-api-key"] = URLSessionTransport.keyPlace }
        return HTTPRequest(
            url: question.connection.address.appending("/v1/messages"), headers: headers,
            body: Array(CanonicalJSON.line(of: .object(members)).utf8))
    }

    func reply(_ answer: Node) -> Reply? {
        guard let content = answer.at("content"), case .array(let blocks) = content.value else { return nil }
        let called = blocks.first { $0.at("type")?.string == "tool_use" }?.at("input")
        let text =
            called.map { CanonicalJSON.line(of: $0) }
            ?? blocks.filter { $0.at("type")?.string == "text" }.compactMap { $0.at("text")?.string }.joined()
        let ending: Reply.Ending =
            switch answer.at("stop_reason")?.string {
            case "max_tokens", "model_context_window_exceeded": .truncated
            case "refusal": .refused(text)
            default: .complete
            }
        let usage = TokenUsage(
            input: answer.count("usage", "input_tokens") + answer.count("usage", "cache_creation_input_tokens")
                + answer.count("usage", "cache_read_input_tokens"),
            output: answer.count("usage", "output_tokens"))
        return Reply(text: text, ending: ending, usage: usage)
    }
}
