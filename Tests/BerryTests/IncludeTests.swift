import Foundation
import SystemPackage
import Testing

/// Specifications in more than one file, as the tool reads them.
@Suite struct IncludeTests {
    @Test func stagesFollowEachFile() async throws {
        try await Project.with(example: nil) { project in
            func write(_ text: String, to path: String) throws {
                let url = URL(filePath: project.folder.appending(path).string)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try text.write(to: url, atomically: true, encoding: .utf8)
            }
            try write(
                #"{"berry": 1, "name": "two", "target": "postgres", "include": ["parts/notes.yaml"], "entities": []}"#,
                to: "spec/specification.json")
            let notes =
                "entities:\n  - name: Note\n    access: []\n    fields:\n      - name: text\n        type: text\n        personal: true\n"
            try write(notes, to: "spec/parts/notes.yaml")
            try await project.succeed("validate")
            try await project.succeed("generate", "--until", "schema")
            let table = project.folder.appending("database/schema/notes.sql").string
            #expect(try String(contentsOfFile: table, encoding: .utf8).contains("text text"))
            let copies = project.folder.appending("database/anonymize.sql").string
            #expect(try String(contentsOfFile: copies, encoding: .utf8).contains("set text = null"))
            #expect(try await project.succeed("generate", "--until", "schema", "--check").status == 0)
            try write(notes + "      - name: title\n        type: text\n", to: "spec/parts/notes.yaml")
            #expect(try await project.berry("generate", "--until", "schema", "--check").status == 5)
            let plan = try await project.berry("plan", "notes have a color")
            #expect(plan.status != 0 && plan.errors.contains("[plan-include]"))
            try write(notes + "        pattern: '('\n", to: "spec/parts/notes.yaml")
            #expect(try await project.berry("validate").everything.contains("spec/parts/notes.yaml:8"))
        }
    }
}
