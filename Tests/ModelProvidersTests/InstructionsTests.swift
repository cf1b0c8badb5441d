import Diagnostics
import Foundation
import Specification
import Testing

@testable import ModelProviders

/// What models are told, and how each provider is asked: a change shows in review. `BERRY_RECORD=1` writes the files
/// anew, and fails.
@Suite struct InstructionsTests {
    private func expect(_ text: String, isIn name: String, sourceLocation: Testing.SourceLocation = #_sourceLocation)
        throws
    {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Expected/\(name)")
        if ProcessInfo.processInfo.environment["BERRY_RECORD"] == "1" {
            try text.write(to: url, atomically: true, encoding: .utf8)
            Issue.record("recorded \(name)", sourceLocation: sourceLocation)
            return
        }
        #expect(try String(contentsOf: url, encoding: .utf8) == text, sourceLocation: sourceLocation)
    }

    @Test func whatModelsAreTold() throws { try expect(Instructions.text + "\n", isIn: "instructions.txt") }

    @Test(arguments: ModelProvider.allCases)
    func howAProviderIsAsked(provider: ModelProvider) throws {
        let connection = try ModelConnection(
            provider, model: "small", address: "http://localhost:1", environment: ["BERRY_API_KEY": Asking.key]
        ) { _ in "" }
        var specification = Specification()
        specification.name = "todo"
        var conversation = Conversation(
            instructions: "INSTRUCTIONS", request: Instructions.request("add \"notes\"", for: specification))
        conversation.reply("no", with: Instructions.repair(AnswerProblems(["the answer holds no JSON object"])))
        let shape = CanonicalJSON.line(of: ModelAnswer.shape)
        let texts = provider.dialect.ladder.map { structure in
            let request = provider.dialect.request(
                Question(connection: connection, conversation: conversation, structure: structure, budget: 100))
            let headers = request.headers.map { "\($0): \($1)\n" }.sorted().joined()
            let body = String(decoding: request.body, as: UTF8.self).replacing(shape, with: "\"SHAPE\"")
            return "# \(structure.rawValue)\nPOST \(request.url)\n\(headers)\n\(body)\n"
        }
        try expect(texts.joined(separator: "\n"), isIn: "\(provider.rawValue).txt")
    }
}
