public import LocalPostgres
public import Postgres
public import Specification

/// One server for all tests of the process; it ends with it.
public func testServer() async throws -> LocalServer { try await shared.value }

private let shared = Task { try await LocalServer.scratch() }

/// What a database is before a migration runs.
public enum World: String, Sendable, CaseIterable {
    /// Plain PostgreSQL: an empty database.
    case plain
    /// Supabase projects made before their default privileges changed in 2026, and after.
    case supabaseLegacy, supabaseExplicit

    /// What a specification for it says.
    public var target: Target { self == .plain ? .postgres : .supabase }

    public var source: DatabaseTemplate {
        switch self {
        case .plain: .empty
        case .supabaseLegacy: .bootstrap(SupabasePlatform.bootstrap(.legacy))
        case .supabaseExplicit: .bootstrap(SupabasePlatform.bootstrap(.explicit))
        }
    }
}

/// Lets so many in at once: the server has a hundred connections, and tests come by the hundred.
private actor Gate {
    private var free = 32
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

private let gate = Gate()

/// Runs `body` in a new database, as the role `postgres`, which is no superuser.
public func withDatabase<Value: Sendable>(
    _ world: World, _ body: (Connection) async throws -> Value
) async throws -> Value {
    await gate.enter()
    do {
        let value = try await inNewDatabase(world, body)
        await gate.leave()
        return value
    } catch {
        await gate.leave()
        throw error
    }
}

private func inNewDatabase<Value: Sendable>(
    _ world: World, _ body: (Connection) async throws -> Value
) async throws -> Value {
    let server = try await testServer()
    let name = "test_\(UInt64.random(in: 0...UInt64.max))"
    try await server.createDatabase(name, from: world.source)
    let connection = try await Connection(server.connectionSettings(database: name))
    do {
        let value = try await body(connection)
        await connection.close()
        try await server.dropDatabase(name)
        return value
    } catch {
        await connection.close()
        try? await server.dropDatabase(name)
        throw error
    }
}
