import ArgumentParser
import Diagnostics
import Pipeline

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what the code of a diagnostic means, with an example.",
        discussion: """
            The code stands in brackets at the end of a message. Without one, all codes are listed.

            Example:
              berry explain required-cycle
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @Flag(help: "The result as one JSON document.")
    var json = false
    @Argument(
        help: ArgumentHelp("The code, such as required-cycle.", valueName: "code"),
        completion: .list(Explanation.all.map(\.code)))
    var code: String?

    func run() async throws {
        try await global.run { console in
            guard let code else {
                if json { return try console.result(json: Explanation.all) }
                return console.result(Explanation.all.map(\.code).joined(separator: "\n"))
            }
            let word = code.trimmingPrefix("[").prefix { $0 != "]" }
            guard let explanation = Explanation(String(word)) else {
                throw DiagnosticsError(
                    Diagnostic(
                        .error, "unknown-code", "no diagnostic has the code '\(word)'",
                        fix: nearest(to: String(word), among: Explanation.all.map(\.code)).map {
                            "write 'berry explain \($0)'"
                        } ?? "'berry explain' lists all of them"))
            }
            if json { return try console.result(json: explanation) }
            console.result("\(explanation.code)\n\n\(explanation.text)\n")
            console.result("Wrong:\n\(indented(explanation.wrong))\n")
            console.result("Right:\n\(indented(explanation.right))")
        }
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    }
}
