import DomainModel
import Foundation
import GeneratedFiles
import LocalPostgres
import Postgres
import SQL
import Schema
import Subprocess
import SwiftRepositories
import Testing

/// The program of these tests, built once with a generated package, and its databases.
final class Program: Sendable {
    enum Database: String {
        /// The generated tables, without access rules.
        case open
        /// One table with row level security, written by hand.
        case closed
    }

    private let folder: URL
    private let server: LocalServer

    static func shared() async throws -> Program { try await task.value }

    private static let task = Task { try await Program() }

    private init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "berry-program-\(UInt64.random(in: 0...UInt64.max))")
        let model = try Specifications.model("program")
        for file in model.swiftPackage() { try write(file, to: folder) }
        let program = folder.appending(path: "Program")
        try FileManager.default.copyItem(at: Specifications.folder.appending(path: "Program"), to: program)
        let output = try await shell("cd '\(program.path)' && swift build 2>&1")
        try #require(output.succeeded, "\(output.text)")
        #expect(!output.text.contains("warning:"), "\(output.text)")
        server = try await LocalServer.scratch()
        try await prepare(.open, DatabaseSchema(model).withoutPlatform + Self.grants)
        let closed = try String(contentsOf: program.appending(path: "closed.sql"), encoding: .utf8)
        try await prepare(.closed, closed)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func prepare(_ database: Database, _ sql: String) async throws {
        try await server.createDatabase(
            database.rawValue, from: .bootstrap(SupabasePlatform.bootstrap(.explicit)))
        let connection = try await Connection(server.connectionSettings(database: database.rawValue))
        try await connection.execute(sql)
        await connection.close()
    }

    private static let grants = """
        grant select, insert, update, delete on all tables in schema public to authenticated;
        insert into auth.users (id) values
          ('00000000-0000-4000-8000-00000000000a'), ('00000000-0000-4000-8000-00000000000b');
        """

    /// What the program prints.
    func run(_ scenario: String, in database: Database? = nil) async throws -> String {
        var connection = ""
        if let database {
            connection = "host=\(server.socketFolder) user=authenticator dbname=\(database.rawValue)"
        }
        let output = try await shell(
            "'\(folder.path)/Program/.build/debug/Program' \(scenario)",
            environment: ["TEST_DATABASE": connection])
        #expect(output.succeeded, "\(output.text)")
        return output.text
    }
}

extension DatabaseSchema {
    /// The platform is there already.
    fileprivate var withoutPlatform: String {
        (preamble + tables.flatMap(\.statements) + postponed).map { $0.sql + ";\n" }.joined()
    }
}
