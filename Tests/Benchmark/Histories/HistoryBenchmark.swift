import Foundation

/// What a folder of 1,000 migrations costs, all of which the project's private database has run.
struct HistoryBenchmark {
    static let migrations = 1_000

    var berry: String
    var runs: Int

    func goals() throws -> [Goal] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "berry-bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try run(["init", folder.path, "--template", "todo"], folder)
        try project(["db", "setup", "--yes"], folder)
        try project(["db", "start"], folder)
        defer { _ = try? project(["db", "stop"], folder) }
        for number in 0..<Self.migrations { try write(number, to: folder) }
        try project(["db", "migrate", "up", "--yes"], folder)

        let status = try (0..<runs).map { _ in try project(["db", "status"], folder).wall }.median
        // Nobody has replayed these: their texts are new.
        let first = try project(["db", "drift"], folder).wall
        let again = try (0..<runs).map { run in
            try write(Self.migrations + run, to: folder)
            try project(["db", "migrate", "up", "--yes"], folder)
            return try project(["db", "drift"], folder).wall
        }.median
        print("\n1,000 migrations: first replay\(number(first)) s, of one more\(number(again)) s")
        return [
            Goal(name: "status of 1,000 migrations, wall", measured: status, limit: 0.3, unit: "s"),
            Goal(name: "replay of one more, against that of 1,000", measured: again / first, limit: 0.25, unit: "x"),
        ]
    }

    /// Every other one takes back what the one before it made.
    private func write(_ number: Int, to folder: URL) throws {
        let name = "database/migrations/\(20_300_000_000_000 + number)_step"
        let up =
            number.isMultiple(of: 2)
            ? """
            create table public.step_\(number) (id bigint primary key, name text not null);
            alter table public.step_\(number) enable row level security;
            """ : "drop table public.step_\(number - 1);"
        try "-- \(UUID())\n\(up)\n".write(
            to: folder.appending(path: "\(name).up.sql"), atomically: true, encoding: .utf8)
        try "-- There is nothing to take back.\n".write(
            to: folder.appending(path: "\(name).down.sql"), atomically: true, encoding: .utf8)
    }

    @discardableResult
    private func project(_ arguments: [String], _ folder: URL) throws -> ProcessMeasurement {
        try run(arguments + ["--project", folder.path], folder)
    }

    @discardableResult
    private func run(_ arguments: [String], _ folder: URL) throws -> ProcessMeasurement {
        try ProcessMeasurement.run([berry] + arguments, log: folder.path)
    }
}
