import ArgumentParser
import Diagnostics
import Migrations
import Pipeline

struct DBMigrateResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Say that the database has a migration, or hasn't; none of it runs.",
        discussion: """
            For a database that somebody brought to the right state by hand. The ledger says what you say, and its
            history says that you did. --applied also accepts a file that was changed after it was applied: as it is
            now, it is sealed again.

            Examples:
              berry db migrate resolve 20260131235959 --applied
              berry db migrate resolve 4 --undone
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The migration: its version, the beginning of that, or its number in the order of versions.")
    var version: String
    @Flag(help: "The database has it.")
    var applied = false
    @Flag(help: "The database hasn't got it.")
    var undone = false
    @Flag(name: [.long, .customShort("y")], help: "Don't ask.")
    var yes = false
    @Flag(help: "The result as one JSON document.")
    var json = false

    func validate() throws {
        guard applied != undone else {
            throw ValidationError("say either --applied or --undone: what the database has can't be guessed")
        }
    }

    func run() async throws {
        try await global.run { console in
            let environment = try database.environment(global.folder)
            let source = try database.source(environment, allowsLibpq: false)
            let run = MigrateRun(
                global.folder, specification: try global.specification(nil), source: source,
                observer: Progress(console: console))
            let resolved = try await run.resolve(MigrationChoice(version), isApplied: applied) { migration in
                let what = applied ? "has" : "hasn't got"
                return try yes
                    || console.confirms(
                        "Write down that the database \(what) \(migration.version)_\(migration.name), in", environment,
                        source)
            }
            guard let resolved else { return console.result("Nothing was changed.") }
            let (migration, changed) = resolved
            let state = applied ? "applied" : "undone"
            if json {
                return try console.result(
                    json: Report(version: migration.version, name: migration.name, state: state, changed: changed))
            }
            let name = "\(migration.version)_\(migration.name)"
            console.result(
                changed ? "\(name) is marked as \(state): \(source.summary)." : "\(name) was \(state) already.")
            console.result("Next: 'berry db drift' shows whether the database agrees.")
        }
    }

    /// What `--json` prints.
    private struct Report: Encodable {
        var version: String
        var name: String
        var state: String
        var changed: Bool
    }
}
