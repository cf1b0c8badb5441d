import ArgumentParser
import Migrations
import Pipeline

struct MigrationDropCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Discard the open migration, which no database that somebody uses has run.",
        discussion: """
            The open migration is the one that berry may still write anew. It is made from the specification, which stays
            as it is: the next 'berry generate' or 'berry db push' makes it anew, with a new version. To be rid of a
            change, undo it in the specification.

            A sealed migration is refused by name: a database has run it. So is one that you wrote by hand, unless there
            is nothing in it yet.

            Examples:
              berry migration drop
              berry migration drop 20260131235959 --dry-run
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @Argument(
        help: "The migration: its version, the beginning of that, or its number (default: the one that is open).")
    var migration: String?
    @Flag(help: "Discard it even if somebody edited it.")
    var overwrite = false
    @Flag(help: "Show what would be discarded, and keep it.")
    var dryRun = false
    @Flag(help: "The result as one JSON document.")
    var json = false

    func run() async throws {
        try await global.run { console in
            let drop = try await OpenMigrationDrop(
                migration.map(MigrationChoice.init), in: global.folder, overwrites: overwrite, isDry: dryRun
            ) { console.progress("waiting: \($0)") }
            if json { return try console.result(json: Report(drop, done: !dryRun)) }
            guard !drop.migrations.isEmpty else { return console.result("There is no open migration.") }
            for migration in drop.migrations {
                console.result(
                    "\(dryRun ? "Would discard" : "Discarded") \(migration.version)_\(migration.name): "
                        + migration.about)
            }
            for file in drop.files { console.result("  \(file)") }
            console.result(
                """
                No database that somebody uses has run it. Where the specification asks for what it did, the next 'berry \
                generate' or 'berry db push' makes it anew; to be rid of it, undo the change in the specification.
                """)
        }
    }

    /// What `--json` prints.
    private struct Report: Encodable {
        var migrations: [Entry]
        var files: [String]
        /// Whether they are gone.
        var done: Bool

        struct Entry: Encodable {
            var version: String
            var name: String
            /// What it changes, in a line.
            var about: String
        }

        init(_ drop: OpenMigrationDrop, done: Bool) {
            migrations = drop.migrations.map { Entry(version: $0.version, name: $0.name, about: $0.about) }
            files = drop.files
            self.done = done && !drop.files.isEmpty
        }
    }
}
