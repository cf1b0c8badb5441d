import Foundation
import Subprocess
import SystemPackage
import Testing

/// A project in a folder of its own, and the real executable to run on it.
struct Project: Sendable {
    let folder: FilePath
    /// Variables besides those that every run has.
    var environment: [String: String] = [:]

    /// What a run did. `status` is the exit status, or the negative number of the signal that ended it.
    struct Run: Sendable {
        var status: Int
        var output: String
        var errors: String

        var everything: String { output + errors }
    }

    typealias Running = Execution<NoInput, StringOutput<Unicode.UTF8>, StringOutput<Unicode.UTF8>>

    /// Runs `berry`; `during` may do something to it meanwhile.
    func launch(
        _ arguments: [String], _ environment: [String: String] = [:],
        during: @escaping @Sendable (Running) async throws -> Void = { _ in }
    ) async throws -> Run {
        var variables = Self.cleanEnvironment
        variables.merge(self.environment) { _, new in new }
        variables.merge(environment) { _, new in new }
        var keyed: [Environment.Key: String] = [:]
        for (key, value) in variables { keyed[Environment.Key(stringLiteral: key)] = value }
        let result = try await Subprocess.run(
            .path(Self.executable()), arguments: Arguments(arguments), environment: .custom(keyed),
            workingDirectory: folder, input: .none, output: .string(limit: 1 << 24), error: .string(limit: 1 << 24),
            body: during)
        let status: Int =
            switch result.terminationStatus {
            case .exited(let code): Int(code)
            case .signaled(let signal): -Int(signal)
            }
        return Run(status: status, output: result.standardOutput, errors: result.standardError)
    }

    @discardableResult
    func berry(_ arguments: String..., environment: [String: String] = [:]) async throws -> Run {
        try await launch(arguments, environment)
    }

    /// As ``berry(_:environment:)``, for runs that have to succeed.
    @discardableResult
    func succeed(
        _ arguments: String..., environment: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Run {
        let run = try await launch(arguments, environment)
        try #require(run.status == 0, "\(arguments): \(run.everything)", sourceLocation: sourceLocation)
        return run
    }

    /// None of the variables that could lead a run to somebody's database, and a fixed clock.
    static let cleanEnvironment: [String: String] = {
        var environment = ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "SOURCE_DATE_EPOCH": "1767225600"]
        for name in ["HOME", "USER", "BERRY_POSTGRES_BIN", "LD_LIBRARY_PATH", "XDG_RUNTIME_DIR"] {
            environment[name] = ProcessInfo.processInfo.environment[name]
        }
        return environment
    }()

    /// The executable that was built beside these tests.
    static func executable() throws -> FilePath {
        let arguments = ProcessInfo.processInfo.arguments
        let found = arguments.filter { $0.hasSuffix(".xctest") || $0 == arguments.first }
            .map { URL(filePath: $0).deletingLastPathComponent().appending(path: "berry").path }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        return FilePath(try #require(found))
    }

    /// Runs `body` on a new project with an example's specification; the folder is gone afterwards.
    @discardableResult
    static func with<Value>(
        example: String? = "todo", in parent: FilePath = "/tmp", _ body: (Project) async throws -> Value
    ) async throws -> Value {
        let folder = parent.appending("berry-test-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))")
        try FileManager.default.createDirectory(
            atPath: folder.string, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        let project = Project(folder: folder)
        if let example { try project.write("spec/specification.json", specification(of: example)) }
        return try await body(project)
    }

    static func specification(of example: String) throws -> String {
        try String(
            contentsOf: URL(filePath: #filePath).appending(
                path: "../../../../examples/\(example)/spec/specification.json"
            )
            .standardizedFileURL, encoding: .utf8)
    }
}

extension Project {
    /// The same project with variables for every run.
    func with(environment: [String: String]) -> Project {
        var copy = self
        copy.environment.merge(environment) { _, new in new }
        return copy
    }

    func path(_ relative: String) -> String { folder.string + "/" + relative }

    func read(_ relative: String) throws -> String { try String(contentsOfFile: path(relative), encoding: .utf8) }

    func exists(_ relative: String) -> Bool { FileManager.default.fileExists(atPath: path(relative)) }

    func write(_ relative: String, _ text: String) throws {
        let url = URL(filePath: path(relative))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func append(_ relative: String, _ text: String) throws { try write(relative, read(relative) + text) }

    func remove(_ relative: String) throws { try FileManager.default.removeItem(atPath: path(relative)) }

    /// Replaces text in the specification.
    func edit(_ old: String, _ new: String) throws {
        let text = try read("spec/specification.json")
        try #require(text.contains(old))
        try write("spec/specification.json", text.replacing(old, with: new))
    }
}
