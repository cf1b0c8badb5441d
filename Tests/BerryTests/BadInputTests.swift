import Foundation
import Subprocess
import SystemPackage
import Testing

/// What users get for specifications that are wrong.
@Suite struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var file = "spec/specification.json"
        var text: String
        var place: String
        var words: String
        var testDescription: String { name }
    }

    private static let cases = [
        Case(
            name: "malformed JSON", text: "{\n  \"berry\": 1,\n  \"name\" \"todo\"\n}\n", place: ":3:10",
            words: "\"name\" \"todo\""),
        Case(
            name: "malformed YAML", file: "spec/specification.yaml", text: "berry: 1\nname: [todo\nentities: []\n",
            place: ":", words: "specification.yaml"),
        Case(
            name: "unknown key", text: "{\n  \"berry\": 1,\n  \"name\": \"todo\",\n  \"entites\": []\n}\n",
            place: ":4:3", words: "entities"),
        Case(
            name: "wrong type", text: "{\n  \"berry\": 1,\n  \"name\": 7,\n  \"entities\": []\n}\n", place: ":3:11",
            words: "name"),
        Case(
            name: "unknown field type",
            text: """
                {"berry": 1, "name": "todo", "entities": [{"name": "Todo", "fields": [
                  {"name": "title", "type": "txt"}
                ]}]}
                """, place: ":2:29", words: "text"),
    ]

    @Test(arguments: cases)
    func isShown(bad: Case) async throws {
        try await Project.with(example: nil) { project in
            try project.write(bad.file, bad.text)
            for command in [["validate", bad.file], ["generate", "--spec", bad.file], ["db", "setup", bad.file]] {
                let run = try await project.launch(command)
                #expect(run.status == 1, "\(run.everything)")
                #expect(run.errors.contains("\(bad.file)\(bad.place)"), "\(run.errors)")
                #expect(run.errors.contains("^"), "\(run.errors)")
                #expect(run.errors.contains(bad.words), "\(run.errors)")
                #expect(run.output == "")
            }
            // What 'berry stages' tells of the failure is all that was written.
            #expect(try Set(Snapshot(project).files.keys) == [bad.file, ".berry/failure.json"])
        }
    }

    @Test func allErrorsInOneRun() async throws {
        try await Project.with(example: nil) { project in
            try project.write(
                "spec/specification.json",
                """
                {"berry": 1, "name": "todo", "target": "postgres", "entities": [
                  {"name": "User", "access": []},
                  {"name": "Todo", "access": [],
                   "fields": [{"name": "title", "type": "text"}, {"name": "Title", "type": "text"}]},
                  {"name": "Note", "access": [], "relations": [{"name": "book", "kind": "belongsTo", "entity": "Book"}]},
                  {"name": "Egg", "access": [],
                   "relations": [{"name": "hen", "kind": "belongsTo", "entity": "Hen", "required": true}]},
                  {"name": "Hen", "access": [],
                   "relations": [{"name": "egg", "kind": "belongsTo", "entity": "Egg", "required": true}]},
                  {"name": "Post", "access": [], "relations": [
                    {"name": "author", "kind": "belongsTo", "entity": "User", "required": true},
                    {"name": "creator", "kind": "belongsTo", "entity": "User", "required": true}]}
                ]}
                """)
            let run = try await project.berry("validate")
            #expect(run.status == 1)
            let shown = run.errors.matches(of: /specification\.json:(\d+):\d+: error: .* \[([a-z-]+)\]/)
            #expect(
                shown.map { "\($0.output.1) \($0.output.2)" } == [
                    "4 name-collision", "5 unknown-entity", "9 required-cycle", "10 ambiguous-owner",
                ], "\(run.errors)")
            #expect(run.errors.hasSuffix("4 errors.\n"), "\(run.errors)")
        }
    }

    @Test(.timeLimit(.minutes(10)), arguments: ["33 MB", "nested JSON", "nested YAML", "no file", "folder"])
    func isRefusedInBoundedTime(kind: String) async throws {
        try await Project.with(example: nil) { project in
            var file = "spec/specification.json"
            switch kind {
            case "33 MB":
                try project.write(file, "{\"berry\": 1, \"name\": \"" + String(repeating: "a", count: 33 << 20) + "\"}")
            case "nested JSON": try project.write(file, String(repeating: "[", count: 10_000))
            case "nested YAML":
                file = "spec/specification.yaml"
                try project.write(file, String(repeating: "[", count: 10_000))
            case "folder": try project.write(file + "/x", "")
            default: break
            }
            for command in [["validate", file], ["generate", "--spec", file]] {
                let peak = project.folder.appending("peak")
                let run = try await project.launch(command) { running in
                    // The kernel keeps the peak as long as the process is there.
                    let path = "/proc/\(running.processIdentifier.value)/status"
                    while let text = try? String(contentsOfFile: path, encoding: .utf8), text.contains("VmHWM") {
                        try text.write(toFile: peak.string, atomically: false, encoding: .utf8)
                        try await Task.sleep(for: .milliseconds(5))
                    }
                }
                #expect(run.status == 1)
                #expect(run.errors.contains("error"), "\(run.errors)")
                #expect(run.errors.utf8.count < 4000)
                if let text = try? project.read("peak"), let line = text.firstMatch(of: /VmHWM:\s+([0-9]+) kB/) {
                    #expect(Int(line.output.1) ?? 0 < 400_000)
                }
            }
        }
    }
}
