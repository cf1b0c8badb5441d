import Foundation
import SystemPackage
import Testing

/// The options that choose which stages run, and what is said about them.
@Suite struct StageTests {
    @Test func checkChangesNothing() async throws {
        try await Project.with { project in
            let new = try await project.berry("generate", "--check")
            #expect(new.status == 5)
            #expect(new.output.contains("schema: "))
            #expect(try FileManager.default.contentsOfDirectory(atPath: project.folder.string) == ["spec"])

            try await project.succeed("generate")
            try await project.succeed("generate", "--check")
            // White space makes stages run, but changes no artifact.
            try project.append("spec/specification.json", "\n")
            let before = try project.times()
            try await project.succeed("generate", "--check")
            #expect(try project.times() == before)
            try project.edit("\"maxLength\": 200", "\"maxLength\": 100")
            #expect(try await project.berry("generate", "--check").status == 5)

            try await project.succeed("generate")
            // What is committed is up to date in a fresh clone as well.
            try project.remove(".berry")
            try await project.succeed("generate", "--check")
            #expect(!project.exists(".berry"))
            try project.remove("docs/model.md")
            #expect(try await project.berry("generate", "--check").status == 5)
            try await project.succeed("generate")
            try project.remove("berry.lock")
            #expect(try await project.berry("generate", "--check").status == 5)
        }
    }

    @Test func fromAndUntil() async throws {
        try await Project.with { project in
            try await project.succeed("generate", "--until", "schema")
            #expect(project.exists("database/schema/todos.sql"))
            #expect(!project.exists("database/policies"))
            try await project.succeed("generate", "--from", "access", "--until", "access")
            #expect(project.exists("database/policies/todos.sql"))
            let skipping = try await project.berry("generate", "--from", "migration")
            #expect(skipping.status == 1)
            #expect(skipping.errors.contains("the stage 'seeds' comes before 'migration'"), "\(skipping.errors)")
            try await project.succeed("generate")

            // A stage that is skipped while it is stale would leave files under a key that isn't theirs.
            try project.edit("\"maxLength\": 200", "\"maxLength\": 100")
            #expect(try await project.berry("generate", "--from", "swift", "--force").status == 1)
            try project.edit("\"maxLength\": 100", "\"maxLength\": 200")

            let before = try Snapshot(project)
            let forced = try await project.succeed(
                "generate", "--from", "documents", "--until", "documents", "--force", "--explain")
            #expect(forced.errors.contains("because --force"))
            #expect(!forced.errors.contains("migration"))
            #expect(try Snapshot(project) == before)
            #expect(try await project.berry("generate", "--from", "swift", "--until", "model").status == 64)
            #expect(try await project.berry("generate", "--from", "nowhere").status == 64)
        }
    }

    @Test func explain() async throws {
        try await Project.with { project in
            let first = try await project.succeed("generate", "--explain")
            #expect(first.errors.contains("because it hasn't run here before"))
            try project.edit("\"maxLength\": 200", "\"maxLength\": 100")
            let second = try await project.succeed("generate", "--explain")
            #expect(second.errors.contains("because the specification changed"), "\(second.errors)")
            #expect(second.errors.contains("because the stage 'model' changed"), "\(second.errors)")
            try project.remove("docs/model.md")
            let third = try await project.succeed("generate", "--explain")
            #expect(third.errors.contains("because docs/model.md is missing"), "\(third.errors)")
        }
    }

    @Test func stages() async throws {
        try await Project.with { project in
            let new = try await project.succeed("stages")
            #expect(new.output.contains("specification  stale: it hasn't run here before"), "\(new.output)")
            try await project.succeed("generate")
            let fresh = try await project.succeed("stages")
            #expect(!fresh.output.contains("stale"), "\(fresh.output)")
            #expect(fresh.output.contains("documents      fresh, 1 file"))
            try project.edit("\"maxLength\": 200", "\"maxLength\": 100")
            let stale = try await project.succeed("stages")
            #expect(stale.output.contains("specification  stale: the specification changed"), "\(stale.output)")
            #expect(stale.output.contains("schema         stale: the stage 'model' is stale"), "\(stale.output)")
        }
    }

    @Test func failed() async throws {
        try await Project.with { project in
            try project.edit("\"maxLength\": 200", "\"maxLenth\": 200")
            #expect(try await project.berry("generate").status == 1)
            let failed = try await project.succeed("stages")
            #expect(
                failed.output.contains("specification  failed: a field has no key 'maxLenth'"), "\(failed.output)")
            #expect(failed.output.contains("model          stale: the stage 'specification' is stale"))
            try project.edit("\"maxLenth\": 200", "\"maxLength\": 200")
            #expect(!(try await project.succeed("stages")).output.contains("failed"))
            try await project.succeed("generate")
            #expect(!project.exists(".berry/failure.json"))
        }
    }

    /// Another version's files change only when somebody asks for it.
    @Test func anotherVersion() async throws {
        try await Project.with { project in
            try await project.succeed("generate")
            let lock = try project.read("berry.lock")
            let changed = lock.replacing(/"berry": "[^"]*"/, with: "\"berry\": \"0.0.1\"")
            try project.write("berry.lock", changed)
            for arguments in [["generate"], ["generate", "--check"], ["db", "setup"]] {
                let run = try await project.launch(arguments)
                #expect(run.status == 1)
                #expect(run.errors.contains("were generated by berry 0.0.1"), "\(run.everything)")
                #expect(run.errors.contains("berry upgrade"))
            }
            try await project.succeed("upgrade")
            #expect(try project.read("berry.lock") == lock)
            try await project.succeed("generate", "--check")
        }
    }

    /// What berry.json says beyond what this version knows isn't dropped by the first run that writes it.
    @Test func settings() async throws {
        try await Project.with { project in
            try project.write(
                "berry.json", "{\"specification\": \"spec/specification.json\", \"postgresql\": 15, \"layuot\": \"x\"}")
            let run = try await project.berry("db", "setup")
            #expect(run.status == 1)
            #expect(run.errors.contains("berry.json:1:"), "\(run.everything)")
            #expect(run.errors.contains("berry.json has no key 'layuot'"))
            #expect(try project.read("berry.json").contains("layuot"))
        }
    }

    @Test func withoutPostgreSQL() async throws {
        try await Project.with { project in
            var project = project
            try FileManager.default.createDirectory(atPath: project.path("empty"), withIntermediateDirectories: true)
            project.environment["BERRY_POSTGRES_BIN"] = project.path("empty")
            project.environment["PATH"] = project.path("empty")
            let run = try await project.berry("generate")
            #expect(run.status == 1)
            #expect(
                run.errors.contains("apt-get install postgresql") || run.errors.contains("brew install"),
                "\(run.errors)")
            #expect(project.exists("docs/model.md"))
            #expect(project.exists("Packages/TodoData/Package.swift"))
            let stages = try await project.succeed("stages")
            #expect(stages.output.contains("describe       needs PostgreSQL"), "\(stages.output)")
            #expect(stages.output.contains("documents      fresh"), "\(stages.output)")
        }
    }

    @Test func versionOfTheMigration() async throws {
        for version in ["../../x", "1", "2026010100000x"] {
            try await Project.with { project in
                let run = try await project.berry("generate", "--version", version)
                #expect(run.status == 64)
            }
        }
        for seconds in ["nan", "inf", "-1e300", "99999999999999"] {
            try await Project.with { project in
                let run = try await project.berry("generate", environment: ["SOURCE_DATE_EPOCH": seconds])
                #expect(run.status == 1, "\(seconds): \(run.everything)")
                #expect(run.errors.contains("which is no moment"), "\(seconds): \(run.everything)")
            }
        }
        try await Project.with { project in
            try await project.succeed("generate", "--version", "20200101000000")
            #expect(project.exists("database/migrations/20200101000000_initial_schema.up.sql"))
        }
    }
}
