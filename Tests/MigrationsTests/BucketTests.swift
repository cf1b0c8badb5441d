import Catalog
import CatalogReader
import DatabaseTesting
import DomainModel
import Migrations
import Postgres
import Schema
import SchemaDiff
import Specification
import Testing

/// Buckets of Supabase's storage come, change and stay.
@Suite struct BucketTests {
    private static func example(_ fields: String) throws -> Example {
        try Example(
            json: #"""
                {"berry": 1, "name": "buckets", "entities": [{"name": "Place", "fields": [\#(fields)],
                  "access": [{"who": "signedIn", "can": ["read"]}]}]}
                """#)
    }

    @Test func migrationsMakeBucketsAndLeaveThem() async throws {
        let before = try Self.example(#"{"name": "name", "type": "text"}"#)
        let after = try Self.example(#"{"name": "name", "type": "text"}, {"name": "photo", "type": "image"}"#)
        let desired = try await Rehearsal.catalog(of: after.migration, on: .supabase)
        #expect(desired.facts.contains { $0.kind == .bucket && $0.name == "'places_photo'" })
        let next = NextMigration(
            after: MigrationHistory([before.migration]), target: .supabase, version: "20260102030406", name: "change",
            evolution: after.schema.evolution)
        let migrations = try await next.migrations(to: desired)
        try await withDatabase(.supabaseExplicit) { connection in
            try await connection.execute(before.migration.up)
            let original = try await CatalogReader.read(connection)
            for _ in 0..<2 {
                for migration in migrations { try await connection.execute(migration.up) }
                let found = try await CatalogReader.read(connection)
                #expect(CatalogDifference(expected: desired, found: found).isEmpty)
                for migration in migrations.reversed() { try await connection.execute(migration.down ?? "") }
                let back = try await CatalogReader.read(connection)
                #expect(CatalogDifference(expected: original, found: back).isEmpty)
                // It may hold files, so it stays.
                #expect(try await connection.query("select from storage.buckets where id = 'places_photo'").count == 1)
            }
        }
    }
}
