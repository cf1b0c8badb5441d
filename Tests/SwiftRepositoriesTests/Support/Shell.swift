import Foundation
import GeneratedFiles
import Subprocess
import SystemPackage
import Testing

struct CommandOutput {
    var succeeded: Bool
    /// Standard output and standard error.
    var text: String
}

/// Runs a shell script; what it prints comes back.
func shell(_ script: String, environment: [Environment.Key: String] = [:]) async throws -> CommandOutput {
    let result = try await Subprocess.run(
        .path("/bin/sh"), arguments: ["-c", "exec 2>&1\n" + script],
        environment: .inherit.updating(environment.mapValues { $0 }), output: .string(limit: 1 << 22),
        error: .discarded)
    return CommandOutput(succeeded: result.terminationStatus.isSuccess, text: result.standardOutput)
}

/// Writes `files` into a folder of their own, gone afterwards.
func withFolder<Result>(
    of files: [GeneratedFile], _ body: (String) async throws -> Result
) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
        path: "berry-swift-\(UInt64.random(in: 0...UInt64.max))")
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in files { try write(file, to: folder) }
    return try await body(folder.path)
}

func write(_ file: GeneratedFile, to folder: URL) throws {
    let url = folder.appending(path: file.path)
    try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(file.contents).write(to: url)
}
