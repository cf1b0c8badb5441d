import ArgumentParser
import Pipeline
import Postgres

struct DBPingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ping", abstract: "Connect to the database and say how long it took.",
        discussion: """
            Example:
              berry db ping
              psql "$(berry db ping --address)"
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(help: "Print only the address, as libpq reads it; never a password.")
    var address = false

    func run() async throws {
        try await global.run { console in
            let source = try database.source(try database.environment(global.folder), allowsLibpq: true)
            let start = ContinuousClock.now
            let open = try await ProjectDatabase.openExisting(source, in: global.folder)
            let version = try await open.connection.query("show server_version").one.text(0)
            let duration = ContinuousClock.now - start
            if address {
                console.result(open.address)
                return
            }
            console.result("PostgreSQL \(version) answered in \(duration.brief): \(open.address)")
        }
    }
}
