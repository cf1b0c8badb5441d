import Catalog
import CatalogReader
import DatabaseTesting
import Diagnostics
import Migrations
import Specification
import Testing

@Suite struct RehearsalTests {
    @Test(arguments: [World.supabaseExplicit, .plain])
    func readsWhatTheDatabaseWillHold(world: World) async throws {
        let migration = try Example("todo", target: world.target).migration
        let rehearsed = try await Rehearsal.catalog(of: migration, on: world.target)
        try await withDatabase(world) { connection in
            let setup = DatabaseSetup(
                connection, project: "00000000-0000-0000-0000-000000000001", application: "todo",
                target: world.target)
            #expect(try await setup.apply(migration))
            let found = try await CatalogReader.read(connection)
            #expect(CatalogDifference(expected: rehearsed, found: found).isEmpty)
        }
    }

    /// What the database would refuse because of the settings that migrations run under is refused before.
    @Test func runsUnderTheSameSettings() async throws {
        let migration = Migration(version: "20260102030405", name: "x", up: "create table things (id int)", down: "")
        let rehearsed = await #expect(throws: DiagnosticsError.self) {
            try await Rehearsal.catalog(of: migration, on: .postgres)
        }
        let diagnostic = try #require(rehearsed?.diagnostics.first)
        #expect(diagnostic.code == "describe")
        #expect(diagnostic.message.contains("PostgreSQL refuses the schema: permission denied"), "\(diagnostic)")
        #expect(diagnostic.fix != nil)
    }
}
