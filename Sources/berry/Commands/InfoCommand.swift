import ArgumentParser
import Foundation
import LocalPostgres
import Pipeline
import SystemPackage

struct InfoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Show what berry knows of this project, and which database it would work on.",
        discussion: """
            Example:
              berry info
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(help: "The result as one JSON document.")
    var json = false

    private struct Info: Codable {
        var berry: String
        var project: String
        var specification: String
        var environment: String
        var database: String
        var postgres: String?
    }

    func run() async throws {
        try await global.run { console in
            let environment = try database.environment(global.folder)
            let info = Info(
                berry: Berry.version, project: global.folder.root.string, specification: try global.specification(nil),
                environment: environment.name,
                database: try database.source(environment, allowsLibpq: true).summary,
                postgres: try? await PostgresInstallation.find().version)
            if json { return try console.result(json: info) }
            console.result("berry:         \(info.berry)")
            console.result("Project:       \(info.project)")
            console.result("Specification: \(info.specification)")
            console.result("Environment:   \(info.environment)")
            console.result("Database:      \(info.database)")
            console.result("PostgreSQL:    \(info.postgres ?? "not on this machine")")
        }
    }
}
