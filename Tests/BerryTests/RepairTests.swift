import DatabaseTesting
import Foundation
import Postgres
import Testing

/// Each fault is made by a file of `Faults`, is explained, and mended without a row being touched; looking at it changes
/// nothing at all.
@Suite struct RepairTests {
    /// The tables' rows as the fault found them, by the columns that they had then.
    private struct Rows: Equatable {
        var digests: [String: String] = [:]
        private var columns: [String: String] = [:]

        init(_ connection: Connection) async throws {
            for table in ["public.todos", "public.categories", "auth.users"] {
                columns[table] = try await connection.query(
                    """
                    select string_agg(quote_ident(attname), ', ' order by attname) from pg_attribute
                    where attrelid = $1::regclass and attnum > 0 and not attisdropped
                    """, [Parameter(table)]
                ).one.text(0)
            }
            digests = try await read(connection)
        }

        private func read(_ connection: Connection) async throws -> [String: String] {
            var digests: [String: String] = [:]
            for (table, columns) in columns {
                digests[table] = try await connection.query(
                    "select md5(string_agg(md5(r::text), '' order by md5(r::text))) from (select \(columns) from \(table)) as r"
                ).one.text(0)
            }
            return digests
        }

        func areKept(_ connection: Connection) async throws -> Bool { try await read(connection) == digests }
    }

    private static func sql(_ name: String) throws -> String {
        try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Faults/\(name).sql"),
            encoding: .utf8)
    }

    private static func statements(_ name: String) throws -> [String] {
        try sql(name).split(separator: ";").map(String.init).filter { $0.contains(where: \.isLetter) }
    }

    /// Shows the fault, looks that nothing was changed by that, mends it, and looks for what is left.
    private static func mend(
        _ name: String, _ project: Project, _ connection: Connection, keeping rows: Bool = true,
        options: [String] = [], status: Int = 0
    ) async throws {
        let before = try await DatabaseSnapshot(connection, project: project.id)
        let files = try Snapshot(project)
        let dry = try await project.launch(["repair", "--db", "--dry-run"] + options)
        #expect(dry.status == 0, "\(dry.everything)")
        #expect(try await DatabaseSnapshot(connection, project: project.id) == before)
        #expect(try Snapshot(project) == files)
        try compare(dry.output, withFile: "BerryTests/Faults/\(name).txt")

        let kept = try await Rows(connection)
        let run = try await project.launch(["repair", "--db", "--yes"] + options)
        #expect(run.status == status, "\(run.everything)")
        if rows { #expect(try await kept.areKept(connection)) }
    }

    private static func expectClean(_ project: Project) async throws {
        let drift = try await project.berry("db", "drift")
        #expect(drift.status == 0, "\(drift.everything)")
        let again = try await project.succeed("repair", "--db")
        #expect(again.output.contains("Nothing is wrong"), "\(again.output)")
    }

    @Test func nothingIsWrong() async throws {
        try await Project.withDatabase { project, _, _ in
            try await Self.expectClean(project)
            let json = try project.json(try await project.succeed("repair", "--db", "--json"))
            #expect((json["left"] as? [Any])?.isEmpty == true)
            #expect(try await project.berry("repair").status == 64)
        }
    }

    /// Killed in the middle; what has run isn't run again.
    @Test func goesOnWithAMigration() async throws {
        try await Project.withDatabase { project, _, connection in
            try project.write(migration: "20270101000000_steps", up: try Self.sql("unfinished-migration"))
            try await connection.execute("update public.todos set notes = ''")
            let killed = try await project.launch(
                ["db", "migrate", "up", "--allow", "changes-rows"], ["BERRY_FAILPOINT": "push.before-statement#4"])
            #expect(killed.status == -9)
            try await Self.mend("unfinished-migration", project, connection, keeping: false)
            #expect(try await connection.texts("select distinct notes from public.todos") == ["+-"])
            try await Self.expectClean(project)
            #expect(try project.read("database/migrations/berry.sum").contains("20270101000000_steps"))
        }
    }

    @Test func takesAMigrationBack() async throws {
        try await Project.withDatabase { project, _, connection in
            let before = try await DatabaseSnapshot(connection, project: project.id)
            try project.write(migration: "20270101000000_steps", up: try Self.sql("unfinished-migration"))
            let killed = try await project.launch(
                ["db", "migrate", "up", "--allow", "changes-rows"], ["BERRY_FAILPOINT": "push.after-statement#2"])
            #expect(killed.status == -9)
            try await Self.mend(
                "unfinished-migration-undo", project, connection, options: ["--undo", "--allow", "index-dropped"])
            #expect(try await DatabaseSnapshot(connection, project: project.id).catalog == before.catalog)
            let history = try await project.succeed("db", "history").output
            #expect(history.contains("steps") && history.contains("taken back"), "\(history)")
        }
    }

    /// An interrupted way back goes on as well.
    @Test func goesOnWithAWayBack() async throws {
        try await Project.withDatabase { project, _, connection in
            let before = try await DatabaseSnapshot(connection, project: project.id)
            try project.write(
                migration: "20270101000000_steps",
                up: "create index a_idx on public.todos (title);\ncreate index b_idx on public.todos (notes);\n",
                down: """
                    -- Runs outside a transaction.
                    drop index concurrently public.b_idx;
                    drop index concurrently public.a_idx;

                    """)
            try await project.succeed("db", "migrate", "up")
            let killed = try await project.launch(
                ["db", "migrate", "down", "--allow", "index-dropped"], ["BERRY_FAILPOINT": "push.after-statement"])
            #expect(killed.status == -9)
            let push = try await project.berry("db", "push")
            #expect(push.status == 1)
            #expect(push.errors.contains("berry repair --db"), "\(push.errors)")
            let status = try await project.succeed("db", "status")
            #expect(status.output.contains("was being taken back"), "\(status.output)")
            try await Self.mend(
                "unfinished-way-back", project, connection, options: ["--allow", "index-dropped"])
            #expect(try await DatabaseSnapshot(connection, project: project.id).catalog == before.catalog)
            try await Self.expectClean(project)
        }
    }

    @Test func buildsIndexesAgain() async throws {
        try await Project.withDatabase { project, database, connection in
            let before = try await DatabaseSnapshot(connection, project: project.id)
            var statements = try Self.statements("invalid-index")
            try await connection.execute(statements.removeFirst())
            // Whoever builds an index waits for those who may still see what was before.
            let other = try await database.connect()
            try await other.execute("begin isolation level repeatable read; select count(*) from public.todos")
            for statement in statements {
                try await connection.execute("set statement_timeout = '1s'")
                do { try await connection.execute(statement) } catch let error as PostgresError {
                    #expect(error.sqlState == "57014", "\(error)")
                }
            }
            try await other.execute("commit")
            try await connection.execute("reset statement_timeout")
            #expect(try await connection.count("select from pg_index where not indisvalid") == 3)
            try await Self.mend("invalid-index", project, connection)
            let left = try await connection.texts(
                "select indexrelid::regclass::text from pg_index where not indisvalid")
            #expect(left == ["somebodys_idx"])
            try await connection.execute("drop index public.somebodys_idx")
            try await Self.expectClean(project)
            #expect(try await DatabaseSnapshot(connection, project: project.id) == before)
            await other.close()
        }
    }

    @Test func validatesConstraints() async throws {
        try await Project.withDatabase { project, _, connection in
            let before = try await DatabaseSnapshot(connection, project: project.id)
            try await connection.execute(try Self.sql("unvalidated-constraint"))
            try await Self.mend("unvalidated-constraint", project, connection)
            try await Self.expectClean(project)
            #expect(try await DatabaseSnapshot(connection, project: project.id) == before)
        }
    }

    /// Rows that don't pass are shown, and nobody's business but their owner's.
    @Test func showsRowsThatDontPass() async throws {
        try await Project.withDatabase { project, _, connection in
            try await connection.execute(try Self.sql("violating-rows"))
            try await Self.mend("violating-rows", project, connection, status: 1)
            try await connection.execute("update public.todos set title = left(title, 200)")
            try await project.succeed("repair", "--db")
            try await Self.expectClean(project)
        }
    }

    @Test func restoresWhatWasApplied() async throws {
        try await Project.withDatabase { project, _, connection in
            let file = try #require(
                FileManager.default.contentsOfDirectory(atPath: project.path("database/migrations"))
                    .first { $0.hasSuffix("initial_schema.up.sql") })
            let path = "database/migrations/\(file)"
            let text = try project.read(path)
            try project.write(path, try Self.sql("changed-migration"))
            #expect(try await project.berry("db", "push").errors.contains("[sealed-migration]"))
            try await Self.mend("changed-migration", project, connection)
            #expect(try project.read(path) == text)
            #expect(try project.read("\(path).edited") == Self.sql("changed-migration"))
            try await Self.expectClean(project)
            // The same where the file is gone.
            try project.remove(path)
            try await project.succeed("repair", "--db", "--yes")
            #expect(try project.read(path) == text)
            // An earlier version of the ledger didn't keep what was applied.
            try await connection.execute("update berry.migrations set up = null, down = null")
            try project.write(path, try Self.sql("changed-migration"))
            let unknown = try await project.berry("repair", "--db", "--yes")
            #expect(unknown.status == 1)
            #expect(unknown.output.contains("git checkout -- \(path)"), "\(unknown.output)")
            #expect(unknown.output.contains("--applied"), "\(unknown.output)")
        }
    }

    @Test func agreesWithTheSupabaseCLI() async throws {
        try await Project.withDatabase { project, _, connection in
            try await connection.execute(try Self.sql("supabase-history"))
            try project.write(
                migration: "20270101000000_applied_there",
                up: "alter table public.todos add column applied_there int;\n")
            try await Self.mend("supabase-history", project, connection)
            #expect(
                try await connection.texts("select version from supabase_migrations.schema_migrations order by 1")
                    == ["20250101000000", "20260101000000", "20270101000000"])
            let statements = try await connection.query(
                """
                select cardinality(statements) > 10 from supabase_migrations.schema_migrations
                where version = '20260101000000'
                """)
            #expect(try statements.one.bool(0))
            let ledger = try await connection.texts("select version from berry.migrations order by version")
            #expect(ledger == ["20260101000000", "20270101000000"])
            #expect(try await project.berry("db", "drift").status == 0)
        }
    }

    /// What is gone comes back; what was added becomes a migration, and goes only when somebody allows it.
    @Test func bringsADatabaseBack() async throws {
        try await Project.withDatabase { project, _, connection in
            let before = try await DatabaseSnapshot(connection, project: project.id)
            let rows = try await Rows(connection)
            try await connection.execute(try Self.sql("drift"))
            try await Self.mend(
                "drift", project, connection, options: ["--allow", "access-widened", "--allow", "access-narrowed"])
            let drift = try await project.berry("db", "drift")
            #expect(drift.status == 0, "\(drift.everything)")
            #expect(try await connection.texts("select note from public.by_hand") == ["mine"])
            let path = "database/migrations/20260101000001_changes_by_hand.up.sql"
            #expect(try project.read(path).contains("alter table public.todos add column hand integer"))
            #expect(try project.read("database/migrations/berry.sum").contains("changes_by_hand"))

            let asked = try await project.berry("db", "push")
            #expect(asked.status == 4, "\(asked.everything)")
            #expect(asked.errors.contains("data-loss:by_hand"), "\(asked.errors)")
            #expect(asked.errors.contains("data-loss:todos.hand"), "\(asked.errors)")
            let push = try await project.berry(
                "db", "push", "--allow", "data-loss", "--allow", "breaks-clients", "--allow", "access-narrowed")
            #expect(push.status == 0, "\(push.everything)")
            #expect(try await DatabaseSnapshot(connection, project: project.id).catalog == before.catalog)
            _ = rows
            try await Self.expectClean(project)
        }
    }

    /// What is pending would stumble over rows, which are shown with the statement that may change them.
    @Test func showsRowsThatBlockWhatIsPending() async throws {
        try await Project.withDatabase { project, _, connection in
            try await connection.execute(try Self.sql("blocking-rows"))
            try project.edit("\"minLength\": 1, \"maxLength\": 200", "\"minLength\": 1, \"maxLength\": 20")
            try project.edit(
                "{\"name\": \"notes\", \"type\": \"text\"}",
                "{\"name\": \"notes\", \"type\": \"text\", \"required\": true}")
            try await project.succeed("generate")
            try await Self.mend("blocking-rows", project, connection, status: 1)
            try await connection.execute("update public.todos set title = left(title, 20), notes = coalesce(notes, '')")
            let again = try await project.succeed("repair", "--db")
            #expect(again.output.contains("Nothing is wrong"), "\(again.output)")
        }
    }
}
