/// Everything that this module throws.
///
/// `description` is plain English for a terminal. It never holds the SQL or a parameter, which may carry
/// secrets; the SQL is in ``sql`` for those who show it on purpose.
public enum PostgresError: Error, Sendable, Equatable {
    /// There is no connection: it couldn't be made, or it broke.
    /// - Parameters:
    ///   - reason: what went wrong, as far as it can be told.
    ///   - serverMessage: the words of the server or of libpq, without the password.
    ///   - advice: what to do, one or two sentences.
    case connection(reason: ConnectionFailure, serverMessage: String, advice: String)
    /// The server refused a statement.
    case server(ServerMessage, sql: String)
    /// The task was cancelled, and with it the statement it was running. Nothing of the statement took
    /// effect.
    case cancelled
    /// The settings of a connection make no sense. `problem` never holds the password.
    case settings(problem: String)
    /// A value of a result isn't what the caller took it for.
    case value(ValueProblem)
    /// The connection was used in a way that can't work; the message says what to call instead.
    case misuse(String)
}

extension PostgresError {
    /// The server's five-character code, if a server answered.
    public var sqlState: String? { serverMessage?.sqlState }

    /// What the server said about a statement.
    public var serverMessage: ServerMessage? {
        if case .server(let message, _) = self { message } else { nil }
    }

    /// The statement that failed. May hold data or secrets: don't log it.
    public var sql: String? {
        if case .server(_, let sql) = self { sql } else { nil }
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String {
        switch self {
        case .connection(let reason, let serverMessage, let advice):
            [reason.summary, serverMessage, advice].filter { !$0.isEmpty }.joined(separator: "\n  ")
        case .server(let message, _): message.description
        case .cancelled: "the statement was cancelled"
        case .settings(let problem): problem
        case .value(let problem): problem.description
        case .misuse(let problem): problem
        }
    }

    public var debugDescription: String { "PostgresError: \(description)" }
}

extension PostgresError: CustomReflectable {
    /// Keeps the SQL out of `dump` and of test reports too.
    public var customMirror: Mirror {
        Mirror(self, children: ["description": description], displayStyle: .enum)
    }
}
