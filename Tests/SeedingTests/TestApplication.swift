import Diagnostics
import DomainModel
import GeneratedFiles
import LocalPostgres
import Postgres
import SQL
import Schema
import Seeding
import Specification

/// A specification on its way to seeds.
struct TestApplication {
    let model: DomainModel
    let schema: DatabaseSchema

    init(_ json: String) throws {
        let document = try Document(SourceFile(path: "test.json", text: json))
        var diagnostics = Diagnostics()
        var reading = Reading(file: document.file)
        let specification = Specification.read(document.root, &reading)
        diagnostics = reading.diagnostics
        let model = specification.flatMap { DomainModel.normalize($0, reporting: &diagnostics) }
        guard let model else { throw DiagnosticsError(diagnostics.all) }
        self.model = model
        schema = DatabaseSchema(model)
    }

    /// Entities of an application for plain PostgreSQL.
    init(entities: String, more: String = "") throws {
        try self.init(
            #"{"berry": 1, "name": "test", "target": "postgres", \#(more) "entities": [\#(entities)]}"#)
    }

    var seeds: SeedData { SeedData(schema: schema, model: model) }
}

extension SeedData {
    var sources: [SourceFile] { files.map { SourceFile(path: $0.path, bytes: $0.contents) } }

    func rows(_ table: String) -> [[String: SeedValue]] {
        guard let table = self.table(named: QualifiedName("public", table)) else { return [] }
        return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.columns, $0)) }
    }
}

/// One server for all tests; it ends with the process.
private let server = Task { try await LocalServer.scratch() }

/// Lets few tests at a time have a database: a server has a limited number of connections.
private actor Turns {
    private var free = 4
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func begin() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func end() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

private let turns = Turns()

/// Runs `body` in a new database with the application's schema.
func withDatabase<Value>(
    _ application: TestApplication, on bootstrap: DatabaseTemplate = .empty,
    _ body: (Connection) async throws -> Value
) async throws -> Value {
    await turns.begin()
    let result: Result<Value, any Error>
    do {
        result = .success(try await withoutWaiting(application, bootstrap, body))
    } catch {
        result = .failure(error)
    }
    await turns.end()
    return try result.get()
}

private func withoutWaiting<Value>(
    _ application: TestApplication, _ bootstrap: DatabaseTemplate, _ body: (Connection) async throws -> Value
) async throws -> Value {
    let server = try await server.value
    let name = "seeds_\(UInt64.random(in: 0...UInt64.max))"
    try await server.createDatabase(name, from: bootstrap)
    let connection = try await Connection(server.connectionSettings(database: name))
    let result: Result<Value, any Error>
    do {
        // The server's bootstrap role makes the API roles; statements that would make them find them there.
        try await connection.execute(application.schema.statements.map(\.sql).joined(separator: "\n"))
        result = .success(try await body(connection))
    } catch {
        result = .failure(error)
    }
    await connection.close()
    try await server.dropDatabase(name)
    return try result.get()
}

/// What loading `files` complains about; nothing when it works.
func problems(_ files: [SourceFile], _ connection: Connection) async throws -> [Diagnostic] {
    do {
        _ = try await SeedLoader(files).load(into: connection)
        return []
    } catch let error as DiagnosticsError {
        return error.diagnostics
    }
}
