/// Sentences of chance, made of others: a small generator of its own, so that a failure can be had again.
public struct SentenceMutations: Sendable {
    private var state: UInt64

    public init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 7919 &+ 1 }

    public mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(1, sides)
    }

    private static let odd = [
        "(", ")", ":", "'", "\"", "\u{0}", "—", "of", "of of", "that which who", "=", "-1", "99999999999999999999",
        "é", "🐄", "not", "only", "it", "them", "each other", "required", "unique", "at most", "or", "and", "id",
        "createdAt", "select", "user", "1", "0",
    ]

    /// One of `sentences` whose words were swapped, doubled, left out, misspelt or replaced by those of others.
    public mutating func mutated(_ sentences: [String]) -> String {
        var words = sentences[roll(sentences.count)].split(separator: " ").map(String.init)
        for _ in 0...roll(4) {
            guard !words.isEmpty else { break }
            let place = roll(words.count)
            switch roll(7) {
            case 0: words.remove(at: place)
            case 1: words.insert(words[roll(words.count)], at: place)
            case 2: words.swapAt(place, roll(words.count))
            case 3: words[place] = misspelt(words[place])
            case 4: words.insert(Self.odd[roll(Self.odd.count)], at: place)
            case 5:
                let other = sentences[roll(sentences.count)].split(separator: " ")
                words[place] = String(other[roll(other.count)])
            default: words += sentences[roll(sentences.count)].split(separator: " ").prefix(5).map(String.init)
            }
        }
        return words.joined(separator: " ")
    }

    /// Words at random, of all sentences.
    public mutating func random(_ vocabulary: [String]) -> String {
        (0...roll(14)).map { _ in vocabulary[roll(vocabulary.count)] }.joined(separator: " ")
    }

    /// The sentence with one letter left out, doubled or swapped with the next, in one of the words that `isMeant`;
    /// nil where none is.
    public mutating func withTypo(_ sentence: String, where isMeant: (String) -> Bool) -> String? {
        var words = sentence.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let places = words.indices.filter { isMeant(words[$0]) }
        guard !places.isEmpty else { return nil }
        let place = places[roll(places.count)]
        words[place] = misspelt(words[place])
        return words.joined(separator: " ")
    }

    /// The sentence with one set phrase said in another way; nil where it has none.
    public mutating func withSynonym(_ sentence: String) -> String? {
        let padded = " \(sentence) "
        let found = Self.synonyms.flatMap { group in
            group.filter { padded.contains(" \($0) ") }.map { (phrase: $0, group: group) }
        }
        guard !found.isEmpty else { return nil }
        let choice = found[roll(found.count)]
        let others = choice.group.filter { $0 != choice.phrase }
        let new = others[roll(others.count)]
        return String(
            padded.replacing(" \(choice.phrase) ", with: " \(new) ", maxReplacements: 1).dropFirst().dropLast())
    }

    private static let synonyms = [
        ["required", "mandatory", "compulsory", "obligatory"], ["at most", "no more than", "a maximum of"],
        ["at least", "no less than", "a minimum of"], ["must", "have to"], ["can", "may"], ["each", "every"],
        ["several", "multiple", "many"], ["Remove", "Delete", "Drop", "Get rid of"],
        ["remove", "delete", "drop", "get rid of"], ["unique", "distinct"], ["optional", "not required"],
        ["by default", "unless stated otherwise"], ["track", "record", "store", "keep track of"],
        ["anyone", "everyone", "everybody", "anybody"], ["rename", "Rename"], ["edit", "change", "update"],
        ["see", "view", "read"], ["should", "must"], ["within", "per"],
    ]

    /// A word with one letter left out, doubled, or swapped with the next; its first letter stays.
    public mutating func misspelt(_ word: String) -> String {
        var letters = Array(word)
        guard letters.count > 3 else { return word }
        let place = 1 + roll(letters.count - 2)
        switch roll(3) {
        case 0: letters.remove(at: place)
        case 1: letters.insert(letters[place], at: place)
        default: letters.swapAt(place, place + 1)
        }
        return String(letters)
    }
}
