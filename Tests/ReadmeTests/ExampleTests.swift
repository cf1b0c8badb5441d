import Foundation
import Testing

/// The examples are committed with everything that berry makes of them.
@Suite struct ExampleTests {
    @Test(arguments: ["todo", "blog", "restaurants", "shop", "team-tasks"])
    func isWhatBerryGenerates(example: String) throws {
        let folder = TourTests.root.appending(path: "examples/\(example)")
        let berry = Process()
        berry.executableURL = try TourTests.products().appending(path: "berry")
        berry.currentDirectoryURL = folder
        berry.arguments = ["generate", "--check"]
        let output = Pipe()
        berry.standardOutput = output
        berry.standardError = output
        try berry.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        berry.waitUntilExit()
        #expect(berry.terminationStatus == 0, "run 'make examples': \(text)")
    }

    @Test(arguments: [("todo", "todo"), ("blog", "blog"), ("shop", "shop"), ("saas", "team-tasks")])
    func isTheStarter(name: String, example: String) throws {
        let example = TourTests.root.appending(path: "examples/\(example)/spec/specification.json")
        let starter = TourTests.root.appending(path: "templates/starters/\(name).json.txt")
        #expect(try Data(contentsOf: example) == Data(contentsOf: starter))
    }
}
