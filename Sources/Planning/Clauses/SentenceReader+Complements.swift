internal import Specification

extension SentenceReader {
    /// Everything behind the verb, up to the next clause.
    mutating func readComplements(_ clause: inout Clause) {
        while let word = current {
            let start = position
            if isClauseBoundary(clause) { return }
            if word.symbol == .only, !clause.verbs.isEmpty, beginsNoun(position + 1) {
                clause.isRestricted = true
                position += 1
                continue
            }
            if word.symbol == .filler { clause.adverbs.append(word.text) }
            if let kind = complement(word, clause) {
                clause.complements.append(Complement(kind: kind, range: start..<position))
            } else if position == start {
                if word.isMark(";") || word.isMark(Mark.dash) { return }
                // A mark means nothing by itself; a word that fits nowhere is reported.
                if word.kind != .mark || word.symbol != nil, word.symbol != .filler, word.symbol != .please {
                    clause.unplaced.append(start..<start + 1)
                }
                position += 1
            }
        }
    }

    private func isClauseBoundary(_ clause: Clause) -> Bool {
        guard let word = current else { return true }
        if word.isMark(";") || word.isMark(Mark.dash) { return true }
        if word.isMark(":"), beginsClause(position + 1) || subjectAndVerb(at: position + 1, coordinated: true) {
            return true
        }
        var next = position
        if word.isMark(",") { next += 1 }
        if let symbol = self.word(next)?.symbol, [.and, .or, .but, .then].contains(symbol) { next += 1 }
        guard next > position else {
            if isInCondition, subjectAndVerb(at: position) { return true }
            return word.symbol == .where && beginsClause(position + 1)
        }
        while let symbol = self.word(next)?.symbol, symbol == .filler || symbol == .then { next += 1 }
        return beginsClause(next)
    }

    private mutating func complement(_ word: Word, _ clause: Clause) -> Complement.Kind? {
        if word.symbol == .each, word.parts.first == "for" { return phrase(.for, clause) }
        if ["up", "down", "off", "away", "back", "out"].contains(word.text), word.symbol == nil {
            position += 1
            return nil
        }
        if let symbol = word.symbol { return complement(symbol, word, clause) }
        if word.isMark(":") || word.isMark(Mark.dash) {
            position += 1
            return list(clause)
        }
        if word.isMark(",") {
            position += 1
            if isDefaultAhead, let kind = defaultAhead() { return kind }
            // "… to tasks, and a color to projects"
            if symbol() == .and { position += 1 }
            return nil
        }
        if word.isMark("(") {
            var noun = NounPhrase(words: [], range: position..<position)
            guard readParenthesis(&noun) else { position += 1; return nil }
            if let measure = noun.measure { return .measure(measure) }
            if !noun.values.isEmpty { return .values(noun.values) }
            if !noun.parts.isEmpty { return .object(noun.parts) }
            if let trait = noun.traits.first { return .trait(trait) }
            if let value = noun.defaultValue { return .defaultValue(value) }
            return nil
        }
        if word.kind == .mark {
            if let measure = measure() { return .measure(measure) }
            return nil
        }
        if word.kind == .number {
            var ahead = self
            if let measure = ahead.measure(),
                ahead.isClauseEnd(ahead.position) || !measure.isBare || measure.unit != nil || clause.verb == "default"
            {
                if clause.verb == "be" || clause.verb == "default", ahead.symbol() == .byDefault {
                    let value = word.text
                    position += 1
                    _ = take(.byDefault)
                    return .defaultValue(value)
                }
                self = ahead
                return .measure(measure)
            }
        }
        if clause.verb == "be" { return predicate(word, clause) }
        if word.verb?.forms.isDisjoint(with: [.gerund]) == false,
            !beginsNameOfObject || lexicon.isA(clause.verb ?? "", .index)
        {
            return gerundPurpose(word)
        }
        let nouns = self.nouns()
        return nouns.isEmpty ? nil : .object(nouns)
    }

    private var beginsNameOfObject: Bool {
        names.hasName(names.key(current?.parts ?? [])) || lexicon.pairedAdjectives.contains(current?.text ?? "")
            || isNoun(position + 1) || isClauseEnd(position + 1)
            || symbol(1)?.isPreposition ?? false
    }

    private mutating func gerundPurpose(_ word: Word) -> Complement.Kind? {
        var purpose = Clause()
        purpose.mood = .command
        purpose.verbs = [word.verb?.lemma ?? word.text]
        position += 1
        readComplements(&purpose)
        return .purpose(purpose)
    }

    private mutating func complement(_ symbol: Symbol, _ word: Word, _ clause: Clause) -> Complement.Kind? {
        switch symbol {
        case .required, .optional, .unique, .indexed:
            if isNoun(position + 1), clause.verb != "be", clause.verb != "make" {
                let nouns = self.nouns()
                return nouns.isEmpty ? nil : .object(nouns)
            }
            position += 1
            if self.symbol() == .and || self.symbol() == .or, self.symbol(1) == .not { return .trait(symbol) }
            if self.symbol() == .and, let next = self.symbol(1), Symbol.traits.contains(next) { position += 1 }
            return .trait(symbol)
        case .once, .byDefault, .eachOther:
            position += 1
            if symbol == .byDefault, clause.defaultValue == nil, clause.verb == "be" || clause.verb == "make" {
                let here = position
                if let value = defaultValue() { return .defaultValue(value) }
                position = here
            }
            return symbol == .eachOther ? .object([pronounPhrase(symbol)]) : .trait(symbol)
        case .default:
            position += 1
            if let value = defaultValue() { return .defaultValue(value) }
            return .trait(.byDefault)
        case .atLeast, .atMost, .moreThan, .lessThan, .exactly, .positive, .nonNegative, .negative:
            if let measure = measure() { return .measure(measure) }
            if symbol == .moreThan || symbol == .lessThan || word.parts.count > 1, beginsNoun(position + 1) {
                position += 1
                let nouns = self.nouns()
                return nouns.isEmpty ? nil : .phrase(symbol, nouns)
            }
            let nouns = self.nouns()
            return nouns.isEmpty ? nil : .object(nouns)
        case .both:
            position += 1
            if beginsNoun(position), self.symbol().map({ !Symbol.traits.contains($0) }) ?? true {
                let nouns = self.nouns()
                return nouns.isEmpty ? nil : .object(nouns)
            }
            return nil
        case .oneOf:
            if let values = values() { return .values(values) }
            position += 1
            if self.symbol() == .to || self.symbol() == .a { return nil }
            return nil
        case .to where isInfinitive: return infinitive()
        case .because: return reason()
        case .when, .if, .unless, .while:
            return subordinate(symbol, clause)
        case .who, .where:
            var ahead = self
            if let noun = ahead.noun(), noun.form != .noun || symbol == .where {
                let nouns = self.nouns()
                return .object(nouns)
            }
            return symbol == .who ? relative() : nil
        case .that, .which:
            return relative()
        case .called:
            position += 1
            let nouns = self.nouns()
            return nouns.isEmpty ? nil : .phrase(.called, nouns)
        case .not:
            // "but not delete them" stays with the verbs; a bare "not" turns the next trait round.
            if let trait = self.symbol(1), Symbol.traits.contains(trait) {
                position += 2
                return .trait(trait == .required ? .optional : .required)
            }
            return nil
        case .please, .filler, .then, .let: return nil
        case .howOften, .howMany, .whether, .what:
            let nouns = self.nouns()
            return nouns.isEmpty ? nil : .object(nouns)
        default: break
        }
        if symbol == .and || symbol == .or {
            // The rest of a list whose first item wasn't a noun phrase.
            position += 1
            return nil
        }
        if symbol.isPreposition { return phrase(symbol, clause) }
        // "An article is a draft, submitted or published"
        if symbol == .a, clause.verb == "be", let values = states() { return .values(values) }
        if symbol.isDeterminer || symbol.isPronoun {
            let nouns = self.nouns()
            if !nouns.isEmpty { return .object(nouns) }
        }
        return nil
    }

    private mutating func states() -> [String]? {
        var ahead = self
        ahead.position += 1
        guard let values = ahead.values(), values.count > 1, ahead.isClauseEnd(ahead.position),
            words[position..<ahead.position].contains(where: { $0.symbol == .or }),
            !values.contains(where: { names.entities[names.key(Lexicon.split($0.lowercased()))] != nil })
        else { return nil }
        self = ahead
        return values
    }

    private func pronounPhrase(_ symbol: Symbol) -> NounPhrase {
        var noun = NounPhrase(words: [], range: position - 1..<position)
        noun.pronoun = symbol
        return noun
    }

    // MARK: Prepositions

    private mutating func phrase(_ preposition: Symbol, _ clause: Clause) -> Complement.Kind? {
        let start = position
        if preposition == .between || preposition == .from, let measure = measure() { return .measure(measure) }
        position += 1
        if preposition == .by, let word = current, word.symbol == nil, let verb = word.verb,
            verb.forms.contains(.gerund), beginsNoun(position + 1)
        {
            return gerundPurpose(word)
        }
        if preposition == .without || preposition == .by || preposition == .for, let word = current, word.symbol == nil,
            word.verb?.forms == .gerund, !isNoun(position + 1)
        {
            return gerundPurpose(word)
        }
        if [.to, .at, .as, .of, .for, .with, .on].contains(preposition), let measure = measure() {
            // "belongs to one city": a number of things.
            if measure.isBare, measure.unit == nil, isNoun(position), current?.kind == .word, clause.verb != "default",
                lexicon.classes(of: clause.verb ?? "").isDisjoint(with: [.limit, .change, .range, .exceed]),
                lexicon.units[current?.text ?? ""] == nil
            {
                position = start + 1
            } else if preposition == .with, symbol() == .and || measure.unit?.kind == .count {
                position = start + 1
            } else {
                return .measure(measure)
            }
        }
        if preposition == .as || preposition == .to || preposition == .with && symbol() == .default {
            if take(.default) { return defaultValue().map { .defaultValue($0) } }
        }
        if preposition == .as || preposition == .in || preposition == .with, let values = alternatives() {
            return .values(values)
        }
        if preposition == .with {
            var holder = NounPhrase()
            position = start
            var ahead = self
            ahead.position += 1
            let parts = ahead.partsList()
            if !parts.isEmpty {
                self = ahead
                return .phrase(.with, parts)
            }
            _ = holder.isMany
            holder.words = []
            position = start + 1
        }
        let nouns = self.nouns(before: [.to, .from, .for, .in, .on, .into].contains(preposition) ? preposition : nil)
        if nouns.isEmpty {
            // "rename bio to about": a small word as a name.
            if preposition == .to || preposition == .as, lexicon.isA(clause.verb ?? "", .rename), let word = current,
                word.kind == .word, isClauseEnd(position + 1) || symbol(1) == .and
            {
                position += 1
                return .phrase(preposition, [NounPhrase(words: word.parts, range: position - 1..<position)])
            }
            position = start
            return nil
        }
        return .phrase(preposition, nouns)
    }

    /// "1 to 5 stars and a comment", "a title and a body"
    private mutating func partsList() -> [NounPhrase] {
        if let measure = measure() {
            var part = NounPhrase(words: [measure.unit?.word ?? "rating"], range: position..<position)
            part.measure = measure
            if symbol() == .and || isMark(",") {
                position += 1
                return [part] + nouns()
            }
            return [part]
        }
        return nouns()
    }

    /// "pending, in progress or blocked" behind "as": at least two, the last behind "or".
    private mutating func alternatives() -> [String]? {
        var ahead = self
        guard !(symbol()?.isDeterminer ?? false), let values = ahead.values(),
            words[position..<ahead.position].contains(where: { $0.symbol == .or }) || values.count > 2
        else { return nil }
        if values.contains(where: { names.entities[names.key(Lexicon.split($0.lowercased()))] != nil }) { return nil }
        self = ahead
        return values
    }

    // MARK: Infinitives, conditions and lists

    private var isInfinitive: Bool {
        guard let next = word(position + 1) else { return false }
        if next.symbol == .be || next.symbol == .have { return true }
        guard next.symbol == nil, let verb = next.verb, verb.forms.contains(.base) else { return false }
        if lexicon.isNounLike(next.text) || names.words.contains(next.text) {
            return beginsNoun(position + 2) && !(word(position + 2)?.isNameable ?? false) || symbol(2) == .they
        }
        return true
    }

    private mutating func infinitive() -> Complement.Kind? {
        position += 1
        var purpose = Clause()
        purpose.mood = .command
        guard readVerbGroup(&purpose) else { return nil }
        readComplements(&purpose)
        return .infinitive(purpose)
    }

    private mutating func subordinate(_ symbol: Symbol, _ clause: Clause) -> Complement.Kind? {
        var ahead = self
        if symbol == .when || symbol == .if, let noun = ahead.noun(), noun.form != .noun,
            clause.mood == .command || clause.verb == "have"
        {
            let nouns = self.nouns()
            return .object(nouns)
        }
        position += 1
        var condition = Clause()
        condition.subject = nouns()
        if readVerbGroup(&condition) { readComplements(&condition) }
        return .purpose(condition)
    }

    /// "so that I can filter by them": why something is wanted asks for nothing by itself.
    private mutating func reason() -> Complement.Kind? {
        position += 1
        var reason = self.clause()
        while let word = current, !word.isMark(";"), !word.isMark(Mark.dash) { position += 1 }
        reason.range = position..<position
        return .purpose(reason)
    }

    private mutating func relative() -> Complement.Kind? {
        var noun = NounPhrase(words: ["it"], range: position..<position)
        let start = position
        guard readRelative(&noun) else { position = start + 1; return nil }
        if let measure = noun.measure { return .measure(measure) }
        if let trait = noun.traits.first { return .trait(trait) }
        if let value = noun.defaultValue { return .defaultValue(value) }
        if !noun.values.isEmpty { return .values(noun.values) }
        if !noun.kind.isEmpty { return .phrase(.as, noun.kind) }
        return nil
    }

    /// Behind a colon: alternatives or a list of things.
    private mutating func list(_ clause: Clause) -> Complement.Kind? {
        if isMark(Mark.bullet) { position += 1 }
        var ahead = self
        if !(symbol()?.isDeterminer ?? false), let values = ahead.values(),
            words[position..<ahead.position].contains(where: { $0.symbol == .or })
                || !values.contains(where: { lexicon.isValueNoun(Lexicon.split($0.lowercased())) })
                    && takesValues(clause)
        {
            self = ahead
            return .values(values)
        }
        let nouns = self.nouns()
        return nouns.isEmpty ? nil : .phrase(.with, nouns)
    }

    private func takesValues(_ clause: Clause) -> Bool {
        guard let noun = clause.objects.last ?? clause.subject.last else { return false }
        return lexicon.type(ofName: noun.words) == .enum || lexicon.isIn("generic", noun.words.last ?? "")
    }

    private mutating func defaultAhead() -> Complement.Kind? {
        let start = position
        _ = take(.with)
        if take(.default), let value = defaultValue() { return .defaultValue(value) }
        position = start
        if let value = defaultValue(), take(.byDefault) { return .defaultValue(value) }
        position = start
        return nil
    }

    /// Behind "be": a value, an adjective, a noun phrase.
    private mutating func predicate(_ word: Word, _ clause: Clause) -> Complement.Kind? {
        var ahead = self
        if let value = ahead.defaultValue(), ahead.take(.byDefault) {
            self = ahead
            return .defaultValue(value)
        }
        ahead = self
        if let values = ahead.values(), words[position..<ahead.position].contains(where: { $0.symbol == .or }) {
            self = ahead
            return .values(values)
        }
        if word.kind == .quoted || isPlural(word) {
            let nouns = self.nouns()
            return nouns.isEmpty ? nil : .object(nouns)
        }
        position += 1
        return .word(word.text)
    }
}
