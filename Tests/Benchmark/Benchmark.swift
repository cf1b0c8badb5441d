import Foundation
import LocalPostgres

/// `make bench`: what the offline stages cost for specifications of 10 to 5,000 entities, how soon a private server
/// is ready, and whether the goals are met. A goal that the median of the runs misses by more than 20 % fails.
///
/// Files are kept in memory where there is a file system for that: how long a disk takes says little of berry.
@main
struct Benchmark {
    static let sizes = [10, 100, 1_000, 5_000]
    static let runs = 5

    struct Goal {
        var name: String
        var measured: Double
        var limit: Double
        var unit: String

        var isMissed: Bool { measured > limit * 1.2 }
    }

    static let folder =
        FileManager.default.isWritableFile(atPath: "/dev/shm")
        ? URL(filePath: "/dev/shm", directoryHint: .isDirectory) : FileManager.default.temporaryDirectory

    static func main() async throws {
        guard CommandLine.arguments.count == 2 else {
            print("usage: Benchmark BERRY")
            exit(64)
        }
        let berry = CommandLine.arguments[1]
        var goals: [Goal] = []
        var perEntity: [Int: Double] = [:]
        print("entities  run        CPU s   wall s  memory MB")
        for size in sizes {
            let all = try measure(berry, size)
            report(size, "all", all.all)
            report(size, "unchanged", all.unchanged)
            report(size, "one field", all.changed)
            perEntity[size] = all.all.map(\.cpu).median / Double(size)
            if size == 1_000 {
                goals.append(
                    .init(name: "1,000 entities, CPU", measured: all.all.map(\.cpu).median, limit: 2, unit: "s"))
                goals.append(
                    .init(
                        name: "1,000 entities, memory", measured: all.all.map(\.memory).median, limit: 300, unit: "MB"))
                goals.append(
                    .init(
                        name: "1,000 entities unchanged, CPU", measured: all.unchanged.map(\.cpu).median, limit: 0.1,
                        unit: "s"))
            }
        }
        if let large = perEntity[5_000], let small = perEntity[100] {
            goals.append(
                .init(name: "cost of an entity at 5,000 against 100", measured: large / small, limit: 1.2, unit: "x"))
        }
        let help = try (0..<runs).map { _ in
            try ProcessMeasurement.run([berry, "--help"], log: FileManager.default.temporaryDirectory.path)
        }
        goals.append(
            .init(name: "private server ready, wall", measured: try await serverStart(), limit: 0.150, unit: "s"))
        goals.append(.init(name: "berry --help, wall", measured: help.map(\.wall).median, limit: 0.030, unit: "s"))
        print("\ngoal                                      measured     limit  ratio")
        for goal in goals {
            let name = goal.name.padding(toLength: 40, withPad: " ", startingAt: 0)
            print(
                "\(name) \(number(goal.measured)) \(number(goal.limit))  \(number(goal.measured / goal.limit)) "
                    + "\(goal.unit)\(goal.isMissed ? "  MISSED" : "")")
        }
        if goals.contains(where: \.isMissed) { exit(1) }
    }

    struct Measurements {
        var all: [ProcessMeasurement] = []
        var unchanged: [ProcessMeasurement] = []
        var changed: [ProcessMeasurement] = []
    }

    /// All offline stages, then a rerun with nothing changed, then one with one field more.
    static func measure(_ berry: String, _ size: Int) throws -> Measurements {
        let generator = SpecificationGenerator(entities: size)
        var measurements = Measurements()
        for _ in 0..<runs {
            let folder = folder.appending(path: "berry-bench-\(UUID())")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let file = folder.appending(path: "spec.json")
            let command = [
                berry, "generate", "--project", folder.path, "--spec", file.path, "--until", "documents", "--quiet",
            ]
            try generator.text().write(to: file, atomically: true, encoding: .utf8)
            measurements.all.append(try ProcessMeasurement.run(command, log: folder.path))
            measurements.unchanged.append(try ProcessMeasurement.run(command, log: folder.path))
            try generator.text(changed: true).write(to: file, atomically: true, encoding: .utf8)
            measurements.changed.append(try ProcessMeasurement.run(command, log: folder.path))
        }
        return measurements
    }

    /// Seconds until a new private server answers, with the template cluster in its cache.
    static func serverStart() async throws -> Double {
        let installation = try await PostgresInstallation.find()
        var times: [Double] = []
        // The first run may have to make the template.
        for _ in 0...runs {
            let start = ContinuousClock.now
            let server = try await LocalServer.scratch(installation)
            _ = try await server.databaseExists("postgres")
            let time = (ContinuousClock.now - start).components
            times.append(Double(time.seconds) + Double(time.attoseconds) / 1e18)
            try await server.stop()
        }
        return Array(times.dropFirst()).median
    }

    static func report(_ size: Int, _ run: String, _ measurements: [ProcessMeasurement]) {
        let name = run.padding(toLength: 10, withPad: " ", startingAt: 0)
        let count = String(size).padding(toLength: 9, withPad: " ", startingAt: 0)
        print(
            "\(count) \(name)\(number(measurements.map(\.cpu).median))\(number(measurements.map(\.wall).median))"
                + number(measurements.map(\.memory).median))
    }

    static func number(_ value: Double) -> String {
        let text = String(format: value >= 100 ? "%.0f" : "%.3f", value)
        return String(repeating: " ", count: max(1, 9 - text.count)) + text
    }
}
