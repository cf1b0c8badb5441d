import Foundation
import GeneratedFiles
import Testing

/// Expected output as a folder of files. `BERRY_RECORD=1` writes it anew, and the test fails to say so.
struct Golden {
    let folder: URL

    init(_ name: String) { folder = Specifications.folder.appending(path: "Golden/\(name)") }

    func expect(_ files: [GeneratedFile]) throws {
        guard ProcessInfo.processInfo.environment["BERRY_RECORD"] == nil else {
            try? FileManager.default.removeItem(at: folder)
            for file in files { try write(file, to: folder) }
            Issue.record("recorded \(files.count) files in \(folder.lastPathComponent)")
            return
        }
        let expected = Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter(isFile))
        #expect(expected == Set(files.map(\.path)))
        for file in files where expected.contains(file.path) {
            let text = try String(contentsOf: folder.appending(path: file.path), encoding: .utf8)
            #expect(file.text == text, "\(file.path) has changed")
        }
    }

    private func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(
            atPath: folder.appending(path: path).path, isDirectory: &isFolder)
        return exists && !isFolder.boolValue
    }
}
