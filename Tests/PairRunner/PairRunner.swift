import Foundation
import LocalPostgres
import SchemaDiff
import SchemaPairs

/// Checks every pair of schemas in the files that it is given, in both directions.
///
///     PairRunner [--dump PG_DUMP] [--only CASE] [--show] FILE.jsonl…
@main
struct PairRunner {
    static func main() async throws {
        var arguments = CommandLine.arguments.dropFirst()
        var program: String?
        var only: String?
        var shows = false
        var files: [String] = []
        while let argument = arguments.popFirst() {
            switch argument {
            case "--dump": program = arguments.popFirst()
            case "--only": only = arguments.popFirst()
            case "--show": shows = true
            default: files.append(argument)
            }
        }
        let server = try await LocalServer.scratch()
        let check = PairCheck(server, dump: program.map { SchemaDump(program: $0, server: server) })
        var total: [String: Int] = [:]
        for file in files {
            let pairs = try SchemaPair.read(URL(filePath: file)).flatMap { [$0, $0.reversed] }
                .filter { pair in only.map { pair.case.hasPrefix($0) } ?? true }
            var counts: [String: Int] = [:]
            for start in stride(from: 0, to: pairs.count, by: 2) {
                let results = try await withThrowingTaskGroup { group in
                    for pair in pairs[start..<min(start + 2, pairs.count)] {
                        group.addTask { (pair.case, try await check.outcome(of: pair)) }
                    }
                    var results: [(String, (outcome: PairCheck.Outcome, plan: [String]))] = []
                    for try await (name, result) in group {
                        results.append((name, (result.outcome, result.plan.map(\.statement))))
                    }
                    return results.sorted { $0.0 < $1.0 }
                }
                for (name, (outcome, plan)) in results {
                    counts[outcome.word, default: 0] += 1
                    if case .equal = outcome, !shows { continue }
                    print("\(outcome.word): \(name)")
                    for line in outcome.details { print("    \(line)") }
                    if shows { for statement in plan { print("    > \(statement);") } }
                }
            }
            print(
                "\(file): \(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))")
            total.merge(counts, uniquingKeysWith: +)
        }
        let checked = total.values.reduce(0, +) - (total["invalid"] ?? 0)
        print(
            "of \(checked) directed pairs, \(total["equal"] ?? 0) are equal: "
                + String(format: "%.1f %%", Double(total["equal"] ?? 0) * 100 / Double(max(1, checked))))
        try await server.stop()
    }
}
