public import ArgumentParser
public import Pipeline
import SystemPackage

extension ExportFormat: ExpressibleByArgument {}

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the specification's tables as DBML or as a Mermaid diagram.",
        discussion: """
            DBML is what dbdiagram.io draws and other programs read; 'berry import' makes a specification of it
            again. What it can't say is listed on standard error: who may do what, above all. Mermaid is a diagram
            that GitHub shows in Markdown.

            Examples:
              berry export --to dbml -o schema.dbml
              berry export --to mermaid
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("The format: dbml or mermaid.", valueName: "format"))
    var to: ExportFormat
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Where it is written (default: standard output).", valueName: "file"))
    var output: String?
    @Option(
        help: ArgumentHelp("The specification (default: the one in berry.json).", valueName: "file"),
        completion: .file(extensions: ["json", "yaml", "yml"]))
    var spec: String?
    @Flag(help: "Replace a file that exists.")
    var overwrite = false

    func run() async throws {
        try await global.run { console in
            let name = try global.specification(spec)
            let export = try SpecificationExport(global.folder.specification(name), called: name, to: to)
            console.show(export.diagnostics)
            guard let output else { return console.result(String(export.text.dropLast())) }
            let file = NewFile(global.folder.specification(output), called: output, text: export.text)
            try NewFile.write([file], overwriting: overwrite)
            console.result("\(output) is written.")
        }
    }
}
