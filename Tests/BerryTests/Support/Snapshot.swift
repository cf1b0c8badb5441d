import Foundation
import SystemPackage
import Testing

/// The files of a project with their contents.
struct Snapshot: Equatable, CustomTestStringConvertible {
    /// Path → contents. What every run makes first is left out, the lock and the list that keeps `.berry` out of git;
    /// so is the index, which says when files were written.
    var files: [String: Data] = [:]

    init(_ project: Project) throws {
        let id = try project.id
        for path in try Self.paths(in: project) {
            var contents = try Data(contentsOf: URL(filePath: project.path(path)))
            // Each project has an id of its own.
            if path == "berry.json", let id {
                contents = Data(String(decoding: contents, as: UTF8.self).replacing(id, with: "ID").utf8)
            }
            files[path] = contents
        }
    }

    /// Everything but the private server's data.
    static func paths(in project: Project) throws -> [String] {
        let all = try FileManager.default.subpathsOfDirectory(atPath: project.folder.string)
        return all.filter { path in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: project.path(path), isDirectory: &isFolder)
            return !path.hasPrefix(".berry/server")
                && ![".berry/lock", ".berry/index", ".berry/.gitignore"].contains(path)
                && !isFolder.boolValue
        }
    }

    var testDescription: String { "\(files.count) files" }

    /// The paths that differ.
    func difference(_ other: Snapshot) -> [String] {
        Set(files.keys).union(other.files.keys).filter { files[$0] != other.files[$0] }.sorted()
    }
}

extension Project {
    /// The project's id, once `db setup` has made one.
    var id: String? {
        get throws {
            guard exists("berry.json") else { return nil }
            let settings = try JSONSerialization.jsonObject(with: Data(read("berry.json").utf8)) as? [String: Any]
            return settings?["project"] as? String
        }
    }

    /// What the file system knows of each file: a file that is written again gets another entry.
    func times() throws -> [String: [Int64]] {
        var times: [String: [Int64]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.string)
        where !path.hasPrefix(".berry/server") {
            var status = stat()
            try #require(lstat(self.path(path), &status) == 0)
            times[path] = [
                Int64(status.st_ino), Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec),
                Int64(status.st_ctim.tv_sec), Int64(status.st_ctim.tv_nsec), Int64(status.st_size),
            ]
        }
        return times
    }
}
