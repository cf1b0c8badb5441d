import ArgumentParser
import Diagnostics
import Foundation
import Pipeline

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Find everything that is wrong with a specification.",
        discussion: """
            Writes nothing and needs no database.

            Example:
              berry validate spec/specification.json
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @Flag(help: "The result as one JSON document.")
    var json = false
    @Argument(
        help: ArgumentHelp("The specification (default: the one in berry.json).", valueName: "spec"),
        completion: .file(extensions: ["json", "yaml", "yml"]))
    var specification: String?

    func run() async throws {
        try await global.run { console in
            let name = try global.specification(specification)
            let path = global.folder.specification(name)
            let diagnostics = await SpecificationCheck.diagnostics(for: path, displayName: name)
            if json {
                try console.result(json: ["diagnostics": diagnostics])
            } else {
                console.show(diagnostics)
            }
            let errors = diagnostics.errorCount
            guard errors == 0 else {
                console.progress("\(errors) error\(errors == 1 ? "" : "s").")
                throw ExitCode.failure
            }
            if !json { console.result("\(name) is a valid specification.") }
        }
    }
}
