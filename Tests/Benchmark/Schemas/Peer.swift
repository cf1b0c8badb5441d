import Foundation
import LocalPostgres

/// Another program that writes the statements from one database to another.
struct Peer {
    var name: String
    var program: URL
    /// The exit codes with which it has written them.
    var codes: Set<Int32> = [0]
    /// For the URLs of the two databases.
    var arguments: (_ old: String, _ new: String) -> [String]

    /// Those that are installed in `folder`, by `.ci/peers.sh`.
    static func installed(in folder: URL) -> [Peer] {
        [
            // The one that tusker runs, with the libraries that tusker pins.
            Peer(name: "migra", program: folder.appending(path: "tusker/bin/migra"), codes: [0, 2]) {
                ["--unsafe", $0, $1]
            },
            Peer(name: "pgmig", program: folder.appending(path: "pgmig/bin/pgmig")) {
                ["generate", "--source", $0, "--target", $1]
            },
        ].filter { FileManager.default.isExecutableFile(atPath: $0.program.path) }
    }

    /// The median of several runs, and what is wrong with the statements that came out; nil when nothing is.
    struct Result {
        var cpu: Double
        var wall: Double
        var problem: String?
    }

    func result(_ databases: PairDatabases, runs: Int) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory
        let output = folder.appending(path: "berry-bench-\(UUID()).sql")
        defer { try? FileManager.default.removeItem(at: output) }
        func url(_ name: String) -> String {
            "postgresql:///\(name)?host=\(databases.server.socketFolder)&user=postgres"
        }
        let command = [program.path] + arguments(url(databases.old), url(databases.new))
        var measurements: [ProcessMeasurement] = []
        do {
            for _ in 0..<runs {
                measurements.append(
                    try ProcessMeasurement.run(command, log: folder.path, output: output.path, codes: codes))
            }
        } catch let error as ProcessMeasurement.Failure {
            let lastLine = error.description.split(separator: "\n").last.map(String.init)
            return Result(cpu: .nan, wall: .nan, problem: "doesn't run: \(lastLine ?? "")")
        }
        let plan = try String(contentsOf: output, encoding: .utf8)
        return Result(
            cpu: measurements.map(\.cpu).median, wall: measurements.map(\.wall).median,
            problem: try await databases.problem(applying: [plan]))
    }
}
