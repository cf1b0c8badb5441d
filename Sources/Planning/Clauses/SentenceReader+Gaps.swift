/// Clauses that leave out what an earlier one said, and words that only colour a clause.
extension SentenceReader {
    mutating func skipAdverb(_ clause: inout Clause) {
        if let word = current { clause.adverbs.append(word.text) }
        position += 1
    }

    /// Whether "employees only their own entries" begins at `index`: a subject, "only" and an object.
    func beginsGap(_ index: Int) -> Bool {
        var index = index
        let start = index
        while let symbol = word(index)?.symbol, symbol.isDeterminer { index += 1 }
        while isNoun(index), index - start < 4 { index += 1 }
        guard index > start, isNoun(index - 1) else { return false }
        // "…, and loans a fine amount"
        if index == start + 1, word(index)?.symbol == .a, isPlural(words[start]),
            names.entities[names.key(words[start].parts)] != nil
        {
            return true
        }
        guard word(index)?.symbol == .only, let next = word(index + 1) else { return false }
        return next.symbol == .their || next.symbol == .the || next.isNameable && next.verb == nil
    }

    /// The verb is the one of the clause before: "managers see everything, employees only their own entries".
    mutating func readGap(_ clause: inout Clause, _ previous: Clause?) -> Bool {
        if let previous, previous.mood == .statement, ["have", "get", "need"].contains(previous.verb ?? ""),
            symbol() == .a, isNoun(position + 1)
        {
            clause.verbs = previous.verbs
            clause.modal = previous.modal
            return true
        }
        guard let previous, previous.mood == .statement, !previous.isPassive, !previous.verbs.isEmpty,
            symbol() == .only,
            beginsNoun(position + 1), !isVerbGroup(at: position + 1) || word(position + 1)?.symbol == .their
        else { return false }
        position += 1
        clause.verbs = previous.verbs
        clause.modal = previous.modal
        clause.isRestricted = true
        return true
    }

    /// "reservations can't be deleted, only cancelled"
    mutating func readParticipleGap(_ clause: inout Clause, _ previous: Clause?) -> Bool {
        guard let previous, previous.isPassive, clause.isOnly, clause.subject.isEmpty, let word = current,
            word.symbol == nil, let verb = word.verb, verb.forms.contains(.participle), isClauseEnd(position + 1)
        else { return false }
        position += 1
        clause.mood = .statement
        clause.isOnly = false
        clause.inheritsSubject = true
        clause.modal = previous.modal ?? .can
        clause.isPassive = true
        clause.verbs = [verb.lemma]
        clause.participles = [word.text]
        return true
    }

    /// "how many seats does a classroom have": the number is what is to be known.
    mutating func readQuestionForNumber(_ clause: inout Clause) -> Bool {
        guard symbol() == .howMany else { return false }
        var ahead = self
        ahead.position += 1
        guard var noun = ahead.noun(), noun.form == .noun, ahead.symbol() == .do else { return false }
        ahead.position += 1
        let owners = ahead.nouns()
        guard !owners.isEmpty, ahead.take(.have), ahead.isClauseEnd(ahead.position) else { return false }
        noun.typeWords = ["integer"]
        noun.owners = owners
        noun.quantity = .definite
        clause.mood = .command
        clause.verbs = ["add"]
        clause.complements.append(Complement(kind: .object([noun]), range: position..<ahead.position))
        self = ahead
        return true
    }
}
