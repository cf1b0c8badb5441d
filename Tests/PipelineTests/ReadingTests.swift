import Diagnostics
import Foundation
import SystemPackage
import Testing

@testable import Pipeline

/// What a user wrote, read from disk.
@Suite struct ReadingTests {
    @Test func missing() {
        let error = #expect(throws: DiagnosticsError.self) {
            try SourceFile.specification("/nowhere/spec.json", called: "spec.json")
        }
        #expect(error?.diagnostics.map(\.message) == ["there is no file spec.json"])
    }

    /// A pipe would wait for ever, and a device has no end.
    @Test(arguments: ["/", "/dev/zero", "pipe"])
    func noOrdinaryFile(name: String) throws {
        try withFolder { folder in
            let path = folder.path(name)
            if name == "pipe" { try #require(mkfifo(path.string, 0o600) == 0) }
            let error = #expect(throws: DiagnosticsError.self) {
                try SourceFile.specification(name == "pipe" ? path : FilePath(name), called: "spec.json")
            }
            #expect(error?.diagnostics.map(\.code) == ["file-read"])
        }
    }

    @Test func tooLarge() throws {
        try withFolder { folder in
            let path = folder.path("spec.json").string
            try #require(FileManager.default.createFile(atPath: path, contents: nil))
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.truncate(atOffset: 33 << 20)
            try handle.close()
            let error = #expect(throws: DiagnosticsError.self) {
                try SourceFile.specification(folder.path("spec.json"), called: "spec.json")
            }
            #expect(error?.diagnostics.map(\.code) == ["file-too-large"])
        }
    }

    @Test func seedsInOrder() throws {
        try withFolder { folder in
            let seeds = folder.path("database/seeds/development")
            try FileManager.default.createDirectory(atPath: seeds.string, withIntermediateDirectories: true)
            for name in ["b.json", "a.sql", "Z.json", ".hidden.sql", "notes.txt"] {
                try Data("\(name)".utf8).write(to: URL(filePath: seeds.appending(name).string))
            }
            let files = try SeedFolder.files(in: SeedFolder.paths(for: "development"), of: folder)
            #expect(files.map(\.path) == ["Z.json", "a.sql", "b.json"].map { "database/seeds/development/\($0)" })
        }
    }

    private func withFolder(_ body: (ProjectFolder) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "berry-test-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(ProjectFolder(FilePath(folder.path)))
    }
}
