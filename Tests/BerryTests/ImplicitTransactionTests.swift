import CatalogReader
import Foundation
import Postgres
import Testing

/// golang-migrate and the Supabase CLI send a file as it is, and PostgreSQL makes one transaction of it.
@Suite struct ImplicitTransactionTests {
    @Test func everyFileRunsAsOneImplicitTransaction() async throws {
        try await Project.withDatabase { project, _, connection in
            try project.add(
                field: "{\"name\": \"dueDate\", \"type\": \"date\", \"indexed\": true}")
            try await project.succeed("db", "push", "--message", "due dates", "--yes")
            let folder = project.path("database/migrations")
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { $0.hasSuffix(".up.sql") }.sorted()
            let texts = try files.map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
            #expect(texts.count > 2)
            #expect(texts.contains { $0.lowercased().contains("concurrently") })
            let fresh = try await TestDatabase.make()
            let runner = try await fresh.connect()
            for text in texts { try await runner.execute(text) }
            #expect(try await CatalogReader.read(runner) == CatalogReader.read(connection))
            await runner.close()
        }
    }
}
