import ArgumentParser
import Pipeline

struct UpgradeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade", abstract: "Move the project to this version of berry.",
        discussion: """
            berry.lock names the version that generated the project's files; another version leaves them alone until
            it is told to generate them anew.

            Example:
              berry upgrade
            """.reflowed)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.run { console in
            var options = PipelineRun.Options()
            options.upgrades = true
            let run = PipelineRun(
                global.folder, specification: try global.specification(nil), options: options,
                observer: Progress(console: console))
            let result = try await run.run()
            console.result("The project is at berry \(Berry.version). \(result.changes)")
        }
    }
}
