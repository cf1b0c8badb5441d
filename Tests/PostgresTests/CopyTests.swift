import Postgres
import Testing

@Suite struct CopyTests {
    private func table() async throws -> Connection {
        let connection = try await connect()
        try await connection.execute("create temp table cities (id int primary key, name text)")
        return connection
    }

    @Test func copiesIn() async throws {
        let connection = try await table()
        let count = try await connection.copyIn(
            "copy cities from stdin", (1...1000).lazy.map { Array("\($0)\tcity \($0)\n".utf8) })
        #expect(count == 1000)
        // Chunks end where they like.
        #expect(
            try await connection.copyIn("copy cities from stdin", [Array("20".utf8), Array("01\tx\n".utf8)])
                == 1)
        #expect(try await connection.query("select name from cities where id = 2").one.text(0) == "city 2")
        await connection.close()
    }

    @Test(arguments: [
        ("x\ty\n", "22P02"),  // not a number
        ("1\ta\n1\tb\n", "23505"),  // twice the same
        ("1\n", "22P04"),  // a column short
    ])
    func isUsableAfterAnError(text: String, state: String) async throws {
        let connection = try await table()
        let error = await #expect(throws: PostgresError.self) {
            try await connection.copyIn("copy cities from stdin", bytes: Array(text.utf8))
        }
        #expect(error?.sqlState == state)
        #expect(try await connection.query("select count(*) from cities").one.int(0) == 0)
        #expect(try await connection.copyIn("copy cities from stdin", bytes: Array("1\ta\n".utf8)) == 1)
        await connection.close()
    }

    /// The server gives up while megabytes are still to come.
    @Test func stopsSendingWhenTheServerGivesUp() async throws {
        let connection = try await table()
        let filler = String(repeating: "x", count: 500)
        let error = await #expect(throws: PostgresError.self) {
            try await connection.copyIn(
                "copy cities from stdin",
                (1...20_000).lazy.map { Array("\($0 == 5 ? "bad" : "\($0)")\t\(filler)\n".utf8) })
        }
        #expect(error?.sqlState == "22P02")
        #expect(try await connection.query("select 1").one.int(0) == 1)
        await connection.close()
    }

    @Test func theWrongMethodSaysWhichIsRight() async throws {
        let connection = try await table()
        for sql in [
            "copy cities from stdin", "copy cities to stdout", "select 1; copy cities to stdout; select 2",
        ] {
            let error = await #expect(throws: PostgresError.self) { try await connection.execute(sql) }
            #expect(error == .misuse("COPY … FROM STDIN needs copyIn"))
        }
        await #expect(throws: PostgresError.self) { try await connection.copyIn("select 1", []) }
        await #expect(throws: PostgresError.self) { try await connection.copyIn("copy cities to stdout", []) }
        #expect(try await connection.query("select 1").one.int(0) == 1)
        await connection.close()
    }
}
