import ArgumentParser
import Foundation
import Pipeline
import SystemPackage

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Begin a project from a starter.",
        discussion: """
            Writes a specification, berry.json, .env.example and .gitignore; nothing that exists is overwritten.
            Starters: \(ProjectStarter.names.joined(separator: ", ")).

            Example:
              berry init my-app --template blog
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp("The folder (default: this one).", valueName: "dir"))
    var directory: String?
    @Option(help: ArgumentHelp("The starter.", valueName: "name"))
    var template = "todo"

    func run() async throws {
        try await global.run { console in
            let folder = directory.map { ProjectFolder(global.folder.root.pushing(FilePath($0)).lexicallyNormalized()) }
            let files = try await ProjectStarter.begin(
                folder ?? global.folder, with: template, onWait: { console.progress("waiting: \($0)") })
            for path in files.written { console.progress("  wrote \(path)") }
            for path in files.kept { console.progress("  kept \(path), which was there before") }
            let change = directory.map { "cd \($0) && " } ?? ""
            console.result("Next: \(change)berry db setup")
        }
    }
}
