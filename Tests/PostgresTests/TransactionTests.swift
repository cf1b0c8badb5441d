import Postgres
import Testing

@Suite struct TransactionTests {
    struct Refused: Error {}

    private func table() async throws -> Connection {
        let connection = try await connect()
        try await connection.execute("create temp table t (id int)")
        return connection
    }

    private func ids(_ connection: Connection) async throws -> [Int] {
        try await connection.query("select id from t order by id").map { try $0.int("id") }
    }

    @Test func commitsOrRollsBack() async throws {
        let connection = try await table()
        let answer = try await connection.transaction { connection in
            try await connection.execute("insert into t values (1)")
            return 42
        }
        #expect(answer == 42)
        await #expect(throws: Refused.self) {
            try await connection.transaction { connection in
                try await connection.execute("insert into t values (2)")
                throw Refused()
            }
        }
        await #expect(throws: PostgresError.self) {
            try await connection.transaction { try await $0.execute("insert into t values (3); select 1/0") }
        }
        #expect(try await ids(connection) == [1])
        await connection.close()
    }

    @Test func nestedOnesAreSavepoints() async throws {
        let connection = try await table()
        try await connection.transaction { connection in
            try await connection.execute("insert into t values (1)")
            await #expect(throws: PostgresError.self) {
                try await connection.transaction {
                    try await $0.execute("insert into t values (2); select 1/0")
                }
            }
            try await connection.transaction { _ = try await $0.execute("insert into t values (3)") }
        }
        #expect(try await ids(connection) == [1, 3])
        await connection.close()
    }

    /// `commit` answers a failed transaction with a rollback, and no error.
    @Test func aSwallowedErrorIsNotACommit() async throws {
        let connection = try await table()
        let error = await #expect(throws: PostgresError.self) {
            try await connection.transaction { connection in
                try await connection.execute("insert into t values (1)")
                _ = try? await connection.execute("select 1/0")
            }
        }
        guard case .misuse = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try await ids(connection).isEmpty)
        await connection.close()
    }

    @Test func sqlCanNotEndItUnnoticed() async throws {
        let connection = try await table()
        let error = await #expect(throws: PostgresError.self) {
            try await connection.transaction { _ = try await $0.execute("commit") }
        }
        #expect(error == .misuse("the transaction was ended by a statement inside it"))
        await connection.close()
    }

    /// Others' statements wait: they must neither be part of it nor be rolled back with it.
    @Test func tasksDoNotMeddle() async throws {
        let connection = try await table()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try? await connection.transaction { connection in
                        try await connection.execute("insert into t values (-1)")
                        try await Task.sleep(for: .milliseconds(2))
                        throw Refused()
                    }
                }
                group.addTask { try await connection.query("insert into t values ($1)", [Parameter(number)]) }
            }
            try await group.waitForAll()
        }
        #expect(try await ids(connection) == Array(0..<20))
        await connection.close()
    }
}
