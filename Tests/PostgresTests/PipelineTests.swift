import Postgres
import Testing

@Suite struct PipelineTests {
    @Test func answersInOrder() async throws {
        let connection = try await connect()
        let results = try await connection.pipeline(
            (0..<500).map { Statement("select $1::int * 2", [Parameter($0)]) })
        #expect(try results.map { try $0.one.int(0) } == (0..<500).map { $0 * 2 })
        #expect(try await connection.pipeline([]).isEmpty)
        await connection.close()
    }

    @Test func theFirstErrorUndoesAll() async throws {
        let connection = try await connect()
        try await connection.execute("create temp table t (id int)")
        let error = await #expect(throws: PostgresError.self) {
            try await connection.pipeline([
                Statement("insert into t values (1)"), Statement("select 1 / 0"),
                Statement("insert into t values (2)"),
            ])
        }
        #expect(error?.sqlState == "22012")
        #expect(error?.sql == "select 1 / 0")
        #expect(try await connection.query("select count(*) from t").one.int(0) == 0)
        #expect(try await connection.pipeline([Statement("insert into t values (3)")]).map(\.affected) == [1])
        await connection.close()
    }

    /// More than the buffers of both sides hold, in both directions.
    @Test func doesNotBlockItself() async throws {
        let connection = try await connect()
        let big = String(repeating: "x", count: 100_000)
        let results = try await connection.pipeline(
            (0..<200).map { _ in Statement("select $1::text", [Parameter(big)]) })
        #expect(results.count == 200)
        await connection.close()
    }

    @Test func copyIsRefused() async throws {
        let connection = try await connect()
        let error = await #expect(throws: PostgresError.self) {
            try await connection.pipeline([Statement("copy (select 1) to stdout")])
        }
        guard case .misuse = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        await connection.close()
    }
}
