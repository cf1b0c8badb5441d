internal import Specification

extension SentenceReader {
    // MARK: Parentheses

    /// What stands in parentheses: traits, a type, an amount, a unit, a default; what remains are values or parts.
    mutating func readParenthesis(_ noun: inout NounPhrase) -> Bool {
        guard let close = closing(position) else { return false }
        var inside = SentenceReader(Array(words[position + 1..<close]), lexicon, names)
        position = close + 1
        // "(yes/no)" is one thing.
        if lexicon.typeWord(inside.words.map(\.text)) != nil {
            noun.typeWords = inside.words.map(\.text)
            return true
        }
        let segments = inside.segments()
        let isSeveral = segments.count > 1
        // "(single, double, suite)": of several alternatives none is a type.
        let areValues =
            isSeveral && lexicon.type(ofName: noun.words) == .enum
            || segments.count > 2
                && segments.filter { lexicon.typeWord(inside.words[$0].flatMap(\.parts)) != nil }.count == 1
                && segments.filter { inside.isPlainWord($0) }.count == segments.count
                && !segments.contains { lexicon.isValueNoun(inside.words[$0].flatMap(\.parts)) }
        // "(U, PG, 12, 15 or 18)": a number among words is one of them.
        let areMixed = isSeveral && inside.areWordsAndNumbers(segments)
        var items: [(range: Range<Int>, words: [Word])] = []
        for item in inside.segments() {
            inside.position = item.lowerBound
            if areValues && inside.isPlainWord(item) || areMixed
                || !inside.readQualifier(&noun, until: item.upperBound, isOneOfSeveral: isSeveral)
            {
                items.append((item, Array(inside.words[item])))
            }
        }
        guard !items.isEmpty else { return true }
        let texts = items.map { item in
            item.words.filter { $0.symbol != .or && $0.symbol != .and }.map {
                $0.kind == .quoted
                    ? $0.text : $0.original.lowercased() == $0.original || $0.correction != nil ? $0.text : $0.original
            }.joined(separator: " ")
        }
        let haveTypes = items.filter {
            lexicon.isValueNoun($0.words.flatMap(\.parts)) || $0.words.contains { $0.isMark(":") || $0.isMark("(") }
        }.count
        let isAlternative = inside.words.contains { $0.symbol == .or }
        let isEnum = lexicon.type(ofName: noun.words) == .enum
        if !isAlternative, !isEnum,
            noun.isMany || names.entities[names.key(noun.words)] != nil || noun.quantity == .bare
                || haveTypes == items.count && noun.isPlural, haveTypes * 2 >= items.count, haveTypes > 0,
            items.count > 1 || noun.isMany
        {
            var parts = SentenceReader(inside.words, lexicon, names)
            noun.parts += parts.nouns()
        } else if items.count > 1 || isEnum {
            noun.values += texts
        } else {
            return noun.note(texts)
        }
        return true
    }

    /// Whether the last part comes after "or", and all are plain words or numbers, some of them each.
    private func areWordsAndNumbers(_ segments: [Range<Int>]) -> Bool {
        let numbers = segments.filter { $0.count == 1 && words[$0.lowerBound].kind == .number }
        let names = segments.filter {
            isPlainWord($0) && lexicon.typeWord(words[$0].flatMap(\.parts)) == nil
                && lexicon.units[words[$0.lowerBound].text] == nil
        }
        return words.contains { $0.symbol == .or } && !numbers.isEmpty && !names.isEmpty
            && numbers.count + names.count == segments.count
    }

    /// Whether a part is a word or two without a meaning of their own for sentences.
    private func isPlainWord(_ range: Range<Int>) -> Bool {
        words[range].allSatisfy { $0.kind == .word && $0.symbol == nil }
    }

    private func closing(_ open: Int) -> Int? {
        var depth = 0
        for index in open..<min(words.count, open + 200) {
            if words[index].isMark("(") || words[index].isMark("[") { depth += 1 }
            if words[index].isMark(")") || words[index].isMark("]") {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return nil
    }

    /// The parts between commas, semicolons, slashes and conjunctions.
    private func segments() -> [Range<Int>] {
        var segments: [Range<Int>] = []
        var start = 0
        var depth = 0
        for (index, word) in words.enumerated() {
            if word.isMark("(") { depth += 1 }
            if word.isMark(")") { depth -= 1 }
            let isJoint =
                word.isMark(",") || word.isMark(";") || word.isMark("/") || word.isMark("|") || word.symbol == .or
                || word.symbol == .and && !(index > 0 && words[index - 1].kind == .number)
                    && !(index > 1 && words[index - 2].symbol == .between)
            guard isJoint, depth == 0 else { continue }
            if start < index { segments.append(start..<index) }
            start = index + 1
        }
        if start < words.count { segments.append(start..<words.count) }
        return segments
    }

    private mutating func readQualifier(_ noun: inout NounPhrase, until end: Int, isOneOfSeveral: Bool) -> Bool {
        let start = position
        let texts = words[start..<end].flatMap(\.parts)
        if end - start == 1, let trait = symbol(), Symbol.traits.contains(trait) {
            noun.traits.insert(trait)
            return true
        }
        if end - start == 2, symbol() == .not, let trait = symbol(1), Symbol.traits.contains(trait) {
            noun.denied.insert(trait)
            return true
        }
        if lexicon.typeWord(texts) != nil,
            !isOneOfSeveral || lexicon.nounTypes[lexicon.key(texts)] == nil || !noun.isMany
        {
            noun.typeWords = texts
            return true
        }
        if symbol() == .listOf {
            position += 1
            noun.isList = true
            noun.typeWords = words[position..<end].flatMap(\.parts)
            return true
        }
        if symbol() == .unique {
            position += 1
            noun.traits.insert(.unique)
            var within = NounPhrase()
            readWithin(&within)
            noun.within += within.within
            return position == end
        }
        if let unit = unitPhrase(), position == end {
            noun.unit = unit
            return true
        }
        position = start
        if end - start == 1, let unit = lexicon.units[words[start].text], unit.kind != .count || noun.isPlural == false,
            words[start].symbol == nil, words[start].kind == .word || words[start].text == "%"
        {
            noun.unit = unit
            return true
        }
        if symbol() == .default || symbol() == .with && symbol(1) == .default {
            _ = take(.with)
            position += 1
            noun.defaultValue = defaultValue()
            return noun.defaultValue != nil
        }
        if let measure = measure(), position == end {
            noun.measure = measure
            return true
        }
        position = start
        if symbol(end - start - 1) == .byDefault {
            noun.defaultValue = defaultValue()
            return noun.defaultValue != nil
        }
        return false
    }

    // MARK: Shorthand

    /// `priority:enum(low,medium,high)=medium`, `title:string!`, `email:email:unique`
    mutating func readShorthandType(_ noun: inout NounPhrase) -> Bool {
        guard let next = word(position + 1), !next.isSpaced, next.kind == .word else { return false }
        if let trait = next.symbol, Symbol.traits.contains(trait) {
            position += 2
            noun.traits.insert(trait)
            return true
        }
        if next.text == "uniq" || next.text == "index" {
            position += 2
            noun.traits.insert(next.text == "index" ? .indexed : .unique)
            return true
        }
        guard
            next.text == "enum" || next.text == "references" || lexicon.typeWord(next.parts) != nil
                || FieldType(rawValue: next.text) != nil
        else { return false }
        position += 2
        noun.typeWords = next.parts
        if isMark("["), isMark("]", 1) {
            noun.isList = true
            position += 2
        }
        return true
    }

    // MARK: Relative clauses

    /// "that is required", "who is a user", "which starts as free", "which are other courses", "that is open or closed"
    mutating func readRelative(_ noun: inout NounPhrase) -> Bool {
        let start = position
        position += 1
        while [.can, .must, .should, .will, .filler].contains(symbol()) {
            if symbol() == .must, symbol(1) != .be { break }
            position += 1
        }
        if words[start..<position].contains(where: { $0.symbol == .can }), let verbs = alternativeVerbs() {
            noun.values = verbs
            return true
        }
        if symbol() == .default {
            position += 1
            noun.defaultValue = defaultValue()
            return noun.defaultValue != nil
        }
        if symbol() == .have {
            position += 1
            noun.parts += nouns()
            return !noun.parts.isEmpty
        }
        var isDenied = take(.not)
        guard take(.be) else {
            guard readOtherRelative(&noun) else { return false }
            let rules: Set<Symbol> = [.not, .can, .must, .should, .only]
            if words[start..<position].contains(where: { $0.symbol.map { rules.contains($0) } ?? false }) {
                skipped.append(start..<position)
            }
            return true
        }
        if take(.not) { isDenied = true }
        while symbol() == .filler || symbol() == .both { position += 1 }
        if take(.oneOf) {
            guard let values = values() else { return false }
            noun.values = values
            return true
        }
        if let trait = symbol(), Symbol.traits.contains(trait) {
            position += 1
            if isDenied { noun.denied.insert(trait) } else { noun.traits.insert(trait) }
            if trait == .unique { readWithin(&noun) }
            if symbol() == .and, let next = symbol(1), Symbol.traits.contains(next) {
                position += 2
                noun.traits.insert(next)
            }
            return true
        }
        if let measure = measure() {
            noun.measure = isDenied ? measure.opposite : measure
            return true
        }
        // "false by default", "draft by default"
        var ahead = self
        if let value = ahead.defaultValue(), ahead.take(.byDefault) {
            self = ahead
            noun.defaultValue = value
            return true
        }
        if symbol() == .byDefault {
            position += 1
            noun.defaultValue = defaultValue()
            return noun.defaultValue != nil
        }
        if beginsNoun(position), symbol()?.isDeterminer ?? false || isOther {
            guard let kind = self.noun() else { return false }
            noun.kind.append(kind)
            return true
        }
        if let values = values() {
            noun.values = values
            return true
        }
        return readParticiple(&noun)
    }

    /// "(who can) either view or edit": what several may do.
    private mutating func alternativeVerbs() -> [String]? {
        var ahead = self
        _ = ahead.take(.oneOf)
        var verbs: [String] = []
        while let word = ahead.current, word.symbol == nil, let verb = word.verb, verb.forms.contains(.base) {
            verbs.append(verb.lemma)
            ahead.position += 1
            guard ahead.take(.or) || ahead.takeMark(",") else { break }
            _ = ahead.take(.or)
        }
        guard verbs.count > 1, ahead.isClauseEnd(ahead.position) || ahead.symbol()?.isPronoun ?? false else {
            return nil
        }
        if ahead.symbol()?.isPronoun ?? false { ahead.position += 1 }
        self = ahead
        return verbs
    }

    private var isOther: Bool { current?.text == "other" }

    private mutating func readParticiple(_ noun: inout NounPhrase) -> Bool {
        guard let word = current, word.isNameable else { return false }
        noun.modifiers += word.parts
        position += 1
        skipToJoint()
        return true
    }

    /// "who bought it", "they love": nothing that is stored about the noun.
    private mutating func readOtherRelative(_ noun: inout NounPhrase) -> Bool {
        let isGeneric = lexicon.isIn("generic", noun.words.last ?? "")
        guard let word = current,
            isGeneric && word.isNameable || word.verb != nil || word.symbol == .not || word.symbol?.isModal ?? false
        else {
            skipContactClause()
            return true
        }
        // "everything that happens to tasks"
        if isGeneric {
            while let word = current,
                word.symbol == nil ? word.kind == .word : [.have, .be, .can].contains(word.symbol)
            { position += 1 }
            if let symbol = symbol(), [.to, .with, .in, .about, .on].contains(symbol) {
                position += 1
                if let owner = self.noun() { noun.owners.append(owner) }
                return true
            }
        }
        skipToJoint()
        return true
    }

    private mutating func skipToJoint() {
        while let word = current, !word.isMark(","), !word.isMark(";"),
            ![.and, .or, .but, .can, .must, .should, .be].contains(word.symbol), !isClauseEnd(position)
        {
            position += 1
        }
    }
}

extension NounPhrase {
    /// A remark in parentheses that has no meaning here; nothing is lost, but it isn't understood either.
    mutating func note(_ texts: [String]) -> Bool {
        modifiers += texts
        return true
    }
}
