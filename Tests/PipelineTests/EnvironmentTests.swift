import Diagnostics
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
