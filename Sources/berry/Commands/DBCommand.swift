import ArgumentParser

struct DBCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db", abstract: "Set up and look at databases.",
        discussion: """
            Example:
              berry db setup spec/specification.json
            """.reflowed,
        subcommands: [
            DBSetupCommand.self, DBStatusCommand.self, DBStartCommand.self, DBStopCommand.self, DBPingCommand.self,
            DBInfoCommand.self, DBShellCommand.self,
            DBResetCommand.self, DBDiffCommand.self, DBPushCommand.self, DBHistoryCommand.self,
            DBDriftCommand.self, DBLintCommand.self, DBTestCommand.self, DBMigrateCommand.self, DBMigrateUpAlias.self,
            DBMigrateDownAlias.self,
        ])
}
