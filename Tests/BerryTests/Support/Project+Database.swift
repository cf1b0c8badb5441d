import Foundation
import Postgres
import Testing

extension Project {
    /// Runs `body` on a project whose database, which isn't its private one, holds the development seeds.
    static func withDatabase(
        settings: String? = nil, _ body: (Project, TestDatabase, Connection) async throws -> Void
    ) async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            let project = project.with(environment: ["DATABASE_URL": database.address])
            if let settings {
                try project.write(
                    "berry.json",
                    "{\"specification\": \"spec/specification.json\", \"postgresql\": 15, \"database\": \(settings)}")
            }
            try await project.succeed("db", "setup", "--seed")
            let connection = try await database.connect()
            try await body(project, database, connection)
            await connection.close()
        }
    }

    /// Adds a field to the todos of the example.
    func add(field: String) throws {
        let notes = "{\"name\": \"notes\", \"type\": \"text\"},"
        try edit(notes, "\(notes) \(field),")
    }

    func write(migration name: String, up: String, down: String? = nil) throws {
        try write("database/migrations/\(name).up.sql", up)
        if let down { try write("database/migrations/\(name).down.sql", down) }
    }

    /// The one JSON document that a run printed.
    func json(_ run: Run) throws -> [String: Any] {
        try #require(
            JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any], "\(run.everything)")
    }
}

extension Connection {
    /// The rows of a statement, each as one text.
    func texts(_ sql: String) async throws -> [String] {
        try await query(sql).map { try $0.text(0) }
    }

    func count(_ sql: String) async throws -> Int { try await query(sql).count }
}
