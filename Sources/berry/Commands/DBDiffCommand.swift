import ArgumentParser
import Diagnostics
import Foundation
import Migrations
import Pipeline
import SchemaDiff
import Specification
import SystemPackage

struct DBDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Print the SQL that leads from one schema to another.",
        discussion: """
            A schema is a database's URL, an SQL file, a folder of migrations, or spec for what the specification
            describes. Without --from it is the project's database, without --to it is spec. Nothing is changed
            anywhere; SQL files run on a private server.

            Examples:
              berry db diff
              berry db diff --from old.sql --to new.sql
              berry db diff --from database/migrations --to spec --rename todos.title=name
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Option(help: ArgumentHelp("The schema that is there (default: the project's database).", valueName: "schema"))
    var from: String?
    @Option(help: ArgumentHelp("The schema that is wanted (default: spec).", valueName: "schema"))
    var to: String?
    @Option(
        help: ArgumentHelp("A thing that has another name now: todos=tasks, todos.title=name.", valueName: "old=new"))
    var rename: [String] = []
    @Option(help: ArgumentHelp("What SQL runs on: supabase or postgres (default: the project's).", valueName: "target"))
    var target: Target?
    @Option(help: ArgumentHelp("The specification (default: the one in berry.json).", valueName: "file"))
    var spec: String?
    @Flag(help: "Fail when something differs that berry has no statements for.")
    var strict = false
    @Flag(help: "The plan as one JSON document.")
    var json = false

    func run() async throws {
        try await global.run { console in
            let plan = try await difference().plan(
                PipelineRun(
                    global.folder, specification: usesSpecification ? try global.specification(spec) : "",
                    observer: Progress(console: console)),
                database: source())
            console.show(
                plan.unmodelled.map {
                    Diagnostic(
                        strict ? .error : .warning, "unmodelled",
                        "the \($0) differs, and berry has no statements for it",
                        fix: "change it by hand, in a migration of its own")
                })
            if json { try console.result(json: plan) } else { console.result(plan.script.trimmingLineBreak) }
            if strict, !plan.unmodelled.isEmpty { throw ExitCode.failure }
        }
    }

    private var usesSpecification: Bool { to == nil || to == "spec" || from == "spec" }

    private func source() throws -> DatabaseSource {
        try database.source(database.environment(global.folder), allowsLibpq: from == nil)
    }

    private func difference() throws -> SchemaDifference {
        let current = FilePath(FileManager.default.currentDirectoryPath)
        func operand(_ text: String?, _ other: SchemaOperand) -> SchemaOperand {
            text.map { SchemaOperand($0, relativeTo: current) } ?? other
        }
        return SchemaDifference(
            from: operand(from, .projectDatabase), to: operand(to, .specification),
            renames: try rename.map(Rename.init),
            target: target)
    }
}
