import Foundation
import SystemPackage
import Testing

/// What every command has in common.
@Suite struct CommandLineTests {
    static let commands = [
        ["init"], ["plan"], ["validate"], ["fmt"], ["import"], ["export"], ["generate"], ["stages"], ["doctor"],
        ["db", "setup"],
        ["db", "status"], ["db", "start"], ["db", "stop"], ["db", "ping"], ["db", "reset"], ["upgrade"],
        ["db", "push"], ["db", "diff"], ["db", "history"], ["db", "drift"], ["db", "migrate"], ["db", "migrate", "up"],
        ["db", "migrate", "down"], ["db", "migrate", "resolve"], ["repair"],
    ]

    @Test(arguments: commands)
    func help(command: [String]) async throws {
        try await Project.with(example: nil) { project in
            let run = try await project.launch(command + ["--help"])
            #expect(run.status == 0)
            #expect(run.output.contains("Example"), "no example")
            #expect(run.output.contains("berry \(command.joined(separator: " "))"))
            let usage = try #require(run.output.firstMatch(of: /USAGE: (.*)/)).output.1
            for option in usage.matches(of: /--[a-z-]+/) {
                let line = try #require(
                    run.output.split(separator: "\n").first { $0.contains(option.output) && $0.hasPrefix("  -") },
                    "\(option.output) isn't explained")
                let after = run.output[line.startIndex...].prefix(400)
                #expect(after.contains(/\s{2,}[A-Z][a-z']+/), "\(option.output) isn't explained")
            }
        }
    }

    @Test func wrongUsage() async throws {
        try await Project.with { project in
            for arguments in [
                ["nonsense"], ["generate", "--nonsense"], ["db", "nonsense"], ["generate", "--until", "nonsense"],
                ["generate", "too", "many"], ["db", "setup", "--database-url"],
            ] {
                let run = try await project.launch(arguments)
                #expect(run.status == 64, "\(arguments): \(run.everything)")
                #expect(run.output == "")
            }
        }
    }

    @Test func resultsAndProgressAreApart() async throws {
        try await Project.with { project in
            let run = try await project.succeed("db", "setup", "--verbose")
            #expect(run.output.contains("todo is set up"))
            #expect(!run.output.contains("Setting up"))
            #expect(run.errors.contains("Setting up the project's private server"))
            #expect(run.errors.contains("  schema         wrote "))
            #expect(!run.everything.contains("\u{1B}["), "colour without a terminal")

            try project.edit("\"maxLength\": 50", "\"maxLength\": 40")
            let quiet = try await project.succeed("generate", "--quiet")
            #expect(quiet.everything == "")
            #expect(try await project.succeed("validate", "--quiet").errors == "")
        }
    }

    /// `--json` makes the result one document, whatever else there is to say.
    @Test func json() async throws {
        try await Project.with { project in
            func object(_ arguments: String...) async throws -> [String: Any] {
                let run = try await project.launch(arguments + ["--json"])
                return try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
            }
            let setup = try await object("db", "setup")
            #expect(setup["tables"] as? Int == 2)
            #expect(setup["package"] as? String == "Packages/TodoData")
            try project.edit("\"maxLength\": 50", "\"maxLength\": 40")
            let check = try await object("generate", "--check")
            let stages = try #require(check["stages"] as? [[String: Any]])
            #expect(stages.contains { $0["stage"] as? String == "schema" && $0["outcome"] as? String == "stale" })
            #expect(try await object("generate")["stages"] != nil)
            #expect(try await object("stages")["stages"] != nil)
            #expect(try await object("db", "status")["migrations"] != nil)
            #expect(try await object("validate")["diagnostics"] != nil)
        }
    }

    @Test func showSQL() async throws {
        try await Project.with { project in
            let run = try await project.succeed("db", "setup", "--show-sql")
            #expect(run.errors.contains("create table public.todos"), "\(run.errors)")
            #expect(run.errors.contains("alter table public.todos enable row level security"))
            #expect(!(try await project.succeed("db", "setup")).errors.contains("create table"))
        }
    }

    /// Nobody may trust a result of which only the beginning was written.
    @Test func fullOutput() async throws {
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        try await Project.with { project in
            let berry = try Project.executable()
            #expect(
                try await shell("cd '\(project.folder)' && '\(berry)' stages >/dev/full 2>errors; test $? = 1"))
            #expect(try project.read("errors").contains("can't write the result"))
        }
    }

    /// Other tools' flag, which means something else there.
    @Test func force() async throws {
        try await Project.with { project in
            let run = try await project.launch(["db", "setup", "--force"])
            #expect(run.status == 64)
            #expect(run.errors.contains("berry db setup --overwrite"))
        }
    }

    /// `script` runs a command on a terminal.
    @Test func colour() async throws {
        try await Project.with { project in
            try project.edit("\"maxLength\": 200", "\"maxLenth\": 200")
            let berry = try Project.executable()
            let hasScript = try await shell("script -qec true /dev/null")
            guard hasScript else { return print("there is no 'script' here: colours aren't tested") }
            let command =
                "cd '\(project.folder)' && script -qec '\(berry) validate' out >/dev/null </dev/null; test -s out"
            try #require(await shell("unset NO_COLOR; export TERM=xterm; \(command)"))
            #expect(try project.read("out").contains("\u{1B}["))
            try #require(await shell("export NO_COLOR=1 TERM=xterm; \(command)"))
            #expect(!(try project.read("out").contains("\u{1B}[")))
        }
    }

    /// A warning is shown once, though several stages know of it.
    @Test func warningsAreShownOnce() async throws {
        try await Project.with { project in
            let run = try await project.succeed("generate")
            let warnings = run.errors.split(separator: "\n").filter { $0.contains("warning") }
            #expect(Set(warnings).count == warnings.count, "\(run.errors)")
        }
    }

    @Test func fmtKeepsALinkAndLeavesNoFile() async throws {
        try await Project.with { project in
            try project.write(
                "elsewhere/spec.json",
                "{\"name\": \"todo\", \"berry\": 1, \"entities\": [{\"name\": \"Todo\", \"fields\": [{\"type\": \"text\", \"name\": \"title\"}]}]}"
            )
            try project.remove("spec/specification.json")
            try #require(await shell("ln -s ../elsewhere/spec.json '\(project.path("spec/specification.json"))'"))
            #expect(try await project.berry("fmt", "--check").status == 5)
            try await project.succeed("fmt")
            #expect(try await shell("test -h '\(project.path("spec/specification.json"))'"))
            #expect(try project.read("elsewhere/spec.json").hasPrefix("{\n"))
            try await project.succeed("fmt", "--check")
            #expect(try Set(Snapshot.paths(in: project)) == ["spec/specification.json", "elsewhere/spec.json"])
        }
    }
}
