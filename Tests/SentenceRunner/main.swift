// Plans sentences of chance, those of the cases in other orders and spellings, and says what came of them: every one must
// get an answer, no plan may leave an invalid specification, and of those that are solved a slip of the pen or another
// word for the same may change few. Arguments: how many sentences (100000), and the first seed.
import Foundation
import PlannedSpecifications
import Planning

let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
let seed = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 1
let run = try SentenceRun(count: count, seed: seed)
let tallies = await run.tallies(slices: ProcessInfo.processInfo.activeProcessorCount)
let failures = tallies.flatMap(\.failures)
for failure in failures.prefix(50) { print(failure) }
let planned = tallies.reduce(0) { $0 + $1.planned }
let refused = tallies.reduce(0) { $0 + $1.refused }
let settled = tallies.reduce(0) { $0 + $1.settled }
print("\(count) sentences: \(planned) planned, \(refused) refused, \(settled) already true, \(failures.count) wrong")

let report = try SlipReport(planner: run.planner, rounds: max(1, count / 20_000), seed: seed)
print(report.summary)
exit(failures.isEmpty && report.share >= 0.85 ? 0 : 1)
