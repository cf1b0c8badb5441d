import ArgumentParser
import LocalPostgres
import Pipeline

struct DBStopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Stop the private server.",
        discussion: """
            Its data stays in .berry/server.

            Example:
              berry db stop
            """.reflowed)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.run { console in
            let stopped = try await LocalServer.stopProject(folder: global.folder.server)
            console.result(stopped ? "The private server has stopped." : "The private server wasn't running.")
        }
    }
}
