internal import Diagnostics
internal import Specification

extension ModelServer {
    /// The reply in an answer.
    ///
    /// - Throws: `DiagnosticsError` where there is none, with what the server says about it.
    func reply(in response: HTTPResponse, _ dialect: any Dialect) throws -> Reply {
        let host = connection.address.host
        if (300..<400).contains(response.status) {
            let place = response.headers["location"].map { " to \(Self.brief($0))" } ?? ""
            throw failure(
                "model-redirect", "\(host) sends the request on\(place), and berry follows nobody with a key",
                fix: "if that is the server you mean, name it with --base-url")
        }
        let body = try? Document(SourceFile(path: "answer", bytes: response.body)).root
        let said = body.flatMap(Self.message).map(Self.brief)
        guard response.status == 200 else { throw failure(response.status, said) }
        guard let body else {
            let type = response.headers["content-type"].map { " but \(Self.brief($0))" } ?? ""
            throw failure(
                "model-answer", "\(host) answers with no JSON\(type)",
                fix: "look at what --base-url points at: \(connection.address)")
        }
        if let reply = dialect.reply(body) { return reply }
        throw failure(
            "model-answer",
            said.map { "\(host) answers with an error: \($0)" }
                ?? "\(host) answers with JSON that isn't \(connection.provider.rawValue)'s",
            fix: "look at --planner and --base-url: \(connection.address)")
    }

    private func failure(_ status: Int, _ said: String?) -> DiagnosticsError {
        let host = connection.address.host
        let reason = said.map { ": \($0)" } ?? ""
        switch status {
        case 401, 403:
            return failure(
                "model-key", "\(host) refuses \(connection.key == nil ? "requests without a key" : "the key")\(reason)",
                fix: connection.key == nil
                    ? "set BERRY_API_KEY, or BERRY_API_KEY_FILE to a file outside of the project" : "check the key")
        case 404:
            return failure(
                "model-missing", "\(host) doesn't know the model or the address\(reason)",
                fix: "check --model \(connection.model) and --base-url \(connection.address)")
        case 413:
            return failure(
                "model-request", "the specification is too large for \(host)\(reason)",
                fix: "use a model that reads more")
        case 429:
            return failure(
                "model-busy", "\(host) takes no more requests now\(reason)",
                fix: "wait, or look at the limits of your account")
        case 500...:
            return failure("model-server", "\(host) fails with status \(status)\(reason)", fix: "try again later")
        default:
            return failure(
                "model-request", "\(host) refuses the request with status \(status)\(reason)",
                fix: "check --model \(connection.model) and --base-url \(connection.address)")
        }
    }

    func failure(_ code: String, _ message: String, fix: String?) -> DiagnosticsError {
        DiagnosticsError(Diagnostic(.error, code, message, fix: fix))
    }

    /// What an error's body says, in each provider's shape.
    private static func message(_ body: Node) -> String? {
        body.at("error", "message")?.string ?? body.at("error")?.string ?? body.at("message")?.string
            ?? body.at("detail")?.string
    }

    /// Words of a stranger, on one line and not too many of them.
    private static func brief(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 300 ? line.prefix(300) + "…" : line
    }
}
