internal import Naming

/// What the first sentence of a description calls the application.
struct ApplicationName {
    private let lexicon: Lexicon

    init(_ lexicon: Lexicon) { self.lexicon = lexicon }

    /// Whether a noun means an application or a business: "a library system", "a gym".
    func isApplication(_ noun: NounPhrase) -> Bool {
        guard let last = noun.words.last else { return false }
        return lexicon.isIn("app", last) || lexicon.isIn("app", noun.words.joined(separator: " "))
    }

    /// "A todo app." → `todo`; "Recipe sharing site: …" → `recipe-sharing`.
    func name(of sentence: [Word]) -> String {
        var parts: [String] = []
        for word in sentence.prefix(14) {
            if word.symbol == .please || word.symbol == .need || word.symbol?.isDeterminer ?? false
                || word.symbol == .we
            {
                continue
            }
            guard word.kind == .word, word.symbol == nil else { if parts.isEmpty { continue } else { break } }
            if parts.isEmpty, word.verb?.forms.contains(.base) ?? false, !lexicon.isNounLike(word.text) { continue }
            parts += word.parts
            if let last = word.parts.last, lexicon.isIn("app", last) { break }
        }
        parts = Array(parts.prefix(4))
        while parts.count > 1, let last = parts.last,
            ["app", "application", "system", "site", "website", "software", "platform", "tool", "crm"].contains(last)
        { parts.removeLast() }
        return parts.map { $0.filter { ($0.isLetter || $0.isNumber) && $0.isASCII } }.filter { !$0.isEmpty }.joined(
            separator: "-")
    }
}
