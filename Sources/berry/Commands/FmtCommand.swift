import ArgumentParser
import Foundation
import Pipeline

struct FmtCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt", abstract: "Lay a specification out in canonical form.",
        discussion: """
            Example:
              berry fmt spec/specification.json
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @Flag(help: "Change nothing; exit status 5 if the file would change.")
    var check = false
    @Argument(
        help: ArgumentHelp("The specification (default: the one in berry.json).", valueName: "spec"),
        completion: .file(extensions: ["json", "yaml", "yml"]))
    var specification: String?

    func run() async throws {
        try await global.run { console in
            let name = try global.specification(specification)
            let path = global.folder.specification(name)
            guard let text = try SpecificationCheck.formatted(path, displayName: name) else {
                console.progress("\(name) is in canonical form.")
                return
            }
            if check {
                console.result("\(name) would change")
                throw ExitCode.outOfDate
            }
            try SpecificationCheck.write(text, to: path)
            console.progress("Laid \(name) out anew.")
        }
    }
}
