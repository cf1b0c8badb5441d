internal import Diagnostics
internal import Postgres

extension Diagnostic {
    /// What the server answered instead of doing what was asked, pointing at the statement of `migration` if it was one.
    init(refusal error: PostgresError, of migration: Migration? = nil, unchanged: String = "nothing was changed") {
        let location = migration.flatMap { migration in
            error.serverMessage?.position.map { migration.location(ofScalar: $0) }
        }
        self.init(error, code: "apply", at: location)
        guard case .connection(.lostAtCommit, _, let advice) = error else {
            notes.append(.init(unchanged))
            return
        }
        notes.append(.init(advice))
        fix = "run the command again; the ledger in the database tells whether it was committed"
    }
}

extension Migration {
    /// The place of a character of the migration; the server counts Unicode scalars, from one.
    fileprivate func location(ofScalar position: Int) -> SourceLocation {
        let offset = up.unicodeScalars.prefix(position - 1).reduce(0) { $0 + UTF8.width($1) }
        return SourceFile(path: upPath, text: up).location(of: offset..<offset + 1)
    }
}
