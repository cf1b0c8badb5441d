import DatabaseTesting
import Foundation
import GeneratedFiles
import Testing

/// Expected output as a folder of files, each compared and recorded as any other.
struct Golden {
    let name: String
    private var folder: URL { Specifications.folder.appending(path: "Golden/\(name)") }

    init(_ name: String) { self.name = name }

    func expect(_ files: [GeneratedFile]) throws {
        for file in files {
            #expect(throws: Never.self) {
                try compare(file.text, withFile: "SwiftRepositoriesTests/Golden/\(name)/\(file.path)")
            }
        }
        let expected = Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter(isFile))
        #expect(expected.subtracting(files.map(\.path)) == [], "no longer generated; remove them")
    }

    private func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(
            atPath: folder.appending(path: path).path, isDirectory: &isFolder)
        return exists && !isFolder.boolValue
    }
}
