extension SentenceReader {
    /// Noun phrases joined by commas and conjunctions, up to the next clause.
    ///
    /// With `before`, the list ends where what follows is the object of another such preposition: "a colour to posts
    /// and a size to tags".
    ///
    /// As the subject of a clause, the list goes on where another subject of the same verb follows. As the parts of
    /// something, it ends before what has parts itself.
    mutating func nouns(before preposition: Symbol? = nil, asSubject: Bool = false, asParts: Bool = false)
        -> [NounPhrase]
    {
        var nouns: [NounPhrase] = []
        _ = take(.both)
        guard let first = noun() else { return [] }
        nouns.append(first)
        while !isAtEnd {
            let here = position
            guard takeJoint() else { break }
            while symbol() == .filler { position += 1 }
            let beginsOther =
                asSubject ? beginsClause(position) && !subjectAndVerb(at: position) : beginsClause(position)
            if isAtEnd || beginsOther || !beginsNoun(position) && !isWhPhrase {
                position = here
                break
            }
            if let preposition, beginsNewObject(preposition, after: first) {
                position = here
                break
            }
            guard let next = noun() else {
                position = here
                break
            }
            if asParts, !next.parts.isEmpty, next.isPlural {
                position = here
                break
            }
            nouns.append(next)
        }
        return sharingHeads(nouns)
    }

    /// "a minimum and a maximum salary", "first and last name": the head stands once, at the end.
    private func sharingHeads(_ nouns: [NounPhrase]) -> [NounPhrase] {
        var nouns = nouns
        for index in nouns.indices.dropLast().reversed() {
            let next = nouns[index + 1]
            guard nouns[index].words.count == 1, next.words.count > 1, let head = next.words.last,
                lexicon.pairedAdjectives.isSuperset(of: [nouns[index].words[0], next.words[next.words.count - 2]])
            else { continue }
            nouns[index].words.append(head)
            nouns[index].isPlural = next.isPlural
        }
        return nouns
    }

    /// A comma, a conjunction, a bullet or a slash between the items of a list.
    private mutating func takeJoint() -> Bool {
        let start = position
        if takeMark(",") || takeMark("/") || takeMark(Mark.bullet) {
            if symbol() == .and || symbol() == .or { position += 1 }
            return true
        }
        if symbol() == .and || symbol() == .or {
            position += 1
            return true
        }
        if isMark("\n"), isMark(Mark.bullet, 1) {
            position += 2
            return true
        }
        position = start
        return false
    }

    private var isWhPhrase: Bool {
        guard let symbol = symbol() else { return false }
        return [.when, .whether, .howOften, .howMany, .who].contains(symbol)
    }

    private func beginsNewObject(_ preposition: Symbol, after first: NounPhrase) -> Bool {
        var ahead = self
        guard let next = ahead.noun() else { return false }
        if ahead.symbol() == preposition
            || [.to, .for, .on].contains(preposition) && [.to, .for, .on].contains(ahead.symbol())
        {
            return true
        }
        // "and a comment": another thing, not another owner.
        return next.quantity == .indefinite && first.quantity != .indefinite && preposition != .of
            && preposition != .with
            && names.entities[names.key(next.words)] == nil
    }

    /// One noun phrase at the cursor, with what is said about it; nil when there is none.
    mutating func noun() -> NounPhrase? {
        let start = position
        if let special = whPhrase() { return special }
        var noun = NounPhrase()
        readDeterminers(&noun)
        if let symbol = symbol(), symbol.isPronoun {
            position += 1
            noun.pronoun = symbol
        } else {
            readName(&noun, from: start)
            // "tenants only their own": of what was spoken of.
            if noun.words.isEmpty, noun.quantity == .possessive, isClauseEnd(position), current?.isMark(":") != true {
                noun.pronoun = .they
            }
        }
        guard !noun.words.isEmpty || noun.pronoun != nil else {
            position = start
            return nil
        }
        noun.range = start..<position
        readPostmodifiers(&noun)
        noun.range = start..<position
        return noun
    }

    // MARK: Before the name

    private mutating func readDeterminers(_ noun: inout NounPhrase) {
        while let word = current {
            switch word.symbol {
            case .a: noun.quantity = noun.quantity == .bare ? .indefinite : noun.quantity
            case .the: noun.quantity = noun.quantity == .bare ? .definite : noun.quantity
            case .each: noun.quantity = .each
            case .certain: noun.quantity = .some
            case .their: noun.quantity = .possessive
            case .one: noun.quantity = .one
            case .many: noun.quantity = .many
            case .two: noun.quantity = .noTwo
            case .no: noun.quantity = .no
            case .both: noun.quantity = .both
            case .same: noun.traits.insert(.unique)
            case .listOf:
                noun.isList = true
                noun.quantity = .list
            case .filler: break
            case .moreThan where self.word(position + 1)?.symbol == .one:
                noun.quantity = .many
                position += 1
            case .required, .optional, .unique, .indexed:
                guard let trait = word.symbol, beginsNoun(position + 1), self.word(position + 1)?.symbol != .a else {
                    return
                }
                noun.traits.insert(trait)
            default:
                guard word.kind == .number, isNoun(position + 1), noun.quantity == .bare || noun.quantity == .definite
                else { return }
                if lexicon.units[self.word(position + 1)?.text ?? ""] != nil
                    || lexicon.isValueNoun(self.word(position + 1)?.parts ?? []), let measure = measure()
                {
                    noun.measure = measure
                    if let unit = measure.unit {
                        noun.words = [unit.word]
                        noun.isPlural = true
                    }
                    return
                }
                noun.quantity = word.text == "2" ? noun.quantity : .number(word.text)
                if noun.quantity == .bare { noun.quantity = .number(word.text) }
            }
            position += 1
            if noun.words.isEmpty, noun.measure == nil, symbol()?.isDeterminer == false,
                Symbol.measures.contains(symbol() ?? .a)
            {
                return
            }
        }
    }

    private mutating func readName(_ noun: inout NounPhrase, from beginning: Int? = nil) {
        if noun.measure == nil, !noun.words.isEmpty { return }
        let start = beginning ?? position
        while let word = current {
            if let symbol = word.symbol {
                if Symbol.traits.contains(symbol), isNoun(position + 1), !noun.words.isEmpty { break }
                if symbol == .default, !noun.words.isEmpty || isNoun(position + 1), word.parts == ["default"],
                    isNoun(position + 1)
                {
                    noun.words += word.parts
                    position += 1
                    continue
                }
                // "first and last name"
                if symbol == .filler, word.text == "first", noun.words.isEmpty, self.symbol(1) == .and,
                    isNoun(position + 2)
                {
                    noun.words = ["first"]
                    position += 1
                    break
                }
                // "a maximum number of participants": one number, whatever it counts.
                if symbol == .howMany, noun.words.count == 1, let bound = Self.extremes[noun.words[0]],
                    let counted = counted()
                {
                    noun.words = [bound] + counted.words
                    noun.typeWords = ["integer"]
                    noun.isPlural = true
                    return
                }
                // "max participants": a name that begins like an amount.
                if [.atMost, .atLeast].contains(symbol), word.parts.count == 1, isNoun(position + 1), noun.words.isEmpty
                {
                    noun.words += word.parts
                    position += 1
                    continue
                }
                if symbol == .default || symbol == .called, isClauseEnd(position + 1), noun.words.isEmpty || true,
                    word.parts.count > 1
                {
                    noun.words += word.parts
                    position += 1
                    continue
                }
                break
            }
            if word.kind == .quoted {
                if noun.words.isEmpty {
                    noun.words = Self.nameWords(word.text)
                    noun.quoted = word.text
                    noun.isQuoted = true
                    position += 1
                }
                break
            }
            if word.isMark("-"), !noun.words.isEmpty, isNoun(position + 1), !word.isSpaced {
                position += 1
                continue
            }
            guard word.kind == .word else {
                // "address 2"
                if word.kind == .number, !noun.words.isEmpty, isClauseEnd(position + 1) || self.symbol(1) == .and,
                    lexicon.units[self.word(position + 1)?.text ?? ""] == nil, word.text.count <= 2
                {
                    noun.words.append(word.text)
                    position += 1
                }
                break
            }
            if !noun.words.isEmpty {
                if isFiniteVerb(position, after: words[start..<position]) { break }
                if isReducedRelative(start) || ["down", "up", "off", "out", "away"].contains(word.text) { break }
            }
            noun.words += word.parts
            noun.isPlural = isPlural(word)
            position += 1
        }
        dropWeakAdjectives(&noun)
    }

    private static let extremes = [
        "maximum": "max", "max": "max", "minimum": "min", "min": "min", "total": "total", "average": "average",
    ]

    /// What is counted behind "number of".
    private mutating func counted() -> NounPhrase? {
        var ahead = self
        ahead.position += 1
        var counted = NounPhrase()
        ahead.readName(&counted)
        guard !counted.words.isEmpty else { return nil }
        self = ahead
        return counted
    }

    /// Whether a participle at the cursor says something about the noun before it: "posts written by", "members who".
    private func isReducedRelative(_ start: Int) -> Bool {
        guard let word = current, let verb = word.verb,
            verb.forms.contains(.participle) || verb.forms.contains(.gerund), !verb.forms.contains(.base),
            let next = self.word(position + 1), lexicon.type(ofName: word.parts) == nil
        else { return false }
        return [.by, .in, .on, .from, .to, .with, .for].contains(next.symbol) && !names.hasName(names.key(word.parts))
    }

    private mutating func dropWeakAdjectives(_ noun: inout NounPhrase) {
        while noun.words.count > 1, let first = noun.words.first, lexicon.weakAdjectives.contains(first),
            names.members[names.key(noun.words)] == nil, lexicon.nounTypes[lexicon.key(noun.words)] == nil,
            lexicon.typeWord(noun.words) == nil
        {
            noun.modifiers.append(noun.words.removeFirst())
        }
    }

    static func nameWords(_ text: String) -> [String] {
        text.lowercased() == text || text.contains(" ")
            ? text.lowercased().split { $0 == " " || $0 == "_" }.map(String.init) : splitCase(text)
    }

    private static func splitCase(_ text: String) -> [String] {
        var words: [String] = []
        for character in text {
            if character == "_" || character == "-" {
                words.append("")
            } else if character.isUppercase || words.isEmpty {
                words.append(character.lowercased())
            } else {
                words[words.count - 1].append(character)
            }
        }
        return words.filter { !$0.isEmpty }
    }

    // MARK: What is asked by a question word

    /// "when they were shipped", "whether it has been read", "how often it was reported", "who approved it",
    /// "the time it was sent", "the number of seats".
    private mutating func whPhrase() -> NounPhrase? {
        let start = position
        var ahead = self
        while [.the, .a].contains(ahead.symbol()) { ahead.position += 1 }
        switch ahead.symbol() {
        case .when:
            ahead.position += 1
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
