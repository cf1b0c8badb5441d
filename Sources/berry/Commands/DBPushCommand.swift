import ArgumentParser
import Migrations
import Pipeline

struct DBPushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", abstract: "Bring a database to what the specification describes.",
        discussion: """
            Runs the stages that are out of date, rehearses every migration on a private server, and shows what the
            database lacks. Nothing is applied to a database that somebody changed by hand (exit status 5), nor where
            something is at stake that neither --allow nor a migration's head names (exit status 4).

            What --allow names is written into the head of the migration, with the number that was counted and with
            --reason; so it can be reviewed, and a later push to another database needs no --allow. It counts again
            there, and refuses when more is at stake than the head says. With --dry-run, only that is written.

            Examples:
              berry db push --dry-run
              berry db push --dry-run --on-target
              berry db push --yes
              berry db push --allow data-loss:todos.notes --reason "the notes are in the wiki now"
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(help: "Show what would be done, and change no database.")
    var dryRun = false
    @Flag(
        help: ArgumentHelp(
            "With --dry-run: run it on the database itself, and roll it back.",
            discussion: "Others wait for the tables that it locks until that is over."))
    var onTarget = false
    @OptionGroup var approval: ApprovalOptions
    @Flag(help: "Print every statement that is sent to the database.")
    var showSql = false
    @Option(help: ArgumentHelp("What the change is called, for the names of new files.", valueName: "text"))
    var message: String?

    func validate() throws {
        guard dryRun || !onTarget else { throw ValidationError("--on-target goes with --dry-run") }
    }

    func run() async throws {
        try await global.run { console in
            let environment = try database.environment(global.folder)
            let source = try database.source(environment, allowsLibpq: false)
            var options = PipelineRun.Options()
            options.message = message
            let run = PushRun(
                global.folder, specification: try global.specification(nil), source: source, options: options,
                allowing: approval.allow, observer: Progress(console: console, showsSQL: showSql))
            let outcome: PushRun.Outcome
            do {
                outcome = try await run.run { change in
                    // The private database may have run the files before they were written anew, and gets what it lacks.
                    console.show(change, asDifference: source.isPrivate)
                    let open = change.unapproved(allowing: approval.allow)
                    if dryRun { return onTarget ? approval.triedOut : approval.approved }
                    if !source.isPrivate, !open.isEmpty { throw console.refusal(open, in: change) }
                    return try approval.decision("Apply this to", environment, source, console)
                }
            } catch let drift as DriftError {
                console.show(drift.diagnostics)
                throw ExitCode.outOfDate
            } catch let unapproved as UnapprovedHazards {
                throw console.refusal(unapproved.hazards)
            }
            switch outcome {
            case .upToDate(let waiting):
                console.result("The database is up to date: \(source.summary).")
                if let waiting { console.result(waiting) }
            case .declined: console.result(dryRun ? "Nothing was changed." : "Nothing was applied.")
            case .tried(let trial):
                for (migration, milliseconds) in trial.tried {
                    console.result("Ran \(migration.upPath) in \(milliseconds) ms.")
                }
                if let (migration, reason) = trial.end {
                    console.result("Not tried from \(migration.upPath) on: \(reason).")
                }
                console.result("All of it was rolled back; nothing was changed.")
            case .pushed: console.result("The database has the new schema: \(source.summary).")
            }
        }
    }
}
