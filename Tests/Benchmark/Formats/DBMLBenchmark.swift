import Diagnostics
import Foundation
import SpecificationFormats

/// What reading DBML costs, from the text to the specification, and what PyPI's pydbml takes for the same text.
struct DBMLBenchmark {
    /// Where `.ci/peers.sh` installs other programs.
    var peers: URL
    var runs: Int

    func goals() async throws -> [Goal] {
        var perTable: [Int: Double] = [:]
        print("\nDBML tables   CPU s")
        for size in [100, 1_000, 5_000] {
            let cpu = try await cost(size)
            perTable[size] = cpu / Double(size)
            print("\(String(size).padding(toLength: 11, withPad: " ", startingAt: 0))\(number(cpu))")
        }
        let berry = (perTable[1_000] ?? .nan) * 1_000
        let peer = try peerCost(Self.text(tables: 1_000))
        if let peer { print("pydbml 1000\(number(peer))") }
        return [
            Goal(
                name: "DBML of 1,000 tables, CPU of pydbml's", measured: peer.map { berry / $0 }, limit: 0.02,
                unit: "x",
                note: "pydbml isn't installed"),
            Goal(
                name: "DBML, cost of a table at 5,000 against 100",
                measured: (perTable[5_000] ?? .nan) / (perTable[100] ?? .nan), limit: 1.2, unit: "x"),
        ]
    }

    /// The median, in seconds.
    private func cost(_ size: Int) async throws -> Double {
        let file = SourceFile(path: "bench.dbml", text: Self.text(tables: size))
        // Small texts are read more than once, so that a clock tick is no part of the result.
        let repetitions = max(1, 2_000 / size)
        var costs: [Double] = []
        for _ in 0..<runs {
            let (_, cost) = try await ClientCost.of {
                for _ in 0..<repetitions { _ = try DBMLImport(file, named: "bench") }
            }
            costs.append(cost.cpu / Double(repetitions))
        }
        return costs.median
    }

    /// Seconds that pydbml itself says its parser took; nil where it isn't installed.
    private func peerCost(_ text: String) throws -> Double? {
        let python = peers.appending(path: "pydbml/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else { return nil }
        let folder = FileManager.default.temporaryDirectory.appending(path: "berry-bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "bench.dbml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        let program = """
            import sys, time
            from pydbml import PyDBML
            text = open(sys.argv[1]).read()
            start = time.process_time()
            parsed = PyDBML(text)
            print(time.process_time() - start)
            assert len(parsed.tables) == int(sys.argv[2])
            """
        let output = folder.appending(path: "time")
        _ = try ProcessMeasurement.run(
            [python.path, "-c", program, file.path, "1000"], log: folder.path, output: output.path)
        return Double(try String(contentsOf: output, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// Tables as people write them: columns with settings, references in their place, indexes and notes.
    static func text(tables: Int) -> String {
        (0..<tables).map { number in
            let parent = number == 0 ? "" : ", ref: > entries_\(number / 2).id"
            return """
                Table entries_\(number) {
                  id uuid [pk]
                  parent_id uuid [note: 'What it belongs to'\(parent)]
                  title varchar(200) [not null]
                  state varchar(20) [not null, default: 'open']
                  amount decimal(12,2) [default: 0]
                  is_public boolean [not null, default: false]
                  created_at timestamptz [not null, default: `now()`]
                  indexes {
                    (state, created_at)
                    title [unique, name: 'entries_\(number)_title']
                  }
                  Note: 'One of many'
                }

                """
        }.joined(separator: "\n")
    }
}
