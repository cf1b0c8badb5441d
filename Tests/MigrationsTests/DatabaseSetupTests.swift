import Catalog
import CatalogReader
import DatabaseTesting
import Diagnostics
import Foundation
import LocalPostgres
import Migrations
import Postgres
import Specification
import Testing

@Suite struct DatabaseSetupTests {
    private static let project = "11111111-2222-3333-4444-555555555555"

    private func setup(
        _ connection: Connection, project: String = project, target: Target = .supabase
    ) -> DatabaseSetup {
        DatabaseSetup(connection, project: project, application: "todo", target: target)
    }

    @Test func appliesOnceAndVerifies() async throws {
        let migration = try Example("todo").migration
        try await withDatabase(.supabaseExplicit) { connection in
            let setup = setup(connection)
            #expect(try await setup.inspect() == .empty)
            #expect(try await setup.apply(migration))
            let expected = try await CatalogReader.read(connection)
            guard case .own(let ledger) = try await setup.inspect() else {
                Issue.record("the database isn't recognized")
                return
            }
            #expect(ledger.application == "todo")
            let applied = try #require(ledger.migrations.first)
            #expect(ledger.migrations.count == 1)
            #expect((applied.version, applied.name) == (migration.version, "initial_schema"))
            #expect(applied.digest == migration.digest)
            #expect(try await !setup.apply(migration))
            let verification = try await setup.verify([migration], expected: expected)
            #expect(verification.succeeded, "\(verification.diagnostics)")
            #expect(verification.tables == 2)
            // Ids are compared, not spellings.
            #expect(try await !self.setup(connection, project: Self.project.uppercased()).apply(migration))
        }
    }

    /// Seeds that load nothing twice by themselves, such as scripts, rely on the ledger alone.
    @Test func twoRunsAtOnceSeedOnce() async throws {
        let server = try await testServer()
        let migration = try Example("todo").migration
        try await withDatabase(.supabaseExplicit) { connection in
            #expect(try await setup(connection).apply(migration))
            try await connection.execute("create table public.rows (id int)")
            let name = try await connection.query("select current_database()").one.text(0)
            let loaded = try await withThrowingTaskGroup(of: Int?.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        let connection = try await Connection(server.connectionSettings(database: name))
                        let loaded = try await setup(connection).seed("development") { connection in
                            try await connection.execute("insert into public.rows values (1); select pg_sleep(0.1)")
                            return number
                        }
                        await connection.close()
                        return loaded
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(loaded.compactMap(\.self).count == 1)
            #expect(try await connection.query("select from public.rows").count == 1)
            let other = try await setup(connection).seed("staging") { _ in true }
            #expect(other == true)
        }
    }

    @Test func seedsThatFailAreLoadedTheNextTime() async throws {
        let migration = try Example("todo").migration
        try await withDatabase(.supabaseExplicit) { connection in
            let setup = setup(connection)
            #expect(try await setup.apply(migration))
            let error = await #expect(throws: DiagnosticsError.self) {
                try await setup.seed("development") { _ = try await $0.execute("select 1 / 0") }
            }
            #expect(error?.diagnostics.first?.notes.map(\.message) == ["no seed was loaded"])
            let again = try await setup.seed("development") { _ in true }
            #expect(again == true)
        }
    }

    @Test(arguments: [
        ("create table public.mine (id int)", ["it holds the table public.mine"]),
        ("create schema app; create view app.\"My View\" as select 1", ["it holds the view app.\"My View\""]),
        ("create function public.f() returns int language sql as 'select 1'", ["it holds the function public.f()"]),
        ("create type public.mood as enum ('good')", ["it holds the type public.mood"]),
        ("create sequence public.s", ["it holds the sequence public.s"]),
        (
            "create table public.project (id int); create schema berry",
            ["it holds the schema berry", "it holds the table public.project"]
        ),
        ("create type public.ts as (a int)", ["it holds the type public.ts"]),
        ("create schema private; grant all on schema private to anon", ["it holds the schema private"]),
        (
            "create schema berry; create table berry.project (x int)",
            ["it holds the schema berry", "it holds the table berry.project"]
        ),
        ("create collation public.c from \"C\"", ["it holds the collation public.c"]),
    ])
    func foreignThingsAreInTheWay(sql: String, notes: [String]) async throws {
        let migration = try Example("todo", target: .postgres).migration
        try await withDatabase(.plain) { connection in
            try await connection.execute(sql)
            let error = await #expect(throws: DiagnosticsError.self) {
                try await setup(connection, target: .postgres).apply(migration)
            }
            let diagnostic = try #require(error?.diagnostics.first)
            #expect(diagnostic.code == "database-not-empty")
            #expect(diagnostic.notes.map(\.message) == notes)
            #expect(try await connection.query("select to_regclass('berry.migrations') is null").one.bool(0))
        }
    }

    @Test(arguments: World.allCases)
    func emptySchemasAndExtensionsAreNot(world: World) async throws {
        try await withDatabase(world) { connection in
            #expect(try await setup(connection, target: world.target).inspect() == .empty)
            try await connection.execute("create schema app")
            // Not every distribution of PostgreSQL brings the contrib extensions.
            let available = try await connection.query(
                "select name from pg_available_extensions where name in ('citext', 'hstore') order by name")
            for row in available {
                try await connection.execute("create extension \(try row.text(0)) schema app")
            }
            #expect(try await setup(connection, target: world.target).inspect() == .empty)
        }
    }

    /// What is there is named before anything is written.
    @Test(arguments: [
        (World.plain, Target.supabase, "", "isn't a Supabase project's", "\"target\": \"postgres\""),
        (.supabaseLegacy, .postgres, "", "is a Supabase project's", "\"target\": \"supabase\""),
        (.supabaseExplicit, .postgres, "", "is a Supabase project's", "\"target\": \"supabase\""),
        (.plain, .postgres, "create schema auth", "has a schema auth already", "use an empty database"),
    ])
    func anotherTargetIsRefused(world: World, target: Target, sql: String, words: String, fix: String) async throws {
        let migration = try Example("todo", target: target).migration
        try await withDatabase(world) { connection in
            try await connection.execute(sql)
            let setup = setup(connection, target: target)
            let inspected = await #expect(throws: DiagnosticsError.self) { try await setup.inspect() }
            let applied = await #expect(throws: DiagnosticsError.self) { try await setup.apply(migration) }
            #expect(inspected == applied)
            let diagnostic = try #require(inspected?.diagnostics.first)
            #expect(diagnostic.code == "target-mismatch")
            #expect(diagnostic.message.hasSuffix(words), "\(diagnostic)")
            #expect(diagnostic.fix?.contains(fix) == true, "\(diagnostic)")
        }
    }

    /// On a server of its own, because roles belong to the whole server.
    @Test func missingRolesAreForAnAdministrator() async throws {
        let server = try await LocalServer.scratch()
        try await server.createDatabase("todo")
        let administrator = try await Connection(
            ConnectionSettings(host: "\(server.socketFolder)", user: "supabase_admin", database: "todo"))
        try await administrator.execute("drop role anon; drop role service_role")
        let connection = try await Connection(server.connectionSettings(database: "todo"))
        let migration = try Example("todo", target: .postgres).migration
        let setup = setup(connection, target: .postgres)
        let error = await #expect(throws: DiagnosticsError.self) { try await setup.apply(migration) }
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(diagnostic.code == "missing-roles")
        #expect(diagnostic.message.contains("(anon, service_role), and the role 'postgres'"), "\(diagnostic)")
        let words = "let an administrator of the server run: "
        let fix = try #require(diagnostic.fix)
        #expect(fix.hasPrefix(words))
        try await administrator.execute(String(fix.dropFirst(words.count)))
        #expect(try await setup.apply(migration))
        await administrator.close()
        await connection.close()
        try await server.stop()
    }

    /// Row level security means nothing to roles that bypass it.
    @Test(arguments: [
        "alter role authenticated bypassrls", "alter role anon superuser", "alter role service_role nobypassrls",
    ])
    func unsafeRolesAreRefused(change: String) async throws {
        let server = try await LocalServer.scratch()
        try await server.createDatabase("todo")
        let administrator = try await Connection(
            ConnectionSettings(host: "\(server.socketFolder)", user: "supabase_admin", database: "todo"))
        let connection = try await Connection(server.connectionSettings(database: "todo"))
        let migration = try Example("todo", target: .postgres).migration
        let setup = setup(connection, target: .postgres)
        try await administrator.execute(change)
        let error = await #expect(throws: DiagnosticsError.self) { try await setup.apply(migration) }
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(diagnostic.code == "unsafe-role")
        let words = "let an administrator run: "
        let fix = try #require(diagnostic.fix)
        #expect(fix.hasPrefix(words))
        try await administrator.execute(String(fix.dropFirst(words.count)))
        #expect(try await setup.apply(migration))
        // Somebody may change a role later as well.
        try await administrator.execute(change)
        let verification = try await setup.verify([migration], expected: .init([]))
        #expect(verification.roles.map { $0.code } == ["unsafe-role"])
        await administrator.close()
        await connection.close()
        try await server.stop()
    }

    @Test func anotherProjectIsRefused() async throws {
        let migration = try Example("todo").migration
        try await withDatabase(.supabaseExplicit) { connection in
            #expect(try await setup(connection).apply(migration))
            let error = try await #require(throws: DiagnosticsError.self) {
                try await setup(connection, project: "99999999-2222-3333-4444-555555555555").apply(migration)
            }
            #expect(error.diagnostics.map(\.code) == ["other-project"])
            let changed = Migration(
                version: migration.version, name: migration.name, up: migration.up + "-- changed\n", down: "")
            let behind = await #expect(throws: DiagnosticsError.self) { try await setup(connection).apply(changed) }
            #expect(behind?.diagnostics.map(\.code) == ["database-behind"])
        }
    }

    @Test func aFailureLeavesNothingAndSaysWhere() async throws {
        var broken = try Example("todo").migration
        broken.up = "-- 😀 é\ncreate table public.a (id int);\n  select 1 / 0, nothing;\n"
        let migration = broken
        try await withDatabase(.plain) { connection in
            let error = await #expect(throws: DiagnosticsError.self) {
                try await setup(connection, target: .postgres).apply(migration)
            }
            let diagnostic = try #require(error?.diagnostics.first)
            #expect(diagnostic.message.contains("SQLSTATE 42703"))
            let location = try #require(diagnostic.location)
            #expect(location.file == migration.upPath)
            #expect((location.line, location.column) == (3, 17))
            #expect(try await setup(connection, target: .postgres).inspect() == .empty)
        }
    }

    /// A connection that is lost before COMMIT has changed nothing; during COMMIT, only the ledger knows.
    @Test(arguments: [
        ("immediate", "nothing was changed", "Open a new connection"),
        ("deferred", "Look what is there", "the ledger in the database tells"),
    ])
    func aLostConnection(moment: String, note: String, fix: String) async throws {
        let migration = Migration(
            version: "20260102030405", name: "leaving",
            up: """
                create table public.a (id int);
                create function public.leave() returns trigger language plpgsql as
                  'begin perform pg_terminate_backend(pg_backend_pid()); return null; end';
                create constraint trigger leave after insert on public.a deferrable
                  initially \(moment) for each row execute function public.leave();
                insert into public.a values (1);
                """, down: "")
        try await withDatabase(.plain) { connection in
            let error = await #expect(throws: DiagnosticsError.self) {
                try await setup(connection, target: .postgres).apply(migration)
            }
            let diagnostic = try #require(error?.diagnostics.first)
            #expect(diagnostic.message.contains("the connection to the database server was lost"))
            #expect(diagnostic.notes.contains { $0.message.contains(note) }, "\(diagnostic)")
            #expect(diagnostic.fix?.contains(fix) == true, "\(diagnostic)")
        }
    }

    @Test func aRoleWithoutRightsIsToldSo() async throws {
        let server = try await testServer()
        let migration = try Example("todo", target: .postgres).migration
        try await withDatabase(.plain) { connection in
            let name = try await connection.query("select current_database()").one.text(0)
            let other = try await Connection(server.connectionSettings(database: name, role: .authenticator))
            for action in [0, 1] {
                if action == 1 { #expect(try await setup(connection, target: .postgres).apply(migration)) }
                let error = await #expect(throws: DiagnosticsError.self) {
                    try await setup(other, target: .postgres).apply(migration)
                }
                let diagnostic = try #require(error?.diagnostics.first)
                #expect(diagnostic.message.contains("permission denied") && diagnostic.message.contains("42501"))
                #expect(diagnostic.fix?.contains("owner of the database") == true)
            }
            await other.close()
        }
    }

    @Test func twoRunsAtOnceApplyItOnce() async throws {
        let server = try await testServer()
        let migration = try Example("blog", target: .supabase).migration
        try await withDatabase(.supabaseLegacy) { connection in
            let name = try await connection.query("select current_database()").one.text(0)
            let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let connection = try await Connection(server.connectionSettings(database: name))
                        let setup = DatabaseSetup(
                            connection, project: Self.project, application: "blog", target: .supabase)
                        let applied = try await setup.apply(migration)
                        await connection.close()
                        return applied
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 }.count == 1)
            #expect(outcomes.count == 4)
        }
    }

    /// Each change by hand is named.
    @Test func verificationNamesWhatWasChanged() async throws {
        let migration = try Example("todo").migration
        for line in try lines(ofFile: "MigrationsTests/Cases/drift.txt") {
            let parts = line.components(separatedBy: " => ")
            let (change, message) = (try #require(parts.first), try #require(parts.last))
            try await withDatabase(.supabaseLegacy) { connection in
                let setup = setup(connection)
                #expect(try await setup.apply(migration))
                let expected = try await CatalogReader.read(connection)
                try await connection.execute(change)
                let verification = try await setup.verify([migration], expected: expected)
                #expect(!verification.succeeded)
                #expect(verification.diagnostics.map(\.message).contains(message), "\(verification.diagnostics)")
                #expect(verification.diagnostics.allSatisfy { $0.fix != nil }, "\(verification.diagnostics)")
            }
        }
    }
}
