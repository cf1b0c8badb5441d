import ArgumentParser
import Migrations
import Pipeline

struct DBHistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show which migrations the database has run or taken back, when and for whom.",
        discussion: """
            Example:
              berry db history
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(help: "The result as one JSON document.")
    var json = false

    func run() async throws {
        try await global.run { console in
            let source = try database.source(try database.environment(global.folder), allowsLibpq: true)
            let history = try await DatabaseHistory.read(source, in: global.folder)
            if json { return try console.result(json: history) }
            for entry in history.migrations {
                console.result(
                    "\(entry.version)  \(entry.name)  \(entry.appliedAt) by \(entry.appliedBy), \(words(for: entry))")
            }
            if history.migrations.isEmpty { console.result("berry has applied no migration to this database.") }
        }
    }

    private func words(for entry: LedgerEntry) -> String {
        switch entry.action {
        case .applied: "in \(entry.milliseconds) ms"
        case .undone: "taken back in \(entry.milliseconds) ms"
        case .markedApplied: "only marked as applied"
        case .markedUndone: "only marked as taken back"
        case .squashed: "only marked, in the place of those that it stands for"
        case nil: "began, and didn't come to its end"
        }
    }
}
