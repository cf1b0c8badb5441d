import Foundation
import Postgres
import Testing

/// `berry db test` on projects.
@Suite struct AccessTestTests {
    @Test func provesAProjectAndWritesWhatItFound() async throws {
        try await Project.with { project in
            let run = try await project.succeed(
                "db", "test", "--size", "small", "--json", "--junit", "access.xml", "--pgtap")
            let total = try #require(try project.json(run)["total"] as? [String: Int])
            #expect(total["mismatches"] == 0 && (total["cells"] ?? 0) > 200)
            let junit = try String(contentsOfFile: "\(project.folder)/access.xml", encoding: .utf8)
            #expect(junit.hasPrefix("<?xml") && junit.contains("failures=\"0\""))
            let path = "\(project.folder)/database/tests/access_todos.sql"
            let pgTAP = try String(contentsOfFile: path, encoding: .utf8)
            #expect(pgTAP.contains("select plan(") && pgTAP.hasSuffix("rollback;\n"))

            let text = try await project.succeed("db", "test", "--size", "small", "--pgtap")
            #expect(
                text.output.contains("0 mismatches.") && text.output.contains("blind update"), "\(text.output)")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == pgTAP)
            try "-- mine\n".write(toFile: path, atomically: true, encoding: .utf8)
            let refused = try await project.berry("db", "test", "--size", "small", "--pgtap")
            #expect(refused.status == 1 && refused.errors.contains("file-exists"), "\(refused.everything)")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "-- mine\n")
        }
    }

    /// What somebody opened by hand is found on the database itself, and nothing of the search stays.
    @Test func provesADatabaseInUse() async throws {
        try await Project.withDatabase { project, _, connection in
            let rows = try await connection.query("select count(*) from auth.users").one.int(0)
            let run = try await project.succeed("db", "test", "--on-target", "--size", "small")
            #expect(run.output.contains("0 mismatches."), "\(run.everything)")
            try await connection.execute("alter table public.todos disable row level security")
            let before = try await DatabaseSnapshot(connection, project: project.id)
            let broken = try await project.berry("db", "test", "--on-target", "--size", "small")
            #expect(broken.status == 1 && broken.errors.contains("todos, read by stranger"), "\(broken.everything)")
            #expect(broken.errors.contains("set local role authenticated"))
            #expect(try await DatabaseSnapshot(connection, project: project.id) == before)
            #expect(try await connection.query("select count(*) from auth.users").one.int(0) == rows)
            #expect(try await project.berry("db", "test", "--on-target", "--mutate").status == 64)
        }
    }

    @Test func namesWhatNobodyWouldMiss() async throws {
        try await Project.with { project in
            let run = try await project.succeed("db", "test", "--mutate", "--size", "small")
            #expect(run.output.contains("0 not, 0 listed as equivalent."), "\(run.everything)")
            let list = "\(project.folder)/database/tests/equivalent-mutants.json"
            try FileManager.default.createDirectory(
                atPath: "\(project.folder)/database/tests", withIntermediateDirectories: true)
            try #"[{"mutant": "todos: row level security off", "reason": "nobody looks"}]"#
                .write(toFile: list, atomically: true, encoding: .utf8)
            let wrong = try await project.berry("db", "test", "--mutate", "--size", "small")
            #expect(wrong.status == 1 && wrong.errors.contains("not-equivalent"), "\(wrong.everything)")
            try "{}".write(toFile: list, atomically: true, encoding: .utf8)
            let bad = try await project.berry("db", "test", "--mutate")
            #expect(bad.status == 1 && bad.errors.contains("equivalent-mutants"), "\(bad.everything)")
        }
    }
}
