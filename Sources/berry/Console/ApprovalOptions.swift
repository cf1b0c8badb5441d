public import ArgumentParser
import Diagnostics
import Foundation
import Migrations
import Pipeline
public import SchemaDiff

extension Approval: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

/// How somebody agrees to what a command is about to do to a database.
struct ApprovalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A hazard that may be: data-loss:todos.notes, or data-loss for all of them.", valueName: "hazard"))
    var allow: [Approval] = []
    @Flag(name: [.long, .customShort("y")], help: "Don't ask.")
    var yes = false

    /// Those of the hazards that nobody allowed.
    func open(_ hazards: [MeasuredHazard]) -> [MeasuredHazard] {
        hazards.filter { measured in !allow.contains { $0.allows(measured.hazard) } }
    }

    /// - Parameter question: what would happen: "apply this to".
    func decide(
        _ question: String, _ environment: ProjectEnvironment, _ source: DatabaseSource, _ console: Console
    ) throws -> Bool {
        try yes || console.confirms(question, environment, source)
    }
}

extension Console {
    /// Asks, where there is a terminal; without one nothing is asked.
    ///
    /// - Throws: ``ExitCode/needsApproval`` where the database is protected.
    func confirms(
        _ question: String, _ environment: ProjectEnvironment, _ source: DatabaseSource
    ) throws -> Bool {
        guard !environment.isProduction else {
            show([
                .init(
                    .error, "production-protected", "this would change the production database, \(source.summary)",
                    fix: "add --yes if that is what you want")
            ])
            throw ExitCode.needsApproval
        }
        guard isatty(STDIN_FILENO) == 1, isTerminal else { return true }
        report("\(question) \(source.summary)? [y/N] ")
        let answer = readLine(strippingNewline: true)?.lowercased() ?? ""
        return answer == "y" || answer == "yes"
    }

    /// What is missing, by name.
    func refusal(_ hazards: [MeasuredHazard]) -> ExitCode {
        show(
            hazards.map {
                Diagnostic(
                    .error, "needs-approval", $0.text,
                    fix: "look at it, and add --allow '\($0.hazard.key)' if it may be")
            })
        return .needsApproval
    }

    /// What a change does, and what is at stake.
    ///
    /// - Parameter asDifference: whether the database gets the difference itself, and not the files.
    func show(_ change: PendingChange, asDifference: Bool) {
        result("Changes: \(change.plan.summary)")
        for migration in change.squashed {
            result(
                "The ledger notes \(migration.version)_\(migration.name) in the place of the "
                    + "\(migration.squashes.count) migrations that it stands for; nothing of it runs.")
        }
        for measured in change.hazards { result("Hazard \(measured.hazard.key): \(measured.text)") }
        if asDifference { for step in change.plan.steps { show(statement: step.statement) } }
        for migration in asDifference ? [] : change.migrations {
            let isOutside = migration.runsOutside(change.direction)
            result("\(migration.path(change.direction))\(isOutside ? " (outside of a transaction)" : "")")
            for statement in migration.statements(change.direction) { show(statement: statement) }
        }
        guard !asDifference, !change.migrations.isEmpty else { return }
        result(
            "A statement waits at most \(change.lockTimeout) s for a table that somebody holds, and then tries again later."
        )
    }

    func show(statement: String) { result("  \(statement.replacing("\n", with: "\n  "));") }
}
