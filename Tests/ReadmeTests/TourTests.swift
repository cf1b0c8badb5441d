import Foundation
import Testing

/// The commands of the README's tour, run in order in an empty folder.
@Suite struct TourTests {
    @Test func everyCommandWorks() throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let commands = Self.blocks(of: readme, marked: "sh tour")
        #expect(commands.count >= 5)

        let folder = FileManager.default.temporaryDirectory.appending(path: "berry-tour-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        defer { try? FileManager.default.removeItem(at: folder) }

        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.currentDirectoryURL = folder
        // `cd` carries over from block to block, as for somebody who types them.
        shell.arguments = ["-c", "set -euxo pipefail\n" + commands.joined(separator: "\n")]
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PG") }
        for name in ["DATABASE_URL", "DIRECT_URL", "SUPABASE_DB_URL", "POSTGRES_HOST"] { environment[name] = nil }
        environment["PATH"] = try "\(Self.products().path):\(environment["PATH"] ?? "/usr/bin:/bin")"
        shell.environment = environment
        let output = Pipe()
        shell.standardOutput = output
        shell.standardError = output
        try shell.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0, "\(text)")
        #expect(text.contains("todo is set up: 2 tables, every one with row level security."))
        #expect(text.contains("Buy milk"))
        let shown = Self.blocks(of: readme, marked: "text shown")
        #expect(!shown.isEmpty)
        for output in shown { #expect(text.contains(output), "README shows\n\(output)\nbut the tour printed\n\(text)") }
    }

    @Test func showsTheStarter() throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let starter = try String(
            contentsOf: Self.root.appending(path: "templates/starters/todo.json.txt"), encoding: .utf8)
        func lines(_ text: String) -> String {
            text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
        }
        let shown = Self.blocks(of: readme, marked: "json starter")
        #expect(shown.count == 1)
        for block in shown { #expect(lines(starter).contains(lines(block))) }
    }

    @Test func findsBlocksByTheirMark() {
        #expect(Self.blocks(of: "```sh tour\na\nb\n```\n```sh\nc\n```\n", marked: "sh tour") == ["a\nb"])
    }

    /// The contents of the fenced blocks that begin with this mark.
    static func blocks(of text: String, marked mark: String) -> [String] {
        var blocks: [String] = []
        var block: [Substring]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```\(mark)" {
                block = []
            } else if line == "```", let lines = block {
                blocks.append(lines.joined(separator: "\n"))
                block = nil
            } else {
                block?.append(line)
            }
        }
        return blocks
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The folder of what was built beside these tests.
    static func products() throws -> URL {
        let arguments = ProcessInfo.processInfo.arguments
        let folders = arguments.filter { $0.hasSuffix(".xctest") || $0 == arguments.first }
            .map { URL(filePath: $0).deletingLastPathComponent() }
        return try #require(
            folders.first { FileManager.default.isExecutableFile(atPath: $0.appending(path: "berry").path) })
    }
}
