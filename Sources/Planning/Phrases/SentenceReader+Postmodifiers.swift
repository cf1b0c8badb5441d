internal import Specification

extension SentenceReader {
    /// Everything behind a noun that says something about it.
    mutating func readPostmodifiers(_ noun: inout NounPhrase) {
        while !isAtEnd {
            let start = position
            if readPostmodifier(&noun), position > start { continue }
            position = start
            break
        }
    }

    private mutating func readPostmodifier(_ noun: inout NounPhrase) -> Bool {
        guard let word = current else { return false }
        if word.isMark(Mark.possessive) { return readPossessive(&noun) }
        if word.isMark("(") || word.isMark("[") { return readParenthesis(&noun) }
        if word.isMark("="), !word.isSpaced || noun.isQuoted {
            position += 1
            noun.defaultValue = defaultValue()
            return noun.defaultValue != nil
        }
        if word.isMark("!"), !word.isSpaced, word.kind == .mark,
            self.word(position + 1)?.isMark(",") ?? false || noun.typeWords.isEmpty == false
        {
            position += 1
            noun.traits.insert(.required)
            return true
        }
        if word.isMark(":"), !word.isSpaced { return readShorthandType(&noun) }
        if word.kind == .quoted, !noun.isQuoted {
            position += 1
            noun.quoted = word.text
            return true
        }
        if let unit = unitPhrase() {
            noun.unit = unit
            return true
        }
        if readOwnParticiple(&noun) || readPlacedRelative(&noun) { return true }
        switch word.symbol {
        case .of: return readOf(&noun)
        case .required, .optional, .unique, .indexed: return readTrait(&noun)
        case .not:
            guard let trait = symbol(1), Symbol.traits.contains(trait) else { return false }
            position += 2
            noun.denied.insert(trait)
            return true
        case .per where word.text == "per" && lexicon.type(ofName: noun.words) != nil && noun.form == .noun:
            guard let next = self.word(position + 1), next.isNameable, names.entities[names.key(next.parts)] == nil
            else { return false }
            position += 2
            noun.words += ["per"] + next.parts
            return true
        case .byDefault where !noun.words.isEmpty: return false
        case .default:
            // "the credits default to 4" is a clause.
            if isFiniteVerb(position, after: []), word.parts.count > 1 || word.text == "defaults",
                word.parts != ["default", "of"], !word.parts.contains("value"),
                !word.parts[0].hasSuffix("ing")
            {
                return false
            }
            position += 1
            noun.defaultValue = defaultValue()
            return noun.defaultValue != nil
        case .with: return readWith(&noun)
        case .that, .which, .who, .bothWhich: return readOwnRelative(&noun) || readRelative(&noun)
        case .they, .it, .we: return readOwnRelative(&noun)
        case .each, .a, .the: return readContactClause(&noun)
        case .atLeast, .atMost, .moreThan, .lessThan, .exactly, .between, .from, .positive, .nonNegative:
            if word.symbol == .from, let letters = letterRange() { noun.values = letters; return true }
            guard noun.measure == nil, let measure = measure(), !measure.isBare else { return false }
            noun.measure = measure
            return true
        case .oneOf:
            guard noun.values.isEmpty, let values = values() else { return false }
            noun.values = values
            return true
        case .called:
            guard let next = self.word(position + 1), next.isNameable else { return false }
            position += 1
            var named = NounPhrase()
            while let word = current, word.isNameable, named.words.isEmpty || word.kind == .word {
                named.words += word.kind == .quoted ? Self.nameWords(word.text) : word.parts
                position += 1
            }
            noun.kind = noun.words.isEmpty ? [] : [NounPhrase(words: noun.words, range: noun.range)]
            noun.words = named.words
            noun.isQuoted = true
            return true
        default: break
        }
        if word.isMark(",") { return readAfterComma(&noun) }
        return false
    }

    /// ", normal by default", ", which is required", ", low by default and required": only where no new item begins.
    private mutating func readAfterComma(_ noun: inout NounPhrase) -> Bool {
        position += 1
        switch symbol() {
        case .which where beginsClause(position) && symbol(1) == .must && symbol(2) == .not: return false
        case .which, .who, .bothWhich, .that: return readRelative(&noun)
        case .each where symbol(1) == .with && noun.parts.isEmpty:
            position += 1
            return readWith(&noun)
        case .each
        where word(position + 1).map { names.key($0.parts) == names.key(noun.words.suffix(1).map { $0 }) } ?? false
            && symbol(2) == .with && noun.parts.isEmpty:
            position += 2
            return readWith(&noun)
        case .with where noun.isPlural && current?.text != "with": return readWith(&noun)
        case .default:
            position += 1
            noun.defaultValue = defaultValue()
            return noun.defaultValue != nil
        case .required, .optional, .unique:
            guard isClauseEnd(position + 1) || symbol(1) == .and else { return false }
            return readTrait(&noun)
        default: break
        }
        guard isDefaultAhead || symbol() == .with && symbol(1) == .default else { return false }
        _ = take(.with)
        if symbol() == .default {
            position += 1
            noun.defaultValue = defaultValue()
        } else {
            noun.defaultValue = defaultValue()
            _ = take(.byDefault)
        }
        return noun.defaultValue != nil
    }

    private mutating func readPossessive(_ noun: inout NounPhrase) -> Bool {
        position += 1
        guard isNoun(position) || Symbol.traits.contains(symbol() ?? .a) || symbol()?.isDeterminer ?? false else {
            return false
        }
        var owner = noun
        owner.range = noun.range
        var owned = NounPhrase()
        guard let read = self.ownedNoun() else { return false }
        owned = read
        owned.owners.append(owner)
        owned.quantity = owner.quantity == .noTwo ? .noTwo : .definite
        noun = owned
        return true
    }

    private mutating func ownedNoun() -> NounPhrase? { noun() }

    private mutating func readOf(_ noun: inout NounPhrase) -> Bool {
        position += 1
        // "a priority of low, medium or high"
        var ahead = self
        if noun.values.isEmpty, !ahead.startsWithName, let values = ahead.values(),
            ahead.isValueList(values, of: noun, from: position)
        {
            self = ahead
            noun.values = values
            return true
        }
        // "a party size of at most 20"
        var measured = self
        if let measure = measured.measure(), !measure.isBare {
            self = measured
            noun.measure = measure
            return true
        }
        // "kind of cuisine", "number of bedrooms", "date of birth"
        guard var other = self.noun(), other.form == .noun || other.pronoun != nil else { return false }
        noun.traits.formUnion(other.traits)
        other.traits = []
        // "batches of a variety with a harvest year": what the batches have.
        if !other.parts.isEmpty, noun.parts.isEmpty, noun.isPlural, other.quantity == .indefinite,
            !lexicon.isValueNoun(noun.words)
        {
            noun.parts = other.parts
            other.parts = []
        }
        if ["everything", "anything", "whatever", "change", "changes", "all"].contains(other.text),
            !other.owners.isEmpty
        {
            noun.owners += other.owners
            return true
        }
        let isName =
            other.quantity == .bare && other.pronoun == nil && names.entities[names.key(other.words)] == nil
        if noun.isList, noun.words.isEmpty { noun = other; return true }
        if isName, let last = noun.words.last, ["kind", "type", "sort"].contains(last) {
            other.values = noun.values + other.values
            other.isPlural = false
            other.quantity = noun.quantity
            if lexicon.type(ofName: other.words) == nil { other.typeWords = [] }
            noun = other
            return true
        }
        if isName,
            !other.isPlural
                || lexicon.isIn("generic", other.words.last ?? "") == false
                    && names.members[names.key(noun.words + ["of"] + other.words)] != nil
        {
            // Two nouns without an article are one name.
            if noun.words.count + other.words.count <= 4, !isPerhapsOwner(other) {
                noun.words += ["of"] + other.words
                absorb(other, &noun)
                return true
            }
        }
        let coordinated = moreOwners()
        // "the estimate of a task in minutes": what is counted is the estimate.
        if noun.unit == nil, let unit = other.unit { noun.unit = unit; other.unit = nil }
        noun.owners += [other] + coordinated
        return true
    }

    /// "the address from which an order was placed", "the date on which it was bought": the clause names the owner.
    private mutating func readPlacedRelative(_ noun: inout NounPhrase) -> Bool {
        let isJoined = symbol() == .where && (current?.parts.count ?? 0) > 1
        let isApart = symbol()?.isPreposition ?? false && symbol(1) == .which
        guard isJoined || isApart, noun.pronoun == nil else { return false }
        position += isJoined ? 1 : 2
        let start = position
        guard let subject = self.noun() else { return false }
        guard symbol() == .be || symbol() == .have || current?.verb != nil || symbol()?.isModal ?? false else {
            position = start; return false
        }
        while let word = current,
            [.be, .have, .can, .should, .must].contains(word.symbol) || word.symbol == nil && word.verb != nil
        {
            position += 1
            if word.symbol == nil { break }
        }
        if subject.pronoun == nil { noun.owners.append(subject) }
        return true
    }

    /// "the pieces each student practises": who has to do with it.
    private mutating func readContactClause(_ noun: inout NounPhrase) -> Bool {
        guard noun.pronoun == nil, noun.form == .noun, current?.parts.first != "for" else { return false }
        var ahead = self
        var subject = NounPhrase(words: [], range: position..<position)
        subject.quantity = ahead.symbol() == .each ? .each : .indefinite
        ahead.position += 1
        while ahead.isNoun(ahead.position), ahead.word(ahead.position)?.kind == .word, subject.words.count < 3,
            !(ahead.word(ahead.position)?.verb?.forms.contains(.third) ?? false && !subject.words.isEmpty)
        {
            subject.words += ahead.current?.parts ?? []
            ahead.position += 1
        }
        guard !subject.words.isEmpty, let verb = ahead.current?.verb, verb.forms.contains(.third),
            ahead.current?.symbol == nil, isClauseEnd(ahead.position + 1)
        else { return false }
        ahead.position += 1
        self = ahead
        noun.owners.append(subject)
        return true
    }

    private var startsWithName: Bool {
        guard let word = current else { return false }
        return names.entities[names.key(word.parts)] != nil
    }

    /// "the title of posts and comments": further owners, where nothing else can be meant.
    private mutating func moreOwners() -> [NounPhrase] {
        var owners: [NounPhrase] = []
        while symbol() == .and || symbol() == .or {
            var ahead = self
            ahead.position += 1
            guard !ahead.beginsClause(ahead.position), let word = ahead.current,
                ahead.isNoun(ahead.position) || [.the, .each, .a].contains(word.symbol),
                let next = ahead.noun(), names.entities[names.key(next.words)] != nil, next.owners.isEmpty
            else { break }
            self = ahead
            owners.append(next)
        }
        return owners
    }

    private func isPerhapsOwner(_ noun: NounPhrase) -> Bool {
        !names.candidates(forEntity: noun.words).isEmpty || lexicon.isPerson(noun.words)
    }

    private func absorb(_ other: NounPhrase, _ noun: inout NounPhrase) {
        noun.values += other.values
        noun.traits.formUnion(other.traits)
        noun.measure = noun.measure ?? other.measure
        noun.unit = noun.unit ?? other.unit
        noun.typeWords += other.typeWords
        noun.defaultValue = noun.defaultValue ?? other.defaultValue
        noun.parts += other.parts
        noun.owners += other.owners
    }

    /// Whether words behind "of" are values and not owners: they end in "or", or the noun is one that has values.
    func isValueList(_ values: [String], of noun: NounPhrase, from start: Int) -> Bool {
        let hasOr = words[start..<position].contains { $0.symbol == .or }
        let takesValues = lexicon.type(ofName: noun.words) == .enum || lexicon.isIn("generic", noun.words.last ?? "")
        let allUnknown = values.allSatisfy { names.entities[names.key(Lexicon.split($0.lowercased()))] == nil }
        return allUnknown && (hasOr || takesValues)
    }

    private mutating func readTrait(_ noun: inout NounPhrase) -> Bool {
        guard let trait = symbol() else { return false }
        // "optional description" begins the next item.
        if isNoun(position + 1), !(word(position + 1)?.isMark(",") ?? true) { return false }
        position += 1
        noun.traits.insert(trait)
        if trait == .unique { readWithin(&noun) }
        if symbol() == .and, let next = symbol(1), Symbol.traits.contains(next), !isNoun(position + 2) { position += 1 }
        return true
    }

    /// "unique per team", "unique for each user", "unique within a restaurant"
    mutating func readWithin(_ noun: inout NounPhrase) {
        guard let symbol = symbol(),
            [.per, .for, .in, .of, .at, .by, .over].contains(symbol) || symbol == .each && current?.parts.first == "for"
        else { return }
        let here = position
        position += 1
        while [.a, .each, .the, .same, .one].contains(self.symbol()) { position += 1 }
        guard let other = self.noun() else { position = here; return }
        noun.within.append(other)
    }

    /// "a class with a name and a capacity"
    private mutating func readWith(_ noun: inout NounPhrase) -> Bool {
        guard noun.parts.isEmpty, noun.pronoun == nil else { return false }
        position += 1
        if let measure = measure(), !measure.isBare || measure.unit?.kind == .length {
            if measure.unit?.kind == .count || measure.unit == nil, symbol() == .and {
                var part = NounPhrase(words: [measure.unit?.word ?? "rating"], range: position - 1..<position)
                part.measure = measure
                position += 1
                noun.parts = [part] + nouns(asParts: true)
                return true
            }
            if let unit = measure.unit, unit.kind == .count {
                var part = NounPhrase(words: [unit.word], range: position - 1..<position)
                part.measure = measure
                noun.parts = [part]
                return true
            }
            noun.measure = measure
            return true
        }
        if symbol() == .default {
            position += 1
            noun.defaultValue = defaultValue()
            return noun.defaultValue != nil
        }
        var parts = nouns(asParts: true)
        // "with at most 5 …" and the like are amounts, not parts.
        guard !parts.isEmpty else { return false }
        if let values = parts.first?.values, !values.isEmpty, parts.count == 1, parts[0].words.isEmpty { parts = [] }
        noun.parts = parts
        return true
    }
}

extension NameIndex {
    /// Entities that the words may mean: by the whole name, or by its last word where one alone has it.
    func candidates(forEntity words: [String]) -> [String] {
        guard !words.isEmpty else { return [] }
        if let exact = entities[key(words)], !exact.isEmpty { return exact }
        guard words.count == 1 else { return [] }
        return entityHeads[key(words)] ?? []
    }
}
