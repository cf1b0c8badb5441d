import ArgumentParser
import Diagnostics
import Foundation
import Pipeline
import SystemPackage

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Change the specification by saying what you want.",
        discussion: """
            Shows the edits that the request asks for, the difference that they make to the specification, what they
            do to a database and to who may see what, and then asks. Without a terminal nothing is asked, and nothing
            is written unless you add --yes. Where there is no specification yet, it begins one.

            What is not understood, ambiguous or impossible changes nothing and ends with exit status 3; what is true
            already ends with 0. A plan may use parts of the language that this version of berry can't generate yet:
            it is written, with a warning for each.

            The edits come from the planner 'english', which asks nobody and needs no network, or from a language model
            with --planner. A model gets the specification and the request, answers with edits that are checked like
            anybody's, and never writes SQL. Its key is read from ANTHROPIC_API_KEY or OPENAI_API_KEY for the provider's
            own servers, else from BERRY_API_KEY or the file that BERRY_API_KEY_FILE names. Answers are kept under
            .berry/replies, so that the same question is paid for once.

            Examples:
              berry plan "add due dates to todos"
              berry plan "only the author can edit posts, anyone can read published ones" --yes
              berry plan --file brief.md --explain
              berry plan "add due dates" --planner openai --base-url http://localhost:8080/v1 --model local
              berry plan --undo
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp("What you want, in English.", valueName: "request"))
    var request: [String] = []
    @Option(help: ArgumentHelp("A file that holds the request.", valueName: "file"))
    var file: String?
    @Option(
        help: ArgumentHelp("The specification (default: the one in berry.json).", valueName: "file"),
        completion: .file(extensions: ["json", "yaml", "yml"]))
    var spec: String?
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the result to a new file, and leave the specification as it is.", valueName: "file"))
    var output: String?
    @OptionGroup(title: "Models") var models: ModelOptions
    @Flag(help: "Say which words each edit comes from, and why.")
    var explain = false
    @Flag(name: [.long, .customShort("y")], help: "Don't ask.")
    var yes = false
    @Flag(help: "The result as one JSON document.")
    var json = false
    @Flag(help: "Take the last plan back.")
    var undo = false

    func validate() throws {
        if undo {
            guard request.isEmpty, file == nil, output == nil else {
                throw ValidationError("--undo takes back the last plan and goes with no request: berry plan --undo")
            }
        } else if !request.isEmpty, file != nil {
            throw ValidationError("give the request itself or a file that holds it, not both")
        }
    }

    func run() async throws {
        try await global.run { console in
            do {
                try await undo ? takeBack(console) : plan(console)
            } catch let error where json && !(error is ExitCode) {
                let diagnostics = Console.diagnostics(for: error)
                console.show(diagnostics)
                try console.result(json: PlanReport(failure: diagnostics))
                throw ExitCode.failure
            }
        }
    }

    private func plan(_ console: Console) async throws {
        let run = PlanRun(
            global.folder, specification: try global.specification(spec),
            output: try output.map { try global.specification($0) }, request: try wish(console),
            planner: try models.planner(for: global.folder, console))
        let proposal = try await run.proposal()
        try models.report(proposal, console)
        if proposal.verdict == .change, console.isTerminal { console.progress("Trying it on a private database …") }
        let effect = await run.effect(of: proposal)
        console.show(proposal.diagnostics)
        if !json { console.result(PlanText(proposal, effect, explains: explain).text) }
        let outcome = try await settle(proposal, run, console)
        if json { try console.result(json: PlanReport(proposal, outcome, effect)) }
        switch outcome {
        case .written: console.progress("Wrote \(proposal.file). 'berry plan --undo' takes it back.")
        case .refused: throw ExitCode.refused
        case .planned where !asks(console):
            console.show([
                proposal.unasked.isEmpty
                    ? Diagnostic(
                        .error, "needs-approval", "nothing was written, since nobody was there to ask",
                        fix: "look at the plan, and run the same command with --yes")
                    : Diagnostic(
                        .error, "needs-approval",
                        "nothing was written, since --yes is no answer to edits that the request doesn't ask for",
                        fix: "say them in the request if you want them, or run the command on a terminal")
            ])
            throw ExitCode.needsApproval
        case .planned: console.progress("Nothing was written.")
        case .alreadyTrue, .failed: break
        }
    }

    private func wish(_ console: Console) throws -> PlanRequest {
        guard let file else {
            return try request.isEmpty ? interview(console) : PlanRequest(request.joined(separator: " "))
        }
        let current = FilePath(FileManager.default.currentDirectoryPath)
        return try PlanRequest(file: current.pushing(FilePath(file)), called: file)
    }

    /// Asks what somebody wants who didn't say.
    private func interview(_ console: Console) throws -> PlanRequest {
        guard asks(console) else {
            console.show([
                Diagnostic(
                    .error, "request-missing", "there is no request, and nobody to ask for one",
                    fix: "say what you want, as in: berry plan \"add due dates to todos\"; or name a file that does: "
                        + "berry plan --file brief.md")
            ])
            throw ExitCode.validationFailure
        }
        let answers = PlanQuestions.all.map { question in
            console.report("\(question)\n> ")
            return readLine(strippingNewline: true) ?? ""
        }
        guard
            let text = PlanQuestions.request(purpose: answers[0], people: answers[1], things: answers[2])
        else {
            console.show([
                Diagnostic(
                    .error, "request-missing", "nothing is kept track of, so there is nothing to plan",
                    fix: "name at least one thing, such as: courses with a title and a date")
            ])
            throw ExitCode.refused
        }
        console.progress("Planning: \(text)")
        return PlanRequest(text)
    }

    /// Writes the plan, if there is one and it may be.
    private func settle(
        _ proposal: PlanProposal, _ run: PlanRun, _ console: Console
    ) async throws -> PlanReport.Outcome {
        switch proposal.verdict {
        case .refused: return .refused
        case .alreadyTrue: return .alreadyTrue
        case .change:
            guard isApproved(proposal, console) else { return .planned }
            try await run.accept(proposal) { console.progress("waiting: \($0)") }
            return .written
        }
    }

    private func asks(_ console: Console) -> Bool { isatty(STDIN_FILENO) == 1 && console.isTerminal }

    private func isApproved(_ proposal: PlanProposal, _ console: Console) -> Bool {
        if yes, proposal.unasked.isEmpty { return true }
        guard asks(console) else { return false }
        console.report("Write this to \(proposal.file)? [y/N] ")
        let answer = readLine(strippingNewline: true)?.lowercased() ?? ""
        return answer == "y" || answer == "yes"
    }

    private func takeBack(_ console: Console) async throws {
        let undo = PlanUndo(global.folder, specification: try spec.map { try global.specification($0) })
        switch try await undo.run(onWait: { console.progress("waiting: \($0)") }) {
        case .undone(let record):
            if json { return try console.result(json: PlanReport(undone: record)) }
            console.result(
                "\(record.specification) is as it was before the plan \"\(PlanText.brief(record.request))\".")
        case .refused(let reason):
            console.show([reason])
            if json { try console.result(json: PlanReport(refusal: reason)) }
            throw ExitCode.refused
        }
    }
}

extension ExitCode {
    /// A plan wasn't understood, is ambiguous or impossible; nothing was changed.
    fileprivate static let refused = ExitCode(3)
}
