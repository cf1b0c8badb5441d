import ArgumentParser
import Diagnostics
import Migrations
import Pipeline

struct MigrationSquashCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "squash", abstract: "Replace the sealed migrations by one, from which new databases start.",
        discussion: """
            The one migration is rehearsed: what it makes has to be what the many made. It has the version of the last of
            them, and its head lists all of them, so that databases that have run them are recognised: the next push
            marks them, and runs nothing. A database that has run only some of them needs the rest first, from version
            control. So push to every database before you squash.

            Rows that the many put into tables aren't part of it. Where there are any, it is refused (exit status 4)
            unless --without-rows says that they may go; a seed in database/seeds/common, or a migration that follows,
            can bring them.

            Examples:
              berry migration squash --dry-run
              berry migration squash --name "version 2"
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("What the migration is called.", valueName: "text"))
    var name = Migration.baselineName
    @Flag(help: "Rows that the migrations put into tables may go.")
    var withoutRows = false
    @Flag(help: "Show what would be replaced, and change nothing.")
    var dryRun = false
    @Flag(help: "The result as one JSON document.")
    var json = false

    func run() async throws {
        try await global.run { console in
            let squash: MigrationSquash
            do {
                squash = try await MigrationSquash(
                    in: global.folder, specification: try global.specification(nil), name: name,
                    losesRows: withoutRows, isDry: dryRun
                ) { console.progress("waiting: \($0)") }
            } catch let rows as UnsquashedRows {
                console.show(
                    rows.tables.map {
                        Diagnostic(
                            .error, "squashes-rows",
                            "the migrations put rows into \($0), which one migration of the "
                                + "schema doesn't have",
                            fix: "bring them by a seed or a later migration, and add --without-rows")
                    })
                throw ExitCode.needsApproval
            }
            if json { return try console.result(json: Report(squash, done: !dryRun)) }
            guard let result = squash.result else {
                return console.result(
                    "There is nothing to squash: \(squash.history.isEmpty ? "no" : "only one") migration is sealed.")
            }
            console.result(
                "\(dryRun ? "Would replace" : "Replaced") \(squash.history.count) migrations by one: \(result.summary)")
            for migration in squash.history { console.result("- \(migration.upPath)") }
            console.result("+ \(result.migration.upPath)")
            console.result(
                "It was rehearsed, and makes what they made. The next 'berry db push' marks a database that has run "
                    + "them.")
        }
    }

    /// What `--json` prints.
    private struct Report: Encodable {
        /// The files that it replaces.
        var replaced: [String]
        /// The file in their place; nothing where there is nothing to squash.
        var file: String?
        /// What it makes, in a line.
        var summary: String?
        var done: Bool

        init(_ squash: MigrationSquash, done: Bool) {
            replaced = squash.result == nil ? [] : squash.history.map(\.upPath)
            file = squash.result?.migration.upPath
            summary = squash.result?.summary
            self.done = done && squash.result != nil
        }
    }
}
