import LocalPostgres
import Postgres
import Testing

@Suite struct DatabaseTests {
    @Test func areMadeCopiedAndDropped() async throws {
        let server = try await sharedServer()
        try await server.createDatabase("original")
        let connection = try await Connection(server.connectionSettings(database: "original"))
        try await connection.execute("create table notes (id int); insert into notes values (1), (2)")
        await connection.close()

        try await server.createDatabase("Copy \"\u{301}2\"", from: .copy(of: "original"))
        let copy = try await Connection(server.connectionSettings(database: "Copy \"\u{301}2\""))
        #expect(try await copy.query("select count(*) from notes").one.int(0) == 2)

        try await server.dropDatabase("Copy \"\u{301}2\"")
        #expect(try await !server.databaseExists("Copy \"\u{301}2\""))
        let error = await #expect(throws: PostgresError.self) { try await copy.execute("select 1") }
        guard case .connection(.lost, _, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try await server.dropDatabase("Copy \"\u{301}2\"")
    }

    @Test func secondOfANameIsRefused() async throws {
        let server = try await sharedServer()
        try await server.createDatabase("twice")
        let error = await #expect(throws: PostgresError.self) { try await server.createDatabase("twice") }
        #expect(error?.sqlState == "42P04")
    }

    @Test(arguments: ["", String(repeating: "x", count: 64), "a\u{0}b"])
    func namesThatCanNotBe(name: String) async throws {
        let server = try await sharedServer()
        let error = await #expect(throws: LocalServerError.self) { try await server.createDatabase(name) }
        #expect(error?.reason == .invalidName)
    }

    /// A process that was killed before the settings were made leaves a database that nobody takes for finished.
    @Test func isWholeOrNotThere() async throws {
        let server = try await sharedServer()
        let settings = ["search_path": "elsewhere", "lock_timeout": "'7s'"]
        let whole = DatabaseBootstrap(name: "settings", sql: "select 1", settings: settings)
        try await server.createDatabase(LocalServer.unfinishedName("whole"))
        try await server.createDatabase("whole", from: .bootstrap(whole))
        #expect(try await !server.databaseExists(LocalServer.unfinishedName("whole")))
        let connection = try await Connection(server.connectionSettings(database: "whole"))
        #expect(try await connection.query("show search_path").one.text(0) == "elsewhere")
        #expect(try await connection.query("show lock_timeout").one.text(0) == "7s")
        await connection.close()

        let broken = DatabaseBootstrap(name: "broken", sql: "select 1", settings: ["no_such_setting": "1"])
        await #expect(throws: PostgresError.self) {
            try await server.createDatabase("broken", from: .bootstrap(broken))
        }
        for name in ["broken", LocalServer.unfinishedName("broken")] {
            #expect(try await !server.databaseExists(name))
        }
        let again = await #expect(throws: PostgresError.self) {
            try await server.createDatabase("whole", from: .bootstrap(whole))
        }
        #expect(again?.sqlState == "42P04")
    }

    @Test func bootstrapsRunOncePerServer() async throws {
        let server = try await sharedServer()
        let bootstrap = DatabaseBootstrap(
            name: "clock",
            sql: "create table public.born as select clock_timestamp() as at; "
                + "grant select on public.born to postgres")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                group.addTask {
                    try await server.createDatabase("clock_\(number)", from: .bootstrap(bootstrap))
                }
            }
            try await group.waitForAll()
        }
        var times: Set<String> = []
        for number in 0..<4 {
            let connection = try await Connection(server.connectionSettings(database: "clock_\(number)"))
            times.insert(try await connection.query("select at::text from born").one.text("at"))
            await connection.close()
        }
        #expect(times.count == 1)
    }

    @Test func aBootstrapThatFailsIsNotKept() async throws {
        let server = try await sharedServer()
        let bootstrap = DatabaseBootstrap(name: "broken", sql: "create table t (id int); select 1/0")
        for _ in 0..<2 {
            let error = await #expect(throws: PostgresError.self) {
                try await server.createDatabase("broken", from: .bootstrap(bootstrap))
            }
            #expect(error?.sqlState == "22012")
        }
        #expect(try await !server.databaseExists("broken"))
    }
}
