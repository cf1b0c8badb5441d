/// A cursor over the words of one sentence, and the questions that every phrase asks of them.
struct SentenceReader {
    let words: [Word]
    let lexicon: Lexicon
    let names: NameIndex
    var position: Int
    /// Whether what is read follows "when" or "if", so that its main clause may come without a comma.
    var isInCondition = false
    /// Relative clauses that were passed over although they forbid or allow something.
    var skipped: [Range<Int>] = []
    /// The words before a colon that the next clause begins behind: "bottles: add a label".
    var heading: [String] = []
    /// Whether what is read follows "let", so that its verb is an infinitive: "let anybody read".
    var isBeforeInfinitive = false

    init(_ words: [Word], _ lexicon: Lexicon, _ names: NameIndex) {
        self.words = words
        self.lexicon = lexicon
        self.names = names
        position = 0
    }

    func word(_ index: Int) -> Word? { words.indices.contains(index) ? words[index] : nil }
    var current: Word? { word(position) }
    var isAtEnd: Bool { position >= words.count }

    func symbol(_ offset: Int = 0) -> Symbol? { word(position + offset)?.symbol }
    func isMark(_ mark: String, _ offset: Int = 0) -> Bool { word(position + offset)?.isMark(mark) ?? false }

    mutating func skip(_ symbols: Symbol...) {
        while let symbol = current?.symbol, symbols.contains(symbol) { position += 1 }
    }

    mutating func take(_ symbol: Symbol) -> Bool {
        guard current?.symbol == symbol else { return false }
        position += 1
        return true
    }

    mutating func takeMark(_ mark: String) -> Bool {
        guard isMark(mark) else { return false }
        position += 1
        return true
    }

    // MARK: Nouns and verbs

    /// Whether the word at `index` can be part of a noun phrase's name.
    func isNoun(_ index: Int) -> Bool { word(index)?.isNameable ?? false }

    /// Whether what follows can only be the start of a noun phrase.
    func beginsNoun(_ index: Int) -> Bool {
        guard let word = word(index) else { return false }
        if let symbol = word.symbol {
            return symbol.isDeterminer || symbol.isPronoun || Symbol.traits.contains(symbol)
                || [.whether, .howOften, .howMany, .oneOf].contains(symbol)
        }
        return word.kind != .mark
    }

    /// Whether the word at `index` is the verb of a subject that ends before it.
    func isFiniteVerb(_ index: Int, after subject: ArraySlice<Word>) -> Bool {
        guard let word = word(index) else { return false }
        if let symbol = word.symbol {
            if symbol.isModal || symbol == .be || symbol == .have || symbol == .do || symbol == .not { return true }
            if symbol == .only, let last = subject.last, isPlural(last), isVerbGroup(at: index + 1) { return true }
            return symbol == .default
                && word.parts.first.map { $0.hasPrefix("default") || $0.hasPrefix("start") || $0.hasPrefix("begin") }
                    ?? false
        }
        if unknownVerb(index) != nil,
            [.a, .each, .one, .the].contains(subject.first?.symbol) || subject.last.map(isPlural) ?? false
        {
            return true
        }
        guard let verb = word.verb, word.kind == .word, let last = subject.last(where: { $0.isNameable }) else {
            return false
        }
        let isCommon = lexicon.isNounLike(word.text) || names.words.contains(word.text)
        guard let next = self.word(index + 1), next.symbol != .of else { return false }
        guard next.kind != .mark || next.symbol != nil else {
            // "what kind of food a restaurant serves:"
            return verb.forms == .third && !isCommon && subject.first?.symbol?.isDeterminer ?? false
        }
        if [.and, .or].contains(next.symbol) {
            // "create and update": a list of verbs.
            guard let other = self.word(index + 2)?.verb, !other.forms.isDisjoint(with: verb.forms) else {
                return false
            }
        }
        let isAmount =
            next.symbol.map { Symbol.measures.contains($0) || Symbol.traits.contains($0) || $0 == .oneOf } ?? false
        let follows =
            beginsNoun(index + 1) || next.symbol?.isPreposition ?? false || next.symbol == .only
            || next.symbol == .filler || isAmount
        guard follows else { return false }
        if isBeforeInfinitive, verb.forms.contains(.base), subject.last?.isNameable ?? false {
            return !isCommon || beginsObject(index + 1)
        }
        let isPluralSubject = isPlural(last)
        // "the difficulty of songs ranges from 1 to 6": the verb goes with the first noun.
        if isPluralSubject, verb.forms.contains(.third), lexicon.isA(verb.lemma, .range) || !isCommon,
            let head = head(before: subject), !isPlural(head)
        {
            return next.symbol.map { [.from, .between, .by, .to].contains($0) } ?? false || isAmount
        }
        if verb.forms.contains(.third), !isPluralSubject || last.parts.last.map({ lexicon.isPerson([$0]) }) ?? false {
            guard !isPluralSubject else { return false }
            if !isCommon { return true }
            let determiner = subject.first?.symbol
            return [.a, .each, .one, .the, .certain].contains(determiner)
        }
        if verb.forms.contains(.base), isPluralSubject {
            if lexicon.isA(verb.lemma, .rename), isCommon { return false }
            if !isCommon { return true }
            return next.symbol?.isDeterminer ?? false || next.symbol?.isPronoun ?? false
                || [.to, .on, .for, .with, .from, .by].contains(next.symbol) || isPlural(next) || isAmount
                || [.in, .at, .into].contains(next.symbol) && lexicon.isIn("standing", verb.lemma)
                || names.entities[names.key(next.parts)] != nil
        }
        return verb.forms.contains(.past) && !verb.forms.contains(.participle)
    }

    /// The noun that a subject such as "(the difficulty of) songs" is said of.
    private func head(before subject: ArraySlice<Word>) -> Word? {
        if let of = subject.firstIndex(where: { $0.symbol == .of }), of > subject.startIndex { return subject[of - 1] }
        var start = subject.startIndex
        while word(start - 1)?.symbol?.isDeterminer ?? false { start -= 1 }
        guard word(start - 1)?.symbol == .of, let head = word(start - 2), head.isNameable else { return nil }
        return head
    }

    /// Whether what follows is the object of a verb rather than more of a name.
    private func beginsObject(_ index: Int) -> Bool {
        guard let word = word(index) else { return false }
        return word.symbol?.isDeterminer ?? false || word.symbol?.isPronoun ?? false || isPlural(word)
            || names.entities[names.key(word.parts)] != nil
    }

    func isPlural(_ word: Word) -> Bool {
        guard let last = word.parts.last, word.kind == .word, word.symbol == nil || word.symbol == .they else {
            return false
        }
        return Inflecting.isPlural(last)
    }

    /// Whether a command begins at `index`: the verb that it begins with.
    func command(at index: Int) -> Word? {
        guard let word = word(index), word.symbol == nil, let verb = word.verb, verb.forms.contains(.base) else {
            return nil
        }
        let classes = lexicon.classes(of: verb.lemma).subtracting([.measure])
        guard !classes.isEmpty || lexicon.verbFeatures[verb.lemma] != nil else { return nil }
        guard let next = self.word(index + 1) else { return nil }
        if word.parts.count > 1, names.hasName(names.key(word.parts)) { return nil }
        let isCommon = lexicon.isNounLike(word.text) || names.words.contains(word.text)
        let hasObject = next.kind != .mark || next.symbol != nil
        guard hasObject, next.symbol.map({ !$0.isModal && $0 != .be && $0 != .have && $0 != .do && $0 != .of }) ?? true
        else { return nil }
        if !isCommon { return word }
        if [.on, .for, .in, .from, .and, .or, .per].contains(next.symbol),
            !lexicon.isA(verb.lemma, .link) || next.symbol == .and || next.symbol == .or
        {
            if ![.comment, .vote, .search, .react].contains(lexicon.verbFeatures[verb.lemma])
                || next.symbol != .on && next.symbol != .for
            {
                return nil
            }
        }
        // A noun that something is said about isn't a command.
        return hasFiniteVerb(from: index + 1, subject: index) ? nil : word
    }

    /// Whether a verb stands between `index` and the end of the clause, with what stands before it as its subject.
    private func hasFiniteVerb(from index: Int, subject: Int) -> Bool {
        var index = index
        var steps = 0
        while let word = word(index), steps < 12 {
            if let symbol = word.symbol {
                if isFiniteVerb(index, after: words[subject..<index]) { return true }
                if symbol != .of && !symbol.isDeterminer { return false }
            } else if word.kind == .mark, !word.isMark(Mark.possessive) {
                return false
            } else if index > subject + 1 || word.symbol != nil, isFiniteVerb(index, after: words[subject..<index]) {
                return true
            }
            index += 1
            steps += 1
        }
        return false
    }

    /// Whether a clause of its own begins at `index`.
    func beginsClause(_ index: Int) -> Bool {
        var index = index
        while let symbol = word(index)?.symbol, [.filler, .then, .but].contains(symbol) { index += 1 }
        guard let word = word(index) else { return false }
        switch word.symbol {
        case .please, .need, .let, .possibleFor, .impossible, .only: return true
        case .when: return !isWhItem(index)
        case .each where word.parts.first == "for": return true
        case .do: return self.word(index + 1)?.symbol == .not
        case .must, .can, .should, .have, .be, .will: return true
        case .default:
            if word.text == "default", [.the, .a, .their].contains(self.word(index + 1)?.symbol) { return true }
            return word.parts.first.map { $0.hasPrefix("default") && $0.hasSuffix("s") } ?? false
        case .which:
            // ", which must not exceed the budget"
            return [.must, .can, .should].contains(self.word(index + 1)?.symbol)
                && (self.word(index + 2)?.symbol == .not || self.word(index + 2)?.symbol != .be)
        case .the where ["those", "these", "this"].contains(word.text) && isVerbGroup(at: index + 1): return true
        case .they, .it, .bothWhich, .we, .latter, .former:
            return isFiniteVerb(index + 1, after: [pronounAsNoun]) || isVerbForm(index + 1)
        default: break
        }
        if word.symbol == nil, let verb = word.verb {
            let isCommon = lexicon.isNounLike(word.text) || names.words.contains(word.text)
            if verb.forms.contains(.base), command(at: index) != nil {
                guard isCommon else { return true }
                let next = self.word(index + 1)
                if [.comment, .vote, .react, .reply].contains(lexicon.verbFeatures[verb.lemma]),
                    [.on, .for, .to].contains(next?.symbol), beginsNoun(index + 2)
                {
                    return true
                }
                return next?.symbol?.isDeterminer ?? false || next?.symbol?.isPronoun ?? false
                    || [.howOften, .when, .whether, .who, .what, .howMany].contains(next?.symbol)
                    || next.map { lexicon.isPerson($0.parts) && isPlural($0) } ?? false
                    || next.map { names.entities[names.key($0.parts)] != nil && $0.symbol == nil } ?? false
            }
            // "and deleting a task deletes its items"
            if verb.forms == .gerund, !names.hasName(names.key(word.parts)),
                self.word(index + 1)?.symbol?.isDeterminer ?? false
            {
                return true
            }
            if verb.forms.contains(.third), !isCommon, !verb.forms.contains(.base),
                beginsNoun(index + 1) || self.word(index + 1)?.symbol?.isPreposition ?? false
            {
                return true
            }
        }
        return subjectAndVerb(at: index) || beginsGap(index)
    }

    /// "and when they were shipped", as an item of a list.
    func isWhItem(_ index: Int) -> Bool {
        var ahead = self
        ahead.position = index
        guard let noun = ahead.noun(), noun.form != .noun else { return false }
        return ahead.isAtEnd || ahead.symbol() == .and || ahead.isMark(",") && !ahead.beginsClause(ahead.position + 1)
    }

    private var pronounAsNoun: Word {
        Word(kind: .word, parts: ["things"], original: "things", range: 0..<0, isSpaced: true)
    }

    private func isVerbForm(_ index: Int) -> Bool { word(index)?.verb != nil }

    /// Whether a noun phrase with its verb begins at `index`.
    ///
    /// With `coordinated`, its subject may be several: "wines and bottles belong to …".
    func subjectAndVerb(at start: Int, coordinated: Bool = false) -> Bool {
        var index = start
        var sawNoun = false
        while let word = word(index), index - start < 14 {
            if index > start, sawNoun, isFiniteVerb(index, after: words[start..<index]) { return true }
            if let symbol = word.symbol {
                guard
                    symbol.isDeterminer || symbol == .of && sawNoun || Symbol.traits.contains(symbol) && !sawNoun
                        || coordinated && symbol == .and && sawNoun && isNoun(index + 1)
                else { return false }
                if symbol == .a || symbol == .the || symbol == .each, sawNoun, self.word(index - 1)?.symbol != .of {
                    return false
                }
            } else if word.isMark(Mark.possessive) {
                // The owner's noun comes next.
            } else if word.kind == .mark {
                return false
            } else {
                sawNoun = true
            }
            index += 1
        }
        return false
    }
}
