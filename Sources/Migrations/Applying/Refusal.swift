internal import Diagnostics
internal import Postgres

extension Diagnostic {
    /// What the server answered instead of doing what was asked, pointing at the statement if it is known.
    init(
        refusal error: PostgresError, at location: SourceLocation? = nil, unchanged: String = "nothing was changed"
    ) {
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
    /// The place of a byte of the file that is applied, or taken back by.
    func location(of offset: Int, _ direction: MigrationFileName.Direction) -> SourceLocation {
        SourceFile(path: path(direction), text: text(direction)).location(of: offset..<offset + 1)
    }
}
