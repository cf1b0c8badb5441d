/// What a question word asks to be known: when, whether, how often, who.
extension SentenceReader {
    /// "when they were shipped", "whether it has been read", "how often it was reported", "who approved it",
    /// "the time it was sent", "the number of seats".
    mutating func whPhrase() -> NounPhrase? {
        let start = position
        var ahead = self
        while [.the, .a].contains(ahead.symbol()) { ahead.position += 1 }
        switch ahead.symbol() {
        case .when:
            ahead.position += 1
            if let phrase = ahead.intended(from: start) { self = ahead; return phrase }
            if let phrase = ahead.event(.moment, from: start) { self = ahead; return phrase }
        case .whether, .if:
            ahead.position += 1
            if let phrase = ahead.event(.whether, from: start) { self = ahead; return phrase }
        case .howOften:
            ahead.position += 1
            if let phrase = ahead.event(.counter, from: start) { self = ahead; return phrase }
        case .who:
            ahead.position += 1
            if var phrase = ahead.event(.actor, from: start) {
                ahead.readActedOn(&phrase)
                self = ahead
                return phrase
            }
        case .where:
            ahead.position += 1
            if var phrase = ahead.event(.moment, from: start) {
                phrase.form = .noun
                phrase.words.append("in")
                phrase.typeWords = ["text"]
                self = ahead
                return phrase
            }
        case .howMany:
            guard let word = ahead.current else { return nil }
            ahead.position += 1
            if let counted = ahead.noun(), counted.form == .noun {
                // "the number of orders", where orders have a number
                if word.parts == ["number", "of"], let entity = names.entities[names.key(counted.words)]?.first,
                    names.membersOf[entity]?["number"] != nil
                {
                    var noun = NounPhrase(words: ["number"], range: start..<ahead.position)
                    noun.owners = [counted]
                    noun.quantity = .definite
                    self = ahead
                    return noun
                }
                var noun = counted
                noun.isList = false
                noun.quantity = .definite
                noun.typeWords = ["integer"]
                _ = word
                // "how many guests it can host"
                if let owner = ahead.skipContactClause() { noun.owners.append(owner) }
                noun.range = start..<ahead.position
                self = ahead
                return noun
            }
        case .what:
            ahead.position += 1
            if let kind = ahead.current,
                lexicon.isIn("kind", kind.text) || ["kind", "type", "sort"].contains(kind.text)
            {
                ahead.position += 1
                _ = ahead.take(.of)
            }
            if var noun = ahead.noun(), noun.form == .noun {
                noun.isPlural = false
                if let owner = ahead.skipContactClause() { noun.owners.append(owner) }
                ahead.readPostmodifiers(&noun)
                noun.range = start..<ahead.position
                self = ahead
                return noun
            }
        default:
            // "the time it was sent", "the date on which it was bought"
            guard let word = ahead.current, word.symbol == nil, ["time", "date", "moment", "day"].contains(word.text)
            else { return nil }
            ahead.position += 1
            if [.at, .on].contains(ahead.symbol()), ahead.symbol(1) == .which { ahead.position += 2 }
            _ = ahead.take(.when) || ahead.take(.where) || ahead.take(.that)
            if var phrase = ahead.event(.moment, from: start) {
                if word.text == "date" || word.text == "day" { phrase.typeWords = ["date"] }
                self = ahead
                return phrase
            }
        }
        return nil
    }

    /// A subject, "was" or "has been", and a participle or an adjective.
    private mutating func event(_ form: NounPhrase.Form, from start: Int) -> NounPhrase? {
        var noun = NounPhrase()
        noun.form = form
        if form != .actor {
            var subject = NounPhrase()
            readDeterminers(&subject)
            if let symbol = symbol(), symbol.isPronoun || symbol == .that {
                position += 1
                subject.pronoun = symbol
            } else {
                readName(&subject)
            }
            guard !subject.words.isEmpty || subject.pronoun != nil else { return nil }
            if !subject.words.isEmpty { noun.owners = [subject] }
        }
        if form == .whether, let words = possession() {
            noun.words = words
            noun.range = start..<position
            return noun
        }
        var sawHelper = false
        while let symbol = symbol(), [.be, .have, .not, .can, .should, .do, .filler, .will, .must].contains(symbol) {
            sawHelper = true
            position += 1
        }
        guard let word = current, word.kind == .word, word.symbol == nil || Symbol.traits.contains(word.symbol ?? .a)
        else { return nil }
        if let verb = word.verb,
            verb.forms.contains(.participle) || verb.forms.contains(.past) || form == .whether || form == .moment
                || form == .actor
        {
            guard
                sawHelper || verb.forms.contains(.past) || verb.forms.contains(.third) || form == .actor
                    || form == .whether
            else { return nil }
            if form == .whether, !sawHelper, verb.forms.contains(.base), !verb.forms.contains(.participle) {
                noun.words = [Conjugation.gerund(of: verb.lemma)]
                position += 1
                noun.range = start..<position
                return noun
            }
            noun.words =
                form == .moment && !verb.forms.contains(.participle) && verb.forms.contains(.third)
                ? word.parts : word.parts
        } else {
            guard sawHelper, form == .whether else { return nil }
            noun.words = word.parts
        }
        position += 1
        if let pronoun = symbol(), [.it, .they].contains(pronoun), form == .actor { position += 1 }
        if form == .whether, let next = current, next.isNameable, !beginsClause(position), word.verb == nil {
            noun.words += next.parts; position += 1
        }
        noun.range = start..<position
        return noun
    }

    /// "(when) to remind them about a visit"
    private mutating func intended(from start: Int) -> NounPhrase? {
        guard symbol() == .to, let verb = word(position + 1)?.verb, verb.forms.contains(.base) else { return nil }
        position += 2
        var noun = NounPhrase()
        noun.form = .moment
        noun.words = [verb.lemma]
        if symbol()?.isPronoun ?? false {
            position += 1
        } else if let object = self.noun(), object.form == .noun {
            noun.owners.append(object)
        }
        if symbol() == .about || symbol() == .of {
            position += 1
            if let object = self.noun() { noun.owners = [object] }
        }
        noun.range = start..<position
        return noun
    }

    /// "(whether a parcel) needs a signature", "(whether it) has parking": the verb and what it is done with.
    private mutating func possession() -> [String]? {
        var ahead = self
        guard let word = ahead.current, word.symbol == .have || word.symbol == nil,
            word.symbol == .have || word.verb?.forms.contains(.third) ?? false
        else { return nil }
        ahead.position += 1
        if [.a, .the, .their].contains(ahead.symbol()) { ahead.position += 1 }
        var object = NounPhrase()
        ahead.readName(&object)
        guard !object.words.isEmpty, object.words.count <= 3 else { return nil }
        self = ahead
        return [word.symbol == .have ? "has" : word.text] + object.words
    }

    /// "who changed a post and when": what it was done to.
    private mutating func readActedOn(_ noun: inout NounPhrase) {
        if beginsNoun(position), symbol() != .when, let other = self.noun(), other.form == .noun {
            noun.owners.append(other)
        }
        if symbol() == .and, let next = symbol(1), [.when, .how, .what, .why].contains(next), isClauseEnd(position + 2)
        {
            position += 2
        }
    }

    /// "(the items) they love": a clause without "that" behind a noun, which says nothing that is stored.
    ///
    /// Answers its subject, where that is a noun.
    @discardableResult
    mutating func skipContactClause() -> NounPhrase? {
        let start = position
        _ = take(.that) || take(.which)
        guard let subject = contactSubject() else { position = start; return nil }
        guard let word = current,
            word.verb != nil || word.symbol?.isModal ?? false || word.symbol == .have || word.symbol == .be
        else { position = start; return nil }
        position += 1
        while let word = current,
            word.symbol == nil ? word.verb != nil : [.be, .have, .not, .can].contains(word.symbol)
        { position += 1 }
        return subject.words.isEmpty ? nil : subject
    }

    private mutating func contactSubject() -> NounPhrase? {
        var subject = NounPhrase()
        if let symbol = symbol(), symbol.isPronoun || symbol == .we { position += 1; return subject }
        let start = position
        readDeterminers(&subject)
        readName(&subject, from: start)
        return position > start && !subject.words.isEmpty ? subject : nil
    }
}
