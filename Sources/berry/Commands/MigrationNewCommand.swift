import ArgumentParser
import Pipeline

struct MigrationNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Begin a migration in database/migrations.",
        discussion: """
            It is rehearsed and pushed like those that berry writes.

            Example:
              berry migration new "trim titles"
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "What it does, in a few words.")
    var name: String

    func run() async throws {
        try await global.run { console in
            let migration = try await HandWrittenMigration(name, in: global.folder) {
                console.progress("waiting: \($0)")
            }
            console.result(migration.path)
        }
    }
}
