import Postgres
import Testing

@Suite struct CancellationTests {
    static let ways: [(name: String, run: @Sendable (Connection) async throws -> Void)] = [
        ("execute", { try await $0.execute("select pg_sleep(60)") }),
        ("query", { try await $0.query("select pg_sleep($1)", [60]) }),
        (
            "copyIn",
            {
                let endless = sequence(first: Array("x\n".utf8)) { $0 }
                try await $0.copyIn("copy pg_temp.t from stdin", endless)
            }
        ),
        ("transaction", { try await $0.transaction { _ = try await $0.execute("select pg_sleep(60)") } }),
    ]

    @Test(.timeLimit(.minutes(10)), arguments: ways.indices)
    func stopsEveryStatement(way: Int) async throws {
        let connection = try await connect()
        try await connection.execute("create temp table t (x text)")
        for delay in [0, 1, 50] {
            let task = Task { try await Self.ways[way].run(connection) }
            try await Task.sleep(for: .milliseconds(delay))
            task.cancel()
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error == .cancelled)
            #expect(try await connection.query("select 42").one.int(0) == 42)
        }
        await connection.close()
    }

    /// A request that comes late doesn't hit the next statement.
    @Test func hitsOnlyItsOwnStatement() async throws {
        let connection = try await connect()
        for round in 0..<100 {
            let task = Task { try await connection.query("select 1") }
            if round.isMultiple(of: 2) { await Task.yield() }
            task.cancel()
            #expect(try await connection.query("select pg_sleep(0.001)").count == 1)
            _ = try? await task.value
        }
        await connection.close()
    }

    /// Somebody else's cancel request, or a timeout, is the server's error.
    @Test func timeoutsAreNotCancellations() async throws {
        let connection = try await Connection(testSettings().setting("statement_timeout", "20ms"))
        let error = await #expect(throws: PostgresError.self) {
            try await connection.execute("select pg_sleep(60)")
        }
        #expect(error?.sqlState == "57014")
        await connection.close()
    }

    /// A server that accepts and says nothing.
    @Test(.timeLimit(.minutes(10))) func connectingCanBeCancelled() async throws {
        let silent = try SilentServer()
        let task = Task {
            try await Connection(ConnectionSettings(host: silent.folder, user: "ada", database: "shop"))
        }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error == .cancelled)
    }

    @Test(.timeLimit(.minutes(10))) func connectingGivesUp() async throws {
        let silent = try SilentServer()
        // libpq waits for two seconds at least.
        let settings = ConnectionSettings(host: silent.folder, user: "ada", database: "shop").with(
            "connect_timeout", "2")
        let error = await #expect(throws: PostgresError.self) { try await Connection(settings) }
        guard case .connection(.timedOut, _, let advice) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(advice.contains("connect_timeout"))
    }
}
