import ArgumentParser
import Foundation
import Migrations
import Pipeline

struct DBStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what the database has: migrations, seeds, protection.",
        discussion: """
            Of each migration: whether the database has it, or it is pending, open (berry may still write it anew), or
            stopped half way. --drift also replays the applied ones on a private server, and lists what somebody changed
            by hand.

            Examples:
              berry db status
              berry db status --drift
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(help: "Look for changes by hand as well; that takes longer.")
    var drift = false
    @Flag(help: "The result as one JSON document.")
    var json = false

    func run() async throws {
        try await global.run { console in
            let source = try database.source(try database.environment(global.folder), allowsLibpq: true)
            var status = try await DatabaseStatus.read(source, in: global.folder)
            if drift {
                let run = DriftRun(global.folder, specification: try global.specification(nil), source: source)
                status.drift = try await run.run().differences.map(\.sentence)
            }
            if json { return try console.result(json: status) }
            console.result("Database:   \(status.address) (\(status.origin))")
            console.result("Server:     PostgreSQL \(status.serverVersion)")
            console.result("Set up by:  \(status.application ?? "nobody yet")")
            for migration in status.migrations {
                console.result("Migration:  \(migration.version) \(migration.name), \(words(for: migration))")
            }
            for migration in status.outOfOrder {
                console.result(
                    "Reorder:    \(migration.version) \(migration.name) comes before one that the database has run; two "
                        + "branches both added one")
                console.result("  \(try advice(for: migration, status))")
            }
            for sentence in status.disagreements {
                console.result("History:    \(sentence)")
                console.result("  'berry repair --db' mends that")
            }
            console.result("Seeds:      \(status.seeds.isEmpty ? "none" : status.seeds.joined(separator: ", "))")
            console.result(
                "Tables:     \(status.tables), \(status.unprotected.isEmpty ? "all" : "not all") with row level security"
            )
            for table in status.unprotected { console.result("  without:  \(table)") }
            guard let drift = status.drift else { return }
            console.result("Drift:      \(drift.isEmpty ? "none" : "\(drift.count) changed by hand")")
            for sentence in drift { console.result("  \(sentence)") }
        }
    }

    private func advice(for migration: DatabaseStatus.MigrationState, _ status: DatabaseStatus) throws -> String {
        guard migration.state == .pending else {
            return "run 'berry migration drop', and then 'berry generate', which makes it anew behind the others"
        }
        let next = try Migration.version(after: status.migrations.last?.version ?? migration.version)
        return "rename its files, so that they begin with a later version, such as \(next)_\(migration.name).up.sql"
    }

    private func words(for migration: DatabaseStatus.MigrationState) -> String {
        let step = migration.step ?? 0
        let progress = step == 0 ? "" : " after \(step) statement\(step == 1 ? "" : "s")"
        return switch migration.state {
        case .applied: "applied"
        case .unfinished: "began, and stopped\(progress); 'berry db push' goes on"
        case .halfUndone: "was being taken back, and that stopped\(progress); 'berry repair --db' goes on"
        case .pending: "pending"
        case .open: "pending, open"
        case .changed: "applied, but its file was changed since"
        case .unknown: "applied, but not in this folder"
        }
    }
}
