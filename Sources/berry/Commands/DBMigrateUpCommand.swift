import ArgumentParser
import Migrations

struct DBMigrateUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Apply the migrations of the folder that the database hasn't run.",
        discussion: """
            All that are pending, or as many as --steps or --to says, the earliest first. Each is rehearsed, and what is
            at stake has to be allowed by name (exit status 4), as for 'berry db push'. No migration is generated.

            Examples:
              berry db migrate up
              berry db migrate up --to 20260131235959 --yes
            """.reflowed)

    @OptionGroup var options: MigrateOptions

    func run() async throws { try await options.run(.up, asks: "Apply this to") }
}

/// nself's spelling.
struct DBMigrateUpAlias: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate:up", abstract: DBMigrateUpCommand.configuration.abstract,
        discussion: DBMigrateUpCommand.configuration.discussion, shouldDisplay: false)

    @OptionGroup var options: MigrateOptions

    func run() async throws { try await options.run(.up, asks: "Apply this to") }
}
