extension SentenceReader {
    /// An amount at the cursor, which then stands behind it; nil, and the cursor where it was, when there is none.
    mutating func measure() -> Measure? {
        let start = position
        if let measure = readMeasure() { return measure }
        position = start
        return nil
    }

    private mutating func number() -> String? {
        _ = takeMark("$") || takeMark("€") || takeMark("£")
        guard let word = current else { return nil }
        if word.kind == .number {
            position += 1
            return word.text
        }
        if word.symbol == .one, word.text == "one" {
            position += 1
            return "1"
        }
        return nil
    }

    private mutating func readMeasure() -> Measure? {
        var measure = Measure()
        // "not" turns an amount round: "not more than 5" is a phrase of its own, "not negative" too.
        switch symbol() {
        case .positive:
            position += 1
            measure.low = .init(value: "0", isOpen: true)
            return measure
        case .nonNegative:
            position += 1
            measure.low = .init(value: "0")
            return measure
        case .negative:
            position += 1
            measure.high = .init(value: "0", isOpen: true)
            return measure
        case .atLeast, .moreThan:
            let isOpen = symbol() == .moreThan
            position += 1
            guard let low = number() else { return nil }
            measure.low = .init(value: low, isOpen: isOpen)
            measure.unit = unit()
            if symbol() == .and || symbol() == .but, let symbol = symbol(1), symbol == .atMost || symbol == .lessThan {
                position += 2
                guard let high = number() else { return nil }
                measure.high = .init(value: high, isOpen: symbol == .lessThan)
            }
        case .atMost, .lessThan:
            let isOpen = symbol() == .lessThan
            position += 1
            guard let high = number() else { return nil }
            measure.high = .init(value: high, isOpen: isOpen)
            measure.unit = unit()
            if symbol() == .and || symbol() == .but, let symbol = symbol(1), symbol == .atLeast || symbol == .moreThan {
                position += 2
                guard let low = number() else { return nil }
                measure.low = .init(value: low, isOpen: symbol == .moreThan)
            }
        case .exactly:
            position += 1
            guard let value = number() else { return nil }
            measure.low = .init(value: value)
            measure.high = .init(value: value)
        case .between, .from, .oneOf:
            guard symbol() != .oneOf else { return nil }
            position += 1
            guard let low = number() else { return nil }
            measure.unit = unit()
            guard symbol() == .and || symbol() == .to || isMark("-") || symbol() == .atMost else { return nil }
            position += 1
            guard let high = number() else { return nil }
            measure.low = .init(value: low)
            measure.high = .init(value: high)
        default:
            guard let first = number() else { return nil }
            measure.unit = unit()
            if symbol() == .to || isMark("-") || symbol() == .atMost && word(position)?.text == "up to" {
                let here = position
                position += 1
                if let high = number() {
                    measure.low = .init(value: first)
                    measure.high = .init(value: high)
                } else {
                    position = here
                    measure.low = .init(value: first)
                    measure.isBare = true
                }
            } else if symbol() == .orMore {
                position += 1
                measure.low = .init(value: first)
            } else if symbol() == .orLess {
                position += 1
                measure.high = .init(value: first)
            } else {
                measure.high = .init(value: first)
                measure.isBare = true
            }
        }
        measure.unit = unit() ?? measure.unit
        if symbol() == .orMore || symbol() == .orLess { position += 1 }
        skipLong()
        return measure
    }

    /// A unit behind an amount: "%", "characters", "square metres", "stars".
    private mutating func unit() -> MeasureUnit? {
        if isMark("-"), let next = word(position + 1), next.kind == .word, let unit = lexicon.units[next.text] {
            position += 2
            return unit
        }
        guard let word = current, word.kind != .quoted else { return nil }
        if word.kind == .mark, word.text != "%" { return nil }
        guard word.symbol == nil || word.text == "m" || word.text == "l", let unit = lexicon.units[word.text] else {
            return nil
        }
        position += 1
        return unit
    }

    private mutating func skipLong() {
        if let word = current, word.symbol == nil,
            ["long", "length", "each", "wide", "high", "old", "maximum", "minimum", "max", "min"].contains(word.text)
        {
            position += 1
        } else if symbol() == .in, let next = word(position + 1), ["length", "total", "size"].contains(next.text) {
            position += 2
        } else if symbol() == .atMost || symbol() == .atLeast, isClauseEnd(position + 1) {
            position += 1
        }
    }

    /// Whether nothing of the clause follows.
    func isClauseEnd(_ index: Int) -> Bool {
        guard let word = word(index) else { return true }
        return word.kind == .mark && word.symbol == nil && word.text != Mark.possessive
    }

    /// "in grams", "(in minutes)", "in cents": what a number counts.
    mutating func unitPhrase() -> MeasureUnit? {
        guard symbol() == .in || symbol() == .as, let next = word(position + 1), next.kind == .word,
            next.symbol == nil || lexicon.units[next.text]?.kind == .measure,
            let unit = lexicon.units[next.text]
        else { return nil }
        position += 2
        return unit
    }
}
