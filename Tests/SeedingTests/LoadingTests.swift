import Diagnostics
import DomainModel
import LocalPostgres
import Postgres
import SQL
import Schema
import Seeding
import Specification
import SystemPackage
import Testing

/// Generated rows, accepted by a real server: what it takes satisfies every constraint.
@Suite struct LoadingTests {
    @Test(arguments: Example.all)
    func loadsCompletelyAndOnlyOnce(example: Example) async throws {
        let application = try TestApplication(example.specification)
        let seeds = application.seeds
        #expect(seeds.diagnostics.map(\.message) == [])
        #expect(
            Set(seeds.tables.map(\.name))
                == Set(application.schema.tables.map(\.name) + [.init("auth", "users")]))
        let source: DatabaseTemplate =
            application.model.target == .supabase ? .bootstrap(SupabasePlatform.bootstrap(.explicit)) : .empty
        try await withDatabase(application, on: source) { connection in
            let first = try await SeedLoader(seeds.sources).load(into: connection)
            let second = try await SeedLoader(seeds.sources).load(into: connection)
            for table in seeds.tables {
                #expect(first.table(named: table.name)?.inserted == table.rows.count)
                #expect(first.table(named: table.name)?.present == 0)
                #expect(second.table(named: table.name)?.inserted == 0)
                #expect(second.table(named: table.name)?.present == table.rows.count)
                let count = try await connection.query("select count(*) from \(table.name.sql)").one.int(0)
                #expect(count == table.rows.count)
            }
        }
    }

    @Test func twoLoadsAtOnceWaitForEachOther() async throws {
        let application = try TestApplication(Example.profile.specification)
        let sources = application.seeds.sources
        try await withDatabase(application) { connection in
            let other = try await Connection(connection.settings)
            async let first = SeedLoader(sources).load(into: connection)
            async let second = SeedLoader(sources).load(into: other)
            let inserted = try await (first.tables + second.tables).map(\.inserted).reduce(0, +)
            await other.close()
            #expect(inserted == application.seeds.tables.map(\.rows.count).reduce(0, +))
        }
    }

    @Test func identitiesGoOnAfterTheSeeds() async throws {
        let application = try TestApplication(
            entities:
                #"{"name": "Tag", "id": "bigint", "fields": [{"name": "name", "type": "text", "required": true}]}"#
        )
        let seeds = application.seeds
        try await withDatabase(application) { connection in
            _ = try await SeedLoader(seeds.sources).load(into: connection)
            let next = try await connection.query("insert into tags (name) values ('new') returning id").one
                .int(0)
            #expect(next == seeds.rows("tags").count + 1)
        }
    }

    @Test func profilesOfSignUpTakeTheSeedsValues() async throws {
        let application = try TestApplication(Example.profile.specification)
        try await withDatabase(application) { connection in
            _ = try await SeedLoader(application.seeds.sources).load(into: connection)
            let ada = try await connection.query(
                "select name, email, bio from users where id = 'a0000000-0000-4000-8000-000000000001'"
            ).one
            #expect(try ada.text("name") == "Ada Lovelace")
            #expect(try ada.text("email") == "ada@example.com")
            #expect(try ada.optionalText("bio") != nil)
            // A second load leaves edited rows alone.
            try await connection.execute("update users set bio = 'mine'")
            _ = try await SeedLoader(application.seeds.sources).load(into: connection)
            #expect(
                try await connection.query("select count(*) from users where bio = 'mine'").one.int(0) == 4)
        }
    }

    @Test func signUpThatRefusesAccountsIsForeseen() async throws {
        let application = try TestApplication(
            entities: """
                {"name": "User", "fields": [
                  {"name": "code", "type": "text", "required": true, "unique": true, "default": "x"},
                  {"name": "name", "type": "text", "required": true, "from": "metadata.full_name"}]}
                """)
        let seeds = application.seeds
        #expect(seeds.diagnostics.map(\.code) == ["seed-sign-up"])
        #expect(seeds.rows("users").count == 1)
        try await withDatabase(application) { connection in
            let problems = try await problems(seeds.sources, connection)
            #expect(problems == [])
        }
    }
}
