public import Diagnostics

extension Diagnostic {
    /// What the server said when it refused something: `subject: MESSAGE (SQLSTATE …)`, and what it knows about it.
    ///
    /// A detail that quotes a whole row is left out.
    public init(
        _ code: String, _ subject: String, _ message: ServerMessage, at location: SourceLocation? = nil,
        fix: String? = nil
    ) {
        var notes: [Note] = []
        if let constraint = message.constraint { notes.append(.init("the constraint is '\(constraint)'")) }
        if let column = message.column { notes.append(.init("the column is '\(column)'")) }
        if let detail = message.detail, !message.detailQuotesRow { notes.append(.init(detail)) }
        if let hint = message.hint { notes.append(.init(hint)) }
        self.init(
            .error, code, "\(subject): \(message.message) (SQLSTATE \(message.sqlState))", at: location, notes: notes,
            fix: fix)
    }

    /// Any error of a connection; `code`, `subject`, `location` and `fix` are for a statement that the server refused.
    public init(
        _ error: PostgresError, code: String = "database", subject: String = "the database refused a statement",
        at location: SourceLocation? = nil, fix: String? = nil
    ) {
        switch error {
        case .server(let message, _):
            self.init(code, subject, message, at: location, fix: fix ?? Self.advice(for: message.sqlState))
        case .connection(let reason, let serverMessage, let advice):
            self.init(
                .error, "database-connection", reason.summary,
                notes: serverMessage.isEmpty ? [] : [.init("the server said: \(serverMessage)")],
                fix: advice.isEmpty ? nil : advice)
        default: self.init(.error, code, "\(error)")
        }
    }

    /// PostgreSQL manual, appendix "Error Codes".
    private static func advice(for sqlState: String) -> String? {
        switch sqlState {
        case "42501": "connect as the owner of the database, or a role that may create schemas in it"
        case "55P03": "another run works on this database, or somebody holds a lock; try again later"
        default: nil
        }
    }
}
