import Foundation
import Postgres
import SystemPackage
import Testing

/// Commands that look, explain or hand on.
@Suite struct ToolTests {
    @Test func aCodeIsExplained() async throws {
        try await Project.with(example: nil) { project in
            let run = try await project.succeed("explain", "required-cycle")
            #expect(run.output.hasPrefix("required-cycle\n\n") && run.output.contains("\nWrong:\n  {\"name\": \"Hen\""))
            #expect(try await project.succeed("explain").output.contains("\nunknown-key\n"))
            let unknown = try await project.berry("explain", "required-cycel")
            #expect(unknown.status == 1 && unknown.errors.contains("write 'berry explain required-cycle'"))
        }
    }

    @Test(arguments: [("bash", "complete -o filenames -F"), ("zsh", "#compdef berry"), ("fish", "complete -c 'berry'")])
    func shellsComplete(shell: String, part: String) async throws {
        try await Project.with(example: nil) { project in
            let run = try await project.succeed("completions", shell)
            #expect(run.output.contains(part) && run.output.contains("explain"), "\(run.output.prefix(300))")
            #expect(try await project.berry("completions", "tcsh").status == 64)
        }
    }

    @Test func psqlGetsTheConnectionAndNoPassword() async throws {
        let database = try await TestDatabase.make(isSupabase: false)
        try await Project.with(example: nil) { project in
            let connection = try await database.connect()
            try await connection.execute("create table public.notes (id uuid primary key, body text)")
            await connection.close()
            let shell = try await project.succeed(
                "db", "shell", "--database-url", database.address, "--", "-Atc", "select count(*) from notes")
            #expect(shell.output == "0\n")
            let refused = try await project.berry(
                "db", "shell", "--readonly", "--database-url", database.address, "--", "-Atc",
                "insert into notes values (gen_random_uuid(), 'x')")
            #expect(refused.status != 0 && refused.errors.contains("read-only transaction"))
            let info = try await project.succeed("db", "info", "--database-url", database.address)
            #expect(info.output.contains("Tables:      1\n  notes: ") && info.output.contains("0 policies"))
            let project = try await project.succeed("info", "--database-url", database.address)
            #expect(project.output.contains("Environment:   development\n"))
        }
    }
}
