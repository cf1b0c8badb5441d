import ArgumentParser
import Foundation
import Pipeline

/// How a command finds its database.
struct DatabaseOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The database; better in DATABASE_URL when it has a password.", valueName: "url"))
    var databaseUrl: String?
    @Option(
        help: ArgumentHelp("The environment (default: ENVIRONMENT, or development).", valueName: "name"),
        completion: .list(["development", "staging", "production"]))
    var env: String?

    func environment(_ project: ProjectFolder) throws -> ProjectEnvironment {
        try ProjectEnvironment(project, name: env, process: ProcessInfo.processInfo.environment)
    }

    func source(_ environment: ProjectEnvironment, allowsLibpq: Bool) throws -> DatabaseSource {
        try DatabaseSource.find(commandLine: databaseUrl, environment, allowsLibpq: allowsLibpq)
    }
}
