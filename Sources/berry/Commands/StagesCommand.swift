import ArgumentParser
import Foundation
import Pipeline

struct StagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stages", abstract: "Show each stage: fresh, stale and why, failed, and what it wrote.",
        discussion: """
            Example:
              berry stages
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("The specification (default: the one in berry.json).", valueName: "file"))
    var spec: String?
    @Flag(help: "The result as one JSON document.")
    var json = false

    func run() async throws {
        try await global.run { console in
            let run = PipelineRun(
                global.folder, specification: try global.specification(spec), observer: Progress(console: console))
            let states = try await run.states()
            if json { return try console.result(json: ["stages": states]) }
            for state in states {
                let padding = String(repeating: " ", count: max(1, 15 - state.stage.rawValue.count))
                console.result("\(state.stage.rawValue)\(padding)\(text(of: state))")
                if console.isVerbose { for path in state.outputs { console.result("    \(path)") } }
            }
        }
    }

    private func text(of state: StageState) -> String {
        let files = state.outputs.count == 1 ? "1 file" : "\(state.outputs.count) files"
        switch state.condition {
        case .fresh: return state.outputs.isEmpty ? "fresh" : "fresh, \(files)"
        case .stale: return "stale: \(state.reasons.joined(separator: ", "))"
        case .failed: return "failed: \(state.reasons.joined(separator: ", "))"
        case .needsPostgreSQL: return "needs PostgreSQL"
        }
    }
}
