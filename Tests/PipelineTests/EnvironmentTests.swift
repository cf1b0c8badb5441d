import Diagnostics
import Foundation
import SystemPackage
import Testing

@testable import Pipeline

@Suite struct EnvironmentTests {
    @Test func dotenv() {
        let text = """
            # a comment
            export A=1
            B = "two # words" # a comment
            C='x=y'
            D=plain # a comment
            E=a#b
            F=
            no assignment
            """
        let pairs = ProjectEnvironment.parse(text)
        let expected = [("A", "1"), ("B", "two # words"), ("C", "x=y"), ("D", "plain"), ("E", "a#b"), ("F", "")]
        #expect(pairs.map(\.0) == expected.map(\.0))
        #expect(pairs.map(\.1) == expected.map(\.1))
    }

    /// The order in which a database's address is looked for.
    @Test(arguments: [
        (["DATABASE_URL": "postgres://b/b", "DIRECT_URL": "postgres://a/a"], "DIRECT_URL in the environment"),
        (["SUPABASE_DB_URL": "postgres://c/c", "POSTGRES_HOST": "d"], "SUPABASE_DB_URL in the environment"),
        (["POSTGRES_HOST": "d", "SUPABASE_URL": "https://x.supabase.co"], "POSTGRES_HOST in the environment"),
        (["PGHOST": "d"], "the project's private server"),
        ([:], "the project's private server"),
    ])
    func origin(process: [String: String], origin: String) throws {
        let environment = try ProjectEnvironment(ProjectFolder("/nowhere"), name: nil, process: process)
        #expect(try DatabaseSource.find(commandLine: nil, environment, allowsLibpq: false).origin == origin)
        #expect(
            try DatabaseSource.find(commandLine: "postgres://z/z", environment, allowsLibpq: false).origin
                == "--database-url")
    }

    /// What is nearer comes first, under whichever name; of two lines in a file the last counts.
    @Test func nearestOrigin() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "berry-test-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func write(_ file: String, _ text: String) throws {
            try text.write(to: folder.appending(path: file), atomically: true, encoding: .utf8)
        }
        func origin(_ name: String?, _ process: [String: String] = [:]) throws -> String {
            let environment = try ProjectEnvironment(ProjectFolder(FilePath(folder.path)), name: name, process: process)
            return try DatabaseSource.find(commandLine: nil, environment, allowsLibpq: false).summary
        }
        try write(".env", "DIRECT_URL=postgres://h/general\n")
        #expect(try origin(nil).contains("/general"))
        try write(".env.local", "DATABASE_URL=postgres://h/first\nDATABASE_URL=postgres://h/last\n")
        #expect(try origin(nil).contains("/last"))
        #expect(try origin(nil).hasSuffix("(DATABASE_URL in .env.local)"))
        try write(".env.staging", "POSTGRES_HOST=s\n")
        #expect(try origin("staging").hasSuffix("(POSTGRES_HOST in .env.staging)"))
        #expect(
            try origin("staging", ["SUPABASE_DB_URL": "postgres://h/shell"])
                .hasSuffix("(SUPABASE_DB_URL in the environment)"))
    }

    @Test(arguments: ["../x", "a/b", "a.b"])
    func noName(name: String) {
        #expect(throws: DiagnosticsError.self) {
            try ProjectEnvironment(ProjectFolder("/nowhere"), name: name, process: [:])
        }
    }

    @Test(arguments: ["0", "65536", "x"])
    func noPort(port: String) throws {
        let environment = try ProjectEnvironment(
            ProjectFolder("/nowhere"), name: nil, process: ["POSTGRES_HOST": "h", "POSTGRES_PORT": port])
        #expect(throws: DiagnosticsError.self) {
            try DatabaseSource.find(commandLine: nil, environment, allowsLibpq: false)
        }
    }

    @Test(arguments: ["", " ", "https://x.supabase.co"])
    func noAddress(url: String) throws {
        let environment = try ProjectEnvironment(ProjectFolder("/nowhere"), name: nil, process: ["PGHOST": "d"])
        #expect(throws: DiagnosticsError.self) {
            try DatabaseSource.find(commandLine: url, environment, allowsLibpq: true)
        }
    }

    @Test(arguments: [("production", true), ("Production", true), ("development", false)])
    func production(name: String, isProduction: Bool) throws {
        let environment = try ProjectEnvironment(ProjectFolder("/nowhere"), name: name, process: [:])
        #expect(environment.isProduction == isProduction)
    }
}
