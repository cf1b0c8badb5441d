extension SentenceReader {
    var isVerbGroupHere: Bool { isVerbGroup(at: position) }

    /// Whether a verb that has a subject begins at `index`.
    func isVerbGroup(at index: Int) -> Bool {
        guard let word = word(index) else { return false }
        if let symbol = word.symbol {
            if symbol.isModal || [.be, .have, .do].contains(symbol) { return true }
            if symbol == .not || symbol == .only || symbol == .filler || symbol == .both {
                return isVerbGroup(at: index + 1)
            }
            return symbol == .default && !word.parts.contains("value") && word.parts != ["default"]
        }
        guard let verb = word.verb else { return false }
        return !verb.forms.isDisjoint(with: [.base, .third, .past])
    }

    /// Auxiliaries, negation and the verb; the cursor then stands behind them. False where no verb is.
    mutating func readVerbGroup(_ clause: inout Clause) -> Bool {
        let start = position
        var sawVerb = false
        loop: while let word = current {
            switch word.symbol {
            case .can, .must, .should, .will:
                clause.modal = word.symbol
                position += 1
            case .not:
                clause.isNegated = true
                position += 1
            case .only:
                clause.isOnlyVerbal = !clause.isOnly
                clause.isOnly = true
                position += 1
            case .filler: skipAdverb(&clause)
            case .then: position += 1
            case .both where sawVerb == false: position += 1
            case .do:
                position += 1
                // "mechanics do repairs"
                if let next = current, next.isNameable, isPlural(next),
                    next.verb == nil || lexicon.isNounLike(next.text)
                {
                    clause.verbs = ["make"]
                    sawVerb = true
                    break loop
                }
            case .have:
                position += 1
                if let verb = current?.verb, current?.symbol == nil, verb.forms.contains(.participle),
                    !beginsObjectAfterHave
                {
                    continue
                }
                if symbol() == .be { continue }
                if symbol() == .not { clause.isNegated = true; position += 1 }
                if symbol() == .to, self.word(position + 1)?.verb != nil || symbol(1) == .be || symbol(1) == .have {
                    position += 1
                    clause.modal = .must
                    continue
                }
                clause.verbs = ["have"]
                sawVerb = true
                break loop
            case .be:
                position += 1
                sawVerb = true
                readBe(&clause)
                break loop
            case .default:
                if sawVerb == false, word.parts != ["default"] || clause.modal != nil || beginsDefaultVerb {
                    clause.verbs = ["default"]
                    sawVerb = true
                }
                break loop
            case .need where word.verb != nil: break loop
            // "users can block other users"
            case .impossible where clause.modal != nil && word.verb != nil && word.parts.count == 1:
                position += 1
                clause.verbs = [word.verb?.lemma ?? word.text]
                sawVerb = true
                break loop
            default:
                if let symbol = word.symbol, symbol != .that { _ = symbol; break loop }
                if word.verb == nil, let lemma = unknownVerb(position) {
                    position += 1
                    clause.verbs = [lemma]
                    sawVerb = true
                    break loop
                }
                guard let verb = word.verb, word.symbol == nil else { break loop }
                let isHelped = position > start
                guard isHelped || !verb.forms.isDisjoint(with: [.base, .third, .past]) else { break loop }
                position += 1
                clause.verbs = [verb.lemma]
                sawVerb = true
                readFurtherVerbs(&clause)
                break loop
            }
        }
        if !sawVerb {
            // "all users can X" with a verb that no list has.
            if clause.modal != nil, let word = current, word.isNameable, word.kind == .word, word.verb == nil,
                beginsNoun(position + 1) || symbol(1)?.isPreposition ?? false || isClauseEnd(position + 1)
            {
                position += 1
                clause.verbs = [word.text]
                return true
            }
            position = start
        }
        return sawVerb
    }

    /// "each guest sits at one table", with a verb that no list has: its infinitive.
    func unknownVerb(_ index: Int) -> String? {
        guard let word = word(index), word.kind == .word, word.symbol == nil, word.verb == nil, word.parts.count == 1
        else { return nil }
        // "members nominate films"
        if let before = self.word(index - 1), before.isNameable, isPlural(before), lexicon.isPerson(before.parts),
            !isPlural(word), word.text.count > 3, !lexicon.isNounLike(word.text), !names.words.contains(word.text),
            let next = self.word(index + 1), next.isNameable && isPlural(next) || next.symbol?.isDeterminer ?? false
        {
            return word.text
        }
        guard word.text.hasSuffix("s"), word.text.count > 3, !lexicon.isNounLike(word.text),
            !names.words.contains(word.text), let before = self.word(index - 1), before.isNameable, !isPlural(before),
            let next = self.word(index + 1)?.symbol, [.at, .in, .on, .to, .from, .with, .into].contains(next),
            let last = self.word(index + 2), last.symbol?.isDeterminer ?? isPlural(last)
        else { return nil }
        return String(word.text.dropLast())
    }

    private var beginsDefaultVerb: Bool { symbol(1) == .to }

    /// "has ordered" against "has ordered lists": a participle that begins the object.
    private var beginsObjectAfterHave: Bool { isNoun(position + 1) && !(word(position + 1)?.isMark(",") ?? true) }

    /// Behind a form of "be": a participle makes it a passive, a gerund a progressive.
    private mutating func readBe(_ clause: inout Clause) {
        while let symbol = symbol() {
            if symbol == .not { clause.isNegated = true; position += 1; continue }
            if symbol == .only { clause.isOnly = true; position += 1; continue }
            if symbol == .filler { skipAdverb(&clause); continue }
            if symbol == .be || symbol == .both { position += 1; continue }
            break
        }
        clause.verbs = ["be"]
        guard let word = current, word.symbol == nil || word.symbol == .let, word.kind == .word, let verb = word.verb
        else { return }
        if verb.forms.contains(.participle), !names.isValue(word.parts) || beginsAgent(position + 1) {
            clause.isPassive = true
            clause.verbs = [verb.lemma]
            clause.participles = [word.text]
            position += 1
            readParticle(&clause)
            readFurtherParticiples(&clause)
        } else if verb.forms.contains(.participle) {
            clause.isPassive = true
            clause.verbs = [verb.lemma]
            clause.participles = [word.text]
            position += 1
            readFurtherParticiples(&clause)
        } else if verb.forms == .gerund, beginsNoun(position + 1) {
            clause.verbs = [verb.lemma]
            position += 1
        }
    }

    private func beginsAgent(_ index: Int) -> Bool {
        guard let symbol = word(index)?.symbol else { return false }
        return symbol == .by
    }

    private mutating func readParticle(_ clause: inout Clause) {
        guard let word = current, word.kind == .word, ["off", "out", "up", "down", "back"].contains(word.text) else {
            return
        }
        position += 1
    }

    private mutating func readFurtherParticiples(_ clause: inout Clause) {
        while true {
            let start = position
            _ = takeMark(",")
            if symbol() == .or || symbol() == .and { position += 1 }
            while symbol() == .filler || symbol() == .be { position += 1 }
            guard position > start, let word = current, word.symbol == nil, let verb = word.verb,
                verb.forms.contains(.participle), !verb.forms.contains(.base) || verb.forms.contains(.past)
            else {
                position = start
                return
            }
            clause.participles.append(word.text)
            clause.verbs.append(verb.lemma)
            position += 1
        }
    }

    /// "create and update", "view, comment or edit"
    mutating func readFurtherVerbs(_ clause: inout Clause) {
        readParticle(&clause)
        while true {
            let start = position
            _ = takeMark(",")
            if symbol() == .or || symbol() == .and { position += 1 }
            while symbol() == .filler { position += 1 }
            guard position > start, let word = current, word.symbol == nil, let verb = word.verb,
                verb.forms.contains(.base),
                lexicon.verbClasses[verb.lemma] != nil || lexicon.verbFeatures[verb.lemma] != nil,
                isSharedObject(after: start)
            else {
                position = start
                return
            }
            clause.verbs.append(verb.lemma)
            position += 1
        }
    }

    /// Whether the verb before `joint` has no object of its own, so that it shares the next verb's.
    private func isSharedObject(after joint: Int) -> Bool {
        guard let before = word(joint - 1), before.verb != nil else { return false }
        return true
    }
}

extension NameIndex {
    func isValue(_ words: [String]) -> Bool { values[key(words)] != nil }
}
