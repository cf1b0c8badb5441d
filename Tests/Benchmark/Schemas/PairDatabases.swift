import Catalog
import CatalogReader
import LocalPostgres
import Postgres
import Synchronization

/// Two databases of one server that hold the two sides of a generated pair, and copies of the first to try plans on.
struct PairDatabases {
    let server: LocalServer
    let tables: Int

    var old: String { "old_\(tables)" }
    var new: String { "new_\(tables)" }

    init(_ server: LocalServer, tables: Int) async throws {
        self.server = server
        self.tables = tables
        let generator = SchemaPairGenerator(tables: tables)
        try await make(old, generator.statements(.old))
        try await make(new, generator.statements(.new))
    }

    private func make(_ name: String, _ statements: [String]) async throws {
        try await server.createDatabase(name)
        try await connected(to: name) { connection in
            // Not all at once: a transaction that makes a thousand tables needs more locks than the server has.
            for start in stride(from: 0, to: statements.count, by: 500) {
                try await connection.execute(
                    statements[start..<min(start + 500, statements.count)].joined(separator: ";\n"))
            }
        }
    }

    /// - Parameter onStatement: told each statement that is sent.
    func connected<Value: Sendable>(
        to name: String, onStatement: (@Sendable (String) -> Void)? = nil,
        _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        let connection = try await Connection(
            server.connectionSettings(database: name), onStatement: onStatement)
        do {
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    /// What a database holds, over a connection of its own.
    func catalog(of name: String, onStatement: (@Sendable (String) -> Void)? = nil) async throws -> Catalog {
        try await connected(to: name, onStatement: onStatement) { try await CatalogReader.read($0) }
    }

    /// How many statements it takes to read the old side.
    func roundTrips() async throws -> Int {
        let count = Counter()
        _ = try await catalog(of: old) { _ in count.increment() }
        return count.value
    }

    /// Runs the statements of a plan on a copy of the old side.
    /// - Returns: what is wrong with the plan; nil when the copy then holds what the new side holds.
    func problem(applying plan: [String]) async throws -> String? {
        let copy = "copy_\(tables)"
        try await server.createDatabase(copy, from: .copy(of: old))
        var problem: String?
        do {
            try await connected(to: copy) { connection in
                for statement in plan { try await connection.execute(statement) }
            }
            let difference = CatalogDifference(
                expected: try await catalog(of: new), found: try await catalog(of: copy))
            if !difference.isEmpty {
                let count = difference.missing.count + difference.unexpected.count + difference.changed.count
                let first =
                    difference.missing.first?.id ?? difference.unexpected.first?.id
                    ?? difference.changed.first?.expected.id
                problem = "leaves \(count) differences, one in \(first.map(\.description) ?? "")"
            }
        } catch let error as PostgresError { problem = "doesn't apply: \(error)" }
        try await server.dropDatabase(copy)
        return problem
    }
}

/// Counts from whatever thread.
private final class Counter: Sendable {
    private let count = Mutex(0)

    func increment() { count.withLock { $0 += 1 } }

    var value: Int { count.withLock(\.self) }
}
