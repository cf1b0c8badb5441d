internal import Diagnostics
internal import Postgres
internal import SQL

extension PostgresError {
    /// Somebody else holds the table for longer than the statement may wait (PostgreSQL manual, "Error Codes").
    static let lockNotAvailable = "55P03"

    /// Whether a table, column or schema that a question names isn't there.
    var isAboutSomethingAbsent: Bool { ["42P01", "42703", "3F000"].contains(sqlState) }
}

/// A migration's statements, which run one by one: so it is known which of them was refused.
struct MigrationScript {
    private let migration: Migration
    private let statements: [SQLScript.Statement]

    /// - Throws: for a statement that would end the transaction that the whole migration runs in.
    init(_ migration: Migration) throws(DiagnosticsError) {
        self.migration = migration
        statements = SQLScript(migration.up).statements
        guard let statement = statements.first(where: \.controlsTransaction) else { return }
        throw DiagnosticsError(
            Diagnostic(
                .error, "transaction-control",
                "a migration runs in one transaction, and \(statement.keyword.uppercased()) would end it or begin another",
                at: migration.location(of: statement.offset),
                fix: "leave it away; what has to be committed before comes into a migration of its own"))
    }

    func run(_ connection: isolated Connection, unchanged: String = "nothing was changed") async throws {
        for statement in statements {
            do { try await connection.execute(statement.text) } catch {
                // That is no fault of the statement: it may be tried again.
                if error.sqlState == PostgresError.lockNotAvailable { throw error }
                let position = error.serverMessage?.position ?? 1
                let offset = statement.text.unicodeScalars.prefix(position - 1).reduce(0) { $0 + UTF8.width($1) }
                throw DiagnosticsError(
                    Diagnostic(
                        refusal: error, at: migration.location(of: statement.offset + offset), unchanged: unchanged))
            }
        }
    }
}
