/// The forms of regular English verbs.
enum Conjugation {
    /// Every form of a regular verb, with what it can be.
    static func forms(of verb: String) -> [(form: String, is: VerbForm.Forms)] {
        let past = self.past(of: verb)
        return [
            (verb, .base), (third(of: verb), .third), (past, [.past, .participle]), (gerund(of: verb), .gerund),
        ]
    }

    static func third(of verb: String) -> String {
        if ["s", "x", "z", "ch", "sh", "o"].contains(where: verb.hasSuffix) { return verb + "es" }
        if verb.hasSuffix("y"), !endsInVowelAndY(verb) { return verb.dropLast() + "ies" }
        return verb + "s"
    }

    static func past(of verb: String) -> String {
        if verb.hasSuffix("e") { return verb + "d" }
        if verb.hasSuffix("y"), !endsInVowelAndY(verb) { return verb.dropLast() + "ied" }
        return verb + "ed"
    }

    static func gerund(of verb: String) -> String {
        if verb.hasSuffix("ie") { return verb.dropLast(2) + "ying" }
        if verb.hasSuffix("e"), !verb.hasSuffix("ee") { return verb.dropLast() + "ing" }
        return verb + "ing"
    }

    /// The infinitive that a participle most likely has, for verbs that no list knows: `pinned` → `pin`.
    static func base(ofParticiple participle: String) -> String? {
        guard participle.count > 4, participle.hasSuffix("ed") else { return nil }
        let stem = String(participle.dropLast(2))
        if stem.hasSuffix("i") { return stem.dropLast() + "y" }
        let last = stem.suffix(2)
        if let first = last.first, last.allSatisfy({ $0 == first }), !"lsz".contains(first) {
            return String(stem.dropLast())
        }
        // archived, completed, and the many that end like them keep their e.
        let keepsE = [
            "at", "iv", "is", "iz", "ag", "ir", "os", "as", "us", "ac", "ic", "uc", "uid", "ov", "av", "ur", "ut", "el",
            "id", "od", "ar", "ng", "rg", "dg", "lv", "rv", "nc", "ld",
        ]
        let plain = ["ail", "oin", "ain", "out", "eat", "oat", "ear", "eer", "ship", "visit", "edit", "need", "hold"]
        if plain.contains(where: stem.hasSuffix) { return stem }
        return keepsE.contains(where: stem.hasSuffix) ? stem + "e" : stem
    }

    private static func endsInVowelAndY(_ verb: String) -> Bool {
        verb.dropLast().last.map { "aeiou".contains($0) } ?? false
    }
}
