import Foundation
import Subprocess
import SystemPackage
import Testing

/// Folders that can't be written, and disks that are full.
@Suite struct DiskTests {
    static let isRoot = geteuid() == 0

    @Test func aFolderThatIsReadOnly() async throws {
        try await Project.with { project in
            try await project.succeed("generate", "--until", "seeds")
            // For root a folder is read-only only where its file system is.
            let folder = project.path("Packages")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try await Self.makeReadOnly(folder) {
                let run = try await project.berry("generate")
                #expect(run.status == 1)
                #expect(run.errors.contains("Packages"), "\(run.errors)")
                #expect(run.errors.contains("fix: "), "\(run.errors)")
                #expect(!project.exists(".berry/pending"))
                #expect(!project.exists(".berry/checkpoints/swift.json"))
            }
            try await project.succeed("generate")
        }
    }

    /// Sizes in KiB, at which different stages find the disk full.
    @Test(
        .enabled(if: DiskTests.isRoot, "only root can mount a small file system"), arguments: [24, 100, 200, 300, 400])
    func aFullDisk(size: Int) async throws {
        try await Project.with(example: nil) { project in
            guard try await shell("mount -t tmpfs -o size=\(size)k,mode=755 berry '\(project.folder)'") else {
                return print("no mounting here: the test of the full disk is skipped")
            }
            do { try await Self.fill(project) } catch {
                _ = try await shell("umount '\(project.folder)'")
                throw error
            }
            _ = try await shell("umount '\(project.folder)'")
        }
    }

    private static func fill(_ project: Project) async throws {
        try project.write("spec/specification.json", Project.specification(of: "todo"))
        let run = try await project.berry("generate")
        #expect(run.status == 1)
        #expect(run.errors.contains("No space left on device"), "\(run.errors)")
        #expect(run.errors.contains("free some space"), "\(run.errors)")
        #expect(!project.exists(".berry/pending"))
        // Each stage is there with all of its files, which berry.lock names, or with none.
        let files = try Snapshot.paths(in: project).filter {
            !$0.hasPrefix(".berry/") && $0 != "berry.lock" && $0 != "spec/specification.json"
        }
        let lock = project.exists("berry.lock") ? try project.read("berry.lock") : "{}"
        let stages = try JSONDecoder().decode(Lock.self, from: Data(lock.utf8)).files ?? [:]
        #expect(files.sorted() == stages.values.flatMap(\.keys).sorted())

        try #require(await shell("mount -o remount,size=8m '\(project.folder)'"))
        try await project.succeed("generate")
        let expected = try await Project.with { other in
            try await other.succeed("generate")
            return try Snapshot(other)
        }
        let found = try Snapshot(project)
        #expect(found == expected, "\(found.difference(expected))")
    }

    private struct Lock: Decodable {
        var files: [String: [String: String]]?
    }

    private static func makeReadOnly(_ folder: String, _ body: () async throws -> Void) async throws {
        let (close, open) =
            isRoot
            ? ("mount --bind -o ro '\(folder)' '\(folder)'", "umount '\(folder)'")
            : ("chmod 555 '\(folder)'", "chmod 755 '\(folder)'")
        guard try await shell(close) else { return print("no mounting here: the read-only folder is skipped") }
        do { try await body() } catch {
            _ = try await shell(open)
            throw error
        }
        _ = try await shell(open)
    }
}

/// Whether a shell command succeeded.
func shell(_ script: String) async throws -> Bool {
    try await Subprocess.run(.path("/bin/sh"), arguments: ["-c", script], output: .discarded, error: .discarded)
        .terminationStatus.isSuccess
}
