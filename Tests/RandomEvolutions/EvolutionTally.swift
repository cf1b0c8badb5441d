import LocalPostgres
import Specification

/// How many evolutions came out how, and how often each kind of edit was among them.
public struct EvolutionTally: Sendable, CustomStringConvertible {
    public private(set) var kinds: [String: Int] = [:]
    public private(set) var outcomes: [String: Int] = [:]
    public private(set) var count = 0
    /// Fewer than three edits were possible.
    public private(set) var short = 0

    public var failures: Int { outcomes.filter { $0.key.hasPrefix("FAILED") }.map(\.value).reduce(0, +) }

    public mutating func add(_ result: EvolutionCheck.Result) {
        count += 1
        if result.edits.count < 3 { short += 1 }
        outcomes[result.outcome.word, default: 0] += 1
        for edit in result.edits { kinds["\(edit.kind)", default: 0] += 1 }
    }

    public var description: String {
        func list(_ counts: [String: Int]) -> String {
            counts.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }.joined(separator: "\n")
        }
        let missing = RandomEdits.kinds.map { "\($0)" }.filter { kinds[$0] == nil }
        return """
            \(count) evolutions, \(failures) of them failed; \(short) with fewer than three edits
            outcomes
            \(list(outcomes))
            edits
            \(list(kinds))\(missing.isEmpty ? "" : "\n  never: \(missing.joined(separator: ", "))")
            """
    }

    /// Checks the evolutions of some seeds, several at a time.
    ///
    /// - Parameter tells: told each of them when it is over.
    public static func run(
        _ seeds: Range<Int>, workers: Int, tells: @Sendable (EvolutionCheck.Result) -> Void
    ) async throws -> EvolutionTally {
        let server = try await LocalServer.scratch()
        let check = EvolutionCheck(server)
        var tally = EvolutionTally()
        try await withThrowingTaskGroup { group in
            var rest = seeds
            for _ in 0..<workers {
                if let seed = rest.popFirst() { group.addTask { try await check.result(seed: seed) } }
            }
            while let result = try await group.next() {
                tells(result)
                tally.add(result)
                if let seed = rest.popFirst() { group.addTask { try await check.result(seed: seed) } }
            }
        }
        try await server.stop()
        return tally
    }
}
