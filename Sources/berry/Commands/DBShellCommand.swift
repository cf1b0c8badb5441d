import ArgumentParser
import Diagnostics
import Foundation
import LocalPostgres
import Pipeline
import Postgres
import SystemPackage

struct DBShellCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shell", abstract: "Open psql on the project's database.",
        discussion: """
            What follows -- is handed on to psql. It gets its connection from variables, never from arguments, which
            everybody on the machine can read.

            Examples:
              berry db shell
              berry db shell --readonly -- --command "select count(*) from todos"
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var database: DatabaseOptions
    @Flag(help: "Change nothing: every transaction is read only, unless it says otherwise.")
    var readonly = false
    @Argument(parsing: .postTerminator, help: ArgumentHelp("Arguments for psql.", valueName: "psql-argument"))
    var arguments: [String] = []

    func run() async throws {
        try await global.run { console in
            let source = try database.source(try database.environment(global.folder), allowsLibpq: true)
            let open = try await ProjectDatabase.openExisting(source, in: global.folder)
            await open.connection.close()
            var settings = open.settings
            if readonly { settings = settings.setting("default_transaction_read_only", "on") }
            console.progress("  \(open.address) (\(source.origin))")
            for (variable, value) in settings.environment { setenv(variable, value, 1) }
            var words: [UnsafeMutablePointer<CChar>?] = (["psql"] + arguments).map { strdup($0) }
            words.append(nil)
            for program in await Self.programs() { execvp(program, words) }
            // Only a failure comes back.
            for word in words { free(word) }
            throw DiagnosticsError(
                Diagnostic(
                    .error, "no-psql", "psql can't be run: \(String(cString: strerror(errno)))",
                    fix: "install it: apt-get install postgresql-client, or brew install libpq"))
        }
    }

    /// The one on the path, otherwise the one that came with the server.
    private static func programs() async -> [String] {
        let installation = try? await PostgresInstallation.find()
        return ["psql"] + (installation.map { [$0.binaries.appending("psql").string] } ?? [])
    }
}
