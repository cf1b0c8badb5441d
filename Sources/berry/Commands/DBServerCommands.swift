import ArgumentParser
import LocalPostgres
import Pipeline

struct DBStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start the private server and keep it running.",
        discussion: """
            Example:
              berry db start
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.run { console in
            let server = try await LocalServer.project(folder: global.folder.server, keepRunning: true)
            console.result("The private server is running; its socket is in \(server.socketFolder).")
        }
    }
}

struct DBStopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Stop the private server.",
        discussion: """
            Its data stays in .berry/server.

            Example:
              berry db stop
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.run { console in
            let stopped = try await LocalServer.stopProject(folder: global.folder.server)
            console.result(stopped ? "The private server has stopped." : "The private server wasn't running.")
        }
    }
}
