import Diagnostics
import Foundation
import Specification
import SystemPackage
import Testing

struct DocumentTests {
    @Test func readsAFile() throws {
        let file = try temporaryFile(#"{"berry": 1}"#)
        let document = try Document(contentsOf: FilePath(file.path), displayName: "shown.json")
        #expect(document.file.path == "shown.json")
        #expect(document.format == .json)
    }

    @Test func saysThatAFileIsMissing() {
        let error = #expect(throws: DiagnosticsError.self) { try Document(contentsOf: "/nowhere/spec.json") }
        #expect(error?.diagnostics.map(\.code) == ["file-not-found"])
    }

    @Test func saysThatAFolderIsNoFile() {
        let error = #expect(throws: DiagnosticsError.self) { try Document(contentsOf: "/") }
        #expect(error?.diagnostics.map(\.code) == ["file-unreadable"])
    }

    @Test func stopsReadingAnEndlessFile() {
        let error = #expect(throws: DiagnosticsError.self) { try Document(contentsOf: "/dev/zero") }
        #expect(error?.diagnostics.map(\.code) == ["file-too-large"])
    }

    private func temporaryFile(_ text: String) throws -> URL {
        let url = FileManager.default.temporaryDirectory.appending(path: "berry-\(UUID().uuidString).json")
        try Data(text.utf8).write(to: url)
        return url
    }
}
