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

    @Test func emptyDatabase() async throws {
        let database = try await TestDatabase.make(isSupabase: false)
        try await Project.with(example: "shop") { project in
            try await project.succeed("db", "setup", "--database-url", database.address, "--seed")
            try await project.succeed("db", "setup", "--database-url", database.address, "--seed")
            let status = try await project.succeed("db", "status", "--database-url", database.address)
            #expect(status.output.contains("Seeds:      development"))
        }
    }

    /// The server's own database of that name isn't the application's.
    @Test(arguments: ["postgres", "template1"]) func calledLikeAnotherDatabase(name: String) async throws {
        try await Project.with { project in
            try project.edit("\"name\": \"todo\"", "\"name\": \"\(name)\"")
            let run = try await project.succeed("db", "setup")
            #expect(run.output.contains("dbname=app_\(name)"), "\(run.output)")
            try await project.succeed("db", "status")
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
            #expect(run.output.contains("/berry-"))
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
