import Foundation
import HTTPDouble
import SystemPackage
import Testing

/// `berry plan --planner openai`, against a server that isn't one.
@Suite struct ModelPlanTests {
    private static let specification = "spec/specification.json"
    private static let key = "test-key-0123456789abcdef"

    private static func answer(_ edits: String) -> HTTPDouble.Answer {
        let text = "{\"edits\": [\(edits)], \"notUnderstood\": [], \"alreadyTrue\": false}"
        let quoted = text.replacing("\"", with: "\\\"")
        return .whole(
            """
            {"choices": [{"message": {"role": "assistant", "content": "\(quoted)"}, "finish_reason": "stop"}], \
            "usage": {"prompt_tokens": 4000, "completion_tokens": 60}}
            """)
    }

    private static let note = """
        {"edit": "addField", "entity": "Todo", "field": {"name": "effort", "type": "integer"}, "words": "add an effort"}
        """

    private func with(
        _ answer: HTTPDouble.Answer, _ body: (Project, HTTPDouble, [String]) async throws -> Void
    ) async throws {
        let double = try HTTPDouble { _, _ in answer }
        defer { double.stop() }
        try await Project.with { project in
            let project = project.with(environment: ["BERRY_API_KEY": Self.key])
            let options = ["--planner", "openai", "--base-url", double.address + "/v1", "--model", "small"]
            try await body(project, double, options)
        }
    }

    /// Nothing that berry prints or writes may hold the key.
    private func expectNoKey(_ project: Project, _ runs: Project.Run...) throws {
        for run in runs { #expect(!run.everything.contains(Self.key)) }
        let files = try #require(FileManager.default.enumerator(atPath: project.folder.string))
        for case let file as String in files {
            #expect(try project.bytes(file)?.contains(Self.key) != true, "\(file)")
        }
    }

    @Test func writesTheEditAndPaysOnce() async throws {
        try await with(Self.answer(Self.note)) { project, double, options in
            let before = try project.read(Self.specification)
            let shown = try await project.launch(
                ["plan", "add an effort to todos", "--verbose", "--price", "3/15"] + options)
            #expect(shown.status == 4, "\(shown.everything)")
            #expect(try project.read(Self.specification) == before)
            #expect(shown.errors.contains("openai small: 4000 tokens sent, 60 answered, $0.0129"), "\(shown.errors)")
            #expect(shown.errors.contains("/v1/chat/completions (json-schema): 200"), "\(shown.errors)")
            let written = try await project.launch(["plan", "add an effort to todos", "--yes", "--json"] + options)
            #expect(written.status == 0, "\(written.everything)")
            #expect(written.output.contains("\"asked\" : 0"), "\(written.output)")
            #expect(double.requests.count == 1)
            #expect(try project.read(Self.specification).contains("\"effort\""))
            #expect(try project.read(".berry/plans/0001.json").contains("\"planner\": \"openai\""))
            try await project.succeed("validate")
            try expectNoKey(project, shown, written)
        }
    }

    @Test func refusesWhatCannotBeApplied() async throws {
        let nonsense =
            "{\"edit\": \"removeField\", \"entity\": \"Todo\", \"name\": \"month\", \"words\": \"add an effort\"}"
        try await with(Self.answer(nonsense)) { project, double, options in
            let before = try project.read(Self.specification)
            let run = try await project.launch(["plan", "add an effort to todos", "--yes"] + options)
            #expect(run.status == 3, "\(run.everything)")
            #expect(run.errors.contains("month"), "\(run.errors)")
            #expect(double.requests.count == 3)
            #expect(try project.read(Self.specification) == before)
            try expectNoKey(project, run)
        }
    }

    /// What a description made the model do is shown, and --yes is no answer to it.
    @Test func yesIsNoAnswerToWhatNobodyAskedFor() async throws {
        let removal =
            "{\"edit\": \"removeField\", \"entity\": \"Todo\", \"name\": \"notes\", \"words\": \"remove the notes\"}"
        try await with(Self.answer("\(Self.note), \(removal)")) { project, _, options in
            let before = try project.read(Self.specification)
            let run = try await project.launch(["plan", "add an effort to todos", "--yes"] + options)
            #expect(run.status == 4, "\(run.everything)")
            #expect(run.errors.contains("[not-asked-for]"), "\(run.errors)")
            #expect(run.errors.contains("--yes is no answer to edits that the request doesn't ask for"))
            #expect(try project.read(Self.specification) == before)
        }
    }

    @Test func recordsAndPlays() async throws {
        try await with(Self.answer(Self.note)) { project, double, options in
            let recorded = try await project.launch(
                ["plan", "add an effort to todos", "--record", "tape.json"] + options)
            #expect(recorded.status == 4, "\(recorded.everything)")
            try project.remove(".berry")
            double.stop()
            let played = try await project.launch(
                ["plan", "add an effort to todos", "--yes", "--replay", "tape.json"] + options)
            #expect(played.status == 0, "\(played.everything)")
            #expect(try project.read(Self.specification).contains("\"effort\""))
            try expectNoKey(project, recorded, played)
            let over = try await project.launch(["plan", "add it", "--record", Self.specification] + options)
            #expect(over.status == 1)
            #expect(over.errors.contains("[file-exists]"))
        }
    }

    @Test func aKeyFromTheProjectIsRefused() async throws {
        try await with(Self.answer(Self.note)) { project, double, options in
            try project.write("key.txt", Self.key)
            let run = try await project.launch(
                ["plan", "add an effort", "--yes"] + options,
                ["BERRY_API_KEY": "", "BERRY_API_KEY_FILE": project.path("key.txt")])
            #expect(run.status == 1)
            #expect(run.errors.contains("lies in the project"), "\(run.errors)")
            #expect(double.requests.count == 0)
            try project.write(".env", "BERRY_API_KEY=\(Self.key)\nOPENAI_API_KEY=\(Self.key)\n")
            let other = try await project.launch(
                ["plan", "add an effort", "--planner", "openai", "--model", "small"], ["BERRY_API_KEY": ""])
            #expect(other.status == 1)
            #expect(other.errors.contains("api.openai.com needs a key, and there is none"), "\(other.errors)")
        }
    }

    @Test func optionsOfModelsAreForModels() async throws {
        try await Project.with { project in
            let run = try await project.berry("plan", "add due dates", "--model", "small")
            #expect(run.status == 64)
            #expect(run.errors.contains("--model is for models"), "\(run.errors)")
            let nameless = try await project.berry("plan", "add due dates", "--planner", "ollama")
            #expect(nameless.status == 1)
            #expect(nameless.errors.contains("add --model NAME, or set BERRY_MODEL"), "\(nameless.errors)")
        }
    }
}

extension Project {
    /// A file as text, whatever it holds; nil for a folder.
    fileprivate func bytes(_ relative: String) throws -> String? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path(relative), isDirectory: &isFolder), !isFolder.boolValue,
            let data = FileManager.default.contents(atPath: path(relative))
        else { return nil }
        return String(decoding: data, as: UTF8.self)
    }
}
