import ArgumentParser
import Pipeline

struct CompletionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Print what makes a shell complete berry's commands and options.",
        discussion: """
            Examples:
              source <(berry completions bash)
              berry completions zsh > "${fpath[1]}/_berry"
              berry completions fish > ~/.config/fish/completions/berry.fish
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @Argument(
        help: ArgumentHelp("The shell: bash, zsh or fish.", valueName: "shell"),
        completion: .list(CompletionShell.allCases.map(\.rawValue)),
        transform: { word in
            guard let shell = CompletionShell(rawValue: word) else {
                throw ValidationError("there are completions for bash, zsh and fish")
            }
            return shell
        })
    var shell: CompletionShell

    func run() async throws {
        try await global.run { $0.result(BerryCommand.completionScript(for: shell).trimmingLineBreak) }
    }
}
