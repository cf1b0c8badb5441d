internal import Specification

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
            // "…, products and orders belong to a store"
            let isComma = word(here)?.isMark(",") ?? false
            let beginsOther =
                asSubject
                ? beginsClause(position) && !subjectAndVerb(at: position)
                : beginsClause(position)
                    || isComma && !asParts && symbol() == nil && subjectAndVerb(at: position, coordinated: true)
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
            let name = position
            readName(&noun, from: start)
            readBareValues(&noun, from: name)
            // "tenants only their own": of what was spoken of.
            if noun.words.isEmpty, noun.quantity == .possessive, isClauseEnd(position), current?.isMark(":") != true {
                noun.pronoun = .they
            }
            // "those become white"
            if noun.words.isEmpty, let before = word(position - 1), ["those", "these", "this"].contains(before.text),
                isVerbGroupHere
            {
                noun.pronoun = before.text == "this" ? .it : .they
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

    mutating func readDeterminers(_ noun: inout NounPhrase) {
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
                // "two to six options": several, at least so many.
                if word.kind == .number, noun.quantity == .bare, symbol(1) == .to || symbol(1) == .or,
                    self.word(position + 2)?.kind == .number, let counted = self.word(position + 3), counted.isNameable,
                    isPlural(counted), lexicon.units[counted.text] == nil, !lexicon.isValueNoun(counted.parts)
                {
                    noun.quantity = .many
                    noun.measure = Measure(low: .init(value: word.text))
                    position += 3
                    return
                }
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

    mutating func readName(_ noun: inout NounPhrase, from beginning: Int? = nil) {
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

    /// "priority low, medium or high": values right behind a noun that has some.
    private mutating func readBareValues(_ noun: inout NounPhrase, from start: Int) {
        guard noun.words.count > 1, !noun.isQuoted, isMark(",") || symbol() == .or || symbol() == .and,
            position - start > 1
        else { return }
        var parts: [String] = []
        for index in start..<(position - 1) {
            guard let word = word(index), word.isNameable else { return }
            parts += word.parts
            guard lexicon.type(ofName: parts) == .enum || lexicon.isIn("values", word.text) else { continue }
            var ahead = self
            ahead.position = index + 1
            guard let values = ahead.values(), values.count > 1,
                words[index..<ahead.position].contains(where: { $0.symbol == .or })
                    || isPlural(word) && values.count > 2,
                !values.contains(where: { names.entities[names.key(Lexicon.split($0.lowercased()))] != nil })
            else { continue }
            self = ahead
            noun.words = parts.dropLast() + parts.suffix(1).map { isPlural(word) ? names.key([$0]) : $0 }
            noun.values = values
            noun.isPlural = false
            return
        }
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
}
