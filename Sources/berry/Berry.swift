import ArgumentParser
import Pipeline

@main
struct BerryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "berry",
        abstract: "Turns the specification of an application into a secured database and a Swift package.",
        discussion: """
            Begin with a specification:

              berry init todo-app && cd todo-app
              berry db setup spec/specification.json

            """.reflowed,
        version: Berry.version,
        subcommands: [
            InitCommand.self, PlanCommand.self, ValidateCommand.self, ExplainCommand.self, FmtCommand.self,
            ImportCommand.self,
            ExportCommand.self, GenerateCommand.self, StagesCommand.self, MigrationCommand.self, DBCommand.self,
            RepairCommand.self, InfoCommand.self, DoctorCommand.self, UpgradeCommand.self, CompletionsCommand.self,
        ])
}
