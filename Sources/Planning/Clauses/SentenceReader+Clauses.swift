extension SentenceReader {
    /// The longest sentence that is read; anything longer is no sentence.
    static let longestSentence = 600

    /// Every clause of the sentence.
    mutating func clauses() -> [Clause] {
        var clauses: [Clause] = []
        while !isAtEnd {
            skipJoints()
            if isAtEnd { break }
            let start = position
            if skipHeading() { continue }
            var clause = self.clause(after: clauses.last)
            clause.heading = heading
            heading = []
            clause.unplaced += skipped
            skipped = []
            if position == start { position += 1 }
            clause.range = start..<position
            clauses.append(clause)
        }
        return clauses
    }

    private mutating func skipJoints() {
        while let word = current {
            if let symbol = word.symbol {
                guard [.and, .but, .then, .filler, .or].contains(symbol) else { return }
            } else if word.kind != .mark || word.isMark("(") || word.isMark("\"") {
                return
            }
            position += 1
        }
    }

    /// "Timetable: a class session has …": a heading before a clause.
    private mutating func skipHeading() -> Bool {
        var index = position
        while let word = word(index), index - position < 6, word.kind == .word,
            word.symbol == nil || [.a, .the, .and, .of, .for].contains(word.symbol)
        { index += 1 }
        // "A recipe box: recipes with a title and …" names the application.
        let isTitle =
            position == 0 && word(index + 1).map(isPlural) ?? false && word(index + 2)?.symbol == .with
            && [.a, .the].contains(symbol())
        guard index > position, let word = word(index), word.isMark(":") || word.isMark(Mark.dash),
            beginsClause(index + 1) || isTitle
        else { return false }
        heading = words[position..<index].filter(\.isNameable).flatMap(\.parts)
        position = index + 1
        return true
    }

    // MARK: One clause

    mutating func clause(after previous: Clause? = nil) -> Clause {
        var clause = Clause()
        if symbol() == .where, current?.parts.count == 1, beginsClause(position + 1) { position += 1 }
        readFraming(&clause)
        if isAtEnd {
            if clause.verbs.isEmpty, !clause.subject.isEmpty { clause.mood = .fragment }
            return clause
        }
        if !clause.verbs.isEmpty { return clause }
        if let symbol = symbol(), Symbol.subordinators.contains(symbol), symbol != .where, !isWhObject {
            position += 1
            isInCondition = true
            let condition = self.clause()
            isInCondition = false
            clause.conditions.append(condition)
            skipJoints()
            if isAtEnd || beginsNothing { return clause }
            readFraming(&clause)
        }
        if symbol() == .which, previous != nil, symbol(1)?.isModal ?? false {
            var noun = NounPhrase(words: [], range: position..<position + 1)
            noun.pronoun = .it
            clause.subject = [noun]
            position += 1
        }
        readLeadingPhrase(&clause)
        if !clause.verbs.isEmpty { return clause }
        if let symbol = symbol(), [.what, .how, .why, .who, .where].contains(symbol), clause.mood != .command,
            !isWhObject
        {
            clause.isOpenQuestion = true
        }
        if clause.isForbidden, clause.subject.isEmpty { return readForbidden(&clause) }
        if readNegatedCommand(&clause) { return clause }
        if let command = command(at: position), clause.subject.isEmpty, !clause.isOnly {
            position += 1
            clause.mood = .command
            clause.verbs = [command.verb?.lemma ?? command.text]
            continueStatement(&clause, previous)
            readFurtherVerbs(&clause)
            readComplements(&clause)
            return clause
        }
        if readParticipleGap(&clause, previous) { return clause }
        if clause.subject.isEmpty, readQuestionForNumber(&clause) || readInversion(&clause) { return clause }
        if clause.subject.isEmpty, readGerund(&clause) { return clause }
        if clause.subject.isEmpty, !beginsPredicate(previous) { clause.subject = nouns(asSubject: true) }
        if clause.subject.isEmpty, isVerbGroupHere { clause.inheritsSubject = true }
        if clause.subject.isEmpty, !clause.inheritsSubject {
            readUnknown(&clause)
            return clause
        }
        readSubjectPhrases(&clause)
        if readVerbGroup(&clause) || readGap(&clause, previous) {
            readComplements(&clause)
        } else {
            clause.mood = .fragment
            readComplements(&clause)
        }
        return clause
    }

    /// Whether the clause has no subject of its own: an auxiliary, or a verb that can be nothing else.
    private func beginsPredicate(_ previous: Clause?) -> Bool {
        guard let word = current else { return false }
        if word.symbol != nil { return isVerbGroupHere }
        guard previous != nil, let verb = word.verb, verb.forms.contains(.third), !verb.forms.contains(.base) else {
            return false
        }
        return !lexicon.isNounLike(word.text) && !names.words.contains(word.text)
            && !isFiniteVerb(position + 1, after: words[position...position])
    }

    /// "users take part in conversations and send messages": the second verb has the first one's subject.
    private func continueStatement(_ clause: inout Clause, _ previous: Clause?) {
        guard let previous, previous.mood == .statement, !previous.isPassive, previous.verbs != ["be"],
            word(position - 2)?.symbol == .and || word(position - 2)?.isMark(",") ?? false, let verb = clause.verb
        else { return }
        let classes = lexicon.classes(of: verb)
        guard previous.modal == .can || !classes.contains(.add) || classes.contains(.own),
            classes.isDisjoint(with: [.remove, .rename, .make, .limit, .split, .merge])
        else { return }
        clause.mood = .statement
        clause.inheritsSubject = true
        clause.modal = previous.modal
    }

    private var beginsNothing: Bool { isClauseEnd(position) && !isMark("(") }

    /// "when they were shipped" as a thing to store, not as a condition.
    private var isWhObject: Bool {
        var ahead = self
        guard let noun = ahead.noun(), noun.form != .noun || !noun.typeWords.isEmpty else { return false }
        return !(ahead.isMark(",") && ahead.beginsClause(ahead.position + 1)) && !ahead.beginsClause(ahead.position)
    }

    /// Politeness and ways to wish: what they leave is a command or a statement.
    private mutating func readFraming(_ clause: inout Clause) {
        while let symbol = symbol() {
            switch symbol {
            case .filler: skipAdverb(&clause)
            case .please, .then, .but: position += 1
            case .that where clause.mood == .statement && position > 0: position += 1
            case .only:
                clause.isOnly = true
                position += 1
            case .impossible:
                clause.isForbidden = true
                position += 1
                return
            case .not
            where self.symbol(1) == nil && word(position + 1)?.verb != nil && clause.subject.isEmpty
                && beginsNoun(position + 2):
                return
            case .let, .possibleFor:
                let start = position
                position += 1
                if symbol == .let, self.symbol() == .we, word(position + 1)?.verb != nil {
                    position += 1
                    continue
                }
                if symbol == .let, self.symbol() == .please { position += 1 }
                isBeforeInfinitive = true
                clause.subject = nouns()
                isBeforeInfinitive = false
                guard !clause.subject.isEmpty else { position = start; return }
                clause.modal = .can
                if take(.not) { clause.isNegated = true }
                if self.symbol() == .to { position += 1 }
                if self.symbol() == .please { position += 1 }
                return
            case .need:
                readNeed(&clause)
                return
            case .we:
                // "we track orders", "I no longer need coupons"
                position += 1
                while [.do, .can, .should, .must, .will, .filler, .have, .please].contains(self.symbol()) {
                    position += 1
                }
                if take(.not) { clause.isNegated = true }
                while self.symbol() == .filler || self.symbol() == .to { position += 1 }
                if let verb = current?.verb, current?.symbol == nil || current?.symbol == .need,
                    !verb.forms.isDisjoint(with: [.base, .past, .third, .gerund])
                {
                    clause.mood = .command
                    clause.verbs = [verb.lemma]
                    position += 1
                    if clause.verbs == ["want"] || clause.verbs == ["need"] || clause.verbs == ["like"], take(.to),
                        let next = current?.verb
                    {
                        clause.verbs = [next.lemma]; position += 1
                    }
                    readFurtherVerbs(&clause)
                    readComplements(&clause)
                }
                return
            default: return
            }
        }
    }

    /// "We need an audit log", "I want restaurants to have a website", "there are several campuses"
    private mutating func readNeed(_ clause: inout Clause) {
        position += 1
        if take(.to) {
            while [.filler, .please, .can].contains(symbol()) { position += 1 }
            return
        }
        while symbol() == .filler || symbol() == .that { position += 1 }
        var ahead = self
        let nouns = ahead.nouns()
        if !nouns.isEmpty, ahead.symbol() == .to || ahead.symbol() == .can,
            ahead.isVerbGroup(at: ahead.position + 1) || ahead.word(ahead.position + 1)?.verb != nil
        {
            self = ahead
            position += 1
            clause.subject = nouns
            clause.modal = .should
            return
        }
        if beginsClause(position), symbol() != .the { return }
        clause.mood = .command
        clause.verbs = ["add"]
        readComplements(&clause)
    }

    /// "For each loan we record …", "In posts, …"
    private mutating func readLeadingPhrase(_ clause: inout Clause) {
        let start = position
        // "Every day they can …"
        if symbol() == .each, let unit = word(position + 1), lexicon.units[unit.text]?.kind == .duration,
            beginsClause(position + 2) || isMark(",", 2)
        {
            position += 2
            _ = takeMark(",")
            return
        }
        var preposition: Symbol?
        if let word = current, word.symbol == .each, word.parts.first == "for" { preposition = .for }
        if let symbol = symbol(), [.for, .in, .on, .with, .to].contains(symbol) {
            preposition = symbol
            position += 1
        }
        guard let preposition else { return }
        let nouns = self.nouns()
        guard !nouns.isEmpty else { position = start; return }
        clause.complements.append(Complement(kind: .phrase(preposition, nouns), range: start..<position))
        _ = takeMark(",") || takeMark(":")
        readFraming(&clause)
    }

    /// "prevent deleting a teacher who still has courses", "nobody may change …"
    private mutating func readForbidden(_ clause: inout Clause) -> Clause {
        clause.isNegated = true
        clause.modal = .can
        if let verb = current?.verb, current?.symbol == nil, !verb.forms.isDisjoint(with: [.base, .gerund]) {
            clause.verbs = [verb.lemma]
            position += 1
            readFurtherVerbs(&clause)
            readComplements(&clause)
            return clause
        }
        clause.subject = nouns()
        if take(.from), let verb = current?.verb {
            clause.verbs = [verb.lemma]
            position += 1
            readFurtherVerbs(&clause)
            readComplements(&clause)
        } else if take(.from), symbol() == .have || symbol() == .be {
            _ = readVerbGroup(&clause)
            clause.isNegated = true
            readComplements(&clause)
        } else if readVerbGroup(&clause) {
            clause.isNegated = true
            readComplements(&clause)
        } else {
            // "there can't be two venues with the same name"
            clause.verbs = ["have"]
            clause.complements.append(Complement(kind: .object(clause.subject), range: position..<position))
            clause.subject = []
            readComplements(&clause)
        }
        return clause
    }

    /// "don't make them required", "never show …", "do not store …"
    private mutating func readNegatedCommand(_ clause: inout Clause) -> Bool {
        guard clause.subject.isEmpty else { return false }
        let start = position
        _ = take(.do)
        guard take(.not) else { position = start; return false }
        while symbol() == .filler { skipAdverb(&clause) }
        guard let verb = current?.verb, verb.forms.contains(.base) || verb.forms.contains(.gerund),
            current?.symbol != .be
        else { position = start; return false }
        position += 1
        clause.mood = .command
        clause.isNegated = true
        clause.verbs = [verb.lemma]
        readFurtherVerbs(&clause)
        readComplements(&clause)
        return true
    }

    /// "Can a reservation be for a table?", "Should posts have a slug?"
    private mutating func readInversion(_ clause: inout Clause) -> Bool {
        guard let symbol = symbol(), symbol.isModal || symbol == .do || symbol == .be && !beginsTrait(position + 1)
        else { return false }
        var ahead = self
        ahead.position += 1
        let nouns = ahead.nouns()
        guard !nouns.isEmpty,
            ahead.isVerbGroup(at: ahead.position) || ahead.current?.verb?.forms.contains(.base) ?? false
                || ahead.symbol() == .be || ahead.symbol() == .have
        else { return false }
        self = ahead
        clause.subject = nouns
        clause.modal = symbol.isModal ? symbol : nil
        if !readVerbGroup(&clause), let verb = current?.verb {
            clause.verbs = [verb.lemma]
            position += 1
            readFurtherVerbs(&clause)
        }
        if clause.modal == nil, symbol.isModal { clause.modal = symbol }
        readComplements(&clause)
        return true
    }

    private func beginsTrait(_ index: Int) -> Bool { word(index)?.symbol.map { Symbol.traits.contains($0) } ?? false }

    /// "deleting a task deletes its comments", "looking up patients by name is slow"
    private mutating func readGerund(_ clause: inout Clause) -> Bool {
        guard let word = current, word.symbol == nil, let verb = word.verb, verb.forms.contains(.gerund),
            !names.hasName(names.key(word.parts)),
            beginsNoun(position + 1) || lexicon.verbFeatures[verb.lemma] != nil && symbol(1)?.isPreposition ?? false
        else { return false }
        let start = position
        position += 1
        var event = Clause()
        event.mood = .command
        event.verbs = [verb.lemma]
        let objects = nouns()
        event.complements.append(Complement(kind: .object(objects), range: start..<position))
        while let symbol = symbol(), symbol.isPreposition {
            let here = position
            position += 1
            let nouns = self.nouns()
            guard !nouns.isEmpty else { position = here; break }
            event.complements.append(Complement(kind: .phrase(symbol, nouns), range: here..<position))
        }
        event.range = start..<position
        clause.conditions.append(event)
        if readVerbGroup(&clause) || readVerb(&clause) {
            readComplements(&clause)
        } else {
            clause.mood = .command
            clause.verbs = event.verbs
            clause.complements = event.complements
            clause.conditions = []
            readComplements(&clause)
        }
        return true
    }

    private mutating func readVerb(_ clause: inout Clause) -> Bool {
        guard let verb = current?.verb, current?.symbol == nil else { return false }
        clause.verbs = [verb.lemma]
        position += 1
        return true
    }

    private mutating func readUnknown(_ clause: inout Clause) {
        clause.mood = .fragment
        let start = position
        while !isAtEnd, !isMark(";") { position += 1 }
        if position > start { clause.unplaced.append(start..<position) }
    }

    /// "The price of products in the shop must …": phrases between the subject and its verb.
    private mutating func readSubjectPhrases(_ clause: inout Clause) {
        while let symbol = symbol(), symbol.isPreposition, symbol != .of {
            var ahead = self
            ahead.position += 1
            let nouns = ahead.nouns(before: symbol)
            guard !nouns.isEmpty, ahead.isVerbGroupHere else { return }
            let start = position
            self = ahead
            clause.complements.append(Complement(kind: .phrase(symbol, nouns), range: start..<position))
        }
    }
}
