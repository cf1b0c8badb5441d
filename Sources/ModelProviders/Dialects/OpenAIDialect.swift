internal import Specification

/// OpenAI's chat completions, which most other servers speak as well.
struct OpenAIDialect: Dialect {
    let ladder = OutputStructure.allCases

    func request(_ question: Question) -> HTTPRequest {
        let system = Node.object([
            ("role", "system".write()), ("content", question.conversation.instructions.write()),
        ])
        var members: [(String, Node)] = [
            ("model", question.connection.model.write()),
            ("messages", .array([system] + question.conversation.messages)),
        ]
        if question.connection.address.text == ModelProvider.openai.usualAddress {
            members.append(("max_completion_tokens", question.budget.write()))
        } else {
            // Others know the older key; and what runs locally is left to chance unless it is told not to.
            members.append(("max_tokens", question.budget.write()))
            members.append(("temperature", 0.write()))
        }
        switch question.structure {
        case .jsonSchema:
            let schema = Node.object([
                ("name", Question.shapeName.write()), ("description", Question.shapeSummary.write()),
                ("schema", ModelAnswer.shape), ("strict", true.write()),
            ])
            members.append(
                ("response_format", .object([("type", "json_schema".write()), ("json_schema", schema)])))
        case .jsonObject:
            members.append(
                ("response_format", .object([("type", "json_object".write()), ("schema", ModelAnswer.shape)])))
        case .tool:
            let function = Node.object([
                ("name", Question.shapeName.write()), ("description", Question.shapeSummary.write()),
                ("parameters", ModelAnswer.shape),
            ])
            members.append(
                ("tools", .array([.object([("type", "function".write()), ("function", function)])])))
            let choice = Node.object([("name", Question.shapeName.write())])
            members.append(("tool_choice", .object([("type", "function".write()), ("function", choice)])))
        case .none: break
        }
        let address = question.connection.address
        // The address of such a server includes the version, which has many names; one that is left out is v1.
        return HTTPRequest(
            url: address.appending(address.hasPath ? "/chat/completions" : "/v1/chat/completions"),
            headers: question.connection.key == nil
                ? [:] : ["Authorization": "Bearer \(URLSessionTransport.keyPlace)"],
            body: Array(CanonicalJSON.line(of: .object(members)).utf8))
    }

    func reply(_ answer: Node) -> Reply? {
        guard let choice = answer.at("choices")?.elements.first, let message = choice.at("message") else { return nil }
        let called = message.at("tool_calls")?.elements.first?.at("function", "arguments")?.string
        let text = called ?? message.at("content")?.string ?? ""
        var ending = Reply.Ending.complete
        switch choice.at("finish_reason")?.string {
        case "length": ending = .truncated
        case "content_filter": ending = .refused("the server's content filter stopped it")
        default: break
        }
        if let refusal = message.at("refusal")?.string { ending = .refused(refusal) }
        return Reply(
            text: text, ending: ending,
            usage: TokenUsage(
                input: answer.count("usage", "prompt_tokens"), output: answer.count("usage", "completion_tokens")))
    }
}
