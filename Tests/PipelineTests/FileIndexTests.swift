import Foundation
import SystemPackage
import Testing

@testable import Pipeline

/// When a file is read again, and when not.
@Suite struct FileIndexTests {
    @Test func believesAnOldStamp() throws {
        try withFile("one") { project, path in
            try writeIndex(of: path, digest: Self.digest, in: project)
            var index = FileIndex(of: project)
            #expect(try index.standing(at: "file") == .file(Self.digest))
        }
    }

    /// The file may have changed after the index was written, in the same tick of the clock.
    @Test func readsWhatIsAsNewAsTheIndex() throws {
        try withFile("one") { project, path in
            try writeIndex(of: path, digest: Self.digest, in: project)
            let stamp = try #require(FileStamp(of: path))
            setTime(project.index.string, stamp.changed)
            var index = FileIndex(of: project)
            #expect(try index.standing(at: "file") == FileIO.standing(at: FilePath(path)))
        }
    }

    /// The time of a file's contents can be set back; that of its status can't.
    @Test func noticesAnEditThatHidesItself() throws {
        try withFile("one") { project, path in
            try writeIndex(of: path, digest: Self.digest, in: project)
            let before = try #require(FileStamp(of: path))
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.write(contentsOf: Data("two".utf8))
            try handle.close()
            setTime(path, before.modified)
            let after = try #require(FileStamp(of: path))
            #expect(after.hasContents(of: before))
            var index = FileIndex(of: project)
            #expect(try index.standing(at: "file") == FileIO.standing(at: FilePath(path)))
        }
    }

    @Test(arguments: [
        "", "berry index 2\n", "berry index 1\n1 2 3\n", "berry index 1\n-1 3 1 1 \(digest) file\n",
        "berry index 1\n1 99999999999999999999 1 1 \(digest) file\n", "berry index 1\n1 3 1 1 \(digest) fi",
    ])
    func ignoresWhatIsNoIndex(text: String) throws {
        try withFile("one") { project, path in
            try Data(text.utf8).write(to: URL(filePath: project.index.string))
            var index = FileIndex(of: project)
            #expect(try index.standing(at: "file") == FileIO.standing(at: FilePath(path)))
        }
    }

    /// Somebody replaced the file between berry's rename and its look at the stamp.
    @Test func remembersOnlyWhatWasWritten() throws {
        try withFile("one") { project, path in
            let written = try #require(FileStamp(of: path))
            try Data("two".utf8).write(to: URL(filePath: path), options: .atomic)
            var index = FileIndex(of: project)
            index.remember("file", digest: Self.digest, written: written)
            #expect(try index.standing(at: "file") == FileIO.standing(at: FilePath(path)))
        }
    }

    @Test func comesBackAsItWasSaved() throws {
        try withFile("one") { project, path in
            var index = FileIndex(of: project)
            index.remember("file", digest: Self.digest, written: try #require(FileStamp(of: path)))
            index.save()
            setTime(project.index.string, FileStamp.now + 1_000_000_000)
            var read = FileIndex(of: project)
            #expect(try read.standing(at: "file") == .file(Self.digest))
            #expect(!FileIO.exists(project.pending))
        }
    }

    /// Of nothing that exists, so that it tells whether the index was believed.
    private static let digest = String(repeating: "a", count: 64)

    private func withFile(_ text: String, _ body: (ProjectFolder, String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "berry-test-\(UUID())")
        let state = folder.appending(path: ".berry")
        try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "file")
        try Data(text.utf8).write(to: file)
        try body(ProjectFolder(FilePath(folder.path)), file.path)
    }

    /// An index that has the file's stamp and a time a second later.
    private func writeIndex(of path: String, digest: String, in project: ProjectFolder) throws {
        let stamp = try #require(FileStamp(of: path))
        let line = "\(stamp.inode) \(stamp.size) \(stamp.modified) \(stamp.changed) \(digest) file"
        try Data("berry index 1\n\(line)\n".utf8).write(to: URL(filePath: project.index.string))
        setTime(project.index.string, stamp.changed + 1_000_000_000)
    }

    private func setTime(_ path: String, _ nanoseconds: Int64) {
        let time = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        _ = utimensat(AT_FDCWD, path, [time, time], 0)
    }
}
