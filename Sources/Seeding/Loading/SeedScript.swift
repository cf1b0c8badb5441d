internal import Diagnostics
internal import Postgres
internal import SQL

/// An SQL file among the seeds.
///
/// It is run by PL/pgSQL's EXECUTE, which refuses `commit` and `rollback`: what came before it can't be made final
/// by a script that fails later on.
struct SeedScript: Sendable {
    private let file: SourceFile
    /// Ends in a line break, so that a comment on the last line stays within itself.
    private let text: String
    private let start: Int

    init(_ file: SourceFile) {
        self.file = file
        start = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        text = String(decoding: file.bytes.dropFirst(start), as: UTF8.self) + "\n"
    }

    func run(_ connection: isolated Connection) async throws {
        guard !text.utf8.contains(0) else {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "seed-script", "\(file.path) holds the character zero, which no SQL does",
                    fix: "remove it"))
        }
        do throws(PostgresError) {
            try await connection.execute("do " + dollarQuoted("begin execute \(dollarQuoted(text)); end"))
        } catch {
            guard let message = error.serverMessage else { throw error }
            throw DiagnosticsError(diagnostic(message))
        }
    }

    private func diagnostic(_ message: ServerMessage) -> Diagnostic {
        var offset = start
        if message.internalQuery == text, let position = message.internalPosition {
            offset += text.unicodeScalars.prefix(position - 1).reduce(0) { $0 + UTF8.width($1) }
        }
        return Diagnostic(
            "seed-script", "the script is refused", message, at: file.location(of: offset..<offset + 1),
            fix: "change the script; every seed was undone")
    }
}
