import ArgumentParser
import Diagnostics
import Foundation
import Pipeline
import SystemPackage

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make a specification of a DBML file.",
        discussion: """
            Reads DBML as dbdiagram.io and nself have it, with the files that it uses. Tables become entities, and
            references relations; types that the language doesn't have are kept as custom ones. What is wrong with
            the file is reported, all of it in one run, and nothing is written then. What a specification can't say,
            and what this version of berry can't generate yet, are warnings.

            Nobody may read or write anything until the entities have an "access" of their own.

            Examples:
              berry import schema.dbml -o spec/specification.json
              berry import schema.dbml -o spec/specification.json --seeds database/seeds/development
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp("The file, whose name ends in .dbml.", valueName: "source"))
    var source: String
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Where the specification is written (default: standard output).", valueName: "spec"))
    var output: String?
    @Option(help: ArgumentHelp("The folder for the file's records, as seed files.", valueName: "dir"))
    var seeds: String?
    @Flag(help: "Replace files that exist.")
    var overwrite = false

    func run() async throws {
        try await global.run { console in
            let folder = global.folder
            let imported = try SpecificationImport(source, in: folder)
            console.show(imported.diagnostics)
            let name = output ?? "the specification"
            console.show(await imported.obstacles(in: name))
            if !imported.seeds.isEmpty, seeds == nil {
                let count = imported.seeds.count
                console.show([
                    Diagnostic(
                        .warning, "records-left-out",
                        "the records of \(count) table\(count == 1 ? "" : "s") are left out",
                        fix: "add --seeds database/seeds/development")
                ])
            }
            var files: [NewFile] = []
            if let output {
                files.append(NewFile(folder.specification(output), called: output, text: imported.text))
            }
            if let seeds {
                files += imported.seeds.map { seed in
                    NewFile(
                        folder.specification(seeds).appending(seed.name), called: "\(seeds)/\(seed.name)",
                        text: seed.text)
                }
            }
            try NewFile.write(files, overwriting: overwrite)
            for file in files { console.progress("  wrote \(file.name)") }
            guard let output else { return console.result(String(imported.text.dropLast())) }
            let count = imported.entityCount
            console.result("\(output) has \(count) entit\(count == 1 ? "y" : "ies"). Next: berry validate \(output)")
        }
    }
}
