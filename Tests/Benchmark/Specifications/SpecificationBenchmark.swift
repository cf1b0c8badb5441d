import Foundation

/// What the offline stages cost for specifications of growing size.
///
/// Files are kept in memory where there is a file system for that: how long a disk takes says little of berry.
struct SpecificationBenchmark {
    static let sizes = [10, 100, 1_000, 5_000]

    var berry: String
    var runs: Int

    private let folder =
        FileManager.default.isWritableFile(atPath: "/dev/shm")
        ? URL(filePath: "/dev/shm", directoryHint: .isDirectory) : FileManager.default.temporaryDirectory

    init(berry: String, runs: Int) {
        self.berry = berry
        self.runs = runs
    }

    func goals() throws -> [Goal] {
        var goals: [Goal] = []
        var perEntity: [Int: Double] = [:]
        print("entities  run        CPU s   wall s  memory MB")
        for size in Self.sizes {
            let all = try measure(size)
            report(size, "all", all.all)
            report(size, "unchanged", all.unchanged)
            report(size, "one field", all.changed)
            perEntity[size] = all.all.map(\.cpu).median / Double(size)
            guard size == 1_000 else { continue }
            goals += [
                Goal(name: "1,000 entities, CPU", measured: all.all.map(\.cpu).median, limit: 2, unit: "s"),
                Goal(name: "1,000 entities, memory", measured: all.all.map(\.memory).median, limit: 300, unit: "MB"),
                Goal(
                    name: "1,000 entities unchanged, CPU", measured: all.unchanged.map(\.cpu).median, limit: 0.1,
                    unit: "s"),
            ]
        }
        if let large = perEntity[5_000], let small = perEntity[100] {
            goals.append(
                Goal(name: "cost of an entity at 5,000 against 100", measured: large / small, limit: 1.2, unit: "x"))
        }
        return goals
    }

    private struct Measurements {
        var all: [ProcessMeasurement] = []
        var unchanged: [ProcessMeasurement] = []
        var changed: [ProcessMeasurement] = []
    }

    /// All offline stages, then a rerun with nothing changed, then one with one field more.
    private func measure(_ size: Int) throws -> Measurements {
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

    private func report(_ size: Int, _ run: String, _ measurements: [ProcessMeasurement]) {
        let name = run.padding(toLength: 10, withPad: " ", startingAt: 0)
        let count = String(size).padding(toLength: 9, withPad: " ", startingAt: 0)
        print(
            "\(count) \(name)\(number(measurements.map(\.cpu).median))\(number(measurements.map(\.wall).median))"
                + number(measurements.map(\.memory).median))
    }
}
