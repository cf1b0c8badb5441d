public import Diagnostics
internal import Postgres
internal import SQL

/// SQL files of a project that are part of its schema beside what berry generates: views, functions, triggers.
public struct HandWrittenSQL: Sendable {
    public var files: [SourceFile]
    /// How long one statement may run, in seconds.
    public var statementTimeout: Int

    public init(_ files: [SourceFile] = [], statementTimeout: Int = LedgerSettings().statementTimeout) {
        self.files = files
        self.statementTimeout = statementTimeout
    }

    /// One statement, with where it stands.
    struct Statement: Sendable {
        var text: String
        var file: SourceFile
        /// In bytes of the file.
        var offset: Int

        /// Where an error is, if PostgreSQL says so; otherwise where the statement begins.
        func location(of error: PostgresError? = nil) -> SourceLocation {
            let characters = max(0, (error?.serverMessage?.position ?? 1) - 1)
            let place = offset + text.unicodeScalars.prefix(characters).reduce(0) { $0 + UTF8.width($1) }
            return file.location(of: place..<place + 1)
        }
    }

    /// Their statements, file by file.
    ///
    /// - Throws: for what is no text, and for statements that do more than describe a schema.
    func statements() throws(DiagnosticsError) -> [Statement] {
        var diagnostics = Diagnostics()
        var statements: [Statement] = []
        for file in files {
            guard let text = String(validating: file.bytes, as: UTF8.self), !file.bytes.contains(0) else {
                diagnostics.error(
                    "not-text", "\(file.path) isn't text in UTF-8, which SQL is written in", at: nil,
                    fix: "save it as UTF-8")
                continue
            }
            for statement in SQLScript(text).statements {
                let own = Statement(text: statement.text, file: file, offset: statement.offset)
                if let reason = Self.refusal(of: statement) {
                    diagnostics.error("sql-statement", reason.message, at: own.location(), fix: reason.fix)
                }
                statements.append(own)
            }
        }
        guard !diagnostics.hasErrors else { throw DiagnosticsError(diagnostics.sorted) }
        return statements
    }

    private static func refusal(of statement: SQLScript.Statement) -> (message: String, fix: String)? {
        let word = statement.keyword.uppercased()
        if statement.controlsTransaction {
            return ("\(word) has no place in a part of the schema", "leave it out; berry decides about transactions")
        }
        switch RowStatement(statement) {
        case .none, .renameValue: return nil
        case .insert:
            return (
                "\(word) puts rows into a table, and this file describes the schema", "make it a seed: database/seeds"
            )
        default:
            return (
                "\(word) may change rows, and this file describes the schema",
                "put it into a migration of its own: 'berry migration new NAME'"
            )
        }
    }
}
