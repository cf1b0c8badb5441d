import ArgumentParser
import Migrations

struct DBMigrateDownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "down", abstract: "Take the last migrations back, by their down files.",
        discussion: """
            The last one, or as many as --steps says, or all that come after --to, the latest first. Before anything is
            changed, the files are rehearsed on a private server, where each has to lead back to what was there. What
            would be lost is counted in the database, and has to be allowed by name (exit status 4). A migration without
            a way back is refused by name (exit status 1), and one that would lose rows says how many.

            Examples:
              berry db migrate down --dry-run
              berry db migrate down --allow data-loss:todos.due_date --allow breaks-clients
              berry db migrate down --to 3
            """.reflowed)

    @OptionGroup var options: MigrateOptions

    func run() async throws { try await options.run(.down, asks: "Take this back in") }
}

/// nself's spelling.
struct DBMigrateDownAlias: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate:down", abstract: DBMigrateDownCommand.configuration.abstract,
        discussion: DBMigrateDownCommand.configuration.discussion, shouldDisplay: false)

    @OptionGroup var options: MigrateOptions

    func run() async throws { try await options.run(.down, asks: "Take this back in") }
}
