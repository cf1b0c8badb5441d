import Foundation
import Postgres
import Testing

/// Between two migrations, programs that know the old columns and programs that know the new ones work side by side.
@Suite struct WindowTests {
    private static let notes = "{\"name\": \"notes\", \"type\": \"text\"},"

    /// What somebody sees who is signed in with the first account; what it does is one transaction.
    private static func asOwner(_ connection: Connection, _ statements: String) async throws {
        let id = try await connection.texts("select id::text from auth.users order by id limit 1")[0]
        try await connection.execute(
            """
            begin; set local role authenticated;
            select set_config('request.jwt.claims', '{"sub": "\(id)", "role": "authenticated"}', true);
            \(statements); commit
            """)
    }

    private static func values(_ connection: Connection, _ title: String, _ columns: String) async throws -> [String] {
        try await connection.texts(
            "select concat_ws('|', \(columns)) from public.todos where title = '\(title)'")
    }

    private static func columns(_ connection: Connection) async throws -> [String] {
        try await connection.texts(
            """
            select attname from pg_attribute where attrelid = 'public.todos'::regclass and attnum > 0 and not attisdropped
              and attname in ('notes', 'summary', 'details', 'remarks') order by 1
            """)
    }

    @Test(arguments: [8, 0]) func splitsAFieldWhileBothKindsOfProgramsRun(smallTable: Int) async throws {
        try await Project.withDatabase(settings: "{\"smallTable\": \(smallTable)}") { project, _, connection in
            try await connection.execute(
                "update public.todos set notes = 'first second third' where user_id = (select min(id::text)::uuid from auth.users)"
            )
            try await project.succeed("plan", "split the notes of todos into summary and details", "--yes")
            let dry = try await project.succeed("db", "push", "--dry-run")
            #expect(dry.output.contains("--allow breaks-clients:todos.notes"), "\(dry.output)")
            let push = try await project.succeed("db", "push")
            #expect(push.output.contains("waits"), "\(push.output)")
            #expect(try await Self.columns(connection) == ["details", "notes", "summary"])
            #expect(
                try await connection.count(
                    """
                    select from public.todos where notes = 'first second third'
                      and (summary, details) is distinct from ('first', 'second third')
                    """) == 0)
            #expect(try await connection.count("select from public.todos where summary = 'first'") > 0)

            // One that knows the old column, then one that knows the new ones.
            try await Self.asOwner(connection, "insert into public.todos (title, notes) values ('old', 'a b')")
            #expect(try await Self.values(connection, "old", "notes, summary, details") == ["a b|a|b"])
            try await Self.asOwner(connection, "update public.todos set notes = 'c d e' where title = 'old'")
            #expect(try await Self.values(connection, "old", "notes, summary, details") == ["c d e|c|d e"])
            try await Self.asOwner(
                connection, "insert into public.todos (title, summary, details) values ('new', 'x', 'y')")
            #expect(try await Self.values(connection, "new", "notes, summary, details") == ["x y|x|y"])
            try await Self.asOwner(connection, "update public.todos set summary = 'z' where title = 'new'")
            #expect(try await Self.values(connection, "new", "notes, summary, details") == ["z y|z|y"])
            try await Self.asOwner(connection, "update public.todos set completed = true where title = 'new'")
            #expect(try await Self.values(connection, "new", "notes, summary, details") == ["z y|z|y"])
            // What isn't theirs stays out of reach.
            try await Self.asOwner(connection, "update public.todos set notes = 'mine'")
            #expect(
                try await connection.count(
                    """
                    select from public.todos where notes = 'mine'
                      and user_id <> (select id from auth.users order by id limit 1)
                    """) == 0)

            // It waits, also while other changes come and go.
            let again = try await project.succeed("db", "push")
            #expect(again.output.contains("is up to date"), "\(again.output)")
            #expect(again.output.contains("breaks-clients:todos.notes"), "\(again.output)")
            try project.add(field: "{\"name\": \"dueDate\", \"type\": \"date\"}", behind: "\"name\": \"completed\"")
            try await project.succeed("db", "push", "--allow", "breaks-clients:todos.notes")
            #expect(try await Self.columns(connection) == ["details", "notes", "summary"])
            #expect(try await project.berry("db", "drift").status == 0)
            try await Self.asOwner(connection, "update public.todos set notes = 'k l' where title = 'old'")
            #expect(try await Self.values(connection, "old", "summary, details") == ["k|l"])

            try await project.succeed("db", "push", "--allow", "breaks-clients:todos.notes")
            #expect(try await Self.columns(connection) == ["details", "summary"])
            #expect(try await connection.count("select from pg_trigger where tgname like '%keep%'") == 0)
            #expect(try await project.berry("db", "drift").status == 0)
            let down = try await project.berry("db", "migrate", "down", "--steps", "1", "--yes")
            #expect(down.status == 0, "\(down.everything)")
            #expect(try await Self.values(connection, "old", "notes, summary, details") == ["k l|k|l"])
        }
    }

    @Test func mergesFieldsAndRenamesOneGradually() async throws {
        try await Project.withDatabase { project, _, connection in
            try project.edit(
                Self.notes, "{\"name\": \"summary\", \"type\": \"text\"}, {\"name\": \"details\", \"type\": \"text\"},")
            try await project.succeed("db", "push", "--allow", "breaks-clients", "--allow", "data-loss")
            try await connection.execute("update public.todos set summary = 'a', details = title")
            try await project.succeed("plan", "merge summary and details of todos into remarks", "--yes")
            try await project.succeed("db", "push")
            #expect(try await Self.columns(connection) == ["details", "remarks", "summary"])
            #expect(
                try await connection.count(
                    "select from public.todos where remarks is distinct from 'a ' || title") == 0)
            try await Self.asOwner(connection, "insert into public.todos (title, remarks) values ('new', 'p q r')")
            #expect(try await Self.values(connection, "new", "summary, details") == ["p|q r"])
            try await Self.asOwner(connection, "update public.todos set details = 's' where title = 'new'")
            #expect(try await Self.values(connection, "new", "remarks") == ["p s"])
            try await project.succeed(
                "db", "push", "--allow", "breaks-clients:todos.summary", "--allow", "breaks-clients:todos.details")
            #expect(try await Self.columns(connection) == ["remarks"])

            // A rename, with both names for a while.
            try project.edit(
                "\"name\": \"remarks\"", "\"name\": \"notes\", \"renamedFrom\": \"remarks\"")
            let text = try project.read("spec/specification.json")
            let start = try #require(text.range(of: "\"formerFields\""))
            let end = try #require(text[start.lowerBound...].range(of: "]"))
            try project.write(
                "spec/specification.json",
                text.replacingCharacters(
                    in: start.lowerBound..<end.upperBound,
                    with: "\"formerFields\": [{\"name\": \"remarks\", \"sql\": \"notes\"}]"))
            let push = try await project.succeed("db", "push")
            #expect(push.output.contains("waits"), "\(push.output)")
            #expect(try await Self.values(connection, "new", "remarks, notes") == ["p s|p s"])
            try await Self.asOwner(connection, "update public.todos set remarks = 't' where title = 'new'")
            #expect(try await Self.values(connection, "new", "notes") == ["t"])
            try await project.succeed("db", "push", "--allow", "breaks-clients:todos.remarks")
            #expect(try await Self.columns(connection) == ["notes"])
            #expect(try await Self.values(connection, "new", "notes") == ["t"])
        }
    }
}

extension Project {
    /// Adds a field before the one that `name` is about.
    fileprivate func add(field: String, behind name: String) throws { try edit("{\(name)", "\(field), {\(name)") }
}
