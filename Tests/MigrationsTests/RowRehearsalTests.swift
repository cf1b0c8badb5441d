import Catalog
import Diagnostics
import Migrations
import Schema
import Specification
import Testing

/// A plan is run once more on tables that hold generated rows, there and back.
@Suite struct RowRehearsalTests {
    /// The migrations that lead from one schema to another, and what is said about them.
    private static func migrations(
        from old: String, to new: String
    ) async throws -> (migrations: [Migration], said: [Diagnostic]) {
        let history = Migration(version: "20260101000000", name: "before", up: old, down: "")
        let desired = try await Rehearsal.catalog(
            of: Migration(version: "20260101000000", name: "after", up: new, down: ""), on: .postgres)
        let next = NextMigration(
            after: MigrationHistory([history]), target: .postgres, version: "20260102030406", name: "change",
            evolution: SchemaEvolution())
        var said: [Diagnostic] = []
        let migrations = try await next.migrations(to: desired) { said.append($0) }
        return (migrations, said)
    }

    /// Values of every common type, required columns, checks, references and keys.
    private static let tables = """
        create type public.mood as enum ('calm', 'busy');
        create domain public.code as text check (value ~ '^[a-z]+-[0-9]+$');
        create table public.people (id uuid primary key, email text not null unique check (email like '%@%'),
          mood public.mood not null, born date not null, seen timestamptz not null, tags text[] not null, size numeric(4, 1) not null,
          level text not null check (level in ('low', 'high')), code public.code not null, is_new boolean not null);
        create unlogged table public.visits (id bigint generated always as identity primary key,
          person uuid not null references public.people (id), pages int not null check (pages >= 10));
        """

    @Test func tellsWhichTablesAreWrittenAnew() async throws {
        let (migrations, said) = try await Self.migrations(
            from: Self.tables, to: Self.tables.replacing("create unlogged table", with: "create table"))
        #expect(migrations.count == 1)
        let head = migrations.first?.up.split(separator: "\n").prefix { $0.hasPrefix("-- ") } ?? []
        #expect(head.contains("-- Writes every row of visits anew."), "\(head)")
        // None of the tables stayed empty, and the way back leads back.
        #expect(said.isEmpty, "\(said)")
    }

    @Test func namesTablesThatTakeNoRows() async throws {
        let table = "create table public.odd (id int primary key, note text not null check (note = upper('x') || 'y'));"
        let (_, said) = try await Self.migrations(
            from: table, to: table + "alter table public.odd add column size int;")
        #expect(said.map(\.code) == ["rehearsed-empty"], "\(said)")
        #expect(said.first?.severity == .note)
        #expect(said.first?.message.contains("without rows in public.odd") == true, "\(said)")
    }

    /// Rows that refer to a table can't do so after it has come back without its own.
    @Test func saysWhenRowsBarTheWayBack() async throws {
        let visits = "create table public.visits (id int primary key, person int not null"
        let (migrations, said) = try await Self.migrations(
            from: "create table public.people (id int primary key); \(visits) references public.people (id));",
            to: "\(visits));")
        #expect(said.map(\.code) == ["way-back-stopped-by-rows"], "\(said)")
        let path = try #require(migrations.last).path(.down)
        #expect(said.first?.message.hasPrefix("with rows in the tables, \(path) may not lead back") == true, "\(said)")
        #expect(said.first?.location != nil)
    }
}
