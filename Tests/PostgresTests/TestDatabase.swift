import LocalPostgres
import Postgres

/// One server and one database for all tests: each uses temporary tables, or names of its own.
private let shared = Task {
    let server = try await LocalServer.scratch()
    try await server.createDatabase("tests")
    return server
}

func testSettings() async throws -> ConnectionSettings {
    try await shared.value.connectionSettings(database: "tests")
}

func connect() async throws -> Connection { try await Connection(testSettings()) }
