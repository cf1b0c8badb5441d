public import ArgumentParser
import Diagnostics
import Foundation
public import ModelProviders
public import Pipeline
import Planning
import SystemPackage

extension PlannerName: ExpressibleByArgument {}
extension OutputStructure: ExpressibleByArgument {}

/// Who makes a plan, and how a model is asked for one.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who turns the request into edits: english (without a model), anthropic, openai or ollama.",
            valueName: "name"))
    var planner = PlannerName.english
    @Option(help: ArgumentHelp("The model, as its provider calls it (default: BERRY_MODEL).", valueName: "name"))
    var model: String?
    @Option(
        help: ArgumentHelp(
            "The server (default: BERRY_BASE_URL, or the provider's own); 'openai' asks any that is compatible.",
            valueName: "url"))
    var baseURL: String?
    @Option(
        help: ArgumentHelp(
            "How the server is asked for edits: json-schema, json-object, tool or none (default: what it takes).",
            valueName: "way"))
    var structured: OutputStructure?
    @Option(
        help: ArgumentHelp(
            "US dollars for a million tokens sent and answered, like 3/15 (default: BERRY_MODEL_PRICE).",
            valueName: "price"))
    var price: String?
    @Option(help: ArgumentHelp("How long an answer may take (default: 600).", valueName: "seconds"))
    var timeout: Int?
    @Flag(help: "Ask the model even where its answer to the same question is kept.")
    var askAgain = false
    @Option(help: ArgumentHelp("Keep what the model answers in a file.", valueName: "file"))
    var record: String?
    @Option(help: ArgumentHelp("Play what a file keeps instead of asking a model.", valueName: "file"))
    var replay: String?

    func validate() throws {
        if let timeout, !(1...86_400).contains(timeout) { throw ValidationError("--timeout takes 1 to 86400 seconds") }
        if record != nil, replay != nil { throw ValidationError("--record and --replay don't go together") }
        guard planner.provider == nil else { return }
        let given: [(String, Bool)] = [
            ("--model", model != nil), ("--base-url", baseURL != nil), ("--structured", structured != nil),
            ("--price", price != nil), ("--timeout", timeout != nil), ("--ask-again", askAgain),
            ("--record", record != nil), ("--replay", replay != nil),
        ]
        if let option = given.first(where: \.1)?.0 {
            throw ValidationError(
                "\(option) is for models, and the planner 'english' asks none; add --planner anthropic, openai or ollama"
            )
        }
    }

    func planner(for project: ProjectFolder, _ console: Console) throws -> Planner {
        guard let provider = planner.provider else { return .english(EnglishPlanner()) }
        var environment = ProcessInfo.processInfo.environment
        let current = FilePath(FileManager.default.currentDirectoryPath)
        if replay != nil {
            // Nobody is asked, so no key is needed, and none is looked at.
            for name in ["BERRY_API_KEY_FILE", "ANTHROPIC_API_KEY", "OPENAI_API_KEY"] { environment[name] = nil }
            environment["BERRY_API_KEY"] = "none"
        }
        var connection = try ModelConnection(
            provider, model: model, address: baseURL, environment: environment
        ) { try KeyFile(current.pushing(FilePath($0))).text(for: project) }
        connection.structure = structured
        if let price { connection.price = try TokenPrice(price) }
        if let timeout { connection.timeout = .seconds(timeout) }
        try cassette(record)?.checkWritable()
        return .model(
            ModelPlanner(
                connection, keeper: replay == nil ? ReplyFolder(project) : nil, asksAgain: askAgain,
                replay: try cassette(replay)?.read(),
                log: { if console.isVerbose { console.progress("  \($0.printable)") } }))
    }

    /// Keeps what was asked, where that was wanted, and says what it took.
    func report(_ proposal: PlanProposal, _ console: Console) throws {
        guard let model = proposal.model else { return }
        if let record, let exchanges = proposal.cassette {
            try cassette(record)?.write(exchanges)
            console.progress("Recorded \(record).")
        }
        console.progress(model.summary.printable)
    }

    private func cassette(_ name: String?) -> CassetteFile? {
        guard let name else { return nil }
        let current = FilePath(FileManager.default.currentDirectoryPath)
        return CassetteFile(current.pushing(FilePath(name)), called: name)
    }
}
