import Catalog
import DatabaseTesting
import Diagnostics
import Migrations
import Specification
import Testing

/// SQL files of a project that are part of its schema.
@Suite struct HandWrittenSQLTests {
    private static let example = #"""
        {"berry": 1, "name": "a", "target": "postgres", "entities": [
          {"name": "Todo", "access": [], "fields": [{"name": "title", "type": "text"}]}]}
        """#

    private static func describe(_ files: (name: String, text: String)...) async throws -> DescribedSchema {
        try await Rehearsal.describe(
            Example(json: example).migration,
            HandWrittenSQL(files.map { SourceFile(path: $0.name, text: $0.text) }), on: .postgres)
    }

    private static func diagnostics(of text: String) async throws -> [Diagnostic] {
        let error = await #expect(throws: DiagnosticsError.self) { try await describe(("a.sql", text)) }
        return error?.diagnostics ?? []
    }

    @Test func anOrderIsFound() async throws {
        let described = try await Self.describe(
            (
                "views.sql",
                "create view public.b as select * from public.a;\n-- the first\ncreate view public.c as select 1 as x;"
            ),
            ("more.sql", "create view public.a as select title from public.todos;"))
        #expect(
            described.handWritten.map { $0.split(separator: " as ")[0] } == [
                "-- the first\ncreate view public.c", "create view public.a", "create view public.b",
            ])
        #expect(described.reverse == ["drop view public.b", "drop view public.a", "drop view public.c"])
        #expect(described.catalog[Fact.ID(.view, "public.b")] != nil)
    }

    @Test func theInitialMigrationHasThem() async throws {
        let example = try Example(json: Self.example)
        let described = try await Self.describe(("a.sql", "create view public.a as select title from public.todos"))
        let migration = Migration.initial(version: "20260102030405", example.schema, example.access, described)
        #expect(try await Rehearsal.catalog(of: migration, on: .postgres)[Fact.ID(.view, "public.a")] != nil)
        #expect(migration.down?.contains("drop view public.a;") == true)
    }

    @Test func whatBerryGeneratesStays() async throws {
        for text in ["alter table public.todos add column x int", "alter table public.todos drop column title"] {
            let found = try await Self.diagnostics(of: "create view public.v as select 1 as x;\n\(text);")
            #expect(found.first?.code == "sql-changes-schema")
            #expect(found.first?.location?.line == 2)
            #expect(found.first?.message.contains("public.todos.") == true)
        }
    }

    @Test func constraintsMayBeAdded() async throws {
        let described = try await Self.describe(
            ("a.sql", "alter table public.todos add constraint no_x check (title !~ '^x')"))
        #expect(described.catalog[Fact.ID(.constraint, "no_x on public.todos")] != nil)
        #expect(described.reverse == ["alter table public.todos drop constraint no_x"])
    }

    @Test func itPutsNoRowsAndChangesNone() async throws {
        let found = try await Self.diagnostics(
            of: """
                insert into public.todos (title) values ('x');
                delete from public.todos; commit;
                do $$ begin end $$;
                """)
        #expect(found.map(\.code) == Array(repeating: "sql-statement", count: 4))
        #expect(found.compactMap { $0.location.map { "\($0.line):\($0.column)" } } == ["1:1", "2:1", "2:27", "3:1"])
    }

    @Test func whatPostgreSQLRefusesHasItsPlace() async throws {
        let found = try await Self.diagnostics(of: "\n  create view public.v as select nothing from public.todos;")
        #expect(found.map(\.code) == ["sql-refused"])
        #expect(found.first?.location.map { "\($0.line):\($0.column)" } == "2:34")
        #expect(found.first?.message.contains("column \"nothing\" does not exist (SQLSTATE 42703)") == true)
    }
}
