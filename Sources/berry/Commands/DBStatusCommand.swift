import ArgumentParser
import Foundation
import Pipeline

struct DBStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what the database has: migrations, seeds, protection.",
        discussion: """
            Example:
              berry db status
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(help: "The result as one JSON document.")
    var json = false

    func run() async throws {
        try await global.run { console in
            let source = try database.source(try database.environment(global.folder), allowsLibpq: true)
            let status = try await DatabaseStatus.read(source, in: global.folder)
            if json { return try console.result(json: status) }
            console.result("Database:   \(status.address) (\(status.origin))")
            console.result("Server:     PostgreSQL \(status.serverVersion)")
            console.result("Set up by:  \(status.application ?? "nobody yet")")
            for migration in status.migrations {
                console.result("Migration:  \(migration.version) \(migration.name), \(words(for: migration.state))")
            }
            console.result("Seeds:      \(status.seeds.isEmpty ? "none" : status.seeds.joined(separator: ", "))")
            console.result(
                "Tables:     \(status.tables), \(status.unprotected.isEmpty ? "all" : "not all") with row level security"
            )
            for table in status.unprotected { console.result("  without:  \(table)") }
        }
    }

    private func words(for state: DatabaseStatus.State) -> String {
        switch state {
        case .applied: "applied"
        case .unfinished: "began, and didn't come to its end; 'berry db push' goes on"
        case .pending: "pending"
        case .changed: "applied, but its file was changed since"
        case .unknown: "applied, but not in this folder"
        }
    }
}
