import LocalPostgres
import Subprocess
import SystemPackage
import Testing

let sharedDatabase = "shared"

/// One server for the tests that don't stop it; it ends with the process.
func sharedServer() async throws -> LocalServer { try await shared.value }

private let shared = Task {
    let server = try await LocalServer.scratch()
    try await server.createDatabase(sharedDatabase)
    return server
}

func exists(_ path: FilePath) -> Bool { (try? Stat(path, followTargetSymlink: false)) != nil }

/// Whether `condition` comes true within two minutes.
func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
    for _ in 0..<12_000 {
        if try await condition() { return true }
        try? await Task.sleep(for: .milliseconds(10))
    }
    return false
}

/// A folder of its own for a test, gone afterwards.
func withTemporaryFolder<Value>(
    in parent: FilePath = "/tmp", _ body: (FilePath) async throws -> Value
) async throws -> Value {
    let folder = parent.appending("berry-test-\(UInt32.random(in: 0...UInt32.max))")
    _ = try await shell("mkdir -m 755 '\(folder)'")
    do {
        let value = try await body(folder)
        _ = try await shell("rm -rf '\(folder)'")
        return value
    } catch {
        _ = try? await shell("rm -rf '\(folder)'")
        throw error
    }
}

@discardableResult
func shell(_ script: String) async throws -> String {
    let result = try await Subprocess.run(
        .path("/bin/sh"), arguments: ["-c", script], output: .string(limit: 1 << 16),
        error: .currentStandardError)
    return result.standardOutput
}
