import Planning
import Specification
import Testing

/// Whatever is asked, there is an answer, and soon.
@Suite struct NonsenseTests {
    /// A small generator of its own, so that a failure can be had again.
    private struct Dice {
        var state: UInt64
        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(1, sides)
        }
    }

    /// Sentences whose words were swapped, doubled, left out, misspelt or replaced by those of others.
    @Test(arguments: 0..<10) func survivesMutatedSentences(seed: Int) throws {
        let base = try PlannedCases.base("farm")
        let sentences = try PlannedCases.requests("farm") + PlannedCases.requests("new")
        let odd = [
            "(", ")", ":", "'", "\"", "\u{0}", "—", "of", "of of", "that which who", "=", "-1", "99999999999999999999",
            "é", "🐄",
        ]
        let planner = EnglishPlanner()
        var dice = Dice(state: UInt64(seed) &* 7919 &+ 1)
        for _ in 0..<1000 {
            var words = sentences[dice.roll(sentences.count)].split(separator: " ").map(String.init)
            for _ in 0...dice.roll(4) {
                guard !words.isEmpty else { break }
                let place = dice.roll(words.count)
                switch dice.roll(6) {
                case 0: words.remove(at: place)
                case 1: words.insert(words[dice.roll(words.count)], at: place)
                case 2: words.swapAt(place, dice.roll(words.count))
                case 3: words[place] = String(words[place].shuffled(dice.roll(1000)))
                case 4: words.insert(odd[dice.roll(odd.count)], at: place)
                default: words += sentences[dice.roll(sentences.count)].split(separator: " ").prefix(5).map(String.init)
                }
            }
            let plan = planner.plan(words.joined(separator: " "), for: base)
            #expect(!plan.edits.isEmpty || plan.refusal != nil || plan.isAlreadyTrue)
        }
    }

    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            String(repeating: "a", count: 1 << 20), String(repeating: "add a name ", count: 9000),
            String(repeating: "(", count: 90_000), String(repeating: "of the name ", count: 8000),
            String(repeating: "a, b and c or ", count: 7000), String(repeating: "Add a b to animals. ", count: 4000),
            String(repeating: "'", count: 90_000), String(repeating: "\u{0}\u{7F}", count: 40_000),
            String(repeating: "whether the a is b and ", count: 4000), String(repeating: "x:", count: 40_000),
        ])
    func answersLongRequests(request: String) throws {
        let plan = EnglishPlanner().plan(request, for: try PlannedCases.base("farm"))
        #expect(!plan.edits.isEmpty || plan.refusal != nil || plan.isAlreadyTrue)
    }
}

extension String {
    /// Two neighbouring letters swapped.
    fileprivate func shuffled(_ number: Int) -> String {
        guard count > 1 else { return self }
        var letters = Array(self)
        let place = number % (letters.count - 1)
        letters.swapAt(place, place + 1)
        return String(letters)
    }
}
