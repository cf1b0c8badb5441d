import ArgumentParser
import Foundation
import Pipeline
import SystemPackage

/// What every command understands.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The project's folder (default: this one).", valueName: "dir"), completion: .directory)
    var project: String?

    @Flag(help: "Only results and errors.")
    var quiet = false

    @Flag(help: "Also what is up to date, and every file that is written.")
    var verbose = false

    var console: Console { Console(isQuiet: quiet, isVerbose: verbose) }

    var folder: ProjectFolder {
        let current = FilePath(FileManager.default.currentDirectoryPath)
        guard let project else { return ProjectFolder(current) }
        return ProjectFolder(current.pushing(FilePath(project)).lexicallyNormalized())
    }

    /// Runs `body`; an error is shown and ends the process with status 1.
    func run(_ body: (Console) async throws -> Void) async throws {
        let console = console
        do {
            try await body(console)
        } catch let code as ExitCode {
            throw code
        } catch {
            console.show(Console.diagnostics(for: error))
            throw ExitCode.failure
        }
    }

    /// The specification's path: the one given, the one in berry.json, or the usual one.
    func specification(_ given: String?) throws -> String {
        if let given {
            let current = FilePath(FileManager.default.currentDirectoryPath)
            var path = current.pushing(FilePath(given)).lexicallyNormalized()
            // Within the project the path is recorded so that it holds on every machine.
            _ = path.removePrefix(folder.root)
            return path.string
        }
        return try ProjectSettings.specification(in: folder)
    }
}

/// Exit statuses beyond 0 (done), 1 (failed) and 64 (wrong usage).
extension ExitCode {
    /// An approval wasn't given.
    static let needsApproval = ExitCode(4)
    /// Out of date, or drifted.
    static let outOfDate = ExitCode(5)
}
