import Testing

/// `berry db diff`: two schemas, wherever they are.
@Suite struct DiffTests {
    @Test func betweenFiles() async throws {
        try await Project.with(example: nil) { project in
            try project.write("old.sql", "create table todos (id int, title varchar(20)); create index on todos (id);")
            try project.write("new.sql", "create table tasks (id int, name text); create index on tasks (id);\n")
            let plain = try await project.succeed("db", "diff", "--from", "old.sql", "--to", "new.sql")
            #expect(plain.output.contains("-- Hazard data-loss:todos: "), "\(plain.output)")
            #expect(plain.output.contains("drop table public.todos;"), "\(plain.output)")

            let renamed = try await project.succeed(
                "db", "diff", "--from", "old.sql", "--to", "new.sql", "--rename", "todos=tasks", "--rename",
                "tasks.title=name")
            #expect(!renamed.output.contains("data-loss"), "\(renamed.output)")
            for statement in [
                "alter table public.todos rename to tasks;", "alter table public.tasks rename column title to name;",
                "alter index public.todos_id_idx rename to tasks_id_idx;",
                "alter table public.tasks alter column name type text using name::text;",
            ] { #expect(renamed.output.contains(statement), "\(renamed.output)") }

            let same = try await project.succeed("db", "diff", "--from", "old.sql", "--to", "old.sql", "--json")
            #expect(same.output.contains("\"steps\" : [\n\n  ]"), "\(same.output)")
        }
    }

    /// A folder of migrations is run in the order of its names, whoever wrote it; statements that no transaction may
    /// hold are run by themselves.
    @Test func aFolderOfMigrations() async throws {
        try await Project.with(example: nil) { project in
            try project.write(
                "migrations/1_first.up.sql", "create table t (id int);\ncreate index concurrently i on t (id);\n")
            try project.write("migrations/1_first.down.sql", "drop table t;")
            try project.write("migrations/2_second.sql", "create policy p on t to somebody using (true);")
            try project.write("new.sql", "")
            let run = try await project.succeed("db", "diff", "--from", "migrations", "--to", "new.sql")
            #expect(run.output.contains("drop table public.t;"), "\(run.output)")
        }
    }

    @Test func saysWhereAStatementFails() async throws {
        try await Project.with(example: nil) { project in
            try project.write("old.sql", "create table t (id int);\n\ncreate index on t (nothing);\n")
            try project.write("new.sql", "")
            let run = try await project.berry("db", "diff", "--from", "old.sql", "--to", "new.sql")
            #expect(run.status == 1)
            #expect(run.errors.contains("old.sql:3:"), "\(run.errors)")
            #expect(run.errors.contains("column \"nothing\" does not exist (SQLSTATE 42703)"), "\(run.errors)")

            let missing = try await project.berry("db", "diff", "--from", "gone.sql", "--to", "new.sql")
            #expect(missing.status == 1)
            #expect(missing.errors.contains("gone.sql"), "\(missing.errors)")
            let rename = try await project.berry(
                "db", "diff", "--from", "new.sql", "--to", "new.sql", "--rename", "a=b")
            #expect(rename.errors.contains("nothing is called 'a'"), "\(rename.errors)")
        }
    }

    /// What never ends is stopped after the time that berry.json gives a statement.
    @Test func stopsWhatNeverEnds() async throws {
        try await Project.with(example: nil) { project in
            let times = "{\"statementTimeout\": 2, \"lockTimeout\": 1}"
            try project.write(
                "berry.json",
                "{\"specification\": \"spec/specification.json\", \"postgresql\": 15, \"database\": \(times)}")
            try project.write("old.sql", "select 1;\ndo $$ begin loop perform 1; end loop; end $$;\n")
            try project.write("new.sql", "")
            let run = try await project.berry("db", "diff", "--from", "old.sql", "--to", "new.sql")
            #expect(run.status == 1)
            #expect(run.errors.contains("old.sql:2:1"), "\(run.errors)")
            #expect(run.errors.contains("statement timeout"), "\(run.errors)")
        }
    }

    @Test func namesWhatItCannotChange() async throws {
        try await Project.with(example: nil) { project in
            try project.write("old.sql", "")
            try project.write("new.sql", "create conversion plain for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;")
            let run = try await project.succeed("db", "diff", "--from", "old.sql", "--to", "new.sql")
            #expect(run.errors.contains("conversion public.plain differs"), "\(run.errors)")
            let strict = try await project.berry("db", "diff", "--from", "old.sql", "--to", "new.sql", "--strict")
            #expect(strict.status == 1)
        }
    }
}
