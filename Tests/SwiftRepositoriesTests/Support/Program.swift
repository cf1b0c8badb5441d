import AccessControl
import DatabaseTesting
import Foundation
import GeneratedFiles
import LocalPostgres
import Migrations
import Postgres
import SQL
import Schema
import Specification
import Subprocess
import SwiftRepositories
import Testing

/// The program of these tests, built once with a generated package, and its databases.
final class Program: Sendable {
    enum Database: String {
        /// The generated tables, without access rules but for the functions that delete softly.
        case open
        /// What the specification's own migration makes, of an empty database and of a Supabase project.
        case plain, supabase
    }

    private let folder: URL
    private let server: LocalServer

    static func shared() async throws -> Program { try await task.value }

    private static let task = Task { try await Program() }

    private init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "berry-program-\(UInt64.random(in: 0...UInt64.max))")
        let example = try await Specifications.example("program").askingTypes()
        for file in example.model.swiftPackage() { try write(file, to: folder) }
        let program = folder.appending(path: "Program")
        try FileManager.default.copyItem(at: Specifications.folder.appending(path: "Program"), to: program)
        let output = try await shell("cd '\(program.path)' && swift build 2>&1")
        try #require(output.succeeded, "\(output.text)")
        #expect(!output.text.contains("warning:"), "\(output.text)")
        server = try await testServer()
        // What deletes softly is part of the access rules, and of what an application does.
        let functions = example.access.statements.filter {
            if case .createFunction(let function) = $0 { function.name.schema == "public" } else { false }
        }
        try await prepare(
            .open, in: .supabaseExplicit, example.schema.withoutPlatform + functions.script + Self.grants)
        try await prepare(.plain, in: .plain, example.migration.up)
        let supabase = try await Specifications.example("program", target: .supabase).askingTypes()
        try await prepare(.supabase, in: .supabaseExplicit, supabase.migration.up)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func prepare(_ database: Database, in world: World, _ sql: String) async throws {
        try await server.createDatabase(database.rawValue, from: world.source)
        let connection = try await Connection(server.connectionSettings(database: database.rawValue))
        try await connection.execute(sql)
        try await connection.execute(Self.accounts)
        await connection.close()
    }

    private static let grants =
        "grant select, insert, update, delete on all tables in schema public to authenticated;\n"

    /// Ada's and Bob's.
    private static let accounts = """
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
