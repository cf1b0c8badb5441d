internal import Naming
internal import Specification

extension Lexicon {
    func classes(of lemma: String) -> Set<VerbClass> { verbClasses[lemma] ?? [] }

    /// The participle of a verb: `check-off` → `checked`.
    func participle(of lemma: String) -> String {
        let head = lemma.split(separator: "-").first.map(String.init) ?? lemma
        return participles[head] ?? Conjugation.past(of: head)
    }

    func isA(_ lemma: String, _ kind: VerbClass) -> Bool { verbClasses[lemma]?.contains(kind) ?? false }

    /// The type that a name's last words have, the longest entry first: `insurance number` is a text because it is
    /// listed, `page number` an integer because that counts.
    func type(ofName words: [String]) -> FieldType? {
        for start in words.indices {
            let tail = Array(words[start...])
            if let type = nounTypes[key(tail)] { return type }
        }
        return nil
    }

    /// Whether the last word of a name is a noun that holds a value.
    func isValueNoun(_ words: [String]) -> Bool { type(ofName: words) != nil }

    func typeWord(_ words: [String]) -> FieldType? {
        typeWords[words.joined(separator: " ")] ?? typeWords[key(words)]
    }

    func feature(noun words: [String]) -> Feature? { nounFeatures[key(words)] }

    func isPerson(_ words: [String], _ kind: String = "person") -> Bool {
        guard let last = words.last else { return false }
        return people[singularized(last)]?.contains(kind) ?? people[last]?.contains(kind) ?? false
    }

    func isIn(_ group: String, _ word: String) -> Bool {
        groups[group]?.contains(word) ?? false || groups[group]?.contains(singularized(word)) ?? false
    }

    /// Whether the word is a noun as well as whatever else it is.
    func isNounLike(_ word: String) -> Bool {
        let one = singularized(word)
        return known.contains(word) || known.contains(one) || nounTypes[one] != nil || nounFeatures[one] != nil
            || groups["app"]?.contains(word) ?? false || people[word] != nil || isIn("generic", word)
    }
}
