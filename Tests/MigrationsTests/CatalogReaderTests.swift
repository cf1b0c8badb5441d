import Catalog
import CatalogReader
import DatabaseTesting
import Postgres
import Testing

@Suite struct CatalogReaderTests {
    /// Reading neither ends the caller's transaction nor changes its settings.
    @Test func readsWithinATransaction() async throws {
        try await withDatabase(.plain) { connection in
            try await connection.execute("create schema app")
            let before = try await CatalogReader.read(connection)
            let within = try await connection.transaction { connection in
                try await connection.execute("set local search_path = app; create table things (id int)")
                let catalog = try await CatalogReader.read(connection)
                try await connection.execute("create table more (id int)")
                let tables = try await connection.query(
                    "select from pg_tables where schemaname = 'app' and tablename in ('things', 'more')")
                #expect(tables.count == 2)
                try await connection.execute("drop table things, more")
                return catalog
            }
            let difference = CatalogDifference(expected: before, found: within)
            #expect(difference.unexpected.contains { $0.kind == .table && $0.name == "app.things" })
            #expect(difference.missing.isEmpty && difference.changed.isEmpty)
            let after = try await CatalogReader.read(connection)
            #expect(CatalogDifference(expected: before, found: after).isEmpty)
        }
    }
}
