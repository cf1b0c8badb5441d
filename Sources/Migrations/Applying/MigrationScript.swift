internal import Diagnostics
internal import Postgres
internal import SQL

extension PostgresError {
    /// Somebody else holds the table for longer than the statement may wait (PostgreSQL manual, "Error Codes").
    static let lockNotAvailable = "55P03"

    /// Whether a table, column or schema that a question names isn't there.
    var isAboutSomethingAbsent: Bool { ["42P01", "42703", "3F000"].contains(sqlState) }

    /// Whether it runs only outside of a transaction, or ends one itself.
    var refusesTransaction: Bool { ["25001", "2D000"].contains(sqlState) }
}

/// A migration's statements, or those of its way back, which run one by one: so it is known which of them was refused.
struct MigrationScript {
    let migration: Migration
    let direction: MigrationFileName.Direction
    let statements: [SQLScript.Statement]

    /// - Throws: for a statement that would end the transaction that the whole migration runs in.
    init(_ migration: Migration, _ direction: MigrationFileName.Direction = .up) throws(DiagnosticsError) {
        self.migration = migration
        self.direction = direction
        statements = SQLScript(migration.text(direction)).statements
        guard let statement = statements.first(where: \.controlsTransaction) else { return }
        throw DiagnosticsError(
            Diagnostic(
                .error, "transaction-control",
                "a migration runs in one transaction, and \(statement.keyword.uppercased()) would end it or begin another",
                at: migration.location(of: statement.offset, direction),
                fix: "leave it away; what has to be committed before comes into a migration of its own"))
    }

    /// Runs the statements whose places are in `range`, or all of them.
    func run(
        _ connection: isolated Connection, _ range: Range<Int>? = nil, unchanged: String = "nothing was changed"
    ) async throws {
        for statement in statements[(range ?? 0..<statements.count).clamped(to: 0..<statements.count)] {
            do { try await connection.execute(statement.text) } catch {
                throw refusal(of: statement, error, unchanged: unchanged)
            }
        }
    }

    /// The error with its place in the file; that of a lock as it is, because it is no fault of the statement and may
    /// be tried again.
    func refusal(of statement: SQLScript.Statement, _ error: PostgresError, unchanged: String) -> any Error {
        if error.sqlState == PostgresError.lockNotAvailable || error.serverMessage == nil { return error }
        let position = error.serverMessage?.position ?? 1
        let offset = statement.text.unicodeScalars.prefix(position - 1).reduce(0) { $0 + UTF8.width($1) }
        return DiagnosticsError(
            Diagnostic(
                refusal: error, at: migration.location(of: statement.offset + offset, direction), unchanged: unchanged))
    }
}
