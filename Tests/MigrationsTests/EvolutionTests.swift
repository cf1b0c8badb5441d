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

/// What a specification says of former names and of rows: the migrations, and what becomes of rows on the way there and
/// back.
@Suite(.serialized) struct EvolutionTests {
    @Test func thereAreCases() { #expect(EvolutionCase.names.count >= 8) }

    @Test(arguments: EvolutionCase.names)
    func leadsThereAndBack(name: String) async throws {
        let example = try EvolutionCase(name)
        let (before, after) = (try Example(json: example.before), try Example(json: example.after))
        let (version, missing) = try await Self.server(without: after.model.extensions)
        guard missing.isEmpty else {
            try Test.cancel("this PostgreSQL comes without \(missing.joined(separator: ", "))")
        }
        let desired = try await Rehearsal.describe(after.schema, after.access, on: .postgres).catalog
        let next = NextMigration(
            after: MigrationHistory([before.migration]), target: .postgres, version: "20260102030406", name: "change",
            evolution: after.schema.evolution, largeTables: example.large)
        let migrations = try await next.migrations(to: desired)
        let results = try await withDatabase(.plain) { connection in
            try await connection.execute(before.migration.up)
            try await connection.execute(example.rows)
            let original = try await CatalogReader.read(connection)
            for migration in migrations { try await connection.execute(migration.up) }
            let found = try await CatalogReader.read(connection)
            #expect(CatalogDifference(expected: desired, found: found).isEmpty)
            let rows = try await Self.rows(example.queries.last, connection)
            for migration in migrations.reversed() { try await connection.execute(migration.down ?? "") }
            let back = try await CatalogReader.read(connection)
            #expect(CatalogDifference(expected: original, found: back).isEmpty)
            return [
                ("migrations", migrations.map { "\($0.upPath.split(separator: "/").last ?? "")\n\($0.up)\n" }.joined()),
                ("rows afterwards", rows), ("rows taken back", try await Self.rows(example.queries.first, connection)),
            ]
        }
        // Of views, each version prints another text.
        if version == 15 { try compare(example.text(results), withFile: example.path) }
    }

    /// The server's major version, and the extensions that it hasn't, or gives to superusers only.
    private static func server(without extensions: [String]) async throws -> (version: Int, missing: [String]) {
        try await withDatabase(.plain) { connection in
            let version = try await connection.query("select current_setting('server_version_num')::int / 10000").one
            let known = try await connection.query(
                "select name::text from pg_available_extension_versions where trusted or not superuser")
            let names = try known.map { try $0.text(0) }
            return (try Int(version.int(0)), extensions.filter { !names.contains($0) })
        }
    }

    private static func rows(_ query: String?, _ connection: Connection) async throws -> String {
        guard let query else { return "" }
        return try await connection.query(query).map { "\(try $0.optionalText(0) ?? "-")\n" }.joined()
    }
}
