extension SentenceReader {
    /// "the courses they are enrolled in", "posts that they wrote", "tasks assigned to them": what the subject of the
    /// sentence has to do with the rows.
    mutating func readOwnRelative(_ noun: inout NounPhrase) -> Bool {
        let start = position
        if [.that, .which].contains(symbol()), symbol(1) == .they { position += 1 }
        guard symbol() == .they || symbol() == .we, current?.text != "us", noun.pronoun == nil, !noun.words.isEmpty
        else {
            position = start
            return false
        }
        position += 1
        while [.have, .be, .can, .do, .filler].contains(symbol()) { position += 1 }
        guard let word = current, word.symbol == nil, let verb = word.verb else { position = start; return false }
        position += 1
        if let symbol = symbol(), [.in, .to, .for, .on, .by, .at, .of].contains(symbol),
            isClauseEnd(position + 1) || self.symbol(1) == .and
        {
            position += 1
        }
        note(verb.lemma, &noun)
        return true
    }

    /// "tasks assigned to them", "documents created by them"
    mutating func readOwnParticiple(_ noun: inout NounPhrase) -> Bool {
        guard let word = current, word.symbol == nil, let verb = word.verb, verb.forms.contains(.participle),
            symbol(1) == .to || symbol(1) == .by, symbol(2) == .they
        else { return false }
        position += 3
        note(verb.lemma, &noun)
        return true
    }

    private func note(_ verb: String, _ noun: inout NounPhrase) {
        if lexicon.isA(verb, .own) || lexicon.isA(verb, .create) {
            noun.quantity = .possessive
        } else {
            noun.linkedBy = verb
        }
    }
}
