import Foundation
import LocalPostgres
import Postgres
import Testing

/// What was made once is where the next servers begin.
@Suite struct SavedClusterTests {
    @Test func beginsWithWhatWasSaved() async throws {
        let saved = try SavedCluster(try await PostgresInstallation.find())
        let (first, second) = ("test \(UUID())", "test \(UUID())")
        #expect(saved.first(of: [second, first]) == nil)
        try await saved.save(first, from: nil) { server in
            try await server.createDatabase("one")
            try await execute("create table t (n int); insert into t values (7)", in: "one", server)
        }
        // Made once: whoever comes later finds it made.
        try await saved.save(first, from: nil) { _ in Issue.record("it was made again") }
        try await saved.save(second, from: first) { server in
            try await execute("insert into t values (8)", in: "one", server)
            try await server.renameDatabase("one", to: "two")
        }
        #expect(saved.first(of: ["test \(UUID())", second, first]) == second)

        for (key, database, numbers) in [(first, "one", 1), (second, "two", 2)] {
            let server = try await saved.server(key)
            #expect(try await server.databases(beginningWith: database) == [database])
            // What is done there is nobody else's.
            try await execute("delete from t where n > 8", in: database, server)
            let connection = try await Connection(server.connectionSettings(database: database))
            #expect(try await connection.query("select n from t").count == numbers)
            await connection.close()
            try await server.stop()
        }
        try await saved.remove(first)
        try await saved.remove(second)
        #expect(saved.first(of: [second, first]) == nil)
    }

    /// What failed leaves nothing behind that a later one would take for finished.
    @Test func isWholeOrNotThere() async throws {
        struct Failure: Error {}
        let saved = try SavedCluster(try await PostgresInstallation.find())
        let key = "test \(UUID())"
        await #expect(throws: Failure.self) {
            try await saved.save(key, from: nil) { _ in throw Failure() }
        }
        #expect(saved.first(of: [key]) == nil)
    }

    private func execute(_ sql: String, in database: String, _ server: LocalServer) async throws {
        let connection = try await Connection(server.connectionSettings(database: database))
        try await connection.execute(sql)
        await connection.close()
    }
}
