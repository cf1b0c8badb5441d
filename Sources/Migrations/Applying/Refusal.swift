internal import Diagnostics
internal import Postgres

extension Diagnostic {
    /// What the server answered instead of doing what was asked, pointing at the statement of `migration` if it was one.
    init(refusal error: PostgresError, of migration: Migration? = nil) {
        guard let message = error.serverMessage else {
            self.init(.error, "apply", "\(error)", fix: "nothing was changed")
            return
        }
        let location = migration.flatMap { migration in message.position.map { migration.location(ofScalar: $0) } }
        self.init(
            .error, "apply", "the database refused a statement: \(message.message) (SQLSTATE \(message.sqlState))",
            at: location, notes: [message.detailForLogs, message.hint].compactMap(\.self).map { .init($0) },
            fix: Self.advice(for: message.sqlState))
    }

    private static func advice(for sqlState: String) -> String {
        switch sqlState {
        case "42501":
            "connect as the owner of the database, or a role that may create schemas in it; nothing was changed"
        case "55P03":
            "another run works on this database, or somebody holds a lock; try again later; nothing was changed"
        default: "nothing was changed"
        }
    }
}

extension ServerMessage {
    fileprivate var detailForLogs: String? { ["23502", "23514"].contains(sqlState) ? nil : detail }
}

extension Migration {
    /// The place of a character of the migration; the server counts Unicode scalars, from one.
    fileprivate func location(ofScalar position: Int) -> SourceLocation {
        let offset = up.unicodeScalars.prefix(position - 1).reduce(0) { $0 + UTF8.width($1) }
        return SourceFile(path: upPath, text: up).location(of: offset..<offset + 1)
    }
}
