import Foundation
import SystemPackage
import Testing

@testable import LocalPostgres

@Suite struct WatchdogTests {
    /// Whoever started a server may be killed before the server hears any signal.
    @Test func endsAServerThatDoesNotHearYet() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "berry-test-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let state = folder.appending(path: "server")
        try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
        // This server is deaf for a second.
        let server = """
            trap '' TERM; echo $$ >'\(folder.path)/pid'; sleep 1; trap 'exit 0' TERM
            while :; do sleep 0.1; done
            """
        let pipe = try FileDescriptor.pipe()
        let account = ServerAccount(user: getuid(), group: getgid(), prefix: [])
        try await account.launch(
            script: Watchdog.script,
            [
                state.path, folder.appending(path: "sockets").path, "TERM", "leave", "project", "/bin/sh", "-c", server,
            ], input: pipe.readEnd)
        let pid = try #require(
            try await poll(every: .milliseconds(20), limit: .seconds(120)) { () -> Int32? in
                let text = try? String(contentsOf: folder.appending(path: "pid"), encoding: .utf8)
                return text.flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
            })
        try pipe.writeEnd.close()
        let isOver = try await poll(every: .milliseconds(20), limit: .seconds(120)) { kill(pid, 0) != 0 ? true : nil }
        #expect(isOver == true)
    }
}
