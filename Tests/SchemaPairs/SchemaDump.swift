import Foundation
public import LocalPostgres
import Postgres

/// `pg_dump` didn't answer: nothing was compared.
struct DumpFailure: Error {
    var database: String
}

/// What `pg_dump` says of a database's schema, apart from the order of columns.
public struct SchemaDump: Sendable {
    let program: URL
    let socketFolder: String

    /// - Parameter program: the path of `pg_dump`.
    public init(program: String, server: LocalServer) {
        self.program = URL(filePath: program)
        socketFolder = server.connectionSettings(database: "postgres").host ?? ""
    }

    /// The statements, sorted, each with its lines sorted: another order of columns is no difference.
    func lines(of database: String) async throws -> [String] {
        let process = Process()
        process.executableURL = program
        process.arguments = ["--schema-only", "--host", socketFolder, "--username", "postgres", database]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw DumpFailure(database: database) }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("--") && !$0.hasPrefix("\\restrict") && !$0.hasPrefix("\\unrestrict") }
        return lines.split(separator: "").map { block in
            // From version 18 on NOT NULL has a name, which is no difference: a table that was a partition keeps another.
            block.map { ($0.last == "," ? $0.dropLast() : $0).replacing(/CONSTRAINT \S+ NOT NULL/, with: "NOT NULL") }
                .sorted().joined(separator: "\n")
        }.sorted()
    }
}
