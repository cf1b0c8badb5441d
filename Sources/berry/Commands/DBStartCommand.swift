import ArgumentParser
import LocalPostgres
import Pipeline

struct DBStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start the private server and keep it running.",
        discussion: """
            Example:
              berry db start
            """.reflowed)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.run { console in
            let server = try await LocalServer.project(folder: global.folder.server, keepRunning: true)
            console.result("The private server is running; its socket is in \(server.socketFolder).")
        }
    }
}
