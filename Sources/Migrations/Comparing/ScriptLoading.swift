internal import Catalog
internal import CatalogReader
internal import Diagnostics
internal import LocalPostgres
internal import Postgres
internal import SQL

/// Runs somebody's SQL on a private server, as a role that owns the database and nothing else.
struct ScriptLoading {
    let server: LocalServer
    let template: DatabaseTemplate
    /// How long one statement may run, in seconds.
    let statementTimeout: Int

    func catalog(of files: [SourceFile]) async throws -> Catalog {
        for file in files where file.bytes.contains(0) || String(validating: file.bytes, as: UTF8.self) == nil {
            throw DiagnosticsError(
                Diagnostic(
                    .error, "not-text", "\(file.path) isn't text in UTF-8, which SQL is written in",
                    fix: "save it as UTF-8"))
        }
        // All at once is fastest. What can't run in one transaction, or fails, runs again statement by statement: then
        // it is known where.
        if let catalog = try? await run({ connection in
            for file in files { _ = try await connection.execute(Self.text(of: file)) }
        }) {
            return catalog
        }
        return try await run { connection in
            for file in files { try await runStatements(of: file, connection) }
        }
    }

    /// Runs `body` in a new database, and reads what it left there.
    private func run(_ body: (Connection) async throws -> Void) async throws -> Catalog {
        let name = "schema_\(UInt64.random(in: 0...UInt64.max))"
        try await server.createDatabase(name, from: template)
        let connection = try await Connection(server.connectionSettings(database: name))
        do {
            try await connection.execute("set statement_timeout = '\(statementTimeout)s'")
            try await body(connection)
            // A script may leave its transaction open.
            _ = try await connection.execute("commit")
            let catalog = try await CatalogReader.read(connection)
            await connection.close()
            try await server.dropDatabase(name)
            return catalog
        } catch {
            await connection.close()
            try? await server.dropDatabase(name)
            throw error
        }
    }

    private func runStatements(of file: SourceFile, _ connection: Connection) async throws {
        for statement in SQLScript(Self.text(of: file)).statements {
            do {
                try await runWithRoles(statement.text, connection)
            } catch let error as PostgresError {
                throw DiagnosticsError(
                    Diagnostic(
                        error, code: "schema-script", subject: "PostgreSQL refuses the statement",
                        at: file.location(of: place(of: error, in: statement, file)),
                        fix: "change the statement; it runs on an empty database of a private server"))
            }
        }
    }

    /// Roles belong to a whole server and not to a schema, so those that a statement names are made when it fails
    /// without them.
    private func runWithRoles(_ statement: String, _ connection: Connection) async throws {
        var known: Set<String> = []
        while true {
            do {
                _ = try await connection.execute(statement)
                return
            } catch {
                // Dumps of old servers make and describe what every database has.
                if error.serverMessage?.message.contains(/extension "?plpgsql/) ?? false { return }
                guard error.sqlState == "42704", let message = error.serverMessage?.message,
                    let role = message.wholeMatch(of: /role "(.*)" does not exist/)?.output.1,
                    known.insert(String(role)).inserted
                else { throw error }
                try await server.createRoles([String(role)])
            }
        }
    }

    private func place(
        of error: PostgresError, in statement: SQLScript.Statement, _ file: SourceFile
    ) -> Range<Int> {
        let mark = file.bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
        let start = statement.offset + mark
        guard let position = error.serverMessage?.position, position > 0 else { return start..<start + 1 }
        let offset = statement.text.unicodeScalars.prefix(position - 1).reduce(0) { $0 + UTF8.width($1) }
        return start + offset..<start + offset + 1
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static func text(of file: SourceFile) -> String {
        let mark = file.bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        return withoutClientCommands(String(decoding: file.bytes.dropFirst(mark), as: UTF8.self))
    }

    /// Without the lines that dumps hold for psql, rows among them, and a setting that older servers don't know: blanks
    /// take their place, so that everything else stays where it was.
    private static func withoutClientCommands(_ text: String) -> String {
        guard text.contains("\\") || text.contains("SET transaction_timeout") else { return text }
        var isRow = false
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let isCopy = line.wholeMatch(of: /(?i)copy .* from stdin\b.*;\s*/) != nil
            let isLeftOut = isRow || isCopy || line.hasPrefix("\\") || line.hasPrefix("SET transaction_timeout")
            isRow = isRow ? !line.hasPrefix("\\.") : isCopy
            return isLeftOut ? String(repeating: " ", count: line.utf8.count) : String(line)
        }.joined(separator: "\n")
    }
}
