import Foundation
import LocalPostgres

/// `make bench`: what the offline stages cost for specifications of 10 to 5,000 entities, how soon a private server
/// is ready, what planning a request takes, what a folder of 1,000 migrations costs and the way between two schemas of
/// up to 1,000 tables, and whether the goals are met. A goal that the median of the runs misses by more than 20 % fails.
///
///     Benchmark BERRY [PEERS [schemas|planning|formats]]
///
/// With the name of a part, only that one runs.
@main
struct Benchmark {
    static let runs = 5
    private static let parts = ["schemas", "planning", "formats"]

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let part = arguments.dropFirst(2).first
        guard let berry = arguments.first, arguments.count <= 3, part.map(parts.contains) ?? true
        else {
            print("usage: Benchmark BERRY [PEERS [schemas|planning|formats]]")
            exit(64)
        }
        var goals: [Goal] = []
        if part == nil {
            goals += try SpecificationBenchmark(berry: berry, runs: runs).goals()
            goals.append(
                Goal(name: "private server ready, wall", measured: try await serverStart(), limit: 0.150, unit: "s"))
            goals += try HistoryBenchmark(berry: berry, runs: runs).goals()
            goals.append(Goal(name: "berry --help, wall", measured: try help(berry), limit: 0.030, unit: "s"))
        }
        if part == nil || part == "formats" {
            goals += try await DBMLBenchmark(peers: peers(arguments), runs: runs).goals()
        }
        if part == nil || part == "planning" { goals += try await PlanningBenchmark(runs: runs).goals() }
        if part == nil || part == "schemas" { goals += try await schemas(arguments) }
        Goal.report(goals)
        if goals.contains(where: \.isMissed) { exit(1) }
    }

    private static func peers(_ arguments: ArraySlice<String>) -> URL {
        URL(filePath: arguments.dropFirst().first ?? "/nonexistent", directoryHint: .isDirectory)
    }

    private static func schemas(_ arguments: ArraySlice<String>) async throws -> [Goal] {
        try await SchemaBenchmark(peers: peers(arguments), runs: runs).goals()
    }

    private static func help(_ berry: String) throws -> Double {
        try (0..<runs).map { _ in
            try ProcessMeasurement.run([berry, "--help"], log: FileManager.default.temporaryDirectory.path).wall
        }.median
    }

    /// Seconds until a new private server answers, with the template cluster in its cache.
    private static func serverStart() async throws -> Double {
        let installation = try await PostgresInstallation.find()
        var times: [Double] = []
        // The first run may have to make the template.
        for _ in 0...runs {
            let start = ContinuousClock.now
            let server = try await LocalServer.scratch(installation)
            _ = try await server.databaseExists("postgres")
            times.append((ContinuousClock.now - start).inSeconds)
            try await server.stop()
        }
        return Array(times.dropFirst()).median
    }
}
