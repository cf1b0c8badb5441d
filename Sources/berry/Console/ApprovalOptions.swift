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
    @Option(help: ArgumentHelp("Why it may be, for those who read the migration.", valueName: "text"))
    var reason: String?
    @Flag(name: [.long, .customShort("y")], help: "Don't ask.")
    var yes = false

    /// What is allowed, without changing a database.
    var approved: PushDecision { .approve(allow, reason: reason) }

    /// The same, and the database says whether it would run.
    var triedOut: PushDecision { .tryOut(allow, reason: reason) }

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

    /// The same, with what is allowed.
    func decision(
        _ question: String, _ environment: ProjectEnvironment, _ source: DatabaseSource, _ console: Console
    ) throws -> PushDecision {
        try decide(question, environment, source, console) ? .apply(allow, reason: reason) : .decline
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
    ///
    /// - Parameter change: whose migrations say what somebody agreed to before.
    func refusal(_ hazards: [MeasuredHazard], in change: PendingChange? = nil) -> ExitCode {
        show(
            hazards.map { measured in
                Diagnostic(
                    .error, "needs-approval", measured.text,
                    notes: (change?.approvals(of: measured.hazard) ?? []).map { approval in
                        let limit = approval.limit.map { "up to \($0.number) \($0.unit)" } ?? "it without a number"
                        return .init("the migration's head approves \(limit)")
                    },
                    fix: "look at it, and add --allow '\(measured.hazard.key)' if it may be")
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
        for measured in change.hazards {
            result("Hazard \(measured.hazard.key): \(measured.text)")
            guard let approval = change.approvals(of: measured.hazard).first(where: { $0.covers(measured) }) else {
                continue
            }
            result("  approved in the migration\(approval.reason.map { ": \($0)" } ?? "")")
        }
        if asDifference { for step in change.plan.steps { show(statement: step.statement) } }
        for migration in asDifference ? [] : change.migrations {
            let isOutside = migration.runsOutside(change.direction)
            result("\(migration.path(change.direction))\(isOutside ? " (outside of a transaction)" : "")")
            for statement in migration.statements(change.direction) { show(statement: statement) }
        }
        if let waits = change.waits { result(waits) }
        guard !asDifference, !change.migrations.isEmpty else { return }
        result(
            "A statement waits at most \(change.lockTimeout) s for a table that somebody holds, and then tries again later."
        )
    }

    func show(statement: String) { result("  \(statement.replacing("\n", with: "\n  "));") }
}
