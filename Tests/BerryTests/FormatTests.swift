import Foundation
import SystemPackage
import Testing

/// Other formats in, and out.
@Suite struct FormatTests {
    private static let dbml = """
        Table authors { id uuid [pk] }
        Table books {
          id uuid [pk]
          author_id uuid [not null, ref: > authors.id]
          place point
        }
        Records authors(id) { '00000000-0000-0000-0000-000000000001' }
        Table archive.papers { id uuid [pk] }
        """

    private func write(_ text: String, to path: String, of project: Project) throws {
        try text.write(toFile: project.folder.appending(path).string, atomically: true, encoding: .utf8)
    }

    @Test func aDBMLFileBecomesASpecificationAndComesBack() async throws {
        try await Project.with(example: nil) { project in
            try write(Self.dbml, to: "books.dbml", of: project)
            let run = try await project.succeed("import", "books.dbml", "-o", "made.json", "--seeds", "rows")
            #expect(run.output == "made.json has 3 entities. Next: berry validate made.json\n")
            // What can't be generated yet keeps nobody from importing it.
            #expect(run.errors.contains("made.json:") && run.errors.contains("warning:"))
            #expect(run.errors.contains("[unsupported-schema]"))
            #expect(FileManager.default.fileExists(atPath: project.folder.appending("rows/authors.json").string))
            let export = try await project.succeed("export", "--spec", "made.json", "--to", "dbml")
            #expect(export.output.contains("Ref: books.author_id > authors.id\n"))
            let diagram = try await project.succeed("export", "--spec", "made.json", "--to", "mermaid")
            #expect(diagram.output.hasPrefix("erDiagram\n"))
        }
    }

    @Test func nothingIsWrittenWhereAnythingIsWrong() async throws {
        try await Project.with(example: nil) { project in
            try write(Self.dbml + "\nRef: books.x > shops.id\n", to: "books.dbml", of: project)
            let run = try await project.berry("import", "books.dbml", "-o", "made.json")
            #expect(run.status == 1)
            #expect(run.errors.contains("books.dbml:9:12: error: 'books' has no column 'x'"))
            #expect(run.errors.contains("there is no table 'shops'"))
            #expect(!FileManager.default.fileExists(atPath: project.folder.appending("made.json").string))
            #expect(try await project.berry("import", "nowhere.dbml").errors.contains("[file-not-found]"))
            #expect(try await project.berry("import", "books.sql").errors.contains("[unknown-format]"))
            #expect(try await project.berry("export", "--to", "nonsense").status == 64)
        }
    }

    @Test func noFileIsReplacedUnasked() async throws {
        try await Project.with(example: nil) { project in
            try write(Self.dbml, to: "books.dbml", of: project)
            try write("mine", to: "made.json", of: project)
            let run = try await project.berry("import", "books.dbml", "-o", "made.json")
            #expect(run.status == 1)
            #expect(run.errors.contains("[file-exists]"))
            try await project.succeed("import", "books.dbml", "-o", "made.json", "--overwrite")
        }
    }
}
