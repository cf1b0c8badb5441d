import ArgumentParser
import Diagnostics
import Pipeline

struct DBResetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Remove the project's database from its private server, with every row.",
        discussion: """
            Only the private server's database is ever removed; 'berry db setup' makes it anew.

            Example:
              berry db reset --yes && berry db setup
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @Flag(name: [.long, .customShort("y")], help: "Remove it without being asked.")
    var yes = false

    func run() async throws {
        try await global.run { console in
            guard yes else {
                console.show([
                    .init(
                        .error, "needs-approval", "this removes every row of the project's private database",
                        fix: "add --yes if that is what you want")
                ])
                throw ExitCode.needsApproval
            }
            try await ProjectDatabase.drop(in: global.folder, onWait: { console.progress("waiting: \($0)") })
            console.result("The private database is gone. Next: berry db setup")
        }
    }
}
