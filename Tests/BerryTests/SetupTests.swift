import Foundation
import LocalPostgres
import Postgres
import SystemPackage
import Testing

/// Which databases `db setup` accepts, and what it says about the others.
@Suite struct SetupTests {
    @Test func likeAFreshSupabaseProject() async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            let first = try await project.succeed("db", "setup", "--database-url", database.address)
            #expect(first.output.contains("todo is set up: 2 tables, every one with row level security."))
            let connection = try await database.connect()
            let before = try await DatabaseSnapshot(connection, project: project.id)
            try await project.succeed("db", "setup", "--database-url", database.address)
            #expect(try await DatabaseSnapshot(connection, project: project.id) == before)
            // Development rows go only into the private server, unless somebody says otherwise.
            #expect(before.rows["public.todos"] == [])
        }
    }

    /// The examples' own rows suit their tables, and are loaded once.
    @Test(arguments: [("todo", true), ("blog", true), ("restaurants", false), ("shop", false)])
    func seedsOfTheExamples(example: String, isSupabase: Bool) async throws {
        let database = try await TestDatabase.make(isSupabase: isSupabase)
        try await Project.with(example: example) { project in
            try await project.succeed("db", "setup", "--database-url", database.address, "--seed")
            let connection = try await database.connect()
            let first = try await DatabaseSnapshot(connection, project: project.id)
            #expect(first.rows.filter { $0.value.isEmpty }.keys.sorted() == [], "tables without a row")
            try await project.succeed("db", "setup", "--database-url", database.address, "--seed")
            #expect(try await DatabaseSnapshot(connection, project: project.id) == first)
            let status = try await project.succeed("db", "status", "--database-url", database.address)
            #expect(status.output.contains("Seeds:      development"))
        }
    }

    @Test func statusNamesWhatIsElsewhere() async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            try await project.succeed("db", "setup", "--database-url", database.address)
            let name = "20260101000000_initial_schema"
            for (change, word, words) in [
                ("-- edited\n", "changed", "applied, but its file was changed since"),
                (nil, "unknown", "applied, but not in this folder"),
            ] {
                let file = "database/migrations/\(name).up.sql"
                if let change { try project.append(file, change) } else { try project.remove(file) }
                let json = try await project.succeed("db", "status", "--database-url", database.address, "--json")
                #expect(json.output.contains("\"state\" : \"\(word)\""), "\(json.output)")
                let text = try await project.succeed("db", "status", "--database-url", database.address)
                #expect(text.output.contains(words), "\(text.output)")
            }
        }
    }

    /// The schema is there when seeds are refused, so its migration may not change any more.
    @Test func aMigrationIsSealedThoughASeedIsRefused() async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            try project.write("database/seeds/common/todos.json", "[{\"id\": 1}]")
            let run = try await project.berry("db", "setup", "--seed", "--database-url", database.address)
            #expect(run.status == 1)
            #expect(run.errors.contains("database/seeds/common/todos.json:1:"), "\(run.errors)")
            let connection = try await database.connect()
            #expect(try await connection.query("select from berry.migrations").count == 1)
            #expect(try project.read("database/migrations/berry.sum").contains("initial_schema.up.sql sha256:"))

            try project.edit("\"maxLength\": 200", "\"maxLength\": 100")
            let before = try project.read("database/migrations/20260101000000_initial_schema.up.sql")
            try await project.succeed("generate")
            #expect(try project.read("database/migrations/20260101000001_change_todos.up.sql") != before)
            #expect(try project.read("database/migrations/20260101000000_initial_schema.up.sql") == before)

            try project.edit("\"maxLength\": 100", "\"maxLength\": 200")
            try project.remove("database/seeds/common/todos.json")
            try await project.succeed("db", "setup", "--seed", "--database-url", database.address)
        }
    }

    @Test func anApplicationThatIsRenamedKeepsItsDatabase() async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            try await project.succeed("db", "setup", "--database-url", database.address)
            try project.edit("\"name\": \"todo\"", "\"name\": \"errands\"")
            let again = try await project.succeed("db", "setup", "--database-url", database.address)
            #expect(again.output.contains("errands is set up"), "\(again.output)")
        }
    }

    /// The order of the tables is seen in the migration alone; berry's own change of it is no edit.
    @Test func entitiesInAnotherOrder() async throws {
        let database = try await TestDatabase.make()
        try await Project.with(example: nil) { project in
            let entities = ["Apple", "Pear"].map {
                "{\"name\": \"\($0)\", \"fields\": [{\"name\": \"size\", \"type\": \"integer\"}]}"
            }
            for entities in [entities, entities.reversed()] {
                try project.write(
                    "spec/specification.json",
                    "{\"berry\": 1, \"name\": \"fruit\", \"entities\": [\(entities.joined(separator: ", "))]}")
                try await project.succeed("generate")
            }
            try await project.succeed("db", "setup", "--database-url", database.address)
        }
    }

    @Test(arguments: [("todo", false, "postgres"), ("shop", true, "supabase")])
    func theOtherTarget(example: String, isSupabase: Bool, right: String) async throws {
        let database = try await TestDatabase.make(isSupabase: isSupabase)
        try await Project.with(example: example) { project in
            let before = try Snapshot(project)
            let run = try await project.berry("db", "setup", "--database-url", database.address)
            #expect(run.status == 1)
            #expect(run.errors.contains("[target-mismatch]"), "\(run.errors)")
            #expect(run.errors.contains("write \"target\": \"\(right)\""), "\(run.errors)")
            #expect(try Snapshot(project) == before)
            let connection = try await database.connect()
            #expect(try await connection.query("select from pg_namespace where nspname = 'berry'").isEmpty)
        }
    }

    /// What was changed after the private database was set up reaches it by a push, or by way of an empty one.
    @Test func reset() async throws {
        try await Project.with { project in
            #expect(try await project.berry("db", "reset", "--yes").errors.contains("has no database yet"))
            try await project.succeed("db", "setup")
            try project.edit("\"maxLength\": 200", "\"maxLength\": 120")
            let behind = try await project.berry("db", "setup")
            #expect(behind.status == 1)
            #expect(behind.errors.contains("berry db push"), "\(behind.everything)")
            try await project.succeed("db", "push")
            try await project.succeed("db", "setup")
            #expect(try await project.berry("db", "reset").status == 4)
            try await project.succeed("db", "reset", "--yes")
            try await project.succeed("db", "setup")
        }
    }

    /// The server's own database of that name isn't the application's.
    @Test(arguments: ["postgres", "template1"]) func calledLikeAnotherDatabase(name: String) async throws {
        try await Project.with { project in
            try project.edit("\"name\": \"todo\"", "\"name\": \"\(name)\"")
            try await project.succeed("db", "setup")
            let status = try await project.succeed("db", "status")
            #expect(status.output.contains("dbname=app_\(name)"), "\(status.output)")
        }
    }

    @Test func somebodysTables() async throws {
        let database = try await TestDatabase.make()
        let connection = try await database.connect()
        try await connection.execute(
            "create table public.invoices (id int); create view public.open as select 1 as one")
        try await Project.with { project in
            let before = try Snapshot(project)
            let run = try await project.berry("db", "setup", "--database-url", database.address)
            #expect(run.status == 1)
            #expect(run.errors.contains("it holds the table public.invoices"), "\(run.errors)")
            #expect(run.errors.contains("public.open"), "\(run.errors)")
            #expect(try Snapshot(project) == before)
            #expect(try await connection.query("select from pg_namespace where nspname = 'berry'").isEmpty)
        }
    }

    @Test func anotherProjectsDatabase() async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            try await project.succeed("db", "setup", "--database-url", database.address)
        }
        try await Project.with { project in
            let before = try Snapshot(project)
            let run = try await project.berry("db", "setup", "--database-url", database.address)
            #expect(run.status == 1)
            #expect(run.errors.contains("this database was set up by another project, 'todo'"), "\(run.errors)")
            #expect(try Snapshot(project) == before)
        }
    }

    @Test func withoutTheRight() async throws {
        let database = try await TestDatabase.make(isSupabase: false)
        let connection = try await database.connect()
        let name = try #require(database.settings.database)
        try await connection.execute("revoke create on database \(name) from postgres")
        try await Project.with(example: "shop") { project in
            let run = try await project.berry("db", "setup", "--database-url", database.address)
            #expect(run.status == 1)
            #expect(run.errors.contains("permission denied for database"), "\(run.errors)")
            #expect(run.errors.contains("may create schemas"), "\(run.errors)")
            #expect(try await connection.query("select from pg_namespace where nspname = 'berry'").isEmpty)
        }
    }

    @Test func anEditedMigrationIsNotApplied() async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            try await project.succeed("generate")
            try project.append("database/migrations/20260101000000_initial_schema.up.sql", "drop table todos;\n")
            let run = try await project.berry("db", "setup", "--database-url", database.address)
            #expect(run.status == 1)
            #expect(run.errors.contains("initial_schema.up.sql was edited"), "\(run.errors)")
            let connection = try await database.connect()
            #expect(try await connection.query("select from pg_namespace where nspname = 'berry'").isEmpty)
            try await project.succeed("db", "setup", "--database-url", database.address, "--overwrite")
        }
    }

    @Test(arguments: [
        ("postgresql://ada:hunter2@127.0.0.1:1/app", "127.0.0.1", "refused"),
        ("postgresql://ada:hunter2@nobody.invalid/app", "nobody.invalid", "nobody.invalid"),
        ("postgresql://ada:hunter2@127.0.0.1:x/app", "--database-url", "port"),
        ("", "--database-url is no address of a database", "empty"),
        ("   ", "--database-url is no address of a database", "empty"),
        ("mysql://ada:hunter2@127.0.0.1/app", "--database-url is no address of a database", "postgresql://"),
        ("https://abcdefgh.supabase.co", "connection string", "press Connect"),
    ])
    func addresses(address: String, place: String, words: String) async throws {
        try await Project.with { project in
            let run = try await project.berry("db", "setup", "--database-url", address)
            #expect(run.status == 1)
            #expect(run.errors.contains(place), "\(run.errors)")
            #expect(run.errors.contains(words), "\(run.errors)")
            #expect(run.errors.contains("fix: "), "\(run.errors)")
            #expect(!run.everything.contains("hunter2"))
            #expect(!project.exists("berry.json"))
        }
    }

    @Test func aDatabaseThatIsMissing() async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            let address = database.address.replacing("@/", with: "@/no_")
            let run = try await project.berry("db", "setup", "--database-url", address)
            #expect(run.status == 1)
            #expect(run.errors.contains("does not exist"), "\(run.errors)")
            #expect(run.errors.contains("fix: "), "\(run.errors)")
        }
    }

    @Test func onlyTheProjectsAddress() async throws {
        try await Project.with { project in
            try project.write(
                ".env.local", "NEXT_PUBLIC_SUPABASE_URL=https://abcdefgh.supabase.co\nSUPABASE_ANON_KEY=anon\n")
            let run = try await project.berry("db", "setup")
            #expect(run.status == 1)
            #expect(run.errors.contains("NEXT_PUBLIC_SUPABASE_URL in .env.local"), "\(run.errors)")
            #expect(run.errors.contains("press Connect"), "\(run.errors)")
        }
    }

    @Test(arguments: ["environment", ".env.local", ".env", "--env"])
    func productionNeedsAnApproval(place: String) async throws {
        let database = try await TestDatabase.make()
        try await Project.with { project in
            var project = project
            var arguments = ["db", "setup", "--database-url", database.address]
            switch place {
            case "environment": project.environment["ENVIRONMENT"] = "production"
            case "--env": arguments += ["--env", "Production"]
            default: try project.write(place, "ENVIRONMENT=production\n")
            }
            let refused = try await project.launch(arguments)
            #expect(refused.status == 4)
            #expect(refused.errors.contains("add --yes"))
            #expect(!project.exists("berry.json"))
            let approved = try await project.launch(arguments + ["--yes"])
            #expect(approved.status == 0, "\(approved.everything)")
        }
    }

    /// Variables of libpq, which may be another project's, never lead `db setup` anywhere.
    @Test func libpqsVariablesAlone() async throws {
        let database = try await TestDatabase.make()
        let server = try await testServer()
        try await Project.with { project in
            var project = project
            project.environment["PGHOST"] = server.socketFolder.string
            project.environment["PGDATABASE"] = database.settings.database
            project.environment["PGUSER"] = "postgres"
            let run = try await project.succeed("db", "setup")
            #expect(run.output.contains("Database: the project's private server"))
            // Nor do they complete an address that leaves its host out.
            let name = try #require(database.settings.database)
            let local = try await project.berry("db", "setup", "--database-url", "postgresql:///\(name)")
            #expect(local.status == 1)
            let connection = try await database.connect()
            #expect(try await connection.query("select from pg_namespace where nspname = 'berry'").isEmpty)
            // Looking is allowed.
            let status = try await project.succeed("db", "status")
            #expect(status.output.contains("libpq's variables"))
        }
    }
}
