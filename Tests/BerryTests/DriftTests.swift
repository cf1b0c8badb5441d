import Foundation
import Postgres
import Testing

/// What somebody changed by hand is found, whoever did it and however.
@Suite struct DriftTests {
    @Test func saysThatNothingDiffers() async throws {
        try await Project.withDatabase { project, _, _ in
            let run = try await project.succeed("db", "drift")
            #expect(run.output.contains("as its migrations left it"), "\(run.output)")
            let json = try project.json(try await project.succeed("db", "drift", "--json"))
            #expect(json["drifted"] as? Bool == false)
            // What is pending is no drift.
            try project.add(field: "{\"name\": \"dueDate\", \"type\": \"date\"}")
            try await project.succeed("generate")
            try await project.succeed("db", "drift")
        }
    }

    @Test func listsWhatIsGoneAddedAndChanged() async throws {
        try await Project.withDatabase { project, database, connection in
            try await connection.execute(
                """
                alter table public.todos add column hand int;
                alter table public.todos alter column completed set default true;
                drop index public.todos_user_id_idx;
                """)
            let before = try await DatabaseSnapshot(connection, project: project.id)
            let run = try await project.berry("db", "drift")
            #expect(run.status == 5, "\(run.everything)")
            let lines = run.output.split(separator: "\n").map(String.init)
            #expect(
                lines.dropFirst().dropLast() == [
                    "- the index public.todos_user_id_idx is gone",
                    "- the column public.todos.hand was added",
                    "- the default public.todos.completed was changed",
                    "    expression: the migrations say false, the database true",
                ], "\(run.output)")
            #expect(lines.last?.contains("berry db drift --sql") == true)

            let sql = try await project.berry("db", "drift", "--sql")
            #expect(sql.status == 5)
            #expect(sql.output.contains("alter table public.todos drop column hand;"), "\(sql.output)")
            let json = try project.json(try await project.berry("db", "drift", "--json"))
            #expect((json["differences"] as? [[String: Any]])?.count == 3)
            #expect((json["statements"] as? [String])?.contains("alter table public.todos drop column hand") == true)
            #expect(try await DatabaseSnapshot(connection, project: project.id) == before)

            let status = try await project.succeed("db", "status", "--drift")
            #expect(status.output.contains("Drift:      3 changed by hand"), "\(status.output)")
            #expect(try await !project.succeed("db", "status").output.contains("Drift"))
            _ = database
        }
    }

    /// The private server's database is compared too.
    @Test func looksAtThePrivateDatabase() async throws {
        try await Project.with { project in
            try await project.succeed("db", "setup")
            try await project.succeed("db", "drift")
            try project.add(field: "{\"name\": \"dueDate\", \"type\": \"date\"}")
            try await project.succeed("db", "push", "--message", "due dates")
            // The open migration is written anew; the private database ran what it was before.
            try project.add(field: "{\"name\": \"extra\", \"type\": \"text\"}")
            try await project.succeed("generate")
            let run = try await project.berry("db", "drift")
            #expect(run.status == 1, "\(run.everything)")
            #expect(run.errors.contains("berry db push"), "\(run.errors)")
        }
    }
}
