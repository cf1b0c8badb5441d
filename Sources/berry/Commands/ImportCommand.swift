import ArgumentParser
import Diagnostics
import Foundation
import Pipeline
import Specification
import SystemPackage

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make a specification of a DBML file, of SQL, or of a database.",
        discussion: """
            Reads DBML as dbdiagram.io and nself have it, with the files that it uses. Tables become entities, and
            references relations; types that the language doesn't have are kept as custom ones. What is wrong with
            the file is reported, all of it in one run, and nothing is written then. What a specification can't say,
            and what this version of berry can't generate yet, are warnings.

            SQL, such as pg_dump --schema-only writes, runs on a private server; a database is only read. What the
            specification has no words for, such as views, functions and triggers, is kept as SQL in
            sql/imported.sql, and both together are compared with the source: row level security and indexes are
            added, everything else is the same, or is named. Rows aren't read.

            Nobody may read or write anything until the entities have an "access" of their own.

            Examples:
              berry import schema.dbml -o spec/specification.json
              berry import schema.dbml -o spec/specification.json --seeds database/seeds/development
              berry import dump.sql -o spec/specification.json
            """.reflowed)

    @OptionGroup var global: GlobalOptions
    @Argument(
        help: ArgumentHelp(
            "A file whose name ends in .dbml, .sql or .json (ByteMason's), or a database's URL.", valueName: "source"),
        completion: .file(extensions: ["dbml", "sql", "json"]))
    var source: String
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Where the specification is written (default: standard output).", valueName: "spec"))
    var output: String?
    @Option(help: ArgumentHelp("The folder for the file's records, as seed files.", valueName: "dir"))
    var seeds: String?
    @Option(
        help: ArgumentHelp(
            "What SQL is for: supabase or postgres (default: as it tells itself).", valueName: "target"))
    var target: Target?
    @Flag(help: "Replace files that exist.")
    var overwrite = false

    func run() async throws {
        try await global.run { console in
            let folder = global.folder
            let imported = try await SpecificationImport(source, in: folder, on: target)
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
            if let handWritten = imported.handWritten {
                let path = SpecificationImport.handWrittenPath
                if output == nil {
                    console.show([
                        Diagnostic(
                            .warning, "sql-left-out", "what the specification has no words for is left out",
                            fix: "add -o spec/specification.json: then it is kept in \(path)")
                    ])
                } else {
                    files.append(NewFile(folder.specification(path), called: path, text: handWritten))
                }
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
            if !imported.additions.isEmpty {
                console.result("Added to what was there:")
                for addition in imported.additions { console.result("  \(addition)") }
            }
            let count = imported.entityCount
            console.result("\(output) has \(count) entit\(count == 1 ? "y" : "ies"). Next: berry validate \(output)")
        }
    }
}
