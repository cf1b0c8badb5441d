import ArgumentParser
import Migrations
import Pipeline
import SchemaDiff

struct DBDriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift", abstract: "Show what somebody changed in the database by hand.",
        discussion: """
            Compares the database with what the migrations made that it has run, which are replayed on a private server.
            Nothing is changed. The exit status is 5 when something differs, and 0 when nothing does.

            Examples:
              berry db drift
              berry db drift --sql      what would take it back
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(help: "Print the statements that would take the changes back.")
    var sql = false
    @Flag(help: "The result as one JSON document.")
    var json = false

    func validate() throws {
        if sql, json { throw ValidationError("--json has the statements as well; leave --sql away") }
    }

    func run() async throws {
        try await global.run { console in
            let source = try database.source(try database.environment(global.folder), allowsLibpq: true)
            let run = DriftRun(global.folder, specification: try global.specification(nil), source: source)
            let drift = try await run.run()
            if json {
                try console.result(json: Report(drift, source))
            } else if sql {
                console.result(drift.plan.script.trimmingLineBreak)
            } else {
                show(drift, source, console)
            }
            if !drift.isEmpty { throw ExitCode.outOfDate }
        }
    }

    private func show(_ drift: DatabaseDrift, _ source: DatabaseSource, _ console: Console) {
        if let unfinished = drift.unfinished {
            console.result("The migration \(unfinished); 'berry repair --db' goes on with it.")
        }
        guard !drift.isEmpty else {
            return console.result("The database is as its migrations left it: \(source.summary).")
        }
        let count = drift.differences.count
        console.result(
            "\(count) \(count == 1 ? "thing" : "things") in the database \(count == 1 ? "isn't" : "aren't") as its "
                + "migrations left \(count == 1 ? "it" : "them"): \(source.summary).")
        for difference in drift.differences {
            console.result("- \(difference.sentence)")
            for property in difference.properties {
                console.result(
                    "    \(property.name): the migrations say \(property.expected ?? "nothing"), the database "
                        + "\(property.found ?? "nothing")")
            }
        }
        console.result(
            """
            Next: 'berry db drift --sql' prints what would take this back. 'berry repair --db' brings back what is gone \
            or changed, and writes what was added into a migration for review. What should stay belongs in the \
            specification.
            """)
    }

    /// What `--json` prints.
    private struct Report: Encodable {
        var database: String
        var drifted: Bool
        /// A migration that stopped half way, which is no drift.
        var unfinished: String?
        var differences: [DatabaseDrift.Difference]
        /// What would take it back, one statement each.
        var statements: [String]

        init(_ drift: DatabaseDrift, _ source: DatabaseSource) {
            database = source.summary
            drifted = !drift.isEmpty
            unfinished = drift.unfinished
            differences = drift.differences
            statements = drift.plan.steps.map(\.statement)
        }
    }
}

extension String {
    /// Without the line break at the end.
    var trimmingLineBreak: String { hasSuffix("\n") ? String(dropLast()) : self }
}
