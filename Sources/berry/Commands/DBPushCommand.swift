import ArgumentParser
import Diagnostics
import Foundation
import Migrations
import Pipeline
import SchemaDiff

struct DBPushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", abstract: "Bring a database to what the specification describes.",
        discussion: """
            Runs the stages that are out of date, rehearses every migration on a private server, and shows what the
            database lacks. Nothing is applied to a database that somebody changed by hand (exit status 5).

            Examples:
              berry db push --dry-run
              berry db push --yes
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(help: "Show what would be done, and change nothing.")
    var dryRun = false
    @Flag(name: [.long, .customShort("y")], help: "Don't ask.")
    var yes = false
    @Flag(help: "Print every statement that is sent to the database.")
    var showSql = false
    @Option(help: ArgumentHelp("What the change is called, for the names of new files.", valueName: "text"))
    var message: String?

    func run() async throws {
        try await global.run { console in
            let environment = try database.environment(global.folder)
            let source = try database.source(environment, allowsLibpq: false)
            var options = PipelineRun.Options()
            options.message = message
            let run = PushRun(
                global.folder, specification: try global.specification(nil), source: source, options: options,
                observer: Progress(console: console, showsSQL: showSql))
            let outcome: PushRun.Outcome
            do {
                outcome = try await run.run { change in
                    show(change, console)
                    if dryRun { return false }
                    return try decide(environment, source, console)
                }
            } catch let drift as DriftError {
                console.show(drift.diagnostics)
                throw ExitCode.outOfDate
            }
            switch outcome {
            case .upToDate: console.result("The database is up to date: \(source.summary).")
            case .declined: console.result(dryRun ? "Nothing was changed." : "Nothing was applied.")
            case .pushed: console.result("The database has the new schema: \(source.summary).")
            }
        }
    }

    private func show(_ change: PendingChange, _ console: Console) {
        for migration in change.migrations { console.result("Pending: \(migration.upPath)") }
        console.result("Changes: \(change.plan.summary)")
        for step in change.plan.steps { console.result("  \(step.statement.replacing("\n", with: "\n  "));") }
    }

    /// Without a terminal nothing is asked.
    private func decide(
        _ environment: ProjectEnvironment, _ source: DatabaseSource, _ console: Console
    ) throws -> Bool {
        if yes { return true }
        guard !environment.isProduction else {
            console.show([
                .init(
                    .error, "production-protected", "this would change the production database, \(source.summary)",
                    fix: "add --yes if that is what you want")
            ])
            throw ExitCode.needsApproval
        }
        guard isatty(STDIN_FILENO) == 1, console.isTerminal else { return true }
        console.report("Apply this to \(source.summary)? [y/N] ")
        let answer = readLine(strippingNewline: true)?.lowercased() ?? ""
        return answer == "y" || answer == "yes"
    }
}
