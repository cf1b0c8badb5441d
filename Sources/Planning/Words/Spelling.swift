/// Right words, found by the words that are one slip away: a letter left out, added, mistaken, or two swapped.
///
/// Each right word is filed under itself and itself with one letter left out; two words that are one slip apart share
/// one of these. So looking up takes time in proportion to the length of a word, not to how many words there are.
struct Spelling: Sendable {
    private var filed: [String: [String]] = [:]

    init(_ words: some Sequence<String>) {
        for word in words where word.count >= 4 { insert(word) }
    }

    mutating func insert(_ word: String) {
        for key in Self.keys(word) { filed[key, default: []].append(word) }
    }

    /// The right word that is one slip away from `word`; nil where none is, or where several are.
    func correction(of word: String) -> String? {
        var candidates: Set<String> = []
        for key in Self.keys(word) { candidates.formUnion(filed[key] ?? []) }
        let near = candidates.filter { right in
            // A participle is misread as another participle, never as a noun.
            right.first == word.first && Self.isOneSlip(right, word)
                && ["ed", "ing"].allSatisfy { !word.hasSuffix($0) || right.hasSuffix($0) }
        }
        if near.count <= 1 { return near.first }
        // Words of the same length are the better guess among several: letters are swapped more often than lost.
        let best = near.filter { $0.count == word.count - 1 && Self.isDoubling(word, of: $0) }
        if best.count == 1 { return best.first }
        return near.min { ($0.count == word.count + 1 ? 0 : 1, $0) < ($1.count == word.count + 1 ? 0 : 1, $1) }
    }

    private static func keys(_ word: String) -> Set<String> {
        var keys: Set<String> = [word]
        let letters = Array(word)
        guard letters.count <= 40 else { return keys }
        for index in letters.indices {
            var shorter = letters
            shorter.remove(at: index)
            keys.insert(String(shorter))
        }
        return keys
    }

    private static func isDoubling(_ long: String, of short: String) -> Bool {
        let long = Array(long), short = Array(short)
        guard long.count == short.count + 1 else { return false }
        for index in 1..<long.count where long[index] == long[index - 1] {
            if Array(long[..<index] + long[(index + 1)...]) == short { return true }
        }
        return false
    }

    private static func isOneSlip(_ a: String, _ b: String) -> Bool {
        let a = Array(a), b = Array(b)
        let prefix = zip(a, b).prefix { $0 == $1 }.count
        let restA = a[prefix...], restB = b[prefix...]
        let suffix = zip(restA.reversed(), restB.reversed()).prefix { $0 == $1 }.count
        let middleA = Array(restA.dropLast(suffix)), middleB = Array(restB.dropLast(suffix))
        if middleA.count <= 1, middleB.count <= 1 { return true }
        return middleA.count == 2 && middleB.count == 2 && middleA[0] == middleB[1] && middleA[1] == middleB[0]
    }
}
