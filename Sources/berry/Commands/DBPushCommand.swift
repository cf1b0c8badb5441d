public import ArgumentParser
import Diagnostics
import Foundation
import Migrations
import Pipeline
public import SchemaDiff

extension Approval: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

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
    @Option(
        help: ArgumentHelp(
            "A hazard that may be: data-loss:todos.notes, or data-loss for all of them.", valueName: "hazard"))
    var allow: [Approval] = []
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
                    show(change, isPrivate: source.isPrivate, console)
                    let open = change.hazards.filter { measured in !allow.contains { $0.allows(measured.hazard) } }
                    if dryRun { return false }
                    if !source.isPrivate, !open.isEmpty { throw refusal(open, console) }
                    return try decide(environment, source, console)
                }
            } catch let drift as DriftError {
                console.show(drift.diagnostics)
                throw ExitCode.outOfDate
            } catch let unapproved as UnapprovedHazards {
                throw refusal(unapproved.hazards, console)
            }
            switch outcome {
            case .upToDate: console.result("The database is up to date: \(source.summary).")
            case .declined: console.result(dryRun ? "Nothing was changed." : "Nothing was applied.")
            case .pushed: console.result("The database has the new schema: \(source.summary).")
            }
        }
    }

    private func show(_ change: PendingChange, isPrivate: Bool, _ console: Console) {
        console.result("Changes: \(change.plan.summary)")
        for measured in change.hazards { console.result("Hazard \(measured.hazard.key): \(measured.text)") }
        // The private database may have run the files before they were written anew, and gets what it lacks.
        if isPrivate { for step in change.plan.steps { show(step.statement, console) } }
        for migration in isPrivate ? [] : change.migrations {
            console.result("\(migration.upPath)\(migration.runsOutside ? " (outside of a transaction)" : "")")
            for statement in migration.statements { show(statement, console) }
        }
    }

    private func show(_ statement: String, _ console: Console) {
        console.result("  \(statement.replacing("\n", with: "\n  "));")
    }

    /// What is missing, by name.
    private func refusal(_ hazards: [MeasuredHazard], _ console: Console) -> ExitCode {
        console.show(
            hazards.map {
                Diagnostic(
                    .error, "needs-approval", $0.text,
                    fix: "look at it, and add --allow '\($0.hazard.key)' if it may be")
            })
        return .needsApproval
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
