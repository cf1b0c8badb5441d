public import ArgumentParser
import Diagnostics
public import Pipeline

struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Run the stages that are out of date.",
        discussion: """
            Examples:
              berry generate
              berry generate --spec spec/specification.json --until access
              berry generate --check    changes nothing; exit status 5 if something would change
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @Option(
        help: ArgumentHelp("The specification (default: the one in berry.json).", valueName: "file"),
        completion: .file(extensions: ["json", "yaml", "yml"]))
    var spec: String?
    @Option(help: ArgumentHelp("The first stage that may run.", valueName: "stage"))
    var from: StageName?
    @Option(help: ArgumentHelp("The last stage that may run.", valueName: "stage"))
    var until: StageName?
    @Option(help: ArgumentHelp("The version of a migration that is new: 14 digits.", valueName: "version"))
    var version: String?
    @Option(help: ArgumentHelp("What the change is called, for the names of new files.", valueName: "text"))
    var message: String?
    @Flag(help: "Run stages that are up to date as well.")
    var force = false
    @Flag(help: "Say which input made each stage run.")
    var explain = false
    @Flag(help: "Change nothing; exit status 5 if something would change.")
    var check = false
    @Flag(help: "Replace files that were edited or that berry didn't write.")
    var overwrite = false

    @Flag(help: "The result as one JSON document.")
    var json = false

    func validate() throws {
        if let from, let until, until < from {
            throw ValidationError("--until \(until.rawValue) comes before --from \(from.rawValue)")
        }
        if let version,
            version.utf8.count != 14 || !version.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
        {
            throw ValidationError("--version is 14 digits, year to second: 20260131235959")
        }
    }

    func run() async throws {
        try await global.run { console in
            var options = PipelineRun.Options()
            options.from = from
            options.until = until
            options.force = force
            options.isCheck = check
            options.overwrite = overwrite
            options.version = version
            options.message = message
            let run = PipelineRun(
                global.folder, specification: try global.specification(spec), options: options,
                observer: Progress(console: console, explains: explain))
            let result = try await run.run()
            if json { try console.result(json: result) }
            if check, !result.isUpToDate {
                for report in result.reports where report.outcome != .fresh && !json {
                    let paths = report.writes.written + report.writes.removed
                    console.result(
                        "\(report.stage.rawValue): \(paths.isEmpty ? "berry.lock" : paths.joined(separator: ", "))")
                }
                throw ExitCode.outOfDate
            }
            console.progress(result.changedFiles == 0 ? "Everything is up to date." : result.changes)
        }
    }
}

extension StageName: ExpressibleByArgument {}
