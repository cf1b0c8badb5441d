import Foundation
import Testing

/// The top level holds what it says and nothing else.
@Suite struct TopLevelTests {
    @Test func holdsNothingUnexpected() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let names = try FileManager.default.contentsOfDirectory(atPath: root.path)
            .filter { !$0.hasPrefix(".") && $0 != "Package.resolved" }
        #expect(
            Set(names) == [
                "Package.swift", "Sources", "Tests", "templates", "specs", "examples", "Makefile", "README.md",
                "LICENSE", "CONTRIBUTING.md", "CHANGELOG.md",
            ])
    }
}
