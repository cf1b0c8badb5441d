import ArgumentParser
import Diagnostics
import Migrations
import Pipeline
import SchemaDiff

struct RepairCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair", abstract: "Find and mend what a failed or foreign change left behind.",
        discussion: """
            --db looks at the project's database for: a migration that stopped half way, indexes that can't be used,
            constraints that were never validated, files of migrations that were changed after they were applied, a
            history that disagrees with the Supabase CLI's, changes by hand, and rows that something pending would
            stumble over. Each is explained in a sentence, with the statements that mend it. Nothing is dropped or set
            back to get clean: what somebody else left is named and left alone, and what somebody added by hand becomes
            a migration for review. What would lose something has to be allowed by name (exit status 4). The exit status
            is 1 when something is left that needs somebody's hand.

            Examples:
              berry repair --db --dry-run
              berry repair --db --yes
              berry repair --db --undo      takes back a migration that stopped half way
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(help: "Look at the database.")
    var db = false
    @Flag(help: "Show what would be done, and change nothing.")
    var dryRun = false
    @Flag(help: "Take back what a migration did that stopped half way, and don't go on with it.")
    var undo = false
    @OptionGroup var approval: ApprovalOptions
    @Flag(help: "Print every statement that is sent to the database.")
    var showSql = false
    @Flag(help: "The result as one JSON document.")
    var json = false

    func validate() throws {
        guard db else { throw ValidationError("say what to repair: berry repair --db") }
    }

    func run() async throws {
        try await global.run { console in
            let environment = try database.environment(global.folder)
            let source = try database.source(environment, allowsLibpq: false)
            let run = RepairRun(
                global.folder, specification: try global.specification(nil), source: source, takesBack: undo,
                observer: Progress(console: console, showsSQL: showSql))
            do {
                let outcome = try await run.run(isDry: dryRun) { faults in
                    if !json { for fault in faults { show(fault, console) } }
                    let mendable = faults.filter(\.isMendable)
                    if dryRun || mendable.isEmpty { return false }
                    let open = approval.open(mendable.flatMap(\.hazards))
                    if !source.isPrivate, !open.isEmpty {
                        if json { try console.result(json: RepairReport(.init(left: faults), source)) }
                        throw console.refusal(open)
                    }
                    return try approval.decide("Mend this in", environment, source, console)
                }
                if json {
                    try console.result(json: RepairReport(outcome, source))
                } else {
                    show(outcome, source, console)
                }
                if !dryRun, outcome.left.contains(where: { $0.needsAttention || $0.isMendable }) {
                    throw ExitCode.failure
                }
            } catch let unapproved as UnapprovedHazards {
                throw console.refusal(unapproved.hazards)
            }
        }
    }

    private func show(_ fault: Fault, _ console: Console) {
        console.result("\(fault.kind.rawValue): \(fault.explanation)")
        if let rows = fault.blockingRows {
            for row in rows.rows { console.result("    \(row)") }
            if rows.count > rows.rows.count { console.result("    and \(rows.count - rows.rows.count) more") }
        }
        for measured in fault.hazards { console.result("  Hazard \(measured.hazard.key): \(measured.text)") }
        if !fault.statements.isEmpty, !fault.isMendable { console.result("  For review, not run:") }
        for statement in fault.statements { console.show(statement: statement) }
        if let advice = fault.advice { console.result("  \(advice)") }
    }

    private func show(_ outcome: RepairRun.Outcome, _ source: DatabaseSource, _ console: Console) {
        let (mended, left) = (outcome.mended.count, outcome.left)
        for file in outcome.files { console.result("wrote \(file)") }
        if mended == 0, left.isEmpty { return console.result("Nothing is wrong: \(source.summary).") }
        if dryRun { return console.result("Nothing was changed.") }
        // What mending brought to light.
        let shown = Set(outcome.mended.map(\.subject))
        for fault in left where mended > 0 && !shown.contains(fault.subject) && fault.needsAttention {
            show(fault, console)
        }
        let needing = left.filter { $0.needsAttention || $0.isMendable }.count
        console.result(
            "Mended \(mended) fault\(mended == 1 ? "" : "s")"
                + (needing > 0 ? ", \(needing) need\(needing == 1 ? "s" : "") your hand" : "") + ": \(source.summary).")
        if outcome.mended.contains(where: { $0.kind == .changedByHand }) {
            console.result("Next: 'berry db push' shows what leads from here to the specification.")
        }
    }
}

/// What `--json` prints.
struct RepairReport: Encodable {
    var database: String
    var mended: [Entry]
    var left: [Entry]
    var files: [String]

    struct Entry: Encodable {
        var kind: Fault.Kind
        var subject: String
        var explanation: String
        var statements: [String]
        var hazards: [String]
        var rows: BlockingRows?
        var advice: String?
        /// Whether berry mends it.
        var isMendable: Bool

        init(_ fault: Fault) {
            kind = fault.kind
            subject = fault.subject
            explanation = fault.explanation
            statements = fault.statements
            hazards = fault.hazards.map(\.hazard.key)
            rows = fault.blockingRows
            advice = fault.advice
            isMendable = fault.isMendable
        }
    }

    init(_ outcome: RepairRun.Outcome, _ source: DatabaseSource) {
        database = source.summary
        mended = outcome.mended.map(Entry.init)
        left = outcome.left.map(Entry.init)
        files = outcome.files
    }
}
