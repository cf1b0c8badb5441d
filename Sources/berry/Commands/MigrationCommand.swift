import ArgumentParser

struct MigrationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migration", abstract: "Begin, discard, squash and adopt migrations.",
        discussion: """
            Examples:
              berry migration new "trim titles"
              berry migration drop
            """.reflowed,
        subcommands: [
            MigrationNewCommand.self, MigrationDropCommand.self, MigrationSquashCommand.self,
            MigrationBaselineCommand.self,
        ])
}
