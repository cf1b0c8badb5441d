import ArgumentParser
import Migrations
import Pipeline

struct DBPushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", abstract: "Bring a database to what the specification describes.",
        discussion: """
            Runs the stages that are out of date, rehearses every migration on a private server, and shows what the
            database lacks. Nothing is applied to a database that somebody changed by hand (exit status 5), nor where
            something is at stake that --allow doesn't name (exit status 4).

            Examples:
              berry db push --dry-run
              berry db push --yes
              berry db push --allow data-loss:todos.notes --allow breaks-clients:todos.notes
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(help: "Show what would be done, and change no database.")
    var dryRun = false
    @OptionGroup var approval: ApprovalOptions
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
                    // The private database may have run the files before they were written anew, and gets what it lacks.
                    console.show(change, asDifference: source.isPrivate)
                    let open = approval.open(change.hazards)
                    if dryRun { return false }
                    if !source.isPrivate, !open.isEmpty { throw console.refusal(open) }
                    return try approval.decide("Apply this to", environment, source, console)
                }
            } catch let drift as DriftError {
                console.show(drift.diagnostics)
                throw ExitCode.outOfDate
            } catch let unapproved as UnapprovedHazards {
                throw console.refusal(unapproved.hazards)
            }
            switch outcome {
            case .upToDate: console.result("The database is up to date: \(source.summary).")
            case .declined: console.result(dryRun ? "Nothing was changed." : "Nothing was applied.")
            case .pushed: console.result("The database has the new schema: \(source.summary).")
            }
        }
    }
}
