import Diagnostics
import Foundation
import HTTPDouble
import Planning
import Specification
import Testing

@testable import ModelProviders

/// Servers that can't show who they are.
@Suite struct CertificateTests {
    private static let openssl = "/usr/bin/openssl"

    @discardableResult
    private func run(_ arguments: [String], output: FileHandle = .nullDevice, waits: Bool = true) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: Self.openssl)
        process.arguments = arguments
        // The server ends when nobody can type any more.
        process.standardInput = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        if waits { process.waitUntilExit() }
        return process
    }

    @Test func noKeyIsSentToThem() async throws {
        guard FileManager.default.isExecutableFile(atPath: Self.openssl) else {
            return print("there is no 'openssl' here: certificates aren't tested")
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "berry-certificate-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (key, certificate) = (folder.appending(path: "key").path, folder.appending(path: "certificate").path)
        try run([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key,
            "-out",
            certificate, "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
        ])
        // A port that is free, for want of a way to be told which one the server took.
        let double = try HTTPDouble { _, _ in .hangUp }
        let port = double.port
        double.stop()
        // It prints what it is sent.
        let received = folder.appending(path: "received")
        try Data().write(to: received)
        let output = try FileHandle(forWritingTo: received)
        let server = try run(
            ["s_server", "-accept", "127.0.0.1:\(port)", "-cert", certificate, "-key", key], output: output,
            waits: false)
        defer { kill(server.processIdentifier, SIGKILL) }
        let connection = try ModelConnection(
            .openai, model: "m", address: "https://127.0.0.1:\(port)/v1", environment: ["BERRY_API_KEY": Asking.key]
        ) { _ in "" }
        // Until it listens, nobody answers.
        var problem: DiagnosticsError?
        for _ in 0..<100 {
            problem = await #expect(throws: DiagnosticsError.self) {
                _ = try await ModelPlanner(
                    server: ModelServer(
                        connection: connection, transport: URLSessionTransport(timeout: .seconds(20)),
                        retries: RetryPolicy(retries: 0))
                ).plan("add a note", for: nil) { _ in [] }
            }
            guard problem?.diagnostics.first?.code == "model-connection", server.isRunning else { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(problem?.diagnostics.first?.code == "model-certificate", "\(String(describing: problem))")
        #expect(try !String(decoding: Data(contentsOf: received), as: UTF8.self).contains(Asking.key))
    }
}
