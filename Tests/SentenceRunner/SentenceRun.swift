import PlannedSpecifications
import Planning
import Specification

/// Sentences of chance, and what the planner answers to them.
struct SentenceRun: Sendable {
    let planner = EnglishPlanner()
    let count: Int
    let seed: Int
    private let bases: [(name: String, base: Specification?, requests: [String])]
    private let sentences: [String]
    private let vocabulary: [String]

    /// The answers to one slice of the sentences.
    struct Tally: Sendable {
        var planned = 0
        var refused = 0
        var settled = 0
        var failures: [String] = []
    }

    init(count: Int, seed: Int) throws {
        self.count = count
        self.seed = seed
        bases = try PlannedCases.names.map {
            (name: $0, base: try PlannedCases.base($0), requests: try PlannedCases.requests($0))
        }
        sentences = bases.flatMap(\.requests)
        vocabulary = Set(sentences.flatMap { $0.split(separator: " ").map(String.init) }).sorted()
    }

    /// The answers to all sentences, in as many slices side by side.
    func tallies(slices: Int) async -> [Tally] {
        await withTaskGroup(of: Tally.self) { group in
            for slice in 0..<slices { group.addTask { self.tally(slice, of: slices) } }
            var all: [Tally] = []
            for await tally in group { all.append(tally) }
            return all
        }
    }

    private func tally(_ slice: Int, of slices: Int) -> Tally {
        var tally = Tally()
        var mutations = SentenceMutations(seed: seed &+ slice)
        for number in stride(from: slice, to: count, by: slices) {
            let (name, base, requests) = bases[mutations.roll(bases.count)]
            let request =
                switch mutations.roll(10) {
                case 0: mutations.random(vocabulary)
                case 1: mutations.mutated(sentences)
                default: mutations.mutated(requests)
                }
            let plan = planner.plan(request, for: base)
            if !plan.edits.isEmpty {
                tally.planned += 1
                let errors = PlannedCases.errors(plan, base)
                if !errors.isEmpty {
                    tally.failures.append("\(number) \(name): \(request)\n    \(errors.joined(separator: "\n    "))")
                }
            } else if plan.refusal != nil {
                tally.refused += 1
            } else if plan.isAlreadyTrue {
                tally.settled += 1
            } else {
                tally.failures.append("\(number) \(name): no answer to: \(request)")
            }
        }
        return tally
    }
}
