public import Planning
internal import Specification

/// How many of the solved cases give the same edits with one misspelt word, or with another word for the same.
public struct SlipReport: Sendable {
    public private(set) var tried = 0
    public private(set) var kept = 0
    /// What gave other edits.
    public private(set) var changed: [String] = []

    public var share: Double { tried == 0 ? 1 : Double(kept) / Double(tried) }

    public var summary: String {
        "\(kept) of \(tried) solved requests (\(Int((share * 1000).rounded(.down)) / 10) %) keep their edits with a slip or a synonym"
    }

    public init(planner: EnglishPlanner, rounds: Int, seed: Int) throws {
        var mutations = SentenceMutations(seed: seed)
        for name in PlannedCases.names {
            let base = try PlannedCases.base(name)
            for request in try PlannedCases.requests(name) {
                let plan = planner.plan(request, for: base)
                guard !plan.edits.isEmpty, plan.notUnderstood.isEmpty else { continue }
                let edits = plan.edits.map(\.edit)
                let written = edits.map(\.line).joined(separator: " ").lowercased()
                for round in 0..<rounds {
                    // A name that is new is what it is spelt.
                    let slipped = mutations.withTypo(request) { word in
                        word.count > 4 && word.allSatisfy { $0.isLetter && $0.isLowercase && $0.isASCII }
                            && !written.contains(word.prefix(word.count - 1))
                    }
                    let reworded = mutations.withSynonym(request)
                    guard let changed = round % 2 == 0 ? reworded ?? slipped : slipped ?? reworded, changed != request
                    else { continue }
                    tried += 1
                    if planner.plan(changed, for: base).edits.map(\.edit) == edits {
                        kept += 1
                    } else {
                        self.changed.append("\(name): \(changed)")
                    }
                }
            }
        }
    }
}
