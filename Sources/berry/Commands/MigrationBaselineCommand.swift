import ArgumentParser
import Migrations
import Pipeline

struct MigrationBaselineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline", abstract: "Adopt a database that another tool built.",
        discussion: """
            Writes what the database holds as the project's first migration, rehearses and seals it, and makes berry's
            ledger, which says that the database has it. No table is touched, and the other tool's history stays as it
            is. From then on 'berry db push' leads from there to the specification, and asks before anything is lost.

            Drizzle, golang-migrate, Hasura, nself and the Supabase CLI are known by their history tables. A database
            that holds just what the project's migrations make is adopted with those: that is how a second database
            joins, and one to which the Supabase CLI applied the files of this folder.

            Examples:
              berry migration baseline --database-url postgresql://me@localhost/shop --dry-run
              berry migration baseline
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Option(
        name: .customLong("version"),
        help: ArgumentHelp(
            "The version of the new migration, fourteen digits (default: the time).", valueName: "version"))
    var newVersion: String?
    @Flag(help: "Show what would be adopted, and change nothing.")
    var dryRun = false
    @Flag(name: [.long, .customShort("y")], help: "Don't ask.")
    var yes = false
    @Flag(help: "The result as one JSON document.")
    var json = false

    func validate() throws {
        if let newVersion, !Migration.isVersion(newVersion) {
            throw ValidationError("'\(newVersion)' is no version; write fourteen digits: year to second, in UTC")
        }
    }

    func run() async throws {
        try await global.run { console in
            let environment = try database.environment(global.folder)
            let source = try database.source(environment, allowsLibpq: false)
            let run = BaselineRun(
                global.folder, specification: try global.specification(nil), source: source,
                observer: Progress(console: console))
            let (finding, isDone) = try await run.run(version: newVersion) { finding in
                if !json { show(finding, source, console) }
                if dryRun { return false }
                return try yes || console.confirms("Adopt", environment, source)
            }
            if json { return try console.result(json: Report(finding, source, isDone)) }
            guard isDone else { return console.result("Nothing was changed.") }
            console.result(
                """
                Adopted: \(source.summary). No table was touched.
                Next: 'berry db push --dry-run' shows what leads from there to the specification.
                """)
        }
    }

    private func show(_ finding: DatabaseAdoption.Finding, _ source: DatabaseSource, _ console: Console) {
        let tools = finding.histories.map(\.text)
        console.result(
            tools.isEmpty
                ? "No migration tool has left a history that berry knows."
                : "Built by \(tools.joined(separator: " and ")).")
        console.result("The database holds: \(finding.summary)")
        console.result(finding.isNew ? "Becomes the project's first migration:" : "Count as applied there:")
        for migration in finding.migrations { console.result("  \(migration.upPath)") }
    }

    /// What `--json` prints.
    private struct Report: Encodable {
        var database: String
        var histories: [History]
        var migrations: [Entry]
        /// Whether the migration was made from the database.
        var isNew: Bool
        /// What it makes, in a line.
        var summary: String
        var done: Bool

        struct History: Encodable {
            var tool: String
            var table: String
            var count: Int?
        }

        struct Entry: Encodable {
            var version: String
            var name: String
            var file: String
        }

        init(_ finding: DatabaseAdoption.Finding, _ source: DatabaseSource, _ isDone: Bool) {
            database = source.summary
            histories = finding.histories.map { History(tool: $0.tool, table: $0.table, count: $0.count) }
            migrations = finding.migrations.map { Entry(version: $0.version, name: $0.name, file: $0.upPath) }
            isNew = finding.isNew
            summary = finding.summary
            done = isDone
        }
    }
}
