import AccessControl
import ArgumentParser
import Diagnostics
import Foundation
import Pipeline
import Specification

struct DBSetupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup", abstract: "Set up a new database: generate, migrate, seed, verify.",
        discussion: """
            Resumes where an earlier run stopped. Without an address of a database, in the arguments, the
            environment or .env files, the project's private server is used.

            Examples:
              berry db setup spec/specification.json
              berry db setup spec/specification.json --database-url postgresql://postgres@db.example.com/app
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Argument(
        help: ArgumentHelp("The specification (default: the one in berry.json).", valueName: "spec"),
        completion: .file(extensions: ["json", "yaml", "yml"]))
    var specification: String?
    @Flag(inversion: .prefixedNo, help: "Load development seeds (default: only into the private server).")
    var seed: Bool?
    @Flag(help: "Replace files that were edited or that berry didn't write.")
    var overwrite = false
    @Flag(name: [.long, .customShort("y")], help: "Don't ask.")
    var yes = false

    @Flag(help: "Print every statement that is sent to the database.")
    var showSql = false
    @Flag(help: "The result as one JSON document.")
    var json = false
    @Flag(help: .hidden)
    var force = false

    func validate() throws {
        if force {
            throw ValidationError(
                "'db setup' never needs force. To replace files that were edited: berry db setup --overwrite")
        }
    }

    func run() async throws {
        try await global.run { console in
            let environment = try database.environment(global.folder)
            let source = try database.source(environment, allowsLibpq: false)
            if environment.isProduction, !yes {
                console.show([
                    .init(
                        .error, "production-protected", "this would set up the production database, \(source.summary)",
                        fix: "add --yes if that is what you want")
                ])
                throw ExitCode.needsApproval
            }
            var options = PipelineRun.Options()
            options.overwrite = overwrite
            let run = SetupRun(
                global.folder, specification: try global.specification(specification), source: source, seeds: seed,
                seedEnvironment: environment.name,
                options: options, observer: Progress(console: console, showsSQL: showSql))
            console.progress("Setting up \(source.summary)")
            let outcome = try await run.run()
            if json { return try console.result(json: outcome) }
            console.result(
                "\(outcome.application) is set up: \(outcome.tables) tables, every one with row level security.")
            show(outcome.access, console)
            console.result("Swift package: \(outcome.package)")
            console.result(
                outcome.isPrivate
                    ? "Database: the project's private server; 'berry db start' keeps it running."
                    : "Database: \(outcome.address)")
        }
    }

    /// Who may do what, as long as it fits a screen.
    private func show(_ access: AccessSummary, _ console: Console) {
        guard access.entities.count <= 12 else {
            console.result("Who may do what is written in docs/model.md.")
            return
        }
        for entity in access.entities {
            console.result("\n\(entity.table)")
            for line in entity.lines {
                let who = line.grantees.isEmpty ? "nobody" : line.grantees.joined(separator: "; ")
                console.result("  \(line.operation.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0))\(who)")
            }
        }
        console.result("")
    }
}
